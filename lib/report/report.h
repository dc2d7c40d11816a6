/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Findings as bytes. One format a file under formats/, each ending in its row, each escaping what
 * came from input by its own rules.
 */
#ifndef MK_REPORT_REPORT_H
#define MK_REPORT_REPORT_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/finding.h"

struct mk_report_options {
	bool color;   /* terminal escapes; text format only */
	bool explain; /* text format: add the code's explanation */
};

struct mk_report_format {
	const char *name;
	const char *doc;
	void (*write)(const struct mk_findings *findings, const struct mk_report_options *options,
		struct mk_buffer *out);
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
