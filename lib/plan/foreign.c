/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/foreign.h"

#include <string.h>

#include "base/sort.h"

struct collector {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	mk_foreigns list;
};

/* Rounded outwards: a page that is reserved in part cannot be used at all. */
static void add(struct collector *collector, struct mk_range range, const char *what)
{
	uint64_t page = collector->plan->contract->page_size;

	range.first = mk_align_down(range.first, page);
	range.last |= page - 1;
	*mk_vec_add(collector->arena, &collector->list) = (struct mk_foreign){range, what};
}

static const char *text_of(const char *name)
{
	return name ? name : "";
}

/* A reservation that the tree itself keeps kernels out of. */
static bool is_withheld_by_tree(const struct mk_claim *claim)
{
	const struct mk_dt_node *reservation = claim->region->reservation;

	return reservation && mk_dt_property(reservation, "no-map");
}

/* Of what the node itself has, its kernel must not make RAM; registers are none. */
static const char *holding_name(struct mk_arena *arena, const struct mk_claim *claim,
	const struct mk_plan_node *self, bool own)
{
	bool mine = claim->node == self;

	if (is_withheld_by_tree(claim) || (mine && (!own || claim->kind == MK_CLAIM_MMIO)))
		return NULL;
	return mine ? claim->holding->name
		    : mk_arena_printf(arena, "%s-%s", mk_holding_owner(claim->holding),
			      claim->holding->name);
}

/* What the kernel would not learn from the board's own tree. */
static const char *foreign_name(struct collector *collector, const struct mk_claim *claim,
	const struct mk_plan_node *self, bool own)
{
	switch (claim->kind) {
	case MK_CLAIM_SLICE:
		return claim->node != self ? claim->node->name : NULL;
	case MK_CLAIM_SHARED:
		if (own && is_withheld_by_tree(claim))
			return NULL;
		return own || !mk_plan_is_member(claim->shared, self) ? text_of(claim->shared->name)
								      : NULL;
	case MK_CLAIM_OWN:
	case MK_CLAIM_MMIO:
	case MK_CLAIM_OUTSIDE:
		return holding_name(collector->arena, claim, self, own);
	case MK_CLAIM_LOADER:
		return "loader";
	case MK_CLAIM_RESERVED:
		return "reserved";
	case MK_CLAIM_RESERVED_FROM_NODE:
		return claim->node == self ? "reserved" : NULL;
	default:
		return NULL;
	}
}

static int compare_foreign(const void *left, const void *right)
{
	const struct mk_foreign *a = left;
	const struct mk_foreign *b = right;
	int order = mk_ranges_compare(a->range, b->range);

	return order ? order : strcmp(a->what, b->what);
}

/* Cuts off each range what an earlier one has already. */
static void make_disjoint(mk_foreigns *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct mk_foreign next = list->items[i];
		if (kept && next.range.first <= list->items[kept - 1].range.last) {
			uint64_t last = list->items[kept - 1].range.last;
			if (next.range.last <= last)
				continue;
			next.range.first = last + 1;
		}
		list->items[kept++] = next;
	}
	list->count = kept;
}

mk_foreigns mk_foreign_ranges(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, bool own)
{
	struct collector collector = {.arena = arena, .plan = plan};
	const struct mk_claim *claim;

	mk_each(claim, &plan->claims.list) {
		const char *name =
			claim->placed ? foreign_name(&collector, claim, node, own) : NULL;
		if (name)
			add(&collector, claim->range, name);
	}
	mk_vec_sort(&collector.list, compare_foreign);
	make_disjoint(&collector.list);
	return collector.list;
}
