/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/loader_image.h"

#include <string.h>

#include "image/little_endian.h"

/* More kernels than any loader has; a number from the file. */
#define MOST_KERNELS 64u

struct reader {
	struct mk_arena *arena;
	const struct mk_block_format *format;
	struct mk_loader_image *image;
	const unsigned char *bytes;
	size_t length;
	size_t at; /* of what is read next; never behind `length` */
};

/* The header's words, in their order. */
struct header {
	uint64_t magic;
	uint64_t size;
	uint64_t flags;
	uint64_t kernels;
	uint64_t regions;
	uint64_t entry;
};

static size_t left(const struct reader *reader)
{
	return reader->length - reader->at;
}

static uint64_t word(const struct reader *reader, size_t offset)
{
	return mk_little_get(reader->bytes + offset, 8);
}

static bool refuse(struct reader *reader, const char *complaint)
{
	reader->image->complaint = complaint;
	return false;
}

/* --- header ----------------------------------------------------------------------------------- */

static struct header header_at(const struct reader *reader, size_t offset)
{
	return (struct header){word(reader, offset), word(reader, offset + 8),
		word(reader, offset + 16), word(reader, offset + 24), word(reader, offset + 32),
		word(reader, offset + 40)};
}

/*
 * The loader ends at a multiple of four bytes, and may itself contain the number that the header
 * begins with: it is the one whose size is that of the rest.
 */
static bool find_header(struct reader *reader, struct header *header)
{
	bool found = false;

	for (size_t at = 0; reader->length - at >= MK_LOADER_HEADER_BYTES; at += 4) {
		if (word(reader, at) != MK_LOADER_MAGIC)
			continue;
		found = true;
		*header = header_at(reader, at);
		reader->at = at;
		if (header->size == reader->length - at)
			return true;
	}
	if (!found)
		return refuse(reader, "is not a loader image: it contains no header");
	return refuse(
		reader, "is truncated, or longer than it says: its header states another size");
}

static bool check_header(struct reader *reader, const struct header *header)
{
	if (header->kernels == 0 || header->kernels > MOST_KERNELS)
		return refuse(reader, "has no kernels, or more than any loader starts");
	if (header->kernels * reader->format->bytes > left(reader) - MK_LOADER_HEADER_BYTES)
		return refuse(reader, "is too short for its boot blocks");
	if (header->flags & ~(uint64_t)MK_LOADER_FLAG_HYPERVISOR)
		return refuse(reader, "has flags that no loader knows");
	return true;
}

/* --- blocks and regions ----------------------------------------------------------------------- */

static void read_blocks(struct reader *reader, uint64_t count)
{
	for (uint64_t i = 0; i < count; i++, reader->at += reader->format->bytes) {
		struct mk_loader_block *block = mk_vec_add(reader->arena, &reader->image->blocks);
		block->complaint = mk_block_read(
			reader->arena, reader->format, reader->bytes + reader->at, &block->block);
	}
}

static bool read_region(struct reader *reader, size_t data, struct mk_loader_region *region)
{
	uint64_t offset = word(reader, reader->at + 24);
	uint64_t room = reader->length - data;

	region->address = word(reader, reader->at);
	region->load = word(reader, reader->at + 8);
	region->write = word(reader, reader->at + 16);
	if (word(reader, reader->at + 32) != MK_LOADER_REGION_DATA)
		return refuse(reader, "has a region of a kind that no loader knows");
	if (offset > room || region->load > room - offset)
		return refuse(reader, "has a region whose contents are beyond its end");
	if (region->load > region->write)
		return refuse(reader, "has a region that is larger in the file than in memory");
	if (region->write > UINT64_MAX - region->address)
		return refuse(reader, "has a region that wraps around the address space");
	region->bytes = reader->bytes + data + offset;
	return true;
}

static bool read_regions(struct reader *reader, uint64_t count)
{
	size_t data;

	if (count > left(reader) / MK_LOADER_REGION_BYTES)
		return refuse(reader, "is too short for its regions");
	data = reader->at + (size_t)count * MK_LOADER_REGION_BYTES;
	for (uint64_t i = 0; i < count; i++, reader->at += MK_LOADER_REGION_BYTES)
		if (!read_region(reader, data, mk_vec_add(reader->arena, &reader->image->regions)))
			return false;
	return true;
}

/* --- page tables ------------------------------------------------------------------------------ */

/* The loader's pages begin with the file, as it is linked at the start of one. */
static uint64_t entry(const struct reader *reader, size_t page, size_t index)
{
	return word(reader, page * MK_TABLE_BYTES + 8 * index);
}

static size_t page_count(const struct reader *reader)
{
	return reader->image->loader_bytes / MK_TABLE_BYTES;
}

