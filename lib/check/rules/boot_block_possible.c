/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "plan/boot.h"

/* The loader starts the first cores by their number, and each of them has a kernel. */
static void check_core(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan *plan = check->plan;
	uint32_t most = plan->contract->boot->nodes_most;
	uint64_t last = plan->by_rank.count < most ? plan->by_rank.count : most;

	if (node->cpu->mpidr < last)
		return;
	mk_check_report(check, node->cpu_origin,
		"node '%s' is on core 0x%" PRIx64 ", but for this number of nodes the loader of "
		"contract '%s' starts the cores 0 to %" PRIu64 "; it starts at most %u",
		node->name, node->cpu->mpidr, plan->contract->name, last - 1, (unsigned)most);
}

static void check_reserved(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_boot_contract *boot = check->plan->contract->boot;

	if (node->boot->reserved_needed <= boot->reserved_aim)
		return;
	mk_suggest(check->findings,
		mk_check_report(check, node->sorted.items[0].origin,
			"node '%s' needs %zu reserved ranges to be kept out of what is not its "
			"own, but its kernel takes %u",
			node->name, node->boot->reserved_needed, (unsigned)boot->reserved_aim),
		"fewer ranges of memory and fewer devices, or ranges that touch each other");
}

static void check_start(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_boot *boot = node->boot;

	if (boot->start.complaint &&
		boot->reserved_needed <= check->plan->contract->boot->reserved_aim)
		mk_check_report(check, node->sorted.items[0].origin, "node '%s': its kernel %s",
			node->name, boot->start.complaint);
}

static void boot_block_possible(struct mk_check *check, const struct mk_plan_node *node)
{
	if (!node->boot)
		return;
	check_core(check, node);
	check_reserved(check, node);
	check_start(check, node);
}

const struct mk_rule mk_rule_boot_block_possible = {
	.problem = {.code = "MK1201",
		.name = "boot-block-possible",
		.severity = MK_ERROR,
		.title = "a node's kernel cannot be told what is its own",
		.why = "The loader starts one kernel on each of the first cores. A block of fixed "
		       "size tells that kernel which memory is its own and what to keep from its "
		       "root task. If a block has too many entries, or no room for the kernel, the "
		       "root task and its objects, the kernel stops; the other nodes do not "
		       "notice.",
		.fix = "Put the nodes on the first cores, and give each node fewer and larger "
		       "ranges."},
	.each_node = boot_block_possible,
};
