/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

/* To follow a core. */
static const char *obstacle_text(struct mk_check *check, enum mk_sgi_obstacle obstacle)
{
	if (obstacle == MK_SGI_INTERFACE_UNKNOWN)
		return "whose GICv2 CPU interface number the tree does not state";
	if (obstacle == MK_SGI_BEYOND_LIST)
		return "which is beyond the 16 cores of one SGI target list";
	return mk_arena_printf(check->arena, "whose Aff3 the kernel of contract '%s' cannot encode",
		check->plan->contract->name);
}

/* A core that no node has and that can be named; NULL where there is none. */
static const struct mk_cpu *reachable_cpu(const struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_cpu *cpu;
	uint64_t target;

	mk_each(cpu, &plan->board->cpus) {
		bool open = cpu->usable;
		mk_each(node, &plan->nodes)
			open &= node->cpu != cpu;
		if (open &&
			mk_sgi_target(plan->contract, plan->board, cpu, &target) == MK_SGI_POSSIBLE)
			return cpu;
	}
	return NULL;
}

/* Another core is no advice where there is none. */
static void suggest(struct mk_check *check, struct mk_finding *finding,
	const struct mk_plan_node *to, enum mk_sgi_obstacle obstacle)
{
	const struct mk_cpu *cpu = reachable_cpu(check->plan);

	if (obstacle == MK_SGI_INTERFACE_UNKNOWN)
		mk_suggest(check->findings, finding,
			"state it as gic_cpu: NUMBER in node '%s'; a core that reads "
			"GICD_ITARGETSR0 sees the bit of its own interface set",
			to->name);
	else if (cpu)
		mk_suggest(check->findings, finding,
			"put node '%s' on core '%s', or remove the IPI and poll shared memory",
			to->name, cpu->node->name);
	else
		mk_suggest(check->findings, finding, "remove the IPI and poll shared memory");
}

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_node *to;
	enum mk_sgi_obstacle obstacle;
	struct mk_finding *finding;
	uint64_t target;

	if (!ipi->to || ipi->targetable)
		return;
	to = ipi->to;
	if (!to->cpu)
		return;
	obstacle = mk_plan_sgi_target(check->plan, to, &target);
	finding = mk_check_report(check, ipi->origin,
		"IPI '%s' goes to core '%s' (MPIDR 0x%" PRIx64 "), %s", ipi->name,
		to->cpu->node->name, to->cpu->mpidr, obstacle_text(check, obstacle));
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, to->cpu->node),
		"the core is described here");
	suggest(check, finding, to, obstacle);
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_ipi_target_encodable = {
	.problem = {.code = "MK0307",
		.name = "ipi-target-encodable",
		.severity = MK_ERROR,
		.title = "the receiving core cannot be named as an SGI's target",
		.why = "A GICv2 addresses cores by the number of their CPU interface, 0..7, which "
		       "a tree with several clusters does not state; a GICv3 reaches 16 cores in "
		       "one list, and the contract's kernel mistakes Aff3 for Aff2. A wrong target "
		       "is accepted silently and the signal goes elsewhere.",
		.fix = "With a GICv2, state the number as `gic_cpu` of the receiving node. With a "
		       "GICv3, put the node on a core whose MPIDR has no Aff3 and ends in 0x00 to "
		       "0x0f, if the board has one, or remove the IPI and poll shared memory."},
	.each_ipi = check_ipi,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
