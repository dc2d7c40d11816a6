/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/irqs.h"
#include "check/rule.h"
#include "check/written.h"

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_number *stated = &mk_written_node(node)->gic_cpu;
	const char *what = mk_check_gic_cpu_fault(check, node);
	struct mk_finding *finding;

	if (!what)
		return;
	finding = mk_check_report(check, stated->origin,
		"node '%s' says gic_cpu: %" PRIu64 ", but %s", node->name, stated->value, what);
	if (stated->value <= MK_GIC_CPU_LAST)
		mk_suggest(check->findings, finding, "leave `gic_cpu` out");
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_ipi_gic_cpu_agrees = {
	.problem = {.code = "MK0311",
		.name = "gic-cpu-agrees",
		.severity = MK_ERROR,
		.title = "the stated CPU interface contradicts the board",
		.why = "`gic_cpu` is for a GICv2 with several clusters, whose numbers the tree "
		       "does not state. With one cluster the number is Aff0 of the core's MPIDR, of "
		       "some boards with several it is public, a GICv3 uses MPIDRs instead, and for "
		       "a core that mkpart chooses the number cannot be known in advance.",
		.fix = "Leave `gic_cpu` out where it is not needed. Otherwise it is 0 to 7: a core "
		       "that reads GICD_ITARGETSR0 sees the bit of its own interface set. With "
		       "`cpu: any`, name the core instead."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
