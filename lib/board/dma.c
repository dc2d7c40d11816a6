/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/dma.h"

#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

/* What a row of `dma-ranges` costs for each window that it is laid over. */
#define ROW_STEPS 16

/* For one device: a thousand rows and windows; real ones have a few. */
#define DMA_STEPS (UINT64_C(1) << 14)

/*
 * Generic names of devices that master the bus (Devicetree Specification 0.4, 2.2.2), and what real
 * trees call such devices.
 */
static const char *const masters[] = {"ahci", "can-fd", "crypto", "display", "display-controller",
	"dma-controller", "ethernet", "gpu", "mmc", "nvme", "pci", "pcie", "sata", "sdhci", "sdmmc",
	"ufs", "ufshc", "usb", "video-codec", "virtio_mmio", NULL};

/* What only such devices have (Linux: dma/dma-controller.yaml, iommu/iommu.txt). */
static const char *const signs[] = {
	"iommus", "iommu-map", "dma-coherent", "dma-channels", "dma-ranges", "#dma-cells", NULL};

static bool has_generic_name(const struct mk_dt_node *node, const char *name)
{
	size_t length = strlen(name);

	return strncmp(node->name, name, length) == 0 &&
	       (node->name[length] == '\0' || node->name[length] == '@');
}

/* An IOMMU reads its tables, which are what confines. */
bool mk_dt_masters_bus(const struct mk_dt_node *node)
{
	if (mk_dt_property(node, "#iommu-cells"))
		return false;
	for (size_t i = 0; signs[i]; i++)
		if (mk_dt_property(node, signs[i]))
			return true;
	for (size_t i = 0; masters[i]; i++)
		if (has_generic_name(node, masters[i]))
			return true;
	return false;
}

/* Which entry of `interconnects` is the way to memory (interconnect.txt: "dma-mem"). */
static bool memory_entry(const struct mk_dt_node *node, uint32_t *entry)
{
	const struct mk_dt_property *names = mk_dt_property(node, "interconnect-names");
	const char *name;
	uint32_t at = 0;

	for (*entry = 0; names && (name = mk_dt_next_string(names, &at)); (*entry)++)
		if (!strcmp(name, "dma-mem"))
			return true;
	return false;
}

/* Where its accesses go next: a bus of their own, where the tree names one, else its parent. */
static const struct mk_dt_node *dma_parent(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node, struct mk_budget *budget)
{
	const struct mk_dt_property *list = mk_dt_property(node, "interconnects");
	const struct mk_dt_node *bus = node->parent;
	uint32_t entry, at = 0;

	if (!list || !memory_entry(node, &entry))
		return bus;
	do {
		if (at >= list->length / 4 || !mk_budget_spend(budget, ROW_STEPS))
			return node->parent;
		bus = mk_dt_by_phandle(tree, mk_dt_cell(list, at));
		if (!bus)
			return node->parent;
		at += 1 + mk_dt_u32(bus, "#interconnect-cells", 0);
	} while (entry--);
	return bus;
}

/* A window as the bus above sees it, through one row. */
static void add_through(struct mk_arena *arena, mk_windows *windows, const struct mk_dma_row *row,
	struct mk_range part)
{
	struct mk_range child = {row->child, UINT64_MAX};
	uint64_t into;

	(void)mk_range_make(row->child, row->size, &child);
	if (!row->size || !mk_ranges_overlap(child, part))
		return;
	part = mk_range_intersection(child, part);
	into = part.first - row->child;
	if (into > UINT64_MAX - row->parent)
		return;
	child.first = row->parent + into;
	child.last = part.last - part.first > UINT64_MAX - child.first
			     ? UINT64_MAX
			     : child.first + (part.last - part.first);
	*mk_vec_add(arena, windows) = child;
}

static void confine(struct mk_arena *arena, struct mk_dma *dma, const struct mk_dt_node *bus,
	struct mk_budget *budget)
{
	struct mk_dma_walk walk = {.bus = bus};
	const struct mk_range *part;
	mk_windows windows = {0};
	struct mk_dma_row row;

	while (mk_dma_next(&walk, &row))
		mk_each(part, &dma->windows)
			if (mk_budget_spend(budget, ROW_STEPS))
				add_through(arena, &windows, &row, *part);
	dma->windows = windows;
	dma->confined = true;
	if (!dma->bus)
		dma->bus = bus;
}

static int compare_ranges(const void *left, const void *right)
{
	const struct mk_range *a = left;
	const struct mk_range *b = right;

	return mk_compare_numbers(a->first, b->first);
}

/* Ascending, and what touches is one. */
static void settle(mk_windows *windows)
{
	size_t kept = 0;

	mk_vec_sort(windows, compare_ranges);
	for (size_t i = 0; i < windows->count; i++) {
		struct mk_range *last = kept ? &windows->items[kept - 1] : NULL;
		struct mk_range range = windows->items[i];
		if (!last || (last->last != UINT64_MAX && last->last + 1 < range.first))
			windows->items[kept++] = range;
		else if (last->last < range.last)
			last->last = range.last;
	}
	windows->count = kept;
}

/* What a PCI bridge says of memory is for its cards, and so for itself. */
struct mk_dma mk_board_dma(
	const struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct mk_budget budget = {.steps = DMA_STEPS};
	const struct mk_dt_node *bus =
		mk_bus_is_pci(node) ? node : dma_parent(board->tree, node, &budget);
	struct mk_dma dma = {0};

	*mk_vec_add(arena, &dma.windows) = (struct mk_range){0, UINT64_MAX};
	for (; bus && bus->parent; bus = dma_parent(board->tree, bus, &budget)) {
		const struct mk_dt_property *ranges = mk_dt_property(bus, "dma-ranges");
		if (!mk_budget_spend(&budget, ROW_STEPS + 2 * bus->property_count))
			break;
		if (ranges && ranges->length)
			confine(arena, &dma, bus, &budget);
	}
	if (!budget.steps)
		return (struct mk_dma){0};
	settle(&dma.windows);
	return dma;
}

uint64_t mk_dma_reach(const struct mk_dma *dma, struct mk_range range)
{
	const struct mk_range *window;
	uint64_t reach = 0;

	if (!dma->confined)
		return mk_range_size(range);
	mk_each(window, &dma->windows)
		if (mk_ranges_overlap(*window, range))
			reach += mk_range_size(mk_range_intersection(*window, range));
	return reach;
}
