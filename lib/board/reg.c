/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/reg.h"

#include <string.h>

#include "board/board.h"

/* Space codes of PCI's phys.hi: configuration, I/O, 32-bit and 64-bit memory (IEEE 1275
 * PCI, 2.2.1). */
#define PCI_SPACE_SHIFT 24
#define PCI_SPACE_MASK 3u
#define PCI_SPACE_MEMORY_32 2u
#define PCI_SPACE_MEMORY_64 3u

static struct mk_bus_address read_address(
	const struct mk_dt_property *property, uint32_t index, uint32_t cells)
{
	return (struct mk_bus_address){
		.space = cells > 2 ? mk_dt_cell(property, index + cells - 3) : 0,
		.offset = mk_dt_cells(property, index, cells),
	};
}

static uint64_t read_size(const struct mk_dt_property *property, uint32_t index, uint32_t cells)
{
	for (uint32_t i = 0; i + 2 < cells; i++)
		if (mk_dt_cell(property, index + i))
			return UINT64_MAX;
	return mk_dt_cells(property, index, cells);
}

/* Whether entries of so many cells can be read. */
static bool is_readable(uint32_t address_cells, uint32_t size_cells)
{
	return address_cells <= MK_DT_MAX_CELLS && size_cells <= MK_DT_MAX_CELLS &&
	       address_cells + size_cells > 0;
}

bool mk_dt_is_whole(const struct mk_dt_node *node, const char *name)
{
	const struct mk_dt_property *reg = node->parent ? mk_dt_property(node, name) : NULL;
	uint32_t address_cells;
	uint32_t size_cells;

	if (!reg)
		return true;
	address_cells = mk_dt_address_cells(node->parent);
	size_cells = mk_dt_size_cells(node->parent);
	return is_readable(address_cells, size_cells) &&
	       reg->length % (4 * (address_cells + size_cells)) == 0;
}

bool mk_dt_reg_is_whole(const struct mk_dt_node *node)
{
	return mk_dt_is_whole(node, "reg");
}

bool mk_dt_is_addressable(const struct mk_dt_node *node)
{
	for (const struct mk_dt_node *bus = node->parent; bus && bus->parent; bus = bus->parent)
		if (!mk_dt_property(bus, "ranges"))
			return false;
	return true;
}

static void begin(struct mk_reg_walk *walk, const struct mk_dt_node *node,
	const struct mk_dt_property *property)
{
	*walk = (struct mk_reg_walk){0};
	if (!node->parent || !property)
		return;
	walk->address_cells = mk_dt_address_cells(node->parent);
	walk->size_cells = mk_dt_size_cells(node->parent);
	if (is_readable(walk->address_cells, walk->size_cells))
		walk->property = property;
}

void mk_reg_begin(struct mk_reg_walk *walk, const struct mk_dt_node *node)
{
	begin(walk, node, mk_dt_property(node, "reg"));
}

void mk_reg_begin_named(
	struct mk_reg_walk *walk, const struct mk_dt_node *node, const char *property)
{
	begin(walk, node, mk_dt_property(node, property));
}

bool mk_reg_next(struct mk_reg_walk *walk, struct mk_reg *reg)
{
	uint32_t stride = walk->address_cells + walk->size_cells;
	uint32_t at = walk->next;

	if (!walk->property || walk->property->length / 4 - at < stride)
		return false;
	walk->next += stride;
	reg->address = read_address(walk->property, at, walk->address_cells);
	reg->size = read_size(walk->property, at + walk->address_cells, walk->size_cells);
	return true;
}

/* Trees that leave the type out are known by the node's name, as in Linux (drivers/of/address.c).
 */
bool mk_bus_is_pci(const struct mk_dt_node *bus)
{
	const char *type = mk_dt_string(bus, "device_type");

	if (type)
		return !strcmp(type, "pci") || !strcmp(type, "pciex");
	return mk_dt_address_cells(bus) == 3 && !strncmp(bus->name, "pcie@", strlen("pcie@"));
}

/* Both kinds of PCI memory are one address space; they differ in how far a device can reach. */
static uint32_t pci_space(uint32_t phys_hi)
{
	uint32_t code = phys_hi >> PCI_SPACE_SHIFT & PCI_SPACE_MASK;

	return code == PCI_SPACE_MEMORY_64 ? PCI_SPACE_MEMORY_32 : code;
}

static bool same_space(bool pci, uint32_t a, uint32_t b)
{
	return pci ? pci_space(a) == pci_space(b) : a == b;
}

struct bus_cells {
	uint32_t child;
	uint32_t parent;
	uint32_t size;
};

static bool read_cells(const struct mk_dt_node *bus, struct bus_cells *cells)
{
	cells->child = mk_dt_address_cells(bus);
	cells->parent = mk_dt_address_cells(bus->parent);
	cells->size = mk_dt_size_cells(bus);
	return cells->child <= MK_DT_MAX_CELLS && cells->parent <= MK_DT_MAX_CELLS &&
	       cells->size <= MK_DT_MAX_CELLS && cells->child + cells->parent + cells->size > 0;
}

