/* SPDX-License-Identifier: BSD-2-Clause */
/* What lies over registers of devices. */
#include "check/claims.h"
#include "check/extents.h"
#include "check/memory.h"
#include "check/words.h"

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
		mk_add_note(check->findings, finding, next.origin, "%s %s is in the range too",
			next.what, mk_check_range(check, next.range));
	}
	if (at->count > MK_NAMED_OTHERS)
		mk_add_note(check->findings, finding, claim->origin,
			"%zu more ranges of registers are in the range",
			at->count - MK_NAMED_OTHERS);
}

void mk_report_over_registers(struct mk_check *check, enum mk_claim_kind kind)
{
	bool may_be_outside =
		kind == MK_CLAIM_SHARED || kind == MK_CLAIM_OWN || kind == MK_CLAIM_OUTSIDE;
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list) {
		struct registers_at at;
		if (claim->kind != kind || !claim->placed)
			continue;
		at = registers_at(check, claim->range, !may_be_outside);
		if (at.count && (may_be_outside || !mk_check_outside_ram(check, claim->range)))
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
