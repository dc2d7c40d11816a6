/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buffer.h"
#include "check/names.h"
#include "check/rule.h"

#define NAMES_SHOWN 16u

static const char *cpu_names(struct mk_check *check)
{
	size_t count = check->plan->board->cpus.count;
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_buffer_puts(&text, "the board has ");
	for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
		mk_buffer_printf(
			&text, "%s%s", i ? ", " : "", check->plan->board->cpus.items[i].node->name);
	if (count > NAMES_SHOWN)
		mk_buffer_printf(&text, " and %zu more", count - NAMES_SHOWN);
	if (!count)
		mk_buffer_puts(&text, "no cores in its tree");
	return text.text;
}

static void cpu_exists(struct mk_check *check)
{
	mk_report_references(check, MK_REFERENCE_CPU, "core of this board", cpu_names(check));
}

const struct mk_rule mk_rule_cpu_exists = {
	.problem = {.code = "MK0401",
		.name = "cpu-exists",
		.severity = MK_ERROR,
		.title = "a core that the board does not have",
		.why = "The extra node never boots, silently.",
		.fix = "Use a core's unit name (cpu@0), its path, or its index in MPIDR order; "
		       "`mkpart board DTB` lists them."},
	.whole = cpu_exists,
};
