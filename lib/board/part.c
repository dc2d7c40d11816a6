/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Parts of devices: nodes without `compatible`, which the binding of the device that they are in
 * describes along with it (Devicetree Specification 0.4, 2.3.1). A timer's frames, a PHY's ports.
 */
#include "board/parts.h"

/* The root and plain buses have no registers, so what is in them is no part of them. */
static bool may_have_parts(const struct mk_dt_node *node)
{
	return node->parent && node->compatible && !mk_dt_is_plain_bus(node);
}

static const struct mk_dt_node *step(
	const struct mk_dt_node *device, const struct mk_dt_node *node, bool into)
{
	if (into && node->first_child)
		return node->first_child;
	while (node != device && !node->next_sibling)
		node = node->parent;
	return node == device ? NULL : node->next_sibling;
}

bool mk_device_has(const struct mk_dt_node *device, const struct mk_dt_node *node)
{
	while (node != device && node->parent && node->enabled && !node->compatible)
		node = node->parent;
	return node == device;
}

const struct mk_dt_node *mk_device_next_part(
	const struct mk_dt_node *device, const struct mk_dt_node *after, struct mk_budget *budget)
{
	const struct mk_dt_node *node = after;
	bool into = after != device || may_have_parts(device);

	do {
		node = step(device, node, into);
		if (!node || !mk_budget_spend(budget, 4 + node->property_count))
			return NULL;
		into = node->enabled && !node->compatible;
	} while (!into);
	return node;
}
