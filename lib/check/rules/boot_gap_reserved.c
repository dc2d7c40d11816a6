/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"
#include "check/rule.h"
#include "plan/boot.h"

#define NAMED 3u

static void report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_listing *ranges)
{
	struct mk_finding *finding = mk_check_report(check, node->sorted.items[0].origin,
		"node '%s' receives %s as device memory, although nothing is known to be there: "
		"its kernel takes only %u reserved ranges",
		node->name, mk_listing_text(ranges),
		(unsigned)check->plan->contract->boot->reserved_aim);

	mk_about(check->findings, finding, node->name);
	if (ranges->count > ranges->named.count)
		mk_suggest(check->findings, finding,
			"`mkpart plan --format json` lists all %zu as `given_up`; give the node "
			"fewer ranges and devices, or allow this with what is known of them",
			ranges->count);
}

/* One finding a node, as one edit mends them all. */
static void boot_gap_reserved(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_gap *gap;
	struct mk_listing ranges;

	if (!node->boot)
		return;
	mk_listing_begin(&ranges, check->arena, NAMED);
	mk_each(gap, &node->boot->gaps)
		if (gap->given_up)
			mk_listing_add(&ranges, "%s", mk_range_text(check->arena, gap->range));
	if (ranges.count)
		report(check, node, &ranges);
}

const struct mk_rule mk_rule_boot_gap_reserved = {
	.problem = {.code = "MK1202",
		.name = "boot-gap-reserved",
		.severity = MK_WARNING,
		.title = "a root task receives addresses that no device tree describes",
		.why = "The kernel can withhold only a limited number of ranges from its root "
		       "task. Beyond that, mkpart stops withholding gaps between the node's own "
		       "ranges in which the device tree describes nothing, smallest first. If "
		       "something is there after all, the node can use it.",
		.fix = "Give the node fewer ranges and devices, or allow this finding and say what "
		       "is known about these addresses.",
		.about = "the node"},
	.each_node = boot_gap_reserved,
};
