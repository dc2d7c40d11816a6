/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that go through rows share. Private to lib/doc. */
#ifndef MK_DOC_ROWS_PARTS_H
#define MK_DOC_ROWS_PARTS_H

#include "doc/rows.h"

/* Any vector of structs, whatever their type. */
struct mk_row_objects {
	void *items;
	size_t count;
	size_t capacity;
};

static inline const void *mk_row_item(
	const struct mk_row *row, const struct mk_row_objects *list, size_t index)
{
	return (const char *)list->items + index * row->rows->size_bytes;
}

#define MK_ROW_FIRST "first"
#define MK_ROW_LAST "last"
#define MK_ROW_SIZE "size"

#endif
