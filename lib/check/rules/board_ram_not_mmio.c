/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/sort.h"
#include "check/devices.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

typedef MK_VEC(struct mk_range) ranges;

/* What somebody says is no RAM; not what is reserved for the sake of the registers themselves. */
#define STATED_NO_RAM (MK_CLAIMS_RESERVED & ~MK_CLAIM_BIT(MK_CLAIM_DEVICE))

/* RAM that is not reserved: ascending, apart from each other. */
static ranges usable_ram(struct mk_check *check)
{
	size_t reserved_count;
	const struct mk_owned_range *reserved = mk_claims_ranges(
		check->arena, &check->plan->claims, STATED_NO_RAM, &reserved_count);
	const struct mk_bank *bank;
	ranges usable = {0};

	mk_each(bank, &check->plan->ram) {
		struct mk_hole_walk walk;
		struct mk_range hole;
		mk_holes_begin(&walk, reserved, reserved_count, bank->range);
		while (mk_holes_next(&walk, &hole))
			*mk_vec_add(check->arena, &usable) = hole;
	}
	return usable;
}

/* Positive for what ends below the range, which is what a search leaves behind. */
static int compare_ends(const void *key, const void *item)
{
	const struct mk_range *range = key;
	const struct mk_range *ram = item;

	return range->first > ram->last;
}

/* The lowest of the ranges that touches `range`, or NULL. */
static const struct mk_range *first_touched(const ranges *list, struct mk_range range)
{
	size_t at = mk_vec_lower_bound(list, &range, compare_ends);

	if (at == list->count || !mk_ranges_overlap(list->items[at], range))
		return NULL;
	return &list->items[at];
}

/* A device, the lowest of its ranges that is RAM too, and what of that is. */
struct both {
	const struct mk_device *device;
	struct mk_range mmio;
	struct mk_range ram;
};

typedef MK_VEC(struct both) boths;

static void add_device(
	struct mk_check *check, boths *list, const struct mk_device *device, const ranges *ram)
{
	struct both lowest = {.device = device};
	bool found = false;
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio) {
		const struct mk_range *touched = first_touched(ram, mmio->range);
		if (!touched || (found && mmio->range.first >= lowest.mmio.first))
			continue;
		lowest.mmio = mmio->range;
		lowest.ram = mk_range_intersection(mmio->range, *touched);
		found = true;
	}
	if (found)
		*mk_vec_add(check->arena, list) = lowest;
}

/* The window of a bus is no MMIO: what lies in it is for its children to say. */
static boths find_devices(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	ranges ram = usable_ram(check);
	const struct mk_device *device;
	boths list = {0};

	mk_each(device, &devices->list)
		if (!mk_dt_is_plain_bus(device->node))
			add_device(check, &list, device, &ram);
	return list;
}

/* Whole pages around it, as `reserved` takes them; what a tree states as RAM ends far below 2^64.
 */
static void suggest(struct mk_check *check, struct mk_finding *finding, struct mk_range ram)
{
	uint64_t page = check->plan->contract->page_size;
	uint64_t start = mk_align_down(ram.first, page);

	mk_suggest(check->findings, finding,
		"if the device is there: reserved: [{start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}]",
		start, mk_align_down(ram.last, page) + page - start);
}

static const char *claim_text(struct mk_check *check, const struct both *both)
{
	return mk_arena_printf(check->arena, "'%s' claims %s, %sis RAM too",
		both->device->node->path, mk_check_range(check, both->mmio),
		mk_range_contains(both->ram, both->mmio)
			? "which "
			: mk_arena_printf(
				  check->arena, "of which %s ", mk_check_range(check, both->ram)));
}

/* The first few are enough to see which story is wrong. */
#define SHOWN 4u

/* One finding a device, with its further entries as notes. */
static void report_aside(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_set_aside *aside;
	struct mk_finding *finding = NULL;
	const struct mk_dt_node *reported = NULL;

	mk_each(aside, &board->set_aside) {
		const char *range = mk_check_range(check, aside->range);
		if (aside->why != MK_ASIDE_RAM)
			continue;
		if (aside->node == reported) {
			mk_add_note(check->findings, finding, mk_dt_origin(board->tree, reported),
				"entry %" PRIu32 ", %s, as well", aside->entry, range);
			continue;
		}
		reported = aside->node;
		finding = mk_check_report(check, mk_dt_origin(board->tree, reported),
			"entry %" PRIu32 " of the `reg` of '%s', %s, covers RAM: it counts as "
			"RAM that the device may use, not as registers",
			aside->entry, reported->path, range);
		mk_about(check->findings, finding, reported->path);
		mk_suggest(check->findings, finding,
			"if that is so: board: {ignore: [{device: %s, reg: %" PRIu32
			", why: REASON}]}; if the device is there, withhold it under `reserved`",
			reported->path, aside->entry);
	}
}

static const char *others_text(struct mk_check *check, size_t count)
{
	if (count == 1)
		return "";
	return mk_arena_printf(check->arena, ", as do%s %zu more device%s", count == 2 ? "es" : "",
		count - 1, count == 2 ? "" : "s");
}

static void name_devices(struct mk_check *check, struct mk_finding *finding, const boths *list)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;

	for (size_t i = 1; i < list->count && i <= SHOWN; i++)
		mk_add_note(check->findings, finding,
			mk_dt_origin(tree, list->items[i].device->node), "%s",
			claim_text(check, &list->items[i]));
	for (size_t i = 0; i < list->count; i++)
		mk_about(check->findings, finding, list->items[i].device->node->path);
}

