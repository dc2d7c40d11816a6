/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What an assessor takes: every check with what it looked at and what it came to, requirements with
 * the entries, checks and outputs behind them, and what it all was made from and with. A function
 * of the inputs: the only date in it is one that was given.
 */
#ifndef MK_EVIDENCE_EVIDENCE_H
#define MK_EVIDENCE_EVIDENCE_H

#include "base/buffer.h"
#include "check/log.h"
#include "plan/requirements.h"

/* An input, or an output. */
struct mk_evidence_file {
	const char *role; /* "layout", "board"; of an output the format that made it */
	const char *name; /* as it was given; of an output its path */
	const char *sha256;
	size_t length;
	bool of_node; /* an output: its first folder is a node's name */
};

typedef MK_VEC(struct mk_evidence_file) mk_evidence_files;

/* What is not as it was: one of the two is NULL where the thing is new, or gone. */
struct mk_evidence_change {
	const char *what; /* "check MK0101" */
	const char *before;
	const char *after;
};

typedef MK_VEC(struct mk_evidence_change) mk_evidence_changes;

struct mk_evidence {
	struct mk_arena *arena;
	const char *version;
	const char *libraries;
	const char *date;	    /* or NULL */
	const char *const *command; /* ends with NULL */
	const char *layout;	    /* its name */
	const struct mk_plan *plan; /* NULL: there is none */
	const struct mk_findings *findings;
	const struct mk_check_log *log;
	const struct mk_problem *const *catalogue; /* ascending by code */
	size_t catalogue_count;
	mk_evidence_files inputs;
	mk_evidence_files outputs;
	mk_evidence_files files;   /* of the evidence itself, as far as they are made */
	const char *const *stated; /* options for mkpart-verify */
	size_t stated_count;
	const char *old; /* name of the evidence that it is compared with, or NULL */
	mk_evidence_changes changes;
};

/* --- checks ----------------------------------------------------------------------------------- */

enum mk_check_verdict {
	MK_VERDICT_HELD,     /* nothing was found */
	MK_VERDICT_FOUND,    /* something stands */
	MK_VERDICT_ALLOWED,  /* all that was found is allowed */
	MK_VERDICT_LEFT_OUT, /* it was not looked at: `why` says why */
};

struct mk_judged {
	const struct mk_problem *problem;
	const struct mk_check_note *note; /* NULL: of reading, or not come to */
	enum mk_check_verdict verdict;
	const char *why; /* or NULL */
	MK_VEC(const struct mk_finding *) findings;
};

typedef MK_VEC(struct mk_judged) mk_judged_list;

/* One for each code of the catalogue. */
mk_judged_list mk_evidence_checks(const struct mk_evidence *evidence);
const char *mk_check_verdict_word(enum mk_check_verdict verdict);

/* "holds", "does not hold", "not judged". */
const char *mk_evidence_verdict(const struct mk_evidence *evidence);

/* --- requirements ----------------------------------------------------------------------------- */

/* An entry of the layout that is there for some requirement. */
struct mk_traced {
	const char *kind; /* "node", "memory" */
	const char *what; /* "node 'rtos' memory 0x60000000..0x6fffffff" */
	const char *name; /* a finding's subject may be this; or NULL */
	struct mk_origin origin;
	mk_requirements requirements;
	MK_VEC(const struct mk_plan_node *) nodes; /* that it is about */
};

typedef MK_VEC(struct mk_traced) mk_traced_list;

mk_traced_list mk_evidence_traced(const struct mk_evidence *evidence);

/* All requirements, each once, by name. */
mk_requirements mk_evidence_requirements(
	const struct mk_evidence *evidence, const mk_traced_list *traced);
bool mk_traced_is_for(const struct mk_traced *traced, const char *requirement);

/* Whether a check is about entries of that kind, and was made. */
bool mk_traced_is_checked(const struct mk_traced *traced, const struct mk_judged *judged);

/* Whether an output says something of the entry. */
bool mk_traced_is_in(const struct mk_traced *traced, const struct mk_evidence_file *output);

/* Of the entries that a finding is about, as far as it says so, each requirement once. */
mk_requirements mk_finding_requirements(const struct mk_evidence *evidence,
	const mk_traced_list *traced, const struct mk_finding *finding);

/* --- as files --------------------------------------------------------------------------------- */

void mk_evidence_json(const struct mk_evidence *evidence, struct mk_buffer *out);
void mk_evidence_checks_csv(const struct mk_evidence *evidence, struct mk_buffer *out);
void mk_evidence_trace_csv(const struct mk_evidence *evidence, struct mk_buffer *out);
void mk_evidence_page(const struct mk_evidence *evidence, struct mk_buffer *out);

/* As sha256sum takes it. */
void mk_evidence_sums(const struct mk_evidence *evidence, struct mk_buffer *out);

/* The same of the evidence itself. */
void mk_evidence_own_sums(const struct mk_evidence *evidence, struct mk_buffer *out);

/*
 * How two documents of mk_evidence_json differ, by what they are about. False where `old` is none,
 * which is not reported.
 */
bool mk_evidence_compare(struct mk_arena *arena, const struct mk_source *old,
	const struct mk_source *now, mk_evidence_changes *changes);

#endif
