/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The plan for people to look at. One display a file under displays/, each ending in its row.
 * Displays show plans with errors too, and cope with whatever is missing.
 */
#ifndef MK_SHOW_SHOW_H
#define MK_SHOW_SHOW_H

#include "base/buffer.h"
#include "base/finding.h"
#include "plan/plan.h"

/* What a display shows, and for whom. */
struct mk_view {
	const struct mk_plan *plan;
	const struct mk_findings *findings; /* sorted */
	const char *layout;		    /* names as the user gave them; never NULL */
	const char *board;
	const char *version; /* mkpart's own */
	size_t columns;	     /* that lines of text may have */
	bool color;	     /* terminal escapes, where the display has them */
};

struct mk_display {
	const char *name; /* "table" */
	const char *doc;  /* one line: what it is */
	void (*draw)(const struct mk_view *view, struct mk_buffer *out);
};

extern const struct mk_display *const mk_displays[];
extern const size_t mk_display_count;

/* By name, or NULL. */
const struct mk_display *mk_display_find(const char *name);

#endif
