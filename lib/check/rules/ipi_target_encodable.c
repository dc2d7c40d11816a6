/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_node *to;
	bool version_2 = check->plan->board->gic.kind == MK_GIC_V2;
	struct mk_finding *finding;

	if (ipi->to == SIZE_MAX || ipi->targetable)
		return;
	to = &check->plan->nodes.items[ipi->to];
	if (!to->cpu)
		return;
	finding = mk_check_report(check, ipi->origin,
		"IPI '%s' goes to core '%s' (MPIDR 0x%" PRIx64 "), %s", ipi->name,
		to->cpu->node->name, to->cpu->mpidr,
		version_2 ? "whose GICv2 CPU interface number the tree does not tell"
			  : "which is beyond the 16 cores of one SGI target list");
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, to->cpu->node),
		"the core is described here");
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_ipi_target_encodable = {
	.problem = {.code = "MK0307",
		.name = "ipi-target-encodable",
		.severity = MK_ERROR,
		.title = "the receiving core cannot be named as an SGI's target",
		.why = "GICv2 addresses cores by the number of their CPU interface, 0..7, which a "
		       "tree with several clusters does not tell; GICv3 reaches 16 cores in one "
		       "list. A wrong target is accepted silently and the signal goes elsewhere.",
		.fix = "Put the receiving node on another core (GICv3: one whose MPIDR ends in "
		       "0x00 to 0x0f), or remove the IPI and poll shared memory."},
	.each_ipi = check_ipi,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
