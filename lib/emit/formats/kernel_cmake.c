/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: CONTRACT, "Kernel configuration fragment". */
#include "emit/cmake.h"
#include "emit/emit.h"
#include "plan/order.h"

static void set_platform(struct mk_buffer *out, const struct mk_plan *plan)
{
	const struct mk_platform *platform = plan->platform;
	const char *name = mk_plan_platform_name(plan);

	if (name)
		mk_cmake_set(out, "KernelPlatform", name);
	if (platform && platform->board)
		mk_cmake_set(out, "KernelARMPlatform", platform->board);
	if (platform && platform->switched_off)
		mk_cmake_set_flag(out, platform->switched_off, false);
}

/* Relative to this file, so that the output can be moved; the kernel takes absolute paths only. */
static void set_trees(struct mk_buffer *out, const struct mk_plan *plan)
{
	if (plan->tree == MK_TREE_KERNEL) {
		/* Said all the same: an existing build directory may have another. */
		mk_cmake_set(out, "KernelCustomDTS", "");
	} else {
		mk_buffer_puts(out, "get_filename_component(mkpart_board_dts\n"
				    "\t\"${CMAKE_CURRENT_LIST_DIR}/../board.dts\" ABSOLUTE)\n");
		mk_cmake_set_expanded(out, "KernelCustomDTS", "${mkpart_board_dts}");
	}
	mk_cmake_set_expanded(
		out, "KernelCustomDTSOverlay", "${CMAKE_CURRENT_LIST_DIR}/overlay.dts");
}

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	mk_setting_list settings = mk_order_settings(out->arena, plan, node);

	mk_cmake_begin(out, plan,
		mk_arena_printf(out->arena, "kernel of node %s; use with cmake -C", node->name));
	mk_cmake_set(out, "CROSS_COMPILER_PREFIX", plan->architecture->compiler_prefix);
	set_platform(out, plan);
	mk_cmake_set(out, "KernelSel4Arch", plan->architecture->sel4_arch);
	mk_cmake_set(out, "KernelMaxNumNodes", "1");
	/* It would switch printing and debugging off. */
	mk_cmake_set_flag(out, "KernelVerificationBuild", false);
	mk_cmake_set_flag(out, "KernelDebugBuild", node->debug);
	mk_cmake_set_flag(out, "KernelPrinting", node->printing);
	mk_cmake_set_flag(out, "KernelArmHypervisorSupport", node->hypervisor);
	set_trees(out, plan);
	for (size_t i = 0; i < settings.count; i++) {
		const struct mk_text *value = &settings.items[i]->value;
		mk_cmake_set(out, settings.items[i]->name, value->given ? value->value : "");
	}
}

const struct mk_format mk_format_kernel_cmake = {
	.name = "kernel-cmake",
	.file = "kernel.cmake",
	.scope = MK_FORMAT_NODE,
	.doc = "CMake initial-cache file for the node's kernel, to be given to cmake -C",
	.emit = emit,
};
