/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"
#include "check/names.h"
#include "check/rule.h"

#define NAMES_SHOWN 16u

static const char *cpu_names(struct mk_check *check)
{
	const struct mk_cpu *cpu;
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, NAMES_SHOWN);
	mk_each(cpu, &check->plan->board->cpus)
		mk_listing_add(&names, "%s", cpu->node->name);
	return mk_arena_printf(check->arena, "the board has %s",
		names.count ? mk_listing_text(&names) : "no cores in its tree");
}

static void cpu_exists(struct mk_check *check)
{
	mk_report_references(check, MK_REFERENCE_CPU, "a core of this board", cpu_names(check));
}

const struct mk_rule mk_rule_cpu_exists = {
	.problem = {.code = "MK0401",
		.name = "cpu-exists",
		.severity = MK_ERROR,
		.title = "a core that the board does not have",
		.why = "The node never boots, and nothing says so.",
		.fix = "Use a core's unit name (cpu@0), its path, or its index in MPIDR order; "
		       "`mkpart board DTB` lists them."},
	.whole = cpu_exists,
};
