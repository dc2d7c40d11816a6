/* SPDX-License-Identifier: BSD-2-Clause */
/* Changes of a source's text that can be made without asking. */
#ifndef MK_REPORT_EDIT_H
#define MK_REPORT_EDIT_H

#include "base/finding.h"
#include "report/excerpt.h"

/* `text` in the place of exactly the characters that `origin` marks; with length 0, before it. */
struct mk_change {
	struct mk_origin origin;
	const char *at; /* the same place, in the source's text */
	size_t length;	/* bytes that are replaced */
	const char *text;
};

typedef MK_VEC(struct mk_change) mk_changes;

/*
 * What a remedy comes to, in the order of its edits. False, with nothing to be used, where the
 * source does not have, in plain spelling, what one of them replaces: behind an anchor, say, or in
 * an escaped string.
 */
bool mk_remedy_changes(
	struct mk_excerpts *excerpts, const struct mk_remedy *remedy, mk_changes *changes);

#endif
