/* SPDX-License-Identifier: BSD-2-Clause */
/* Which devices cannot be given to different nodes. */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

#define PAGE_BYTES UINT64_C(4096)

/* Devices at one address; the most of 33 real trees is 5. */
#define MAX_OVERLAPPING 64

struct binder {
	const struct mk_board *board;
	struct mk_arena *arena;
	struct mk_devices *devices;
};

static int compare_indices(const void *left, const void *right)
{
	const size_t *a = left;
	const size_t *b = right;

	return mk_compare_numbers(*a, *b);
}

/* --- pages ------------------------------------------------------------------------------------ */

/* Whole pages of one device. */
struct span {
	uint64_t first; /* page numbers */
	uint64_t last;
	size_t device;
	bool window; /* of a bridge, and none of its registers */
};

typedef MK_VEC(struct span) spans;

static int compare_spans_by_device(const void *left, const void *right)
{
	const struct span *a = left;
	const struct span *b = right;

	if (a->device != b->device)
		return a->device < b->device ? -1 : 1;
	return mk_compare_numbers(a->first, b->first);
}

static int compare_spans(const void *left, const void *right)
{
	const struct span *a = left;
	const struct span *b = right;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return mk_compare_numbers(a->device, b->device);
}

static spans collect_spans(const struct binder *binder)
{
	spans list = {NULL, 0, 0};
	const struct mk_mmio *mmio;

	for (size_t i = 0; i < binder->devices->list.count; i++) {
		const struct mk_device *device = &binder->devices->list.items[i];
		if (mk_dt_is_plain_bus(device->node))
			continue;
		mk_each(mmio, &device->mmio)
			*mk_vec_add(binder->arena, &list) =
				(struct span){mmio->range.first / PAGE_BYTES,
					mmio->range.last / PAGE_BYTES, i, mmio->window};
	}
	return list;
}

/* Joins those of one device that touch, so that no page has a device twice. */
static void join_spans(spans *list)
{
	size_t count = 0;

	mk_vec_sort(list, compare_spans_by_device);
	for (size_t i = 0; i < list->count; i++) {
		struct span *last = count ? &list->items[count - 1] : NULL;
		struct span span = list->items[i];
		if (!last || last->device != span.device || span.first > last->last + 1)
			list->items[count++] = span;
		else {
			last->last = span.last > last->last ? span.last : last->last;
			last->window &= span.window;
		}
	}
	list->count = count;
}

/* The spans at the page that a sweep has reached. */
struct sweep {
	struct span open[MAX_OVERLAPPING];
	size_t count;
	uint64_t page; /* where the last one was opened: all of them are there */
	bool told;     /* since then */
	bool crowded;  /* some were closed early, at the first such page */
};

static const struct mk_dt_node *node_of(const struct binder *binder, const struct span *span)
{
	return binder->devices->list.items[span->device].node;
}

/* What a bridge hands on is where the devices behind it are. */
static bool is_around_all(
	const struct binder *binder, const struct sweep *sweep, const struct span *span)
{
	if (!span->window)
		return false;
	for (size_t i = 0; i < sweep->count; i++)
		if (!mk_dt_is_within(node_of(binder, &sweep->open[i]), node_of(binder, span)))
			return false;
	return true;
}

static void add_page_bond(const struct binder *binder, struct sweep *sweep)
{
	struct mk_bond bond = {.why = MK_BOND_PAGE, .page = sweep->page * PAGE_BYTES};

	if (sweep->told || sweep->count < 2)
		return;
	sweep->told = true;
	for (size_t i = 0; i < sweep->count; i++)
		if (!is_around_all(binder, sweep, &sweep->open[i]))
			*mk_vec_add(binder->arena, &bond.devices) = sweep->open[i].device;
	if (bond.devices.count < 2)
		return;
	mk_vec_sort(&bond.devices, compare_indices);
	*mk_vec_add(binder->arena, &binder->devices->bonds) = bond;
}

/* Closes the spans that end before `page`, having told of them. */
static void advance(const struct binder *binder, struct sweep *sweep, uint64_t page)
{
	size_t kept = 0;

	for (size_t i = 0; i < sweep->count; i++) {
		if (sweep->open[i].last >= page)
			sweep->open[kept++] = sweep->open[i];
		else
			add_page_bond(binder, sweep);
	}
	sweep->count = kept;
}

static void say_crowded(const struct binder *binder, const struct sweep *sweep)
{
	const struct mk_device *last =
		&binder->devices->list.items[sweep->open[sweep->count - 1].device];

	mk_unseen_add(binder->arena, &binder->devices->unseen,
		mk_dt_origin(binder->board->tree, last->node),
		"which further devices share a page with '%s': %u are on the page at "
		"0x%" PRIx64 " already",
		last->node->path, MAX_OVERLAPPING, sweep->page * PAGE_BYTES);
}

/* What overlaps one of them from here on overlaps the one that reaches furthest. */
static void keep_furthest(const struct binder *binder, struct sweep *sweep)
{
	struct span furthest = sweep->open[0];

	if (!sweep->crowded)
		say_crowded(binder, sweep);
	sweep->crowded = true;
	add_page_bond(binder, sweep);
	for (size_t i = 1; i < sweep->count; i++)
		if (sweep->open[i].last > furthest.last)
			furthest = sweep->open[i];
	sweep->open[0] = furthest;
	sweep->count = 1;
}

