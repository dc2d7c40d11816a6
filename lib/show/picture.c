/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/picture.h"

#include <string.h>

#include "base/sort.h"

struct painter {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	struct mk_picture *picture;
	MK_VEC(struct mk_segment) claimed; /* ascending and disjoint, wherever they lie */
};

/* --- who claims what -------------------------------------------------------------------------- */

static void add_tenant(struct painter *painter, struct mk_tenant tenant)
{
	tenant.range = tenant.claim->range;
	*mk_vec_add(painter->arena, &painter->picture->tenants) = tenant;
}

static void add_slices(struct painter *painter, const size_t *by_position)
{
	const struct mk_claim *claim;

	mk_each(claim, &painter->plan->claims.list)
		if (claim->kind == MK_CLAIM_SLICE)
			add_tenant(painter, (struct mk_tenant){.part = MK_PART_NODE,
						    .node = by_position[claim->node->position],
						    .name = claim->node->name,
						    .claim = claim});
}

static int compare_slices(const void *left, const void *right)
{
	const struct mk_tenant *a = left;
	const struct mk_tenant *b = right;
	int order = mk_compare_numbers(a->node, b->node);

	return order ? order : (a->claim > b->claim) - (a->claim < b->claim);
}

/* In the order of the picture's nodes. */
static void collect_slices(struct painter *painter)
{
	struct mk_picture *picture = painter->picture;
	size_t *by_position =
		mk_arena_array(painter->arena, painter->plan->nodes.count, sizeof *by_position);

	for (size_t i = 0; i < picture->nodes.count; i++)
		by_position[picture->nodes.items[i]->position] = i;
	add_slices(painter, by_position);
	mk_vec_sort(&picture->tenants, compare_slices);
}

static int compare_shared(const void *left, const void *right)
{
	const struct mk_tenant *a = left;
	const struct mk_tenant *b = right;
	int order = mk_compare_natural(a->name, b->name);

	return order ? order : mk_ranges_compare(a->range, b->range);
}

static const char *tenant_name(const struct mk_claim *claim)
{
	if (claim->holding)
		return claim->holding->name;
	return claim->shared ? claim->shared->name : NULL;
}

static void collect_others(struct painter *painter, enum mk_claim_kind kind, enum mk_part part)
{
	struct mk_picture *picture = painter->picture;
	size_t first = picture->tenants.count;
	const struct mk_claim *claim;

	mk_each(claim, &painter->plan->claims.list)
		if (claim->kind == kind)
			add_tenant(painter,
				(struct mk_tenant){
					.part = part, .name = tenant_name(claim), .claim = claim});
	if (picture->tenants.count > first)
		mk_sort(picture->tenants.items + first, picture->tenants.count - first,
			sizeof *picture->tenants.items, compare_shared);
}

static const char *reserved_name(struct painter *painter, const struct mk_claim *claim)
{
	if (!claim->why)
		return claim->what;
	return mk_arena_printf(painter->arena, "%s: %s", claim->what, claim->why);
}

/* Reservations may overlap each other; that is said once, with the first. */
static void collect_reserved(struct painter *painter)
{
	mk_claim_list order =
		mk_claims_ascending(painter->arena, &painter->plan->claims, MK_CLAIMS_RESERVED);
	uint64_t page = painter->plan->contract->page_size;
	uint64_t next = 0; /* 0 also where the top is reached: then nothing is left to claim */

	for (size_t i = 0; i < order.count; i++) {
		struct mk_range range = order.items[i]->range;
		range.first = mk_align_down(range.first, page);
		range.last |= page - 1;
		if (i && (next == 0 || range.last < next))
			continue;
		if (range.first < next)
			range.first = next;
		next = range.last + 1;
		*mk_vec_add(painter->arena, &painter->picture->tenants) =
			(struct mk_tenant){.part = MK_PART_RESERVED,
				.name = reserved_name(painter, order.items[i]),
				.claim = order.items[i],
				.range = range};
	}
}

/* Room is made once: what follows points at them. */
static void collect_tenants(struct painter *painter)
{
	struct mk_picture *picture = painter->picture;

	picture->tenants.capacity = painter->plan->claims.list.count;
	picture->tenants.items = mk_arena_array(
		painter->arena, picture->tenants.capacity, sizeof *picture->tenants.items);
	collect_slices(painter);
	collect_others(painter, MK_CLAIM_SHARED, MK_PART_SHARED);
	collect_others(painter, MK_CLAIM_OWN, MK_PART_OWN);
	collect_others(painter, MK_CLAIM_MMIO, MK_PART_OWN);
	collect_others(painter, MK_CLAIM_OUTSIDE, MK_PART_OUTSIDE);
	collect_others(painter, MK_CLAIM_LOADER, MK_PART_LOADER);
	collect_reserved(painter);
}

