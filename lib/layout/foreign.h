/* SPDX-License-Identifier: BSD-2-Clause */
/* What other tools of the field call the keys, and how they write ranges. */
#ifndef MK_LAYOUT_FOREIGN_H
#define MK_LAYOUT_FOREIGN_H

#include <stdbool.h>

#include "base/arena.h"
#include "core/range.h"
#include "doc/doc.h"
#include "layout/keys.h"
#include "layout/scalars.h"

/* The key of `rows` that goes by `word` elsewhere ("base" for "start"), or NULL. */
const char *mk_foreign_key(const struct mk_record_rows *rows, const char *word);

/* Whether some tool has that word for where a range ends. */
bool mk_foreign_is_end(const char *word);

/*
 * The range that a map has by its `start` and its last byte, or the byte behind it, whichever makes
 * a size of whole pages. False where there is none, or both do.
 */
bool mk_foreign_end(const struct mk_doc *map, const struct mk_doc *end, struct mk_range *range);

/*
 * The range that a scalar like "0x40000000-0x4fffffff", "FIRST..LAST", "START:SIZE", "START+SIZE"
 * or "START SIZE" stands for, or a list of two numbers, [0xSTART, SIZE].
 */
bool mk_foreign_range(const struct mk_doc *value, struct mk_range *range);

#endif
