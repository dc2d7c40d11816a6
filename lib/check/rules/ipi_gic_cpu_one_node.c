/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/irqs.h"
#include "check/rule.h"
#include "check/written.h"

/* What the node's core is known to have, stated or not; what is stated wrongly says nothing. */
static bool interface_of(struct mk_check *check, const struct mk_plan_node *node, uint64_t *number)
{
	return node->cpu && !mk_check_gic_cpu_fault(check, node) &&
	       mk_plan_sgi_target(check->plan, node, number) == MK_SGI_POSSIBLE;
}

static const struct mk_plan_node *earlier_with(
	struct mk_check *check, const struct mk_plan_node *node, uint64_t number)
{
	const struct mk_plan_node *other;
	uint64_t others;

	for (other = check->plan->nodes.items; other < node; other++)
		if (other->cpu != node->cpu && interface_of(check, other, &others) &&
			others == number)
			return other;
	return NULL;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_number *stated = &mk_written_node(node)->gic_cpu;
	const struct mk_plan_node *other;
	uint64_t number;

	if (!stated->given || check->plan->board->gic.kind != MK_GIC_V2 ||
		!interface_of(check, node, &number))
		return;
	other = earlier_with(check, node, number);
	if (other)
		mk_add_note(check->findings,
			mk_check_report(check, stated->origin,
				"node '%s' has CPU interface %" PRIu64 " of the GIC, which node "
				"'%s' already has",
				node->name, number, other->name),
			mk_written_node(other)->gic_cpu.given
				? mk_written_node(other)->gic_cpu.origin
				: other->cpu_origin,
			"node '%s' has it from here", other->name);
}

const struct mk_rule mk_rule_ipi_gic_cpu_one_node = {
	.problem = {.code = "MK0310",
		.name = "gic-cpu-one-node",
		.severity = MK_ERROR,
		.title = "two nodes have the same CPU interface of the GIC",
		.why = "Each core has a CPU interface of its own; SGIs go to interfaces. One of "
		       "the two numbers is wrong, and the signals of one node would reach the other.",
		.fix = "Correct `gic_cpu`: a core that reads GICD_ITARGETSR0 sees the bit of its "
		       "own interface set."},
	.each_node = check_node,
};