/* --- one after the other ---------------------------------------------------------------------- */

/* What is claimed at the present address. Tenants are known by their index here. */
struct sweep {
	struct mk_owned_range *starts; /* by first address */
	struct mk_owned_range *ends;   /* by last address */
	size_t count;
	size_t start; /* next in each */
	size_t end;
	size_t depth;	 /* how many are open */
	size_t open_sum; /* of their indices: of a single one its index */
	uint64_t at;	 /* first address not told of yet */
	bool clash_told; /* the last segment is the clash that is still going on */
	struct mk_segment clash;
};

static int compare_ends(const void *left, const void *right)
{
	const struct mk_owned_range *a = left;
	const struct mk_owned_range *b = right;

	return mk_compare_numbers(a->range.last, b->range.last);
}

static struct sweep sweep_begin(struct painter *painter)
{
	const struct mk_tenant *tenants = painter->picture->tenants.items;
	size_t count = painter->picture->tenants.count;
	struct sweep sweep = {
		.starts = mk_arena_array(painter->arena, count, sizeof *sweep.starts),
		.ends = mk_arena_array(painter->arena, count, sizeof *sweep.ends),
	};

	for (size_t i = 0; i < count; i++)
		if (tenants[i].claim->placed)
			sweep.starts[sweep.count++] = (struct mk_owned_range){tenants[i].range, i};
	mk_ranges_sort(sweep.starts, sweep.count);
	if (sweep.count) {
		memcpy(sweep.ends, sweep.starts, sweep.count * sizeof *sweep.ends);
		mk_sort(sweep.ends, sweep.count, sizeof *sweep.ends, compare_ends);
	}
	return sweep;
}

static void clash_with(struct sweep *sweep, const struct mk_tenant *tenant)
{
	if (sweep->clash.count < MK_SEGMENT_TENANTS)
		sweep->clash.tenants[sweep->clash.count] = tenant;
	sweep->clash.count++;
}

/* Tells of the addresses up to `last`. A clash is one segment as long as it goes on. */
static void tell(struct painter *painter, struct sweep *sweep, uint64_t last)
{
	const struct mk_tenant *tenants = painter->picture->tenants.items;
	struct mk_segment segment = {.range = {sweep->at, last}, .count = 1};

	if (sweep->depth == 0)
		return;
	if (sweep->depth == 1) {
		segment.tenants[0] = &tenants[sweep->open_sum];
		segment.part = segment.tenants[0]->part;
	} else {
		segment = sweep->clash;
		segment.part = MK_PART_CLASH;
		segment.range = (struct mk_range){sweep->at, last};
	}
	if (sweep->depth > 1 && sweep->clash_told) {
		struct mk_segment *told = &painter->claimed.items[painter->claimed.count - 1];
		segment.range.first = told->range.first;
		*told = segment;
	} else {
		*mk_vec_add(painter->arena, &painter->claimed) = segment;
	}
	sweep->clash_told = sweep->depth > 1;
}

static void open_claim(struct painter *painter, struct sweep *sweep)
{
	const struct mk_tenant *tenants = painter->picture->tenants.items;
	struct mk_owned_range next = sweep->starts[sweep->start++];

	if (sweep->at < next.range.first)
		tell(painter, sweep, next.range.first - 1);
	sweep->at = next.range.first;
	if (sweep->depth == 1) {
		sweep->clash = (struct mk_segment){.part = MK_PART_CLASH};
		sweep->clash_told = false;
		clash_with(sweep, &tenants[sweep->open_sum]);
	}
	if (sweep->depth)
		clash_with(sweep, &tenants[next.owner]);
	sweep->depth++;
	sweep->open_sum += next.owner;
}

static void close_claim(struct painter *painter, struct sweep *sweep)
{
	struct mk_owned_range next = sweep->ends[sweep->end++];

	if (sweep->at <= next.range.last)
		tell(painter, sweep, next.range.last);
	sweep->at = next.range.last + 1; /* 0 behind the top, where sweep_all stops */
	sweep->depth--;
	sweep->open_sum -= next.owner;
}

static void sweep_all(struct painter *painter)
{
	struct sweep sweep = sweep_begin(painter);
	bool at_top = false;

	while (sweep.end < sweep.count && !at_top) {
		uint64_t end = sweep.ends[sweep.end].range.last;
		if (sweep.start < sweep.count && sweep.starts[sweep.start].range.first <= end) {
			open_claim(painter, &sweep);
		} else {
			close_claim(painter, &sweep);
			at_top = end == UINT64_MAX;
		}
	}
}

/* --- into strips ------------------------------------------------------------------------------ */

