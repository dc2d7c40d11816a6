/* SPDX-License-Identifier: BSD-2-Clause */
#include "begin/sketch.h"

#include <inttypes.h>
#include <string.h>

#include "doc/reading_problems.h"

struct mk_sketch *mk_sketch_new(
	struct mk_arena *arena, const struct mk_board *board, struct mk_findings *findings)
{
	struct mk_sketch *sketch = mk_arena_alloc(arena, sizeof *sketch);

	*sketch = (struct mk_sketch){.arena = arena, .board = board, .findings = findings};
	sketch->lifted =
		mk_arena_array(arena, board->reservations.count + 1, sizeof *sketch->lifted);
	return sketch;
}

/* --- names ------------------------------------------------------------------------------------ */

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

const char *mk_sketch_name(struct mk_arena *arena, const char *text)
{
	const char *before = is_letter(*text) ? "" : "n";
	char *name = mk_arena_printf(arena, "%s%s", before, text);

	for (char *at = name; *at; at++)
		if (!is_letter(*at) && !is_digit(*at))
			*at = '_';
	return name;
}

static bool is_taken(const struct mk_sketch *sketch, const char *name)
{
	const struct mk_sketch_party *party;

	mk_each(party, &sketch->parties)
		if (strcmp(party->name, name) == 0)
			return true;
	return false;
}

bool mk_sketch_party_add(struct mk_sketch *sketch, struct mk_origin origin, const char *name,
	bool outside, size_t *index)
{
	const char *base = mk_sketch_name(sketch->arena, name);

	if (sketch->parties.count == MK_SKETCH_MAX_PARTIES) {
		mk_report(sketch->findings, &mk_too_large, origin,
			"there are more than %u nodes and peers", MK_SKETCH_MAX_PARTIES);
		return false;
	}
	name = base;
	for (unsigned i = 2; is_taken(sketch, name); i++)
		name = mk_arena_printf(sketch->arena, "%s_%u", base, i);
	*index = sketch->parties.count;
	*mk_vec_add(sketch->arena, &sketch->parties) =
		(struct mk_sketch_party){.name = name, .outside = outside};
	return true;
}

size_t mk_sketch_node_count(const struct mk_sketch *sketch)
{
	const struct mk_sketch_party *party;
	size_t count = 0;

	mk_each(party, &sketch->parties)
		count += !party->outside;
	return count;
}

bool mk_sketch_is_one_of(const char *word, const char *words)
{
	size_t length = strlen(word);

	for (const char *at = words; *word && (at = strstr(at, word)); at++)
		if (at > words && at[-1] == ' ' && at[length] == ' ')
			return true;
	return false;
}

/* --- text ------------------------------------------------------------------------------------- */

void mk_sketch_leave(struct mk_sketch *sketch, struct mk_origin origin, const char *format, ...)
{
	struct mk_leftover *leftover = mk_vec_add(sketch->arena, &sketch->leftovers);
	va_list arguments;

	va_start(arguments, format);
	leftover->what = mk_arena_vprintf(sketch->arena, format, arguments);
	va_end(arguments);
	leftover->origin = origin;
	leftover->file = sketch->files.count;
	leftover->order = sketch->leftovers.count;
}

void mk_sketch_remark(struct mk_sketch *sketch, size_t party, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	*mk_vec_add(sketch->arena, &sketch->parties.items[party].remarks) =
		mk_arena_vprintf(sketch->arena, format, arguments);
	va_end(arguments);
}

/* --- memory ----------------------------------------------------------------------------------- */

bool mk_sketch_range_make(struct mk_sketch *sketch, struct mk_origin origin, const char *what,
	uint64_t start, uint64_t size, struct mk_range *range)
{
	enum mk_range_status status = mk_range_make(start, size, range);

	if (status == MK_RANGE_EMPTY)
		mk_sketch_leave(sketch, origin, "%s: it is empty", what);
	if (status == MK_RANGE_WRAPS)
		mk_sketch_leave(sketch, origin,
			"%s: 0x%" PRIx64 " bytes from 0x%" PRIx64 " on go beyond the last address",
			what, size, start);
	return status == MK_RANGE_OK;
}

