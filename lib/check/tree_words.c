/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/tree_words.h"

#include <inttypes.h>
#include <string.h>

const char *mk_check_reg_text(struct mk_check *check, const struct mk_dt_node *node)
{
	return mk_check_list_text(check, node, "reg");
}

const char *mk_check_list_text(
	struct mk_check *check, const struct mk_dt_node *node, const char *name)
{
	const struct mk_dt_property *reg = mk_dt_property(node, name);
	uint32_t length = reg ? reg->length : 0;
	uint32_t address = mk_dt_address_cells(node->parent);
	uint32_t size = mk_dt_size_cells(node->parent);

	if (address > MK_DT_MAX_CELLS || size > MK_DT_MAX_CELLS)
		return mk_arena_printf(check->arena,
			"entries of %" PRIu32 " + %" PRIu32 " cells, #address-cells and "
			"#size-cells of '%s', which is more than any address has",
			address, size, node->parent->path);
	if (length % 4)
		return mk_arena_printf(check->arena,
			"%" PRIu32 " bytes, which are not whole cells of 4 bytes", length);
	return mk_arena_printf(check->arena,
		"%" PRIu32 " cell%s, which %s not a multiple of %" PRIu32 " + %" PRIu32
		", #address-cells and #size-cells of '%s'",
		length / 4, length == 4 ? "" : "s", length == 4 ? "is" : "are", address, size,
		node->parent->path);
}

bool mk_check_is_named(const struct mk_dt_node *node, const char *name)
{
	size_t length = strlen(name);

	return !strncmp(node->name, name, length) &&
	       (!node->name[length] || node->name[length] == '@');
}

const struct mk_dt_node *mk_check_untyped_memory(
	const struct mk_check *check, const struct mk_dt_node *after)
{
	const struct mk_dt_node *node =
		after ? after->next_sibling : check->plan->board->tree->root->first_child;

	for (; node; node = node->next_sibling)
		if (mk_check_is_named(node, "memory") && node->enabled &&
			mk_dt_property(node, "reg") && !node->compatible && !mk_dt_is_memory(node))
			return node;
	return NULL;
}