/* A bond for each set of spans that have a page in common and are in no larger such set. */
static void bind_pages(const struct binder *binder)
{
	spans list = collect_spans(binder);
	struct sweep sweep = {.count = 0};

	if (!list.count)
		return;
	join_spans(&list);
	mk_vec_sort(&list, compare_spans);
	for (size_t i = 0; i < list.count; i++) {
		advance(binder, &sweep, list.items[i].first);
		if (sweep.count == MAX_OVERLAPPING)
			keep_furthest(binder, &sweep);
		sweep.open[sweep.count++] = list.items[i];
		sweep.page = list.items[i].first;
		sweep.told = false;
	}
	add_page_bond(binder, &sweep);
}

/* --- interrupts ------------------------------------------------------------------------------- */

/* A device at something that it may share: a line, or a controller. */
struct tie {
	uint32_t at; /* number of the line, or place of the controller in the tree */
	size_t device;
	const struct mk_dt_node *controller;
};

typedef MK_VEC(struct tie) ties;

static int compare_ties(const void *left, const void *right)
{
	const struct tie *a = left;
	const struct tie *b = right;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return mk_compare_numbers(a->device, b->device);
}

/* Whether its first cell tells a line at the root from all others. */
static bool number_is_line(const struct mk_board *board)
{
	return mk_gic_is_plic(&board->gic) ||
	       mk_dt_u32(board->gic.node, "#interrupt-cells", 0) == 1;
}

static void tie_lines(const struct binder *binder, ties *list, size_t device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &binder->devices->list.items[device].interrupts) {
		if (interrupt->kind == MK_INTERRUPT_SPI ||
			(mk_interrupt_is_root_line(binder->board, interrupt) &&
				number_is_line(binder->board)))
			*mk_vec_add(binder->arena, list) =
				(struct tie){interrupt->number, device, binder->board->gic.node};
	}
}

/* A core's own controller serves that core alone. */
static bool is_in_core(const struct mk_dt_node *controller)
{
	for (; controller; controller = controller->parent)
		if (mk_dt_has_type(controller, "cpu"))
			return true;
	return false;
}

static void tie_controller(
	const struct binder *binder, ties *list, size_t device, const struct mk_dt_node *controller)
{
	const struct mk_devices *devices = binder->devices;
	const struct mk_device *owner = mk_devices_owner(devices, controller);
	struct tie tie = {controller->order, device, controller};

	*mk_vec_add(binder->arena, list) = tie;
	if (!owner)
		return;
	tie.device = (size_t)(owner - devices->list.items);
	*mk_vec_add(binder->arena, list) = tie;
}

static void tie_controllers(const struct binder *binder, ties *list, size_t device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &binder->devices->list.items[device].interrupts)
		if (interrupt->kind == MK_INTERRUPT_CASCADED &&
			!mk_interrupt_is_root_line(binder->board, interrupt) &&
			!is_in_core(interrupt->controller))
			tie_controller(binder, list, device, interrupt->controller);
}

/* Sorts, and leaves each tie once. */
static void settle_ties(ties *list)
{
	size_t count = 0;

	mk_vec_sort(list, compare_ties);
	for (size_t i = 0; i < list->count; i++)
		if (!count || compare_ties(&list->items[count - 1], &list->items[i]) != 0)
			list->items[count++] = list->items[i];
	list->count = count;
}

static struct mk_bond bond_at(
	const struct binder *binder, enum mk_bond_why why, const struct tie *tie)
{
	struct mk_bond bond = {.why = why, .controller = tie->controller};

	if (why != MK_BOND_INTERRUPT)
		return bond;
	bond.number = tie->at;
	if (binder->board->gic.kind != MK_GIC_OTHER)
		bond.intid = mk_intid_from_spi((struct mk_spi){tie->at});
	return bond;
}

/* What is in a bridge raises the bridge's own line: that they hang together need not be told. */
static bool is_in_first(const struct binder *binder, const ties *list, size_t first, size_t end)
{
	const struct mk_device *devices = binder->devices->list.items;
	const struct mk_dt_node *bridge = devices[list->items[first].device].node;

	for (size_t i = first + 1; i < end; i++)
		if (!mk_dt_is_within(devices[list->items[i].device].node, bridge))
			return false;
	return true;
}

/* A bond for each place that two devices or more are tied to. */
static void bind_ties(const struct binder *binder, ties *list, enum mk_bond_why why)
{
	size_t end;

	settle_ties(list);
	for (size_t i = 0; i < list->count; i = end) {
		struct mk_bond *bond;
		end = i + 1;
		while (end < list->count && list->items[end].at == list->items[i].at)
			end++;
		if (end - i < 2 || (why == MK_BOND_INTERRUPT && is_in_first(binder, list, i, end)))
			continue;
		bond = mk_vec_add(binder->arena, &binder->devices->bonds);
		*bond = bond_at(binder, why, &list->items[i]);
		for (size_t k = i; k < end; k++)
			*mk_vec_add(binder->arena, &bond->devices) = list->items[k].device;
	}
}

void mk_devices_bind(
	const struct mk_board *board, struct mk_arena *arena, struct mk_devices *devices)
{
	struct binder binder = {board, arena, devices};
	ties lines = {NULL, 0, 0};
	ties controllers = {NULL, 0, 0};

	for (size_t i = 0; i < devices->list.count; i++) {
		tie_lines(&binder, &lines, i);
		tie_controllers(&binder, &controllers, i);
	}
	bind_pages(&binder);
	bind_ties(&binder, &lines, MK_BOND_INTERRUPT);
	bind_ties(&binder, &controllers, MK_BOND_CONTROLLER);
}
