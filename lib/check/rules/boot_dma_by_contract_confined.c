/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/not_enforced.h"

static bool has_device(struct mk_check *check)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->devices.count)
			return true;
	return false;
}

static bool applies(struct mk_check *check)
{
	return mk_check_has_partition(check) && has_device(check);
}

static void dma_by_contract_confined(struct mk_check *check)
{
	mk_about(check->findings,
		mk_check_not_enforced(check,
			"does not confine DMA: its kernels program no IOMMU, and a bus master "
			"reaches every node's memory",
			"review the drivers of such devices, which MK0609 names"),
		check->plan->contract->name);
}

const struct mk_rule mk_rule_boot_dma_by_contract_confined = {
	.problem = {.code = "MK1205",
		.name = "dma-by-contract-confined",
		.severity = MK_WARNING,
		.title = "no kernel confines a device's DMA to its node's memory",
		.why = "What a boot block reserves affects only the MMU of a core. A bus master "
		       "does not go through it: whoever has its registers can make it write into "
		       "another node's kernel.",
		.fix = "Give devices with DMA to nodes that all others trust, or program an IOMMU "
		       "from a node that has it. MK0609 names the devices of each node. Then allow "
		       "this finding with that reason.",
		.about = "the contract"},
	.applies = applies,
	.whole = dma_by_contract_confined,
};
