/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/buffer.h"
#include "check/untypeds.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* Those lost, next to each other as one, as text. */
static const char *lost_text(struct mk_check *check, const struct mk_start *start)
{
	struct mk_buffer out;
	struct mk_range open = {0, 0};
	const struct mk_untyped *piece;

	mk_buffer_init(&out, check->arena);
	mk_each(piece, &start->lost) {
		struct mk_range range = {
			piece->start, piece->start + (UINT64_C(1) << piece->bits) - 1};
		if (piece != start->lost.items && range.first == open.last + 1) {
			open.last = range.last;
			continue;
		}
		if (piece != start->lost.items)
			mk_buffer_printf(&out, "%s, ", mk_check_range(check, open));
		open = range;
	}
	mk_buffer_puts(&out, mk_check_range(check, open));
	return out.text;
}

static struct mk_finding *report(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_untypeds *untypeds)
{
	struct mk_origin origin = node->sorted.items[0].origin;

	if (untypeds->start)
		return mk_check_report(check, origin,
			"node '%s' has memory in %zu range%s: %zu untypeds, with the gaps "
			"between them and these images; its kernel hands out "
			"%" PRIu64 ", and loses %s",
			node->name, untypeds->ranges, untypeds->ranges == 1 ? "" : "s",
			untypeds->least, untypeds->limit, lost_text(check, untypeds->start));
	return mk_check_report(check, origin,
		"node '%s' has memory in %zu range%s: at least %zu untypeds, with "
		"the gaps between them; its kernel hands out %" PRIu64,
		node->name, untypeds->ranges, untypeds->ranges == 1 ? "" : "s", untypeds->least,
		untypeds->limit);
}

static void check_node(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_untypeds *untypeds)
{
	if (untypeds->least > untypeds->limit)
		mk_suggest(check->findings, report(check, node, untypeds),
			"fewer and larger ranges; mkpart places {size: ...} in one piece");
}

extern const struct mk_rule mk_rule_memory_own_ranges_disjoint, mk_rule_memory_phys_base_aligned,
	mk_rule_memory_rounding_leaves_room, mk_rule_memory_within_kernel_window;

const struct mk_rule mk_rule_memory_untypeds_within_limit = {
	.problem = {.code = "MK0126",
		.name = "untypeds-within-limit",
		.severity = MK_ERROR,
		.title = "a node's memory is in more pieces than its kernel can hand out",
		.why = "The kernel describes memory to the root task as a limited number of "
		       "pieces, each a power of two in size and aligned to it: the node's RAM, and "
		       "everything else as device memory. Beyond the limit it drops RAM, highest "
		       "addresses first, and boots as if nothing were missing.",
		.fix = "Give the node fewer ranges, and ranges that begin and end at multiples of "
		       "large powers of two."},
	.each_untypeds = check_node,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_memory_own_ranges_disjoint,
		&mk_rule_memory_phys_base_aligned, &mk_rule_memory_rounding_leaves_room,
		&mk_rule_memory_within_kernel_window),
};
