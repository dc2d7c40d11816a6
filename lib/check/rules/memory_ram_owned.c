/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/*
 * What is left over counts where a further slice of 16 MiB fits in, from a multiple of that on, and
 * in all when it is more than this part of RAM: rounding, and room for shared regions, is no waste.
 */
#define SMALL_PART 64u
#define SHOWN_RANGES 4u

struct unowned {
	struct mk_range ranges[SHOWN_RANGES]; /* the first */
	struct mk_range largest;
	size_t count;
	uint64_t size;
};

/* Cut to what a kernel can map, and to where it can begin. */
static bool holds_slice(const struct mk_contract *contract, struct mk_range *range)
{
	if (range->last > contract->physical_limit)
		range->last = contract->physical_limit;
	return mk_align_up(range->first, contract->phys_base_alignment, &range->first) &&
	       range->first <= range->last &&
	       range->last - range->first >= contract->phys_base_alignment - 1;
}

static struct unowned find_unowned(const struct mk_plan *plan)
{
	struct unowned unowned = {.count = 0};
	const struct mk_free *hole;

	mk_each(hole, &plan->free) {
		struct mk_range room = hole->range;
		if (!holds_slice(plan->contract, &room))
			continue;
		if (unowned.count < SHOWN_RANGES)
			unowned.ranges[unowned.count] = room;
		if (!unowned.count || mk_range_size(room) > mk_range_size(unowned.largest))
			unowned.largest = room;
		unowned.count++;
		unowned.size += mk_range_size(room);
	}
	return unowned;
}

static uint64_t ram_size(const struct mk_plan *plan)
{
	const struct mk_bank *bank;
	uint64_t size = 0;

	mk_each(bank, &plan->ram)
		size += mk_range_size(bank->range);
	return size;
}

static const char *list_ranges(struct mk_check *check, const struct unowned *unowned)
{
	struct mk_listing ranges;

	mk_listing_begin(&ranges, check->arena, SHOWN_RANGES);
	for (size_t i = 0; i < unowned->count; i++)
		mk_listing_add(&ranges, "%s",
			i < SHOWN_RANGES ? mk_check_range(check, unowned->ranges[i]) : "");
	return mk_listing_text(&ranges);
}

/* The memory nodes that it lies in. */
static void name_banks(struct mk_check *check, struct mk_finding *finding)
{
	const struct mk_dt_node *named = NULL;
	const struct mk_free *hole;

	mk_each(hole, &check->plan->free) {
		const struct mk_bank *bank = mk_check_bank_of(check, hole->range);
		struct mk_range room = hole->range;
		if (bank->node == named || !holds_slice(check->plan->contract, &room))
			continue;
		named = bank->node;
		mk_about(check->findings, finding, named->path);
	}
}

/* What could not be read may be what the memory is for. */
static bool is_read_in_whole(const struct mk_findings *findings)
{
	struct mk_finding *const *finding;

	mk_each(finding, &findings->list)
		if (strncmp((*finding)->problem->code, "MK00", 4) == 0)
			return false;
	return true;
}

static void ram_owned(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	struct unowned unowned = find_unowned(plan);
	uint64_t size = ram_size(plan);
	struct mk_finding *finding;

	if (!unowned.count || unowned.size <= size / SMALL_PART ||
		!is_read_in_whole(check->findings))
		return;
	finding = mk_check_report(check, mk_layout_place(check->layout, "nodes"),
		"%s of the board's %s of RAM belong to nobody: %s",
		mk_check_size(check, unowned.size), mk_check_size(check, size),
		list_ranges(check, &unowned));
	name_banks(check, finding);
	mk_suggest(check->findings, finding,
		"give a node a further range, {start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}, or "
		"allow this finding and say what the memory is kept for",
		unowned.largest.first, mk_range_size(unowned.largest));
}

extern const struct mk_rule mk_rule_board_has_memory, mk_rule_memory_slices_disjoint,
	mk_rule_memory_slice_in_ram, mk_rule_memory_request_fits;

const struct mk_rule mk_rule_memory_ram_owned = {
	.problem = {.code = "MK0128",
		.name = "ram-owned",
		.severity = MK_WARNING,
		.title = "RAM that belongs to no node",
		.why = "Each kernel hands it out as device memory, from which frames can be made "
		       "but no other kernel objects. Unless it was kept on purpose, a size is too "
		       "small or a bank was forgotten. Reported if another slice of 16 MiB would "
		       "fit, and if it is more than 1/64 of RAM.",
		.fix = "Make slices larger, add a range, or allow this finding and say what the "
		       "memory is kept for.",
		.about = "the path of a memory node that it lies in"},
	.whole = ram_owned,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory,
		&mk_rule_memory_slices_disjoint, &mk_rule_memory_slice_in_ram,
		&mk_rule_memory_request_fits),
};
