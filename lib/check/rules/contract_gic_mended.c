/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

/* With the board's own tree the list of the loader's devices is mkpart's anyway. */
static bool is_missing(const struct mk_plan *plan)
{
	return plan->tree == MK_TREE_KERNEL && plan->platform && !plan->platform->loader_has_gic;
}

static void gic_mended(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_gic *gic = &plan->board->gic;
	struct mk_compatible_match match = mk_gic_compatible(gic);
	struct mk_finding *finding = NULL;

	if (!match.known && match.equivalent)
		finding = mk_check_report(check, mk_dt_origin(plan->board->tree, gic->node),
			"the loader has no driver for '%s': every overlay calls the interrupt "
			"controller '%s' as well%s",
			gic->compatible, match.equivalent,
			is_missing(plan) ? ", and each lists it among the loader's devices" : "");
	else if (match.known && is_missing(plan))
		finding = mk_check_report(check, mk_dt_origin(plan->board->tree, gic->node),
			"platform %s leaves the interrupt controller out of the loader's devices: "
			"the overlays list it",
			plan->platform->name);
	if (finding)
		mk_about(check->findings, finding, gic->node->path);
}

const struct mk_rule mk_rule_contract_gic_mended = {
	.problem = {.code = "MK0806",
		.name = "gic-mended",
		.severity = MK_NOTE,
		.title = "the loader would not find the interrupt controller without the overlays",
		.why = "The loader initialises the distributor for all kernels, which otherwise "
		       "halt with 'GICD_CTLR not initialized'. Its driver matches only one name, "
		       "and the device has to be listed in seL4,elfloader-devices. The generated "
		       "overlays do both; an overlay written by hand would have to as well.",
		.fix = "If the loader is built with the overlay of a node, there is nothing to do; "
		       "allow the finding to silence it.",
		.about = "the interrupt controller's path"},
	.whole = gic_mended,
};
