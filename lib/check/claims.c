/* SPDX-License-Identifier: BSD-2-Clause */
/* Ranges with owners, and what to say where two of them overlap. */
#include <inttypes.h>

#include "check/claims.h"
#include "check/conflicts.h"
#include "check/memory.h"
#include "check/extents.h"
#include "check/rule.h"
#include "check/words.h"

/* Of some kinds, ascending; `owner` is the plan's row. */
struct claims {
	const struct mk_owned_range *sorted;
	size_t count;
};

static struct claims collect(struct mk_check *check, unsigned kinds)
{
	struct claims claims;

	claims.sorted = mk_claims_ranges(check->arena, &check->plan->claims, kinds, &claims.count);
	return claims;
}

/* Stated once for each member, so that one edit does not move it. */
static bool is_pool(const struct mk_claim *claim)
{
	return claim->kind == MK_CLAIM_SHARED && claim->shared->form == MK_SHARED_POOL;
}

struct mk_finding *mk_report_overlap(
	struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other)
{
	struct mk_range both = mk_range_intersection(claim->range, other->range);
	struct mk_finding *finding = mk_check_report(check, claim->origin,
		"%s %s overlaps %s %s in %s", claim->what, mk_check_range(check, claim->range),
		other->what, mk_check_range(check, other->range), mk_check_range(check, both));

	mk_add_note(check->findings, finding, other->origin, "%s is here", other->what);
	if (claim->kind == MK_CLAIM_SLICE)
		mk_suggest_free(check, finding, claim->range.first, mk_range_size(claim->range),
			check->plan->contract->phys_base_alignment);
	else
		mk_suggest_free(check, finding, claim->range.first, mk_range_size(claim->range),
			check->plan->contract->page_size);
	if (is_pool(claim))
		mk_drop_remedies(finding);
	return finding;
}

/* Further ones than the first, each with its words. */
static void note_others(
	struct mk_check *check, struct mk_finding *finding, const struct mk_conflict *conflict)
{
	for (size_t i = 1; i < conflict->named; i++)
		mk_add_note(check->findings, finding, conflict->others[i]->origin,
			"%s %s overlaps it too", conflict->others[i]->what,
			mk_check_range(check, conflict->others[i]->range));
	if (conflict->more)
		mk_add_note(check->findings, finding, conflict->claim->origin,
			"it overlaps %zu ranges in all", conflict->count);
}

void mk_report_conflict(struct mk_check *check, const struct mk_conflict *conflict)
{
	note_others(
		check, mk_report_overlap(check, conflict->claim, conflict->others[0]), conflict);
}

/* --- over registers ----------------------------------------------------------------------------
 */

struct mk_registers {
	size_t count;
	const struct mk_mmio **list;
	const struct mk_extents *reach;
};

static void index_registers(struct mk_arena *arena, struct mk_registers *registers)
{
	struct mk_extent *extents = mk_arena_array(arena, registers->count, sizeof *extents);

	for (size_t i = 0; i < registers->count; i++)
		extents[i] = (struct mk_extent){registers->list[i]->range, registers};
	registers->reach = mk_extents_make(arena, extents, registers->count);
}

/* What of the board's `mmio` is registers, on-chip memory or not. */
static const struct mk_registers *registers_of(struct mk_check *check, bool with_sram)
{
	const struct mk_board *board = check->plan->board;
	struct mk_registers *registers = check->registers[with_sram];
	const struct mk_mmio *mmio;

	if (registers)
		return registers;
	registers = check->registers[with_sram] = mk_arena_alloc(check->arena, sizeof *registers);
	registers->list = mk_arena_array(check->arena, board->mmio.count, sizeof *registers->list);
	mk_each(mmio, &board->mmio)
		if (!mk_mmio_is_buffer(mmio->node) && (with_sram || !mk_mmio_is_sram(mmio->node)))
			registers->list[registers->count++] = mmio;
	index_registers(check->arena, registers);
	return registers;
}

struct registers_at {
	const struct mk_mmio *shown[MK_NAMED_OTHERS];
	size_t count;
};

/* On-chip memory is no obstacle to those who may be outside RAM. */
static struct registers_at registers_at(
	struct mk_check *check, struct mk_range range, bool with_sram)
{
	const struct mk_registers *registers = registers_of(check, with_sram);
	struct registers_at at = {.count = mk_extents_count(registers->reach, range)};
	size_t next = 0;

	for (size_t i = 0; i < at.count && i < MK_NAMED_OTHERS; i++) {
		next = mk_extents_next(registers->reach, next, range, NULL);
		at.shown[i] = registers->list[next++];
	}
	return at;
}

static struct mk_claim claim_of_registers(struct mk_check *check, const struct mk_mmio *mmio)
{
	return (struct mk_claim){MK_CLAIM_REGISTERS, .placed = true, .range = mmio->range,
		.origin = mk_dt_origin(check->plan->board->tree, mmio->node),
		.what = mk_arena_printf(check->arena, "%s %s",
			mmio->window ? "the window of" : "device", mmio->node->path)};
}

static void report_over_registers(
	struct mk_check *check, const struct mk_claim *claim, const struct registers_at *at)
{
	struct mk_claim first = claim_of_registers(check, at->shown[0]);
	struct mk_finding *finding = mk_report_overlap(check, claim, &first);

	for (size_t i = 1; i < at->count && i < MK_NAMED_OTHERS; i++) {
		struct mk_claim next = claim_of_registers(check, at->shown[i]);
		mk_add_note(check->findings, finding, next.origin, "%s %s is in it too", next.what,
			mk_check_range(check, next.range));
	}
	if (at->count > MK_NAMED_OTHERS)
		mk_add_note(check->findings, finding, claim->origin,
			"%zu further ranges of registers are in it", at->count - MK_NAMED_OTHERS);
}

