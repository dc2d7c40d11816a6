/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A depth-first search over orders. If there is a solution, there is one in which each item, taken
 * in the order of the addresses, lies as low as the one before it lets it: pushing them down one by
 * one only makes room. So an order says it all, and what matters of its beginning is which items
 * are in it and where it ends (the frontier). Three observations cut the search:
 * - an item need not come next where another fits below it: that one can come first for free
 *   (if it may: an item that is led does not go before the ones that lead it);
 * - items that are alike need only come in one order, and so do neighbours that can change places;
 * - where a set of items did not lead to a solution, it does not with a higher frontier either.
 */
#include "core/fit.h"

bool mk_fit_lowest(const struct mk_fit_item *item, uint64_t from, struct mk_range *place)
{
	/*@ loop invariant 0 <= i <= item->window_count;
	    loop invariant \forall integer j, start; 0 <= j < i && from <= start &&
		is_multiple(start, item->alignment) ==>
		!has_room_at(item->windows[j], item->size, start);
	    loop assigns i;
	    loop variant item->window_count - i;
	*/
	for (size_t i = 0; i < item->window_count; i++) {
		struct mk_range window = item->windows[i];
		uint64_t start;
		if (window.last < from)
			continue;
		if (!mk_align_up(
			    window.first < from ? from : window.first, item->alignment, &start))
			return false;
		if (start > window.last || item->size - 1 > window.last - start)
			continue;
		*place = (struct mk_range){start, start + (item->size - 1)};
		return true;
	}
	return false;
}

struct search {
	const struct mk_fit_instance *instance;
	struct mk_fit_scratch *scratch;
	bool gives_up;
};

/* A choice of the next item. */
struct step {
	uint64_t placed;			  /* bits of the items before it */
	uint64_t frontier;			  /* first address behind them */
	const struct step *before;		  /* NULL: the first */
	uint64_t candidates;			  /* bits of those not tried yet */
	uint64_t blocked;			  /* bits of those that nothing leads yet */
	size_t item;				  /* being tried */
	struct mk_range places[MK_FIT_MAX_ITEMS]; /* lowest ones, of items not placed */
};

static uint64_t bit(size_t item)
{
	return UINT64_C(1) << item;
}

static bool spend(struct search *search, uint64_t steps)
{
	search->gives_up = search->scratch->steps < steps;
	search->scratch->steps -= search->gives_up ? search->scratch->steps : steps;
	return !search->gives_up;
}

/* --- dead ends ---------------------------------------------------------------------------------
 */

static struct mk_fit_dead_end *slot_of(const struct search *search, uint64_t placed)
{
	uint64_t hash = placed * UINT64_C(0x9e3779b97f4a7c15); /* 2^64 by the golden ratio */

	return &search->scratch->dead_ends[(hash >> 32) & (search->scratch->dead_end_count - 1)];
}

static bool is_dead_end(const struct search *search, const struct step *step)
{
	const struct mk_fit_dead_end *slot = slot_of(search, step->placed);

	return step->placed && slot->placed == step->placed && slot->frontier <= step->frontier;
}

/* A newer one takes the place of one that has the same hash. */
static void remember_dead_end(const struct search *search, const struct step *step)
{
	struct mk_fit_dead_end *slot = slot_of(search, step->placed);

	*slot = (struct mk_fit_dead_end){step->placed, step->frontier};
}

/* --- bounds ------------------------------------------------------------------------------------
 */

static uint64_t saturating_sum(uint64_t a, uint64_t b)
{
	return a + b < a ? UINT64_MAX : a + b;
}

/* How many pieces of `size` bytes the ascending ranges above the frontier have room for. */
static uint64_t pieces_above(
	const struct mk_range *ranges, size_t count, uint64_t frontier, uint64_t size)
{
	struct mk_range above = {frontier, UINT64_MAX};
	uint64_t pieces = 0;

	for (size_t i = count; i-- > 0 && ranges[i].last >= frontier;) {
		uint64_t room = mk_range_size(mk_range_intersection(ranges[i], above));
		pieces = saturating_sum(pieces, room / size);
	}
	return pieces;
}

