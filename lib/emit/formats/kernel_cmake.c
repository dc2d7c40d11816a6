/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: CONTRACT, "Kernel configuration fragment". */
#include "emit/cmake.h"
#include "emit/emit.h"
#include "plan/order.h"

/*
 * A build directory keeps what was once set in it, such as a setting that is gone from the layout.
 * So each file unsets what the one before it recorded here, and records what not every file sets.
 */
#define RECORD "MKPART_VARIABLES"

struct writer {
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const struct mk_plan_node *node;
	MK_VEC(const char *) recorded;
};

static void set(struct writer *writer, const char *name, const char *value)
{
	mk_cmake_set(writer->out, name, value);
	*mk_vec_add(writer->out->arena, &writer->recorded) = name;
}

static void forget_recorded(struct writer *writer)
{
	mk_buffer_puts(writer->out,
		"# What an earlier configuration of this build directory set, and this one may not.\n"
		"foreach(mkpart_variable IN LISTS " RECORD ")\n"
		"\tunset(${mkpart_variable} CACHE)\n"
		"endforeach()\n");
}

static void write_record(struct writer *writer)
{
	mk_buffer_puts(writer->out, "set(mkpart_variables)\n");
	for (size_t i = 0; i < writer->recorded.count; i++)
		mk_cmake_append(writer->out, "mkpart_variables", writer->recorded.items[i]);
	mk_buffer_puts(
		writer->out, "set(" RECORD " \"${mkpart_variables}\" CACHE INTERNAL \"\")\n");
}

static void set_platform(struct writer *writer)
{
	const struct mk_platform *platform = writer->plan->platform;
	const char *name = mk_plan_platform_name(writer->plan);

	if (name)
		set(writer, "KernelPlatform", name);
	if (platform && platform->board)
		set(writer, "KernelARMPlatform", platform->board);
	if (platform && platform->switched_off)
		set(writer, platform->switched_off, "OFF");
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

static void set_settings(struct writer *writer)
{
	mk_setting_list settings =
		mk_order_settings(writer->out->arena, writer->plan, writer->node);

	for (size_t i = 0; i < settings.count; i++) {
		const struct mk_text *value = &settings.items[i]->value;
		set(writer, settings.items[i]->name, value->given ? value->value : "");
	}
}

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	struct writer writer = {.out = out, .plan = plan, .node = node};

	mk_cmake_begin(out, plan,
		mk_arena_printf(out->arena, "kernel of node %s; use with cmake -C", node->name));
	forget_recorded(&writer);
	mk_cmake_set(out, "CROSS_COMPILER_PREFIX", plan->architecture->compiler_prefix);
	set_platform(&writer);
	mk_cmake_set(out, "KernelSel4Arch", plan->architecture->sel4_arch);
	mk_cmake_set(out, "KernelMaxNumNodes", "1");
	/* It would switch printing and debugging off. */
	mk_cmake_set_flag(out, "KernelVerificationBuild", false);
	mk_cmake_set_flag(out, "KernelDebugBuild", node->debug);
	mk_cmake_set_flag(out, "KernelPrinting", node->printing);
	mk_cmake_set_flag(out, "KernelArmHypervisorSupport", node->hypervisor);
	set_trees(out, plan);
	set_settings(&writer);
	write_record(&writer);
}

const struct mk_format mk_format_kernel_cmake = {
	.name = "kernel-cmake",
	.file = "kernel.cmake",
	.scope = MK_FORMAT_NODE,
	.doc = "CMake initial-cache file for the node's kernel, to be given to cmake -C",
	.emit = emit,
};
