/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

/* Behind the kernel: a tree, a root task and its ELF header, a page each at the least. */
#define OTHER_IMAGE_PAGES 3u

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_contract *contract = check->plan->contract;
	const struct mk_region *lowest = node->sorted.items;
	uint64_t needed = mk_contract_kernel_bytes(contract, node->hypervisor, node->debug) +
			  OTHER_IMAGE_PAGES * contract->page_size;
	struct mk_finding *finding;

	if (!node->sorted.count || node->phys_base < lowest->range.first ||
		node->phys_base > lowest->range.last ||
		lowest->range.last - node->phys_base >= needed - 1)
		return;
	finding = mk_check_report(check, lowest->origin,
		"node '%s' has its kernel in %s, which holds %s; kernel, device tree and root task "
		"need at least %s in one piece",
		node->name, mk_check_range(check, lowest->range),
		mk_check_size(check, lowest->range.last - node->phys_base + 1),
		mk_check_size(check, needed));
	mk_suggest(check->findings, finding,
		"size: 16M, or at least %s; further ranges may be small",
		mk_check_size(check, needed));
}

static void run(struct mk_check *check)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		check_node(check, node);
}

const struct mk_rule mk_rule_memory_first_region_holds_kernel = {
	.problem = {.code = "MK0114",
		.name = "first-region-holds-kernel",
		.severity = MK_ERROR,
		.title = "a node's lowest range is smaller than what is loaded there",
		.why = "The system boots, but the kernel hangs over the end of the range, into "
		       "memory that may be a neighbour's.",
		.fix = "Make the node's lowest range large enough for the kernel, its device tree "
		       "and the root task together; further ranges may be small."},
	.run = run,
	.prerequisites = {"MK0112", "MK0113", "MK0115"},
};