static bool has_room_for_sum(const struct mk_fit_instance *instance, const struct step *step)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < instance->count; i++)
		if (!(step->placed & bit(i)))
			sum = saturating_sum(sum, instance->items[i].size);
	return sum <= pieces_above(instance->holes, instance->hole_count, step->frontier, 1);
}

/* The same for all items that have the windows of item `index`; only for the first of these. */
static bool has_room_for_like(
	const struct mk_fit_instance *instance, const struct step *step, size_t index)
{
	const struct mk_fit_item *item = &instance->items[index];
	uint64_t sum = 0;

	for (size_t i = 0; i < instance->count; i++) {
		if (step->placed & bit(i) || instance->items[i].windows != item->windows)
			continue;
		if (i < index)
			return true;
		sum = saturating_sum(sum, instance->items[i].size);
	}
	return sum <= pieces_above(item->windows, item->window_count, step->frontier, 1);
}

/* Of those at least as large as item `least`, no more than its size goes into the holes. */
static bool has_room_for_large(
	const struct mk_fit_instance *instance, const struct step *step, size_t least)
{
	uint64_t size = instance->items[least].size;
	uint64_t count = 0;

	for (size_t i = 0; i < instance->count; i++)
		count += !(step->placed & bit(i)) && instance->items[i].size >= size;
	return count <= pieces_above(instance->holes, instance->hole_count, step->frontier, size);
}

static bool has_room(const struct search *search, const struct step *step)
{
	const struct mk_fit_instance *instance = search->instance;

	if (!has_room_for_sum(instance, step))
		return false;
	for (size_t i = 0; i < instance->count; i++)
		if (!(step->placed & bit(i)) && (!has_room_for_large(instance, step, i) ||
							!has_room_for_like(instance, step, i)))
			return false;
	return true;
}

/* --- steps -------------------------------------------------------------------------------------
 */

static bool have_same_windows(const struct mk_fit_item *a, const struct mk_fit_item *b)
{
	if (a->window_count != b->window_count)
		return false;
	for (size_t i = 0; a->windows != b->windows && i < a->window_count; i++)
		if (a->windows[i].first != b->windows[i].first ||
			a->windows[i].last != b->windows[i].last)
			return false;
	return true;
}

/* Whether the same items are led by both. */
static bool lead_the_same(const struct mk_fit_instance *instance, size_t a, size_t b)
{
	for (size_t i = 0; i < instance->count; i++)
		if (!(instance->items[i].leads & bit(a)) != !(instance->items[i].leads & bit(b)))
			return false;
	return true;
}

static bool are_alike(const struct mk_fit_instance *instance, size_t left, size_t right)
{
	const struct mk_fit_item *a = &instance->items[left];
	const struct mk_fit_item *b = &instance->items[right];

	return a->size == b->size && a->alignment == b->alignment && a->leads == b->leads &&
	       a->led_from == b->led_from && have_same_windows(a, b) &&
	       lead_the_same(instance, left, right);
}

/* The lowest places of all that are left; false where one has none, led or not. */
static bool find_places(const struct search *search, struct step *step)
{
	const struct mk_fit_instance *instance = search->instance;

	step->blocked = 0;
	for (size_t i = 0; i < instance->count; i++) {
		const struct mk_fit_item *item = &instance->items[i];
		if (step->placed & bit(i))
			continue;
		if (!mk_fit_lowest(item, step->frontier, &step->places[i]))
			return false;
		if (step->places[i].first >= item->led_from || item->leads & step->placed)
			continue;
		if (mk_fit_lowest(item, item->led_from, &step->places[i]))
			continue;
		if (!item->leads)
			return false;
		step->blocked |= bit(i);
	}
	return true;
}

/* The order in which candidates are taken: the largest first, as it has the fewest places. */
static bool is_taken_before(const struct mk_fit_instance *instance, size_t a, size_t b)
{
	uint64_t left = instance->items[a].size;
	uint64_t right = instance->items[b].size;

	return left > right || (left == right && a < b);
}

static bool can_be_at(const struct mk_fit_item *item, uint64_t start)
{
	struct mk_range place;

	return mk_fit_lowest(item, start, &place) && place.first == start;
}

