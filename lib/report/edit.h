/* SPDX-License-Identifier: BSD-2-Clause */
/* Replacements that an editor can make without asking. */
#ifndef MK_REPORT_EDIT_H
#define MK_REPORT_EDIT_H

#include "base/finding.h"
#include "report/excerpt.h"

/*
 * What to put in the place of exactly the characters that the edit's origin marks, quotes
 * included. NULL where there is no edit, or where the source does not have there, in plain
 * spelling, what the edit replaces: behind an anchor, say, or in an escaped string.
 */
const char *mk_edit_insertion(struct mk_excerpts *excerpts, const struct mk_edit *edit);

#endif