/* Walks `claimed`, of which a segment may go to several strips. */
struct walk {
	size_t next;
	uint64_t at; /* what lies below has been taken */
};

/* The next piece that begins at or below `last`, cut off behind it. */
static bool take(
	const struct painter *painter, struct walk *walk, uint64_t last, struct mk_segment *piece)
{
	const struct mk_segment *segment = painter->claimed.items + walk->next;

	if (walk->next == painter->claimed.count)
		return false;
	*piece = *segment;
	if (piece->range.first < walk->at)
		piece->range.first = walk->at;
	if (piece->range.first > last)
		return false;
	if (piece->range.last > last) {
		piece->range.last = last;
		walk->at = last + 1;
	} else {
		walk->next++;
	}
	return true;
}

static void add_segment(struct painter *painter, struct mk_strip *strip, struct mk_segment segment)
{
	struct mk_segment *last;

	if (strip->segments.count < MK_STRIP_MAX_SEGMENTS) {
		*mk_vec_add(painter->arena, &strip->segments) = segment;
		return;
	}
	last = &strip->segments.items[strip->segments.count - 1];
	if (last->part != MK_PART_CROWD) {
		last->part = MK_PART_CROWD;
		last->count = 1;
	}
	last->range.last = segment.range.last;
	last->count++;
}

static void add_free(struct painter *painter, struct mk_strip *strip, uint64_t first, uint64_t end)
{
	if (first != end)
		add_segment(painter, strip,
			(struct mk_segment){.range = {first, end - 1}, .part = MK_PART_FREE});
}

static struct mk_strip *add_strip(
	struct painter *painter, struct mk_range range, const struct mk_bank *bank)
{
	struct mk_strip *strip;

	if (painter->picture->strips.count == MK_PICTURE_MAX_STRIPS) {
		painter->picture->strips_left_out++;
		return NULL;
	}
	strip = mk_vec_add(painter->arena, &painter->picture->strips);
	strip->range = range;
	strip->bank = bank;
	return strip;
}

/* Reservations without RAM concern nobody. */
static void paint_outside(struct painter *painter, struct walk *walk, uint64_t last)
{
	struct mk_strip *strip = NULL;
	struct mk_segment piece;
	uint64_t next = 0; /* where a piece must begin to be of the same strip */

	while (take(painter, walk, last, &piece)) {
		if (piece.part == MK_PART_RESERVED)
			continue;
		if (!next || piece.range.first != next)
			strip = add_strip(painter, piece.range, NULL);
		next = piece.range.last + 1;
		if (!strip)
			continue;
		strip->range.last = piece.range.last;
		add_segment(painter, strip, piece);
	}
}

static void paint_bank(struct painter *painter, struct walk *walk, const struct mk_bank *bank,
	struct mk_range range)
{
	struct mk_strip *strip = add_strip(painter, range, bank);
	uint64_t at = range.first;
	struct mk_segment piece;

	while (take(painter, walk, range.last, &piece)) {
		if (!strip)
			continue;
		add_free(painter, strip, at, piece.range.first);
		add_segment(painter, strip, piece);
		at = piece.range.last + 1;
	}
	if (strip && !strip->segments.count)
		add_segment(painter, strip, (struct mk_segment){.range = range});
	else if (strip)
		add_free(painter, strip, at, range.last + 1);
}

/* Banks of a hostile tree may overlap: what one has, the next has not. */
static void paint_all(struct painter *painter)
{
	struct walk walk = {0};
	const struct mk_bank *bank;
	uint64_t next = 0; /* behind the last bank; 0 again behind the top */
	bool at_top = false;

	mk_each(bank, &painter->plan->ram) {
		struct mk_range range = bank->range;
		if (at_top || range.last < next)
			continue;
		if (range.first < next)
			range.first = next;
		if (range.first > next)
			paint_outside(painter, &walk, range.first - 1);
		paint_bank(painter, &walk, bank, range);
		at_top = range.last == UINT64_MAX;
		next = range.last + 1;
	}
	if (!at_top)
		paint_outside(painter, &walk, UINT64_MAX);
}

const struct mk_picture *mk_picture_make(struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_picture *picture = mk_arena_alloc(arena, sizeof *picture);
	struct painter painter = {.arena = arena, .plan = plan, .picture = picture};
	const struct mk_tenant *tenant;

	picture->plan = plan;
	picture->nodes = mk_order_nodes(arena, plan);
	collect_tenants(&painter);
	sweep_all(&painter);
	paint_all(&painter);
	mk_each(tenant, &picture->tenants)
		if (!tenant->claim->placed)
			*mk_vec_add(arena, &picture->unplaced) = tenant;
	return picture;
}
