/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Problems (static rows: what can be wrong) and findings (what is). Recording a finding
 * never prints, exits or stops anything.
 */
#ifndef MK_BASE_FINDING_H
#define MK_BASE_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/source.h"

enum mk_severity { MK_NOTE, MK_WARNING, MK_ERROR };

/* "note", "warning", "error". */
const char *mk_severity_name(enum mk_severity severity);

#define MK_CODE_BYTES sizeof "MK0101" /* of every code, with its NUL */

/* One kind of problem. The code is stable for ever; the texts may be improved. */
struct mk_problem {
	const char *code; /* "MK0101" */
	const char *name; /* the truth it defends: "slices-disjoint" */
	enum mk_severity severity;
	bool unreadable;   /* the input could not be taken in at all: exit status 2 */
	const char *title; /* one line, no full stop */
	const char *why;   /* what happens on the board if it is ignored */
	const char *fix;   /* what to do */
	const char *about; /* what mk_about tells of its findings; NULL for errors */
};

/* A further place that a finding is about. */
struct mk_note {
	struct mk_origin origin;
	const char *message;
};

/* What an edit replaces. */
enum mk_edit_kind {
	MK_EDIT_SCALAR,	  /* a scalar; `was` and `text` are its value, without quotes */
	MK_EDIT_NUMBER,	  /* the same, whose value is `number_was`, however it is spelled */
	MK_EDIT_VERBATIM, /* `was` as it stands in the source; "" inserts before the place */
};

/*
 * A change of the source, within one line. It is made only where `origin` marks exactly what it
 * replaces. A verbatim `text` is written as JSON has it; in YAML, quotes around words are dropped.
 */
struct mk_edit {
	struct mk_origin origin; /* its length is not used for an insertion */
	enum mk_edit_kind kind;
	const char *was;
	uint64_t number_was;
	const char *text; /* to write instead */
};

/* One way to mend a finding: all of its edits together, or none of them. */
struct mk_remedy {
	bool safe; /* it says what the author meant, and not what he may have meant */
	MK_VEC(struct mk_edit) edits;
};

/* Whether a finding counts. */
enum mk_standing {
	MK_STANDS,
	MK_ALLOWED_BY_LAYOUT,  /* `allowed` is the reason it gives */
	MK_ALLOWED_BY_COMMAND, /* the user of this run does not want to see it */
	MK_KNOWN,	       /* the baseline has it already */
};

struct mk_finding {
	const struct mk_problem *problem;
	enum mk_severity severity; /* the problem's, unless the user asked for another */
	struct mk_origin origin;
	const char *message; /* raw: may hold any bytes of the input; formats escape it */
	MK_VEC(struct mk_note) notes;
	const char *suggestion; /* what would mend it, or NULL */
	MK_VEC(struct mk_remedy)
	remedies; /* the suggestion once more, as edits; each is a way of its own */
	MK_VEC(const char *)
	subjects; /* what it is about: names and paths, as the layout or the
		     board's tree has them */
	enum mk_standing standing;
	const char *allowed; /* the reason the layout gives for living with it, or NULL */
	size_t sequence;     /* order of recording, the last sorting key */
	size_t unlisted;     /* it stands for so many of its kind; 0: for itself */
};

/* The findings of one problem. */
struct mk_findings_kind {
	const struct mk_problem *problem;
	size_t count;		   /* all that were recorded */
	struct mk_finding *others; /* stands for those beyond the limit; NULL: there are none */
	char *text;		   /* its message, written anew with each that it stands for */
};

struct mk_findings {
	struct mk_arena *arena;
	MK_VEC(struct mk_finding *) list;
	MK_VEC(struct mk_findings_kind) kinds;
	struct mk_finding *spare; /* given to who records one that is not listed */
};

/*
 * Of each problem so many are listed, more than anyone reads; one more stands for all others. It
 * counts, and is allowed, as they would be, but by none of their names. A hostile layout does not
 * fill memory with complaints so, and no kind of finding pushes out another.
 */
#define MK_FINDINGS_MAX 1000

void mk_findings_init(struct mk_findings *findings, struct mk_arena *arena);

/*
 * Records that `problem` was found at `origin`. Never NULL; the result lives as long as the
 * arena and takes notes and a suggestion. The message follows STYLE: lower case, no full stop,
 * names in '...', ranges as 0xfirst..0xlast.
 */
__attribute__((format(printf, 4, 5))) struct mk_finding *mk_report(struct mk_findings *findings,
	const struct mk_problem *problem, struct mk_origin origin, const char *format, ...);

/* How many of that problem were recorded, listed or not. */
size_t mk_findings_of(const struct mk_findings *findings, const char *code);

/* The same, of a problem's own row. */
size_t mk_findings_like(const struct mk_findings *findings, const struct mk_problem *problem);

/* Whether further ones of that problem would not be listed: who finds many may stop. */
bool mk_findings_is_full(const struct mk_findings *findings, const struct mk_problem *problem);

/* How many findings it stands for: 1, but for one that stands for others. */
size_t mk_finding_weight(const struct mk_finding *finding);

/* How many were recorded and are not listed. */
size_t mk_findings_unlisted(const struct mk_findings *findings);

/* Adds the other place. Does nothing where origin is nowhere (no source). */
__attribute__((format(printf, 4, 5))) void mk_add_note(struct mk_findings *findings,
	struct mk_finding *finding, struct mk_origin origin, const char *format, ...);

__attribute__((format(printf, 3, 4))) void mk_suggest(
	struct mk_findings *findings, struct mk_finding *finding, const char *format, ...);

/* How sure a remedy is. */
enum mk_remedy_kind { MK_REMEDY_SAFE, MK_REMEDY_GUESS };

/* Adds a way to mend the finding, without edits yet. Ignored like a note where it is not listed. */
struct mk_remedy *mk_add_remedy(
	struct mk_findings *findings, struct mk_finding *finding, enum mk_remedy_kind kind);

/* Adds an edit of source text: `was`, in one line at `origin`, becomes `text`. Both are borrowed.
 */
void mk_add_edit(struct mk_findings *findings, struct mk_remedy *remedy, struct mk_origin origin,
	const char *was, const char *text);

/* Adds one way to mend the finding: `text`, borrowed, instead of the scalar `was` at `origin`. */
void mk_fix(struct mk_findings *findings, struct mk_finding *finding, enum mk_remedy_kind kind,
	struct mk_origin origin, const char *was, const char *text);

/* Asks whether `nearest` was meant instead of the scalar `was` at `origin`, and offers it. */
void mk_did_you_mean(struct mk_findings *findings, struct mk_finding *finding,
	struct mk_origin origin, const char *was, const char *nearest);

/* The same as mk_fix for a number, which becomes a hexadecimal one. */
void mk_fix_number(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, struct mk_origin origin, uint64_t was, uint64_t number);

/* Takes all remedies back. */
void mk_drop_remedies(struct mk_finding *finding);

/* Says what the finding is about, so that it alone can be allowed. NULL is left out. */
void mk_about(struct mk_findings *findings, struct mk_finding *finding, const char *subject);

/* Sorts by place, then code, then order of recording. */
void mk_findings_sort(struct mk_findings *findings);

/* How many of that severity stand, listed or not. */
size_t mk_findings_count(const struct mk_findings *findings, enum mk_severity severity);

/*
 * Of `count` names, the one nearest to `wanted` (edit distance up to about a third of its length,
 * whatever the case), or the only one that begins like it, or NULL.
 */
const char *mk_nearest_name(const char *wanted, const char *const *names, size_t count);

#endif
