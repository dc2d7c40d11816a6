/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/claims.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* Memory that is somewhere else than in the earlier plan. */
struct move {
	struct mk_finding *finding;
	const struct mk_region *region;
	const struct mk_plan_node *node; /* whose slice it is, or NULL */
	unsigned occupants;		 /* of its earlier place */
	bool blocked;			 /* by one that stays where it is */
};

/* So many are named. */
#define MAX_OCCUPANTS 4u

static bool has_moved(const struct mk_region *region)
{
	return region->old && region->placed && region->range.first != region->old->range.first;
}

/* It may still be in a part of its earlier place, and another node's `reserved` is none of it. */
static bool is_in_the_way(const struct move *move, const struct mk_claim *claim)
{
	if (claim->kind == MK_CLAIM_RESERVED_FROM_NODE)
		return claim->node == move->node;
	return !claim->region || claim->range.first != move->region->range.first;
}

static void add_occupants(struct mk_check *check, struct move *move, struct mk_range before)
{
	mk_claim_list there = mk_claims_in(check->arena, &check->plan->claims, before,
		MK_CLAIMS_TAKEN | MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE));

	for (size_t i = 0; i < there.count && move->occupants < MAX_OCCUPANTS; i++) {
		const struct mk_claim *claim = there.items[i];
		if (!is_in_the_way(move, claim))
			continue;
		mk_add_note(check->findings, move->finding, claim->origin, "%s %s is now there",
			claim->what, mk_check_range(check, claim->range));
		move->blocked |= (MK_CLAIMS_RESERVED & MK_CLAIM_BIT(claim->kind)) != 0;
		move->occupants++;
	}
}

/* What it would take up if it had stayed. */
static struct mk_range place_before(const struct mk_region *region)
{
	uint64_t size = mk_range_size(region->range);
	struct mk_range place = region->old->range;

	mk_range_make(place.first, size, &place);
	return place;
}

static void explain(struct mk_check *check, struct move *move, struct mk_range before)
{
	uint64_t alignment = check->plan->contract->phys_base_alignment;

	add_occupants(check, move, before);
	if (move->region->grows)
		mk_suggest(check->findings, move->finding,
			"a range of size 'rest' has what the others leave; give it a size if it "
			"has to stay");
	else if (check->plan->lock_unproven && !move->blocked)
		mk_suggest(check->findings, move->finding,
			"start: 0x%" PRIx64 " would keep it there; the search for a way to "
			"leave it in place was given up",
			before.first);
	else if (!mk_check_in_ram(check, before))
		mk_suggest(check->findings, move->finding,
			mk_check_in_ram(check, move->region->old->range)
				? "with its new size it would be %s, which is not all RAM"
				: "%s is no longer RAM",
			mk_check_range(check, before));
	else if (move->node && !mk_is_aligned(before.first, alignment))
		mk_suggest(check->findings, move->finding, "0x%" PRIx64 " is not a multiple of %s",
			before.first, mk_check_size(check, alignment));
	else if (!move->occupants)
		mk_suggest(check->findings, move->finding,
			"0x%" PRIx64 " no longer meets what is asked for", before.first);
}

static void check_region(struct mk_check *check, const struct mk_plan_node *node, const char *what,
	const char *subject, const struct mk_region *region)
{
	struct move move = {.region = region, .node = node};

	if (!has_moved(region))
		return;
	move.finding = mk_check_report(check, region->origin, "%s moved from %s to %s", what,
		mk_check_range(check, region->old->range), mk_check_range(check, region->range));
	explain(check, &move, place_before(region));
	mk_add_note(
		check->findings, move.finding, region->old->origin, "the earlier plan has it here");
	mk_about(check->findings, move.finding, subject);
}

static void check_slice(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	check_region(check, node, mk_arena_printf(check->arena, "node '%s' memory", node->name),
		node->name, region);
}

static void check_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	check_region(check, NULL, what, holding->name, &holding->region);
}

static bool has_earlier_plan(struct mk_check *check)
{
	return check->plan->lock;
}

static void check_loader(struct mk_check *check)
{
	check_region(check, NULL, "the loader", NULL, &check->plan->loader);
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	check_region(check, NULL, mk_arena_printf(check->arena, "shared region '%s'", shared->name),
		shared->name, &shared->region);
}

extern const struct mk_rule mk_rule_memory_request_fits;

const struct mk_rule mk_rule_memory_placement_moved = {
	.problem = {.code = "MK0131",
		.name = "placement-moved",
		.severity = MK_NOTE,
		.title = "memory has moved since the earlier plan",
		.why = "What was built for the old addresses does not run at the new ones: rebuild "
		       "the kernel, its device tree and the programs of this node, and for a "
		       "shared region the programs of all its members. Nothing moves unless an "
		       "edit needs its place.",
		.fix = "If the move is intended, record it with `mkpart plan --lock`. Otherwise "
		       "give the memory a `start`, or change what took its place.",
		.about = "the node, the shared region, or the range by its name"},
	.applies = has_earlier_plan,
	.whole = check_loader,
	.each_region = check_slice,
	.each_holding = check_holding,
	.each_shared = check_shared,
	.prerequisites = MK_RULES(&mk_rule_memory_request_fits),
};
