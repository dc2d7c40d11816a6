/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings as bytes: one document for all layouts and boards of a run. One format a file under
 * formats/, each ending in its row, each escaping what came from input by its own rules.
 */
#ifndef MK_REPORT_REPORT_H
#define MK_REPORT_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/finding.h"

struct mk_report_options {
	bool color;   /* terminal escapes; text format only */
	bool explain; /* text format: add the code's explanation */
	bool quiet;   /* text format: pass over layouts without findings */
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
};

/* A finding, once for all boards on which the same is found in the same place. */
struct mk_reported {
	const struct mk_finding *finding;
	size_t group;	     /* the first that has it */
	MK_VEC(size_t) also; /* the further ones, ascending */
};

typedef MK_VEC(struct mk_reported) mk_reported_list;

/* The findings of groups first..first + count - 1, which are of one layout, in one order. */
mk_reported_list mk_report_merge(
	struct mk_arena *arena, const struct mk_report *report, size_t first, size_t count);

/* How many groups from `first` on are of the same layout. */
size_t mk_report_same_layout(const struct mk_report *report, size_t first);

struct mk_report_format {
	const char *name;
	const char *doc;
	void (*write)(const struct mk_report *report, struct mk_buffer *out);
};

extern const struct mk_report_format *const mk_report_formats[];
extern const size_t mk_report_format_count;

/* By name, or NULL. */
const struct mk_report_format *mk_report_format_find(const char *name);

/*
 * Adds text for a terminal or a log: control characters, bidirectional overrides and bytes that
 * are not UTF-8 come out as \xNN or \u{NNNN}, so that no input can forge output.
 */
void mk_escape_text(struct mk_buffer *out, const char *text, size_t length);

/* "layout.yaml:9:13", or "board.dtb:/memory@0", escaped; nothing for nowhere. */
void mk_origin_text(struct mk_buffer *out, const struct mk_origin *origin);

/* A problem's explanation, for `explain`: title, why, fix, wrapped at 80 columns. */
void mk_explain(const struct mk_problem *problem, struct mk_buffer *out);

#endif
