/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: CONTRACT, "Kernel configuration fragment". */
#include "emit/cmake_kernel.h"
#include "emit/emit.h"

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
	struct mk_cmake_kernel writer = {.out = out, .plan = plan, .node = node};

	mk_cmake_kernel_begin(&writer,
		mk_arena_printf(out->arena, "kernel of node %s; use with cmake -C", node->name));
	set_trees(out, plan);
	mk_cmake_kernel_end(&writer);
}

const struct mk_format mk_format_kernel_cmake = {
	.name = "kernel-cmake",
	.file = "kernel.cmake",
	.scope = MK_FORMAT_NODE,
	.doc = "CMake initial-cache file for the node's kernel, to be given to cmake -C",
	.emit = emit,
};
