/* SPDX-License-Identifier: BSD-2-Clause */
/* What kind of thing a node is. */
#include <string.h>

#include "board/parts.h"

bool mk_dt_is_plain_bus(const struct mk_dt_node *node)
{
	return mk_dt_property(node, "ranges") && mk_dt_is_compatible(node, "simple-bus");
}

static const struct mk_dt_node *top_node(const struct mk_dt_node *node)
{
	while (node->parent && node->parent->parent)
		node = node->parent;
	return node;
}

/* Cores and reserved memory have nodes of their own; so have their parts. */
bool mk_dt_may_be_device(const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_dt_node *top = top_node(node);

	return node->enabled && node->compatible && !mk_dt_has_type(node, "memory") &&
	       top != board->reserved_memory && strcmp(top->name, "cpus") != 0;
}

bool mk_mmio_is_buffer(const struct mk_dt_node *node)
{
	return mk_dt_is_compatible(node, "simple-framebuffer") ||
	       mk_dt_is_compatible(node, "ramoops");
}

bool mk_mmio_is_sram(const struct mk_dt_node *node)
{
	return mk_dt_is_compatible(node, "mmio-sram");
}
