/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: BOOTINFO, "The kernel's build". */
#include "emit/cmake_kernel.h"
#include "emit/emit.h"

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	struct mk_cmake_kernel writer = {
		.out = out, .plan = plan, .node = mk_plan_node_at_rank(plan, 0)};
	const char *off = mk_contract_switched_off(plan->contract, plan->platform);

	(void)node;
	if (!writer.node)
		return;
	mk_cmake_kernel_begin(&writer, "the one kernel of all nodes; use with cmake -C");
	mk_cmake_set_flag(out, "KernelIsMCS", true);
	mk_cmake_set_flag(out, "KernelEnableMultikernelSupport", true);
	mk_cmake_set(out, "KernelMultikernelNumCPUs",
		mk_arena_printf(out->arena, "%zu", plan->by_rank.count));
	if (off)
		mk_cmake_set_flag(out, off, false);
	mk_cmake_kernel_end(&writer);
}

static bool has_blocks(const struct mk_plan *plan)
{
	return plan->contract->boot;
}

const struct mk_format mk_format_one_kernel_cmake = {
	.name = "one-kernel-cmake",
	.file = "kernel.cmake",
	.scope = MK_FORMAT_BOARD,
	.doc = "CMake initial-cache file for the one kernel of all nodes, for cmake -C",
	.wanted = has_blocks,
	.emit = emit,
};
