/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/check.h"

typedef MK_VEC(struct mk_range) ranges;

static struct mk_owned_range *sorted_withheld(struct mk_check *check)
{
	size_t count = check->plan->withheld.count;
	struct mk_owned_range *sorted = mk_arena_array(check->arena, count, sizeof *sorted);

	for (size_t i = 0; i < count; i++)
		sorted[i] = (struct mk_owned_range){check->plan->withheld.items[i].range, i};
	mk_ranges_sort(sorted, count);
	return sorted;
}

/* RAM that is not withheld: ascending, apart from each other. */
static ranges usable_ram(struct mk_check *check)
{
	const struct mk_owned_range *withheld = sorted_withheld(check);
	const struct mk_bank *bank;
	ranges usable = {0};
	uint64_t next = 0;

	mk_each(bank, &check->plan->ram) {
		struct mk_hole_walk walk;
		struct mk_range within = bank->range;
		struct mk_range hole;
		if (usable.count && within.first < next)
			within.first = next;
		if (within.first > within.last)
			continue;
		mk_holes_begin(&walk, withheld, check->plan->withheld.count, within);
		while (mk_holes_next(&walk, &hole))
			*mk_vec_add(check->arena, &usable) = hole;
		next = within.last + 1;
	}
	return usable;
}

/* The lowest of the ranges that touches `range`, or NULL. */
static const struct mk_range *first_touched(const ranges *list, struct mk_range range)
{
	size_t low = 0;
	size_t high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (list->items[middle].last < range.first)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == list->count || !mk_ranges_overlap(list->items[low], range))
		return NULL;
	return &list->items[low];
}

/* Whole pages around it, as `reserved` takes them. */
static void suggest(struct mk_check *check, struct mk_finding *finding, struct mk_range both)
{
	uint64_t page = check->plan->contract->page_size;
	uint64_t start = mk_align_down(both.first, page);
	uint64_t end;

	if (both.last < UINT64_MAX && mk_align_up(both.last + 1, page, &end))
		mk_suggest(check->findings, finding,
			"where the device keeps that memory for itself: reserved: [{start: "
			"0x%" PRIx64 ", size: 0x%" PRIx64 "}]",
			start, end - start);
}

static void report(struct mk_check *check, const struct mk_device *device, struct mk_range mmio,
	struct mk_range both)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	const struct mk_bank *bank = mk_check_bank_of(check, both);
	struct mk_finding *finding = mk_check_report(check, mk_dt_origin(tree, device->node),
		"'%s' claims %s, %sis RAM too", device->node->path, mk_check_range(check, mmio),
		mk_range_contains(both, mmio) ? "which "
					      : mk_arena_printf(check->arena, "of which %s ",
							mk_check_range(check, both)));

	if (bank && bank->node)
		mk_add_note(check->findings, finding, mk_dt_origin(tree, bank->node),
			"RAM %s is stated here", mk_check_range(check, bank->range));
	suggest(check, finding, both);
	mk_about(check->findings, finding, device->node->path);
}

/* One finding for a device: what its first such range is tells what is wrong. */
static void check_device(struct mk_check *check, const struct mk_device *device, const ranges *ram)
{
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio) {
		const struct mk_range *touched = first_touched(ram, mmio->range);
		if (!touched)
			continue;
		report(check, device, mmio->range, mk_range_intersection(mmio->range, *touched));
		return;
	}
}

/* The window of a bus is no MMIO: what lies in it is for its children to say. */
static void run(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	ranges ram = usable_ram(check);
	const struct mk_device *device;

	mk_each(device, &devices->list)
		if (!mk_dt_is_plain_bus(device->node))
			check_device(check, device, &ram);
}

const struct mk_rule mk_rule_board_ram_not_mmio = {
	.problem = {.code = "MK0512",
		.name = "ram-not-mmio",
		.severity = MK_WARNING,
		.title = "the board's tree says that addresses are RAM and a device's",
		.why = "A node whose slice is there loses what it writes, or moves the device: the "
		       "tree tells two stories, and one of them is wrong. A frame buffer that "
		       "firmware set up lies in RAM indeed; then that RAM is in use.",
		.fix = "Withhold the range under `reserved` where the device uses it; else mend "
		       "the tree, or allow this finding with the reason."},
	.run = run,
};
