/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

static bool has_hypervisor(const struct mk_plan *plan)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (node->hypervisor)
			return true;
	return false;
}

/* Linux, Documentation/devicetree/bindings/arm/secure.txt; QEMU has such with secure=on alone. */
static bool is_secure_alone(const struct mk_dt_node *node)
{
	const char *status = mk_dt_string(node, "secure-status");

	return !node->enabled && status && strcmp(status, "okay") == 0;
}

static void gic_not_secure(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_dt_node *node = plan->board->tree->root;
	struct mk_finding *finding;

	if (!plan->platform || !plan->platform->qemu_machine || !has_hypervisor(plan))
		return;
	while (node && !is_secure_alone(node))
		node = node->next;
	if (!node)
		return;
	finding = mk_check_report(check, check->layout->board.record.origin,
		"the tree is that of QEMU with secure=on: without firmware the GIC is in its "
		"secure state, in which kernels with hypervisor support get no SPI and no SGI");
	mk_add_note(check->findings, finding, mk_dt_origin(plan->board->tree, node),
		"'%s' is there for the secure world alone", node->path);
	mk_suggest(check->findings, finding,
		"start QEMU with secure=off, and take its tree then; or start firmware first");
	mk_about(check->findings, finding, node->path);
}

const struct mk_rule mk_rule_board_gic_not_secure = {
	.problem = {.code = "MK0918",
		.name = "gic-not-secure",
		.severity = MK_NOTE,
		.title = "without firmware, kernels are started in the GIC's secure state",
		.why = "A kernel with hypervisor support puts its interrupts into group 1 and "
		       "enables group 0. In the non-secure view, which firmware leaves behind it, "
		       "that is right; in the secure state no interrupt arrives, and nodes wait "
		       "for each other for ever. Only QEMU's tree tells which it will be.",
		.fix = "Start QEMU with secure=off and use the tree that it has then, or start "
		       "firmware first. On other boards, see that firmware leaves EL3 before the "
		       "loader runs.",
		.about = "the path of a node for the secure world"},
	.whole = gic_not_secure,
};