bool mk_sketch_is_ram(const struct mk_sketch *sketch, struct mk_range range)
{
	const struct mk_bank *bank;

	mk_each(bank, &sketch->board->banks)
		if (mk_range_contains(bank->range, range))
			return true;
	return false;
}

bool mk_sketch_touches_ram(const struct mk_sketch *sketch, struct mk_range range)
{
	const struct mk_bank *bank;

	mk_each(bank, &sketch->board->banks)
		if (mk_ranges_overlap(bank->range, range))
			return true;
	return false;
}

void mk_sketch_join(
	struct mk_sketch *sketch, struct mk_sketch_shared *shared, size_t party, bool read_only)
{
	struct mk_sketch_member *member;

	mk_each(member, &shared->members) {
		if (member->party == party) {
			member->read_only &= read_only;
			return;
		}
	}
	*mk_vec_add(sketch->arena, &shared->members) = (struct mk_sketch_member){party, read_only};
}

/* --- devices ---------------------------------------------------------------------------------- */

bool mk_sketch_has_device(const struct mk_sketch_party *party, const struct mk_dt_node *device)
{
	const struct mk_dt_node *const *other;

	mk_each(other, &party->devices)
		if (*other == device)
			return true;
	return false;
}

void mk_sketch_give_device(struct mk_sketch *sketch, size_t party, const struct mk_dt_node *device)
{
	struct mk_sketch_party *owner = &sketch->parties.items[party];

	if (!mk_sketch_has_device(owner, device))
		*mk_vec_add(sketch->arena, &owner->devices) = device;
}

/* SGIs and PPIs each core has of its own; beyond SPIs there are special ones (GIC, 2.2.1). */
static bool is_spi(uint64_t intid)
{
	return intid >= MK_INTID_SPI_FIRST && intid <= MK_INTID_SPI_LAST;
}

void mk_sketch_give_interrupt(
	struct mk_sketch *sketch, size_t party, struct mk_origin origin, uint64_t intid)
{
	struct mk_sketch_party *owner = &sketch->parties.items[party];
	const struct mk_intid *other;

	if (!is_spi(intid)) {
		mk_sketch_leave(sketch, origin,
			"interrupt %" PRIu64 ": not an SPI, which are 32 to 1019", intid);
		return;
	}
	mk_each(other, &owner->interrupts)
		if (other->value == intid)
			return;
	*mk_vec_add(sketch->arena, &owner->interrupts) = (struct mk_intid){(uint32_t)intid};
}

/* What no node can be given, whoever asks. */
static bool is_kernels(const struct mk_board *board, const struct mk_dt_node *node)
{
	return node == board->gic.node || node == board->timer || node == board->psci;
}

static bool lies_in(const struct mk_device *device, struct mk_range range)
{
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio)
		if (!mmio->window && mk_ranges_overlap(mmio->range, range))
			return true;
	return false;
}

void mk_sketch_give_registers(struct mk_sketch *sketch, size_t party, struct mk_origin origin,
	const struct mk_sketch_range *registers)
{
	const struct mk_devices *devices = mk_board_devices(sketch->board, sketch->arena);
	const struct mk_device *device;
	bool found = false;

	mk_each(device, &devices->list) {
		if (mk_dt_is_plain_bus(device->node) || !lies_in(device, registers->range))
			continue;
		found = true;
		if (is_kernels(sketch->board, device->node))
			mk_sketch_leave(sketch, origin, "%s: %s, which no node can be given",
				registers->name, device->node->path);
		else
			mk_sketch_give_device(sketch, party, device->node);
	}
	if (!found)
		*mk_vec_add(sketch->arena, &sketch->parties.items[party].mmio) = *registers;
}
