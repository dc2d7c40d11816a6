/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void check_range(struct mk_check *check, const struct mk_number *stated)
{
	if (stated->value >= MK_INTID_SPI_FIRST && stated->value <= MK_INTID_SPI_LAST)
		return;
	mk_check_report(check, stated->origin,
		"the layout says that the platform's last interrupt is INTID %" PRIu64
		", but shared interrupts are INTIDs %u to %u",
		stated->value, MK_INTID_SPI_FIRST, MK_INTID_SPI_LAST);
}

static void report_contradiction(struct mk_check *check, const struct mk_number *stated)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_text *name = &check->layout->board.platform;
	struct mk_finding *finding = mk_check_report(check, stated->origin,
		"the layout says that the platform's last interrupt is INTID %" PRIu64
		", but that of platform %s is INTID %" PRIu32,
		stated->value, plan->platform->name, plan->max_irq);

	if (name->given)
		mk_add_note(check->findings, finding, name->origin, "the platform is named here");
	else
		mk_add_note(check->findings, finding,
			mk_dt_origin(plan->board->tree, plan->board->tree->root),
			"the board is identified here");
	mk_suggest(check->findings, finding, "remove `max_irq`");
}

static void platform_facts_agree(struct mk_check *check)
{
	const struct mk_number *stated = &check->layout->board.max_irq;

	if (!stated->given)
		return;
	if (!check->plan->platform)
		check_range(check, stated);
	else if (stated->value != check->plan->max_irq)
		report_contradiction(check, stated);
}

const struct mk_rule mk_rule_board_platform_facts_agree = {
	.problem = {.code = "MK0510",
		.name = "platform-facts-agree",
		.severity = MK_ERROR,
		.title = "what the layout states about the platform contradicts what is known",
		.why = "One of the two is wrong: if the limit is too high, the kernel builds and "
		       "then writes outside one of its arrays; if it is too low, devices that "
		       "would work are refused.",
		.fix = "Leave `max_irq` out for a platform of `mkpart list platforms`. For any "
		       "other it is MAX_IRQ in the kernel's src/plat/NAME/config.cmake."},
	.whole = platform_facts_agree,
};