void mk_report_over_registers(struct mk_check *check, enum mk_claim_kind kind)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list) {
		struct registers_at at;
		if (claim->kind != kind || !claim->placed)
			continue;
		at = registers_at(check, claim->range, kind != MK_CLAIM_SHARED);
		if (at.count &&
			(kind == MK_CLAIM_SHARED || !mk_check_outside_ram(check, claim->range)))
			report_over_registers(check, claim, &at);
	}
}

void mk_note_registers(struct mk_check *check, struct mk_finding *finding, struct mk_range range)
{
	struct registers_at at = registers_at(check, range, true);

	if (at.count)
		mk_add_note(check->findings, finding,
			mk_dt_origin(check->plan->board->tree, at.shown[0]->node),
			"device %s is at %s", at.shown[0]->node->path,
			mk_check_range(check, at.shown[0]->range));
}

/* --- free places -------------------------------------------------------------------------------
 */

/* The aligned start in `hole` that is nearest to `wanted`. */
static bool nearest_start(
	struct mk_range hole, uint64_t wanted, uint64_t size, uint64_t alignment, uint64_t *start)
{
	uint64_t lowest;
	uint64_t highest;

	if (!mk_align_up(hole.first, alignment, &lowest) || lowest > hole.last ||
		size - 1 > hole.last - lowest)
		return false;
	highest = mk_align_down(hole.last - (size - 1), alignment);
	*start = mk_align_down(wanted, alignment);
	if (*start < lowest)
		*start = lowest;
	if (*start > highest)
		*start = highest;
	return true;
}

static uint64_t distance(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* Looking for a place costs; whoever has more findings than this needs other help first. */
#define MAX_SUGGESTIONS 64u

/* A place that was offered to what stands at `origin`, so that it is not offered to another. */
struct offer {
	struct mk_range range;
	struct mk_origin origin;
};

/* Everything that is taken, and room for the part of it that a suggestion has to go round. */
struct mk_taken {
	struct claims claims;
	struct offer offers[MAX_SUGGESTIONS];
	size_t offer_count;
	struct mk_owned_range *beside;
	size_t beside_count;
};

static struct mk_taken *taken_of(struct mk_check *check)
{
	if (check->taken)
		return check->taken;
	check->taken = mk_arena_alloc(check->arena, sizeof *check->taken);
	check->taken->claims = collect(check, MK_CLAIMS_TAKEN);
	check->taken->beside = mk_arena_array(check->arena,
		check->taken->claims.count + MAX_SUGGESTIONS, sizeof *check->taken->beside);
	return check->taken;
}

/* What stands at `own` is to be moved, so that its place counts as free, and its offers too. */
static void leave_out(struct mk_check *check, const struct mk_origin *own, bool offers)
{
	const struct mk_claim *rows = check->plan->claims.list.items;
	struct mk_taken *taken = check->taken;
	const struct claims *claims = &taken->claims;

	taken->beside_count = 0;
	for (size_t i = 0; i < claims->count; i++)
		if (mk_origin_compare(&rows[claims->sorted[i].owner].origin, own) != 0)
			taken->beside[taken->beside_count++] = claims->sorted[i];
	for (size_t i = 0; offers && i < taken->offer_count; i++)
		if (mk_origin_compare(&taken->offers[i].origin, own) != 0)
			taken->beside[taken->beside_count++] =
				(struct mk_owned_range){taken->offers[i].range, 0};
	if (offers && taken->offer_count)
		mk_ranges_sort(taken->beside, taken->beside_count);
}

static void remember_offer(
	struct mk_check *check, const struct mk_origin *own, uint64_t start, uint64_t size)
{
	struct mk_taken *taken = check->taken;
	struct offer *offer = &taken->offers[taken->offer_count];

	if (taken->offer_count < MAX_SUGGESTIONS &&
		mk_range_make(start, size, &offer->range) == MK_RANGE_OK) {
		offer->origin = *own;
		taken->offer_count++;
	}
}

static bool find_nearest(struct mk_check *check, const struct mk_origin *own, bool offers,
	uint64_t wanted, uint64_t size, uint64_t alignment, uint64_t *best)
{
	struct mk_taken *taken = taken_of(check);
	const struct mk_bank *bank;
	bool found = false;

	leave_out(check, own, offers);
	mk_each(bank, &check->plan->ram) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		if (bank->on_chip)
			continue;
		uint64_t start;
		mk_holes_begin(&walk, taken->beside, taken->beside_count, bank->range);
		while (mk_holes_next(&walk, &hole)) {
			if (!nearest_start(hole, wanted, size, alignment, &start) ||
				(found && distance(start, wanted) >= distance(*best, wanted)))
				continue;
			*best = start;
			found = true;
		}
	}
	return found;
}

void mk_suggest_free(struct mk_check *check, struct mk_finding *finding, uint64_t start,
	uint64_t size, uint64_t alignment)
{
	uint64_t best = 0;

	if (!size || check->findings->list.count > MAX_SUGGESTIONS)
		return;
	if (!find_nearest(check, &finding->origin, true, start, size, alignment, &best) &&
		!find_nearest(check, &finding->origin, false, start, size, alignment, &best)) {
		mk_suggest(check->findings, finding,
			"nowhere on this board are %s free in one piece; see `mkpart plan`",
			mk_check_size(check, size));
		return;
	}
	/* In the way is what only this node must not touch: no help to come back to it. */
	if (best == start)
		return;
	mk_suggest(check->findings, finding,
		"start: 0x%" PRIx64 " is the nearest start with %s free", best,
		mk_check_size(check, size));
	mk_fix_number(check->findings, finding, MK_REMEDY_GUESS, finding->origin, start, best);
	remember_offer(check, &finding->origin, best, size);
}
