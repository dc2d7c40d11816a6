/* SPDX-License-Identifier: BSD-2-Clause */
/* Words and questions about odd shapes of the board's tree. Private to lib/check. */
#ifndef MK_CHECK_TREE_WORDS_H
#define MK_CHECK_TREE_WORDS_H

#include "check/rule.h"

/* "6 cells, which is not a multiple of 2 + 2": of a `reg`, or such a list, of no whole entries. */
const char *mk_check_list_text(
	struct mk_check *check, const struct mk_dt_node *node, const char *name);
const char *mk_check_reg_text(struct mk_check *check, const struct mk_dt_node *node);

/*
 * The first enabled node behind `after` (NULL: of all) that is named as memory and has `reg`, but
 * not the `device_type` that makes it RAM; NULL where there is no more.
 */
const struct mk_dt_node *mk_check_untyped_memory(
	const struct mk_check *check, const struct mk_dt_node *after);

/* Whether the name of a node is `name`, with a unit address or without. */
bool mk_check_is_named(const struct mk_dt_node *node, const char *name);

#endif