/* --- both are in the tree --------------------------------------------------------------------- */

static void report_tree(struct mk_check *check, const boths *list)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	const struct mk_bank *bank = mk_check_bank_of(check, list->items->ram);
	struct mk_finding *finding =
		mk_check_report(check, mk_dt_origin(tree, list->items->device->node), "%s%s",
			claim_text(check, list->items), others_text(check, list->count));

	name_devices(check, finding, list);
	mk_add_note(check->findings, finding, mk_dt_origin(tree, bank->node),
		"RAM %s is stated here", mk_check_range(check, bank->range));
	suggest(check, finding, list->items->ram);
}

/* --- the RAM is what the layout states -------------------------------------------------------- */

/* The largest part of `ram` that is clear of all registers, which are ascending; false for none. */
static bool largest_clear(struct mk_check *check, struct mk_range ram, struct mk_range *largest)
{
	const struct mk_board *board = check->plan->board;
	uint64_t page = check->plan->contract->page_size;
	struct mk_owned_range *taken =
		mk_arena_array(check->arena, board->mmio.count, sizeof *taken);
	struct mk_hole_walk walk;
	struct mk_range hole;
	bool found = false;

	for (size_t i = 0; i < board->mmio.count; i++) {
		struct mk_range range = board->mmio.items[i].range;
		taken[i].range = (struct mk_range){
			mk_align_down(range.first, page), range.last | (page - 1)};
	}
	mk_holes_begin(&walk, taken, board->mmio.count, ram);
	while (mk_holes_next(&walk, &hole)) {
		if (found && hole.last - hole.first <= largest->last - largest->first)
			continue;
		*largest = hole;
		found = true;
	}
	return found;
}

static void suggest_clear(struct mk_check *check, struct mk_finding *finding,
	const struct mk_layout_range *request, struct mk_range ram)
{
	struct mk_range clear;

	if (!largest_clear(check, ram, &clear)) {
		mk_suggest(check->findings, finding, "leave the range out: there is no RAM");
	} else if (clear.first == ram.first) {
		mk_suggest(check->findings, finding, "size: 0x%" PRIx64, mk_range_size(clear));
		mk_fix_number(check->findings, finding, MK_REMEDY_GUESS, request->size.origin,
			request->size.value, mk_range_size(clear));
	} else {
		mk_suggest(check->findings, finding,
			"start: 0x%" PRIx64 ", size: 0x%" PRIx64
			" is the largest part without registers",
			clear.first, mk_range_size(clear));
	}
}

/* Those of the devices whose registers are in the range; the lowest is the first. */
static boths devices_in(struct mk_check *check, const boths *list, struct mk_range ram)
{
	boths inside = {0};

	for (size_t i = 0; i < list->count; i++) {
		struct both *both;
		if (!mk_ranges_overlap(list->items[i].ram, ram))
			continue;
		both = mk_vec_add(check->arena, &inside);
		*both = list->items[i];
		if (both->ram.first < inside.items->ram.first) {
			*both = *inside.items;
			*inside.items = list->items[i];
		}
	}
	return inside;
}

/* One finding for each range, however many devices are in it: the range is what is wrong. */
static void report_stated(struct mk_check *check, const boths *list)
{
	const struct mk_layout_range *request;

	mk_each(request, &check->layout->board.memory) {
		struct mk_finding *finding;
		struct mk_range ram;
		boths inside;
		if (request->record.broken || mk_range_make(request->start.value,
						      request->size.value, &ram) != MK_RANGE_OK)
			continue;
		inside = devices_in(check, list, ram);
		if (!inside.count)
			continue;
		finding = mk_check_report(check, request->size.origin,
			"RAM %s covers registers from 0x%" PRIx64 " on: %s%s",
			mk_check_range(check, ram), inside.items->ram.first,
			claim_text(check, inside.items), others_text(check, inside.count));
		mk_add_note(check->findings, finding,
			mk_dt_origin(check->plan->board->tree, inside.items->device->node),
			"'%s' is described here", inside.items->device->node->path);
		name_devices(check, finding, &inside);
		suggest_clear(check, finding, request, ram);
	}
}

static void ram_not_mmio(struct mk_check *check)
{
	boths list = find_devices(check);

	report_aside(check);
	if (list.count && check->layout->board.memory.count)
		report_stated(check, &list);
	else if (list.count)
		report_tree(check, &list);
}

const struct mk_rule mk_rule_board_ram_not_mmio = {
	.problem = {.code = "MK0512",
		.name = "ram-not-mmio",
		.severity = MK_WARNING,
		.title = "the same addresses are stated to be RAM and a device's registers",
		.why = "One of the two is wrong. mkpart keeps all memory away from the registers. "
		       "If they are really RAM, that RAM is lost; and a tree, or a statement of "
		       "RAM in the layout, that is wrong here may be wrong elsewhere. An entry "
		       "that covers megabytes of RAM is taken for what a GPU or a DSP may use, as "
		       "the trees of some vendors state it: there, the RAM counts.",
		.fix = "If the layout states the RAM, state only what is there. Otherwise, if the "
		       "device exists, withhold the range under `reserved`; if the entry is not "
		       "registers, name it under `board: {ignore: ...}`; or mend the tree, or "
		       "allow this finding with the reason.",
		.about = "a device's path"},
	.whole = ram_not_mmio,
};