bool mk_dt_rows_are_whole(const struct mk_dt_node *bus, const struct mk_dt_property *rows)
{
	struct bus_cells cells;

	if (!bus->parent || !rows || !rows->length)
		return true;
	return read_cells(bus, &cells) &&
	       rows->length % (4 * (cells.child + cells.parent + cells.size)) == 0;
}

/* One row of `ranges`; true where it covers the address, which is then translated. */
static bool translate_by_row(const struct mk_dt_property *ranges, uint32_t at,
	const struct bus_cells *cells, bool pci, struct mk_bus_address *address)
{
	struct mk_bus_address child = read_address(ranges, at, cells->child);
	struct mk_bus_address parent = read_address(ranges, at + cells->child, cells->parent);
	uint64_t size = read_size(ranges, at + cells->child + cells->parent, cells->size);
	uint64_t into = address->offset - child.offset;

	if (!same_space(pci, address->space, child.space))
		return false;
	if (address->offset < child.offset || into >= size || into > UINT64_MAX - parent.offset)
		return false;
	*address = (struct mk_bus_address){parent.space, parent.offset + into};
	return true;
}

bool mk_window_next(struct mk_window_walk *walk, struct mk_reg *window)
{
	const struct mk_dt_property *ranges = mk_dt_property(walk->bus, "ranges");
	struct bus_cells cells;
	uint32_t stride;
	uint32_t at = walk->next;

	if (!ranges || !walk->bus->parent || !read_cells(walk->bus, &cells))
		return false;
	stride = cells.child + cells.parent + cells.size;
	if (ranges->length / 4 - at < stride)
		return false;
	walk->next += stride;
	window->address = read_address(ranges, at + cells.child, cells.parent);
	window->size = read_size(ranges, at + cells.child + cells.parent, cells.size);
	return true;
}

bool mk_dma_next(struct mk_dma_walk *walk, struct mk_dma_row *row)
{
	const struct mk_dt_property *ranges = mk_dt_property(walk->bus, "dma-ranges");
	bool pci = mk_bus_is_pci(walk->bus);
	struct bus_cells cells;
	uint32_t stride;

	if (!ranges || !walk->bus->parent || !read_cells(walk->bus, &cells))
		return false;
	stride = cells.child + cells.parent + cells.size;
	while (ranges->length / 4 - walk->next >= stride) {
		uint32_t at = walk->next;
		struct mk_bus_address child = read_address(ranges, at, cells.child);
		walk->next += stride;
		if (pci && pci_space(child.space) != PCI_SPACE_MEMORY_32)
			continue;
		row->child = child.offset;
		row->parent = read_address(ranges, at + cells.child, cells.parent).offset;
		row->size = read_size(ranges, at + cells.child + cells.parent, cells.size);
		return true;
	}
	return false;
}

bool mk_bus_translate(const struct mk_dt_node *bus, struct mk_bus_address *address)
{
	const struct mk_dt_property *ranges = mk_dt_property(bus, "ranges");
	struct bus_cells cells;
	uint32_t stride;
	bool pci;

	if (!ranges || !bus->parent || !read_cells(bus, &cells))
		return false;
	if (!ranges->length)
		return true;
	stride = cells.child + cells.parent + cells.size;
	pci = mk_bus_is_pci(bus);
	for (uint32_t at = 0; ranges->length / 4 - at >= stride; at += stride)
		if (translate_by_row(ranges, at, &cells, pci, address))
			return true;
	return false;
}

static bool translate_back_by_row(const struct mk_dt_property *ranges, uint32_t at,
	const struct bus_cells *cells, struct mk_bus_address *address)
{
	struct mk_bus_address child = read_address(ranges, at, cells->child);
	struct mk_bus_address parent = read_address(ranges, at + cells->child, cells->parent);
	uint64_t size = read_size(ranges, at + cells->child + cells->parent, cells->size);
	uint64_t into = address->offset - parent.offset;

	if (address->space != parent.space || address->offset < parent.offset || into >= size ||
		into > UINT64_MAX - child.offset)
		return false;
	*address = (struct mk_bus_address){child.space, child.offset + into};
	return true;
}

bool mk_bus_translate_back(const struct mk_dt_node *bus, struct mk_bus_address *address)
{
	const struct mk_dt_property *ranges = mk_dt_property(bus, "ranges");
	struct bus_cells cells;
	uint32_t stride;

	if (!ranges || !bus->parent || !read_cells(bus, &cells))
		return false;
	if (!ranges->length)
		return true;
	stride = cells.child + cells.parent + cells.size;
	for (uint32_t at = 0; ranges->length / 4 - at >= stride; at += stride)
		if (translate_back_by_row(ranges, at, &cells, address))
			return true;
	return false;
}