static bool is_identity(const struct reader *reader, size_t page)
{
	for (size_t i = 0; i < MK_TABLE_ENTRIES; i++)
		if (entry(reader, page, i) != ((uint64_t)i << 30 | MK_TABLE_IDENTITY))
			return false;
	return true;
}

static bool is_pointer(uint64_t value)
{
	return (value & (MK_TABLE_BYTES - 1)) == MK_TABLE_POINTER;
}

/* Whether it has pointers at these places, which may be the same, and nothing else. */
static bool points_at(const struct reader *reader, size_t page, size_t a, size_t b)
{
	for (size_t i = 0; i < MK_TABLE_ENTRIES; i++) {
		uint64_t value = entry(reader, page, i);
		if (i == a || i == b ? !is_pointer(value) : value != 0)
			return false;
	}
	return true;
}

/* From there on; page_count() where there is none. */
static size_t find_identity(const struct reader *reader, size_t page)
{
	while (page < page_count(reader) && !is_identity(reader, page))
		page++;
	return page;
}

static size_t find_pointers(const struct reader *reader, size_t page, size_t a, size_t b)
{
	while (page < page_count(reader) && !points_at(reader, page, a, b))
		page++;
	return page;
}

/* The page that an entry points to; false where that is none of the loader's. */
static bool follow(const struct reader *reader, size_t page, size_t index, size_t *next)
{
	uint64_t value = entry(reader, page, index);
	uint64_t address = value - MK_TABLE_POINTER;

	if (!is_pointer(value) || address < reader->image->link_address)
		return false;
	address -= reader->image->link_address;
	if (address / MK_TABLE_BYTES >= page_count(reader))
		return false;
	*next = (size_t)(address / MK_TABLE_BYTES);
	return true;
}

/* Where the last table maps the kernel to, one large page after the other. */
static bool take_mapping(const struct reader *reader, size_t page, uint64_t *base)
{
	size_t first = 0;

	while (first < MK_TABLE_ENTRIES && !entry(reader, page, first))
		first++;
	if (first == MK_TABLE_ENTRIES)
		return false;
	*base = entry(reader, page, first) - MK_TABLE_KERNEL;
	for (size_t i = first; i < MK_TABLE_ENTRIES; i++)
		if (entry(reader, page, i) !=
			((((uint64_t)(i - first) << 21) + *base) | MK_TABLE_KERNEL))
			return false;
	return true;
}

static size_t index_at(const struct reader *reader, unsigned shift)
{
	return (size_t)(reader->image->entry >> shift & (MK_TABLE_ENTRIES - 1));
}

static void read_mapping(struct reader *reader, size_t top, struct mk_loader_tables *tables)
{
	size_t upper_1;
	size_t upper_2;

	tables->found = follow(reader, top, index_at(reader, 39), &upper_1) &&
			follow(reader, upper_1, index_at(reader, 30), &upper_2) &&
			take_mapping(reader, upper_2, &tables->kernel_base);
}

/*
 * Without the loader's symbols they are found by what they look like. The first pointer of a table
 * for all memory leads to one that maps it as it is: so the loader's own address is known.
 */
static void read_tables(struct reader *reader)
{
	struct mk_loader_image *image = reader->image;
	size_t kernel = index_at(reader, 39);
	size_t identity = find_identity(reader, 0);
	size_t lower = find_pointers(reader, 0, 0, image->hypervisor ? kernel : 0);
	size_t upper = find_pointers(reader, 0, kernel, kernel);

	if (identity >= page_count(reader) || lower >= page_count(reader))
		return;
	image->link_address =
		entry(reader, lower, 0) - MK_TABLE_POINTER - (uint64_t)identity * MK_TABLE_BYTES;
	if (image->link_address > UINT64_MAX - reader->length)
		return;
	image->linked = true;
	for (size_t i = 0; i < image->blocks.count; i++) {
		size_t top = image->hypervisor ? lower + i : upper + i;
		if (top < page_count(reader))
			read_mapping(reader, top, &image->blocks.items[i].tables);
	}
}

void mk_loader_image_read(struct mk_arena *arena, const struct mk_block_format *format,
	struct mk_loader_image *image, const unsigned char *bytes, size_t length)
{
	struct reader reader = {arena, format, image, bytes, length, 0};
	struct header header = {0};

	image->bytes = bytes;
	if (length < MK_LOADER_HEADER_BYTES) {
		refuse(&reader, "is not a loader image: it is too short");
		return;
	}
	if (!find_header(&reader, &header) || !check_header(&reader, &header))
		return;
	image->loader_bytes = reader.at;
	image->hypervisor = header.flags & MK_LOADER_FLAG_HYPERVISOR;
	image->entry = header.entry;
	reader.at += MK_LOADER_HEADER_BYTES;
	read_blocks(&reader, header.kernels);
	if (!read_regions(&reader, header.regions)) {
		image->blocks.count = 0;
		image->regions.count = 0;
		return;
	}
	read_tables(&reader);
}
