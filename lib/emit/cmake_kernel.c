/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: CONTRACT, "Kernel configuration fragment". */
#include "emit/cmake_kernel.h"

#include "plan/order.h"

/*
 * A build directory keeps what was once set in it, such as a setting that is gone from the layout.
 * So each file unsets what the one before it recorded here, and records what not every file sets.
 */
#define RECORD "MKPART_VARIABLES"

static void set(struct mk_cmake_kernel *writer, const char *name, const char *value)
{
	mk_cmake_set(writer->out, name, value);
	*mk_vec_add(writer->out->arena, &writer->recorded) = name;
}

static void forget_recorded(struct mk_cmake_kernel *writer)
{
	mk_buffer_puts(writer->out,
		"# Variables that an earlier configuration of this build directory may have left "
		"behind.\nforeach(mkpart_variable IN LISTS " RECORD ")\n"
		"\tunset(${mkpart_variable} CACHE)\n"
		"endforeach()\n");
}

static void write_record(struct mk_cmake_kernel *writer)
{
	mk_buffer_puts(writer->out, "set(mkpart_variables)\n");
	for (size_t i = 0; i < writer->recorded.count; i++)
		mk_cmake_append(writer->out, "mkpart_variables", writer->recorded.items[i]);
	mk_buffer_puts(
		writer->out, "set(" RECORD " \"${mkpart_variables}\" CACHE INTERNAL \"\")\n");
}

static void set_platform(struct mk_cmake_kernel *writer)
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

static void set_settings(struct mk_cmake_kernel *writer)
{
	mk_setting_list settings =
		mk_order_settings(writer->out->arena, writer->plan, writer->node);

	for (size_t i = 0; i < settings.count; i++) {
		const char *value = settings.items[i].value;
		set(writer, settings.items[i].name, value ? value : "");
	}
}

void mk_cmake_kernel_begin(struct mk_cmake_kernel *writer, const char *subject)
{
	struct mk_buffer *out = writer->out;
	const struct mk_plan *plan = writer->plan;

	mk_cmake_begin(out, plan, subject);
	forget_recorded(writer);
	mk_cmake_set(out, "CROSS_COMPILER_PREFIX", plan->architecture->compiler_prefix);
	set_platform(writer);
	mk_cmake_set(out, "KernelSel4Arch", plan->architecture->sel4_arch);
	mk_cmake_set(out, "KernelMaxNumNodes", "1");
	/* It would switch printing and debugging off. */
	mk_cmake_set_flag(out, "KernelVerificationBuild", false);
	mk_cmake_set_flag(out, "KernelDebugBuild", writer->node->debug);
	mk_cmake_set_flag(out, "KernelPrinting", writer->node->printing);
	mk_cmake_set_flag(out, "KernelArmHypervisorSupport", writer->node->hypervisor);
}

void mk_cmake_kernel_end(struct mk_cmake_kernel *writer)
{
	set_settings(writer);
	write_record(writer);
}
