/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings as bytes: one document for all layouts and boards of a run. One format a file under
 * formats/, each ending in its row, each escaping what came from input by its own rules.
 */
#ifndef MK_REPORT_REPORT_H
#define MK_REPORT_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/escape.h"
#include "base/finding.h"

/* What programs read, by its "format" and "version"; a baseline is one. */
#define MK_FINDINGS_FORMAT "mkpart-findings"
#define MK_FINDINGS_VERSION 1u

struct mk_report_options {
	bool color;	  /* terminal escapes; text format only */
	bool explain;	  /* text format: add the code's explanation */
	bool quiet;	  /* text format: pass over layouts without findings */
	unsigned columns; /* text format: how wide lines may be; 0: 100 */
};

/* What was found in one layout on one board. */
struct mk_report_group {
	const char *layout; /* names as the user gave them; NULL where there is none */
	const char *board;
	const struct mk_findings *findings; /* sorted */
};

/* Groups of one layout stand together. */
struct mk_report {
	const struct mk_report_group *groups;
	size_t group_count;
	struct mk_report_options options;
	const char *version; /* mkpart's own, for formats that name the tool */
};

/* A finding, once for all boards on which the same is found in the same place. */
struct mk_reported {
	const struct mk_finding *finding;
	size_t group;	     /* the first that has it */
	MK_VEC(size_t) also; /* the further ones, ascending */
	size_t board_count;  /* how many groups its layout has */
};

typedef MK_VEC(struct mk_reported) mk_reported_list;

/* The findings of groups first..first + count - 1, which are of one layout, in one order. */
mk_reported_list mk_report_merge(
	struct mk_arena *arena, const struct mk_report *report, size_t first, size_t count);

/* How many groups from `first` on are of the same layout. */
size_t mk_report_same_layout(const struct mk_report *report, size_t first);

/* The findings of all groups, layout after layout, each layout's in one order. */
mk_reported_list mk_report_merge_all(struct mk_arena *arena, const struct mk_report *report);

/*
 * "board.dtb and other.dtb", as given, where not all boards of the layout have the finding; else
 * NULL.
 */
const char *mk_reported_boards(
	struct mk_arena *arena, const struct mk_report *report, const struct mk_reported *reported);

/* A file's name as it is shown: as given, but "<stdin>" for "-". */
const char *mk_shown_file(const char *name);

/* The file that a finding is in, or else its layout, so shown. */
const char *mk_reported_file(const struct mk_report *report, const struct mk_reported *reported);

/* Its line; 1 where it is about a whole file. */
unsigned mk_reported_line(const struct mk_reported *reported);

/* "MESSAGE; fix: SUGGESTION; only on BOARDS", escaped: all that fits one line. */
void mk_reported_sentence(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported);

/*
 * What belongs to a finding's message, escaped, each behind a newline: the other places, the fix
 * and the boards.
 */
void mk_reported_details(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported);

/* Why a finding does not stand, raw; NULL where it does. */
const char *mk_pardon_reason(const struct mk_finding *finding);

struct mk_report_format {
	const char *name;
	const char *doc;
	void (*write)(const struct mk_report *report, struct mk_buffer *out);
};

extern const struct mk_report_format *const mk_report_formats[];
extern const size_t mk_report_format_count;

/* By name, or NULL. */
const struct mk_report_format *mk_report_format_find(const char *name);

/* "layout.yaml:9:13", or "board.dtb:/memory@0", escaped; nothing for nowhere. */
void mk_origin_text(struct mk_buffer *out, const struct mk_origin *origin);

/* A problem's explanation, for `explain`: title, why, fix, wrapped at 80 columns. */
void mk_explain(const struct mk_problem *problem, struct mk_buffer *out);

#endif
