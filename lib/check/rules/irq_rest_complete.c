/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

/* The first few are enough to see what it is about. */
#define SHOWN 4u

static void run(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_left_out *left_out = plan->left_out.items;
	struct mk_finding *finding;

	if (!plan->left_out.count)
		return;
	finding = mk_check_report(check, left_out->origin,
		"`%s` leaves out %zu interrupt%s that no node of this platform can have",
		MK_PLAN_REST, plan->left_out.count, plan->left_out.count == 1 ? "" : "s");
	for (size_t i = 0; i < plan->left_out.count && i < SHOWN; i++, left_out++)
		mk_add_note(check->findings, finding,
			mk_dt_origin(plan->board->tree, left_out->device), "this device: %s",
			left_out->intid.value ? mk_check_intid(check, left_out->intid)
					      : "an interrupt that does not lead to the GIC");
}

const struct mk_rule mk_rule_irq_rest_complete = {
	.problem = {.code = "MK0209",
		.name = "rest-complete",
		.severity = MK_NOTE,
		.title = "`rest` leaves interrupts out",
		.why = "The kernel has no room for an interrupt above its platform's last one, "
		       "keeps some for itself, and cannot receive one that does not arrive at the "
		       "GIC. The devices come with their memory, but without those interrupts.",
		.fix = "Nothing, if those devices are not used. Naming such a device makes it an "
		       "error."},
	.run = run,
};
