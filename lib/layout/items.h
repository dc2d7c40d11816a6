/* SPDX-License-Identifier: BSD-2-Clause */
/* Items that stand under their names, as other languages have them: "a: {cpu: ...}". */
#ifndef MK_LAYOUT_ITEMS_H
#define MK_LAYOUT_ITEMS_H

#include "layout/refuse.h"

/* Whether a map that stands where a list was expected is one of items under their names. */
bool mk_items_are_named(const struct mk_record_rows *rows, const struct mk_doc *map);

/* The only entry of such a map that stands where an item was expected; NULL: it is none. */
const struct mk_doc_entry *mk_item_named(
	struct mk_arena *arena, const struct mk_record_rows *rows, const struct mk_doc *map);

/* The key that says what such an item's name stands for, and the one for a lone text beside it. */
const struct mk_key *mk_item_name_key(const struct mk_record_rows *rows);
const struct mk_key *mk_item_text_key(const struct mk_record_rows *rows);

/* Reports them, and how to write them; `in_list`: the map is an item of a list already. */
void mk_refuse_named(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_record_rows *rows, const struct mk_doc *map, bool in_list);

#endif