/*
 * Whether the item would do as well just before the one that was placed last: then it was, or will
 * be, tried there. Of all solutions the one whose items are taken the earliest is never passed over
 * in this way, so dead ends stay what they are.
 */
static bool belongs_before(const struct search *search, const struct step *step, size_t index)
{
	const struct mk_fit_instance *instance = search->instance;
	const struct mk_fit_item *item = &instance->items[index];
	const struct mk_range *last;

	if (!step->before || !is_taken_before(instance, index, step->before->item))
		return false;
	last = &step->before->places[step->before->item];
	if (step->places[index].first != last->last + 1 || !can_be_at(item, last->first))
		return false;
	if (last->first < item->led_from && !(item->leads & step->before->placed))
		return false;
	return can_be_at(&instance->items[step->before->item], last->first + item->size);
}

static void choose_candidates(const struct search *search, struct step *step)
{
	const struct mk_fit_instance *instance = search->instance;
	uint64_t out = step->placed | step->blocked;
	uint64_t earliest = UINT64_MAX;

	for (size_t i = 0; i < instance->count; i++)
		if (!(out & bit(i)) && step->places[i].last < earliest)
			earliest = step->places[i].last;
	for (size_t i = 0; i < instance->count; i++) {
		bool twin = i && !(out & bit(i - 1)) && are_alike(instance, i, i - 1);
		if (!(out & bit(i)) && !twin && step->places[i].first <= earliest &&
			!belongs_before(search, step, i))
			step->candidates |= bit(i);
	}
}

/* An item may have far more windows than there are holes: many that are too small for it, say. */
static uint64_t cost_of_step(const struct mk_fit_instance *instance)
{
	uint64_t cost = 0;

	for (size_t i = 0; i < instance->count; i++) {
		size_t windows = instance->items[i].window_count;
		cost += (windows > instance->hole_count ? windows : instance->hole_count) + 1;
	}
	return cost;
}

/* Whether the step may lead anywhere. */
static bool begin(struct search *search, struct step *step)
{
	step->candidates = 0;
	if (!spend(search, cost_of_step(search->instance)) || is_dead_end(search, step) ||
		!has_room(search, step) || !find_places(search, step))
		return false;
	choose_candidates(search, step);
	return true;
}

static void take_candidate(const struct search *search, struct step *step)
{
	const struct mk_fit_instance *instance = search->instance;
	size_t best = MK_FIT_MAX_ITEMS;

	for (size_t i = 0; i < instance->count; i++)
		if (step->candidates & bit(i) &&
			(best == MK_FIT_MAX_ITEMS || is_taken_before(instance, i, best)))
			best = i;
	step->item = best;
	step->candidates &= ~bit(best);
}

/* What comes behind the item; false where it takes the last byte there is and others are left. */
static bool follow(struct search *search, const struct step *step, struct step *next)
{
	const struct mk_range *place = &step->places[step->item];

	next->placed = step->placed | bit(step->item);
	next->before = step;
	if (place->last == UINT64_MAX)
		return false;
	next->frontier = place->last + 1;
	return begin(search, next);
}

static void write_starts(const struct step *steps, size_t count, uint64_t *starts)
{
	for (size_t i = 0; i < count; i++)
		starts[steps[i].item] = steps[i].places[steps[i].item].first;
}

enum mk_fit_result mk_fit(
	const struct mk_fit_instance *instance, struct mk_fit_scratch *scratch, uint64_t *starts)
{
	struct search search = {instance, scratch, false};
	struct step steps[MK_FIT_MAX_ITEMS];
	size_t depth = 0;

	if (!instance->count)
		return MK_FIT_FOUND;
	steps[0].placed = 0;
	steps[0].frontier = 0;
	steps[0].before = NULL;
	begin(&search, &steps[0]);
	for (;;) {
		struct step *step = &steps[depth];
		if (search.gives_up)
			return MK_FIT_UNKNOWN;
		if (!step->candidates) {
			remember_dead_end(&search, step);
			if (!depth--)
				return MK_FIT_NONE;
			continue;
		}
		take_candidate(&search, step);
		if (depth + 1 == instance->count) {
			write_starts(steps, instance->count, starts);
			return MK_FIT_FOUND;
		}
		if (follow(&search, step, &steps[depth + 1]))
			depth++;
	}
}
