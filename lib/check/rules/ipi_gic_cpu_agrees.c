/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "check/rule.h"
#include "check/written.h"

static void report(struct mk_check *check, const struct mk_plan_node *node, const char *what)
{
	const struct mk_number *stated = &mk_written_node(node)->gic_cpu;
	struct mk_finding *finding = mk_check_report(check, stated->origin,
		"node '%s' says gic_cpu: %" PRIu64 ", but %s", node->name, stated->value, what);

	if (stated->value <= MK_GIC_CPU_LAST)
		mk_suggest(check->findings, finding, "leave `gic_cpu` out");
}

static void check_number(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t number;

	if (mk_sgi_target(check->plan->contract, check->plan->board, node->cpu, &number) ==
			MK_SGI_POSSIBLE &&
		number != mk_written_node(node)->gic_cpu.value)
		report(check, node,
			mk_arena_printf(check->arena,
				"the board has one cluster, in which core '%s' has interface %" PRIu64,
				node->cpu->node->name, number));
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	if (!mk_written_node(node)->gic_cpu.given)
		return;
	if (mk_written_node(node)->gic_cpu.value > MK_GIC_CPU_LAST)
		report(check, node, "a GICv2 has CPU interfaces 0 to 7");
	else if (check->plan->board->gic.kind != MK_GIC_V2)
		report(check, node,
			"only a GICv2 numbers its CPU interfaces, and the board has "
			"none");
	else if (mk_written_node(node)->cpu.given &&
		 strcmp(mk_written_node(node)->cpu.value, MK_PLAN_ANY_CPU) == 0)
		report(check, node, "leaves it open which core it runs on");
	else if (node->cpu)
		check_number(check, node);
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_ipi_gic_cpu_agrees = {
	.problem = {.code = "MK0311",
		.name = "gic-cpu-agrees",
		.severity = MK_ERROR,
		.title = "the stated CPU interface contradicts the board",
		.why = "`gic_cpu` is for a GICv2 with several clusters, whose numbers the tree "
		       "does not state. With one cluster the number is Aff0 of the core's MPIDR, a "
		       "GICv3 uses MPIDRs instead, and for a core that mkpart chooses the number "
		       "cannot be known in advance.",
		.fix = "Leave `gic_cpu` out where it is not needed. Otherwise it is 0 to 7: a core "
		       "that reads GICD_ITARGETSR0 sees the bit of its own interface set. With "
		       "`cpu: any`, name the core instead."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
