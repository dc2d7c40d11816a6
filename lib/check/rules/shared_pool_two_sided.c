/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

/* Another pool that overlaps this one: the two sides wrote different numbers. */
static const struct mk_plan_shared *other_side(
	const struct mk_check *check, const struct mk_plan_shared *pool)
{
	const struct mk_plan_shared *other;

	mk_each(other, &check->plan->shared)
		if (other != pool && other->form == MK_SHARED_POOL && other->members.count == 1 &&
			mk_ranges_overlap(other->region.range, pool->region.range))
			return other;
	return NULL;
}

/* Two ranges that overlap and are not the same differ at one end, or at both. */
static const char *difference(struct mk_check *check, struct mk_range a, struct mk_range b)
{
	struct mk_range both = mk_range_intersection(a, b);
	struct mk_range low = {a.first < b.first ? a.first : b.first, both.first - 1};
	struct mk_range high = {both.last + 1, a.last > b.last ? a.last : b.last};

	if (a.first == b.first)
		return mk_check_range(check, high);
	if (a.last == b.last)
		return mk_check_range(check, low);
	return mk_arena_printf(
		check->arena, "%s and %s", mk_check_range(check, low), mk_check_range(check, high));
}

static void check_pool(struct mk_check *check, const struct mk_plan_shared *pool)
{
	const char *name = pool->members.items[0].node->name;
	const struct mk_plan_shared *other = other_side(check, pool);
	struct mk_finding *finding;

	if (!other) {
		finding =
			mk_check_report(check, pool->origin, "shared_pool %s is only in node '%s'",
				mk_check_range(check, pool->region.range), name);
		mk_suggest(check->findings, finding,
			"give another node the same shared_pool, or use `shared`, which states it "
			"once");
		return;
	}
	if (mk_origin_compare(&pool->origin, &other->origin) < 0)
		return; /* said at the one that is written later */
	finding = mk_check_report(check, pool->origin,
		"shared_pool %s of node '%s' differs from shared_pool %s of node '%s' by %s",
		mk_check_range(check, pool->region.range), name,
		mk_check_range(check, other->region.range), other->members.items[0].node->name,
		difference(check, pool->region.range, other->region.range));
	mk_add_note(check->findings, finding, other->origin, "the other side is here");
	mk_suggest(check->findings, finding,
		"start: 0x%" PRIx64 ", size: 0x%" PRIx64 " on both sides",
		other->region.range.first, mk_range_size(other->region.range));
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	if (shared->form == MK_SHARED_POOL && shared->members.count == 1 &&
		!mk_findings_is_full(check->findings, &check->rule->problem))
		check_pool(check, shared);
}

const struct mk_rule mk_rule_shared_pool_two_sided = {
	.problem = {.code = "MK0706",
		.name = "shared-pool-two-sided",
		.severity = MK_ERROR,
		.title = "a shared_pool that no other node states in the same way",
		.why = "The nodes would map different memory and wait for each other for ever.",
		.fix = "Write the same start and size in each node, or use `shared`, which states "
		       "them once."},
	.each_shared = check_shared,
};
