/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "image/little_endian.h"
#include "image/loader_image.h"

struct writer {
	struct mk_arena *arena;
	const struct mk_loader_parts *parts;
	const struct mk_load_segment *segment; /* of the loader */
	unsigned char *loader;		       /* its memory */
};

/* --- the loader, and its page tables ---------------------------------------------------------- */

static const struct mk_symbol_place *symbol(const struct writer *writer, enum mk_symbol which)
{
	return &writer->parts->loader->program->symbols[which];
}

static uint64_t table_address(const struct writer *writer, enum mk_symbol which, size_t node)
{
	return symbol(writer, which)->address + node * MK_TABLE_BYTES;
}

static void set_entry(
	struct writer *writer, enum mk_symbol which, size_t node, uint64_t index, uint64_t value)
{
	uint64_t offset = table_address(writer, which, node) - writer->segment->address;

	mk_little_put(writer->loader + offset + 8 * index, 8, value);
}

static void link_tables(
	struct writer *writer, enum mk_symbol from, uint64_t index, enum mk_symbol to, size_t node)
{
	set_entry(writer, from, node, index, table_address(writer, to, node) | MK_TABLE_POINTER);
}

static uint64_t index_at(uint64_t address, unsigned shift)
{
	return address >> shift & (MK_TABLE_ENTRIES - 1);
}

/* All memory as it is, and the kernel where it was linked. */
static void patch_tables(struct writer *writer, size_t node, uint64_t base)
{
	const struct mk_loader_parts *parts = writer->parts;
	uint64_t address = parts->kernel_address;
	uint64_t first = index_at(address, 21);

	link_tables(writer, MK_SYMBOL_LOWER_0, 0, MK_SYMBOL_LOWER_1, node);
	link_tables(writer, parts->hypervisor ? MK_SYMBOL_LOWER_0 : MK_SYMBOL_UPPER_0,
		index_at(address, 39), MK_SYMBOL_UPPER_1, node);
	link_tables(writer, MK_SYMBOL_UPPER_1, index_at(address, 30), MK_SYMBOL_UPPER_2, node);
	for (uint64_t i = 0; i < MK_TABLE_ENTRIES; i++)
		set_entry(writer, MK_SYMBOL_LOWER_1, node, i, i << 30 | MK_TABLE_IDENTITY);
	for (uint64_t i = first; i < MK_TABLE_ENTRIES; i++)
		set_entry(writer, MK_SYMBOL_UPPER_2, node, i,
			(((i - first) << 21) + base) | MK_TABLE_KERNEL);
}

static const char *check_tables(const struct writer *writer)
{
	const struct mk_load_segment *segment = writer->segment;
	uint64_t bytes = writer->parts->blocks.count * (uint64_t)MK_TABLE_BYTES;

	for (unsigned i = MK_SYMBOL_LOWER_0; i <= MK_SYMBOL_UPPER_2; i++) {
		const struct mk_symbol_place *place = symbol(writer, (enum mk_symbol)i);
		if (!place->found)
			return "has no symbols of page tables: it is not a loader of boot blocks, "
			       "or "
			       "it is stripped";
		if (place->bytes != bytes)
			return mk_arena_printf(writer->arena,
				"has page tables for %u kernels, but there are %zu: build it with "
				"NUM_MULTIKERNELS=%zu",
				(unsigned)(place->bytes / MK_TABLE_BYTES),
				writer->parts->blocks.count, writer->parts->blocks.count);
		if (place->address < segment->address ||
			place->address - segment->address > segment->memory_bytes ||
			bytes > segment->memory_bytes - (place->address - segment->address))
			return "has page tables outside what is loaded";
	}
	return NULL;
}

/* It is one piece of memory, and what comes behind it in the file is found by where it ends. */
static const char *load(struct writer *writer)
{
	const struct mk_image *file = writer->parts->loader;
	const char *complaint;

	if (file->program->segments.count != 1)
		return "has more than one segment to load";
	writer->segment = &file->program->segments.items[0];
	if (writer->segment->memory_bytes > UINT32_MAX)
		return "is larger than 4 GiB";
	complaint = check_tables(writer);
	if (complaint)
		return complaint;
	writer->loader = mk_arena_alloc(writer->arena, (size_t)writer->segment->memory_bytes);
	memcpy(writer->loader, (const unsigned char *)file->bytes + writer->segment->offset,
		(size_t)writer->segment->file_bytes);
	for (size_t i = 0; i < writer->parts->blocks.count; i++)
		patch_tables(writer, i, writer->parts->blocks.items[i]->kernel.base);
	return NULL;
}

/* --- what follows it -------------------------------------------------------------------------- */

static void put_words(struct mk_buffer *out, const uint64_t *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char bytes[8];
		mk_little_put(bytes, sizeof bytes, words[i]);
		mk_buffer_add(out, (const char *)bytes, sizeof bytes);
	}
}

static uint64_t data_bytes(const struct mk_loader_parts *parts)
{
	const struct mk_loader_region *region;
	uint64_t bytes = 0;

	mk_each(region, &parts->regions)
		bytes += region->load;
	return bytes;
}

static void put_header(struct mk_buffer *out, const struct mk_loader_parts *parts)
{
	uint64_t size = MK_LOADER_HEADER_BYTES +
			(uint64_t)parts->blocks.count * parts->format->bytes +
			(uint64_t)parts->regions.count * MK_LOADER_REGION_BYTES + data_bytes(parts);
	const uint64_t words[] = {MK_LOADER_MAGIC, size,
		parts->hypervisor ? MK_LOADER_FLAG_HYPERVISOR : 0, parts->blocks.count,
		parts->regions.count, parts->kernel_entry};

	put_words(out, words, sizeof words / sizeof *words);
}

static void put_blocks(
	struct mk_arena *arena, struct mk_buffer *out, const struct mk_loader_parts *parts)
{
	unsigned char *page = mk_arena_alloc(arena, parts->format->bytes);

	for (size_t i = 0; i < parts->blocks.count; i++) {
		mk_block_write(arena, parts->format, parts->blocks.items[i], page);
		mk_buffer_add(out, (const char *)page, parts->format->bytes);
	}
}

static void put_regions(struct mk_buffer *out, const struct mk_loader_parts *parts)
{
	const struct mk_loader_region *region;
	uint64_t offset = 0;

	mk_each(region, &parts->regions) {
		const uint64_t words[] = {region->address, region->load, region->write, offset,
			MK_LOADER_REGION_DATA};
		put_words(out, words, sizeof words / sizeof *words);
		offset += region->load;
	}
	mk_each(region, &parts->regions)
		mk_buffer_add(out, (const char *)region->bytes, (size_t)region->load);
}

const char *mk_loader_image_write(
	struct mk_arena *arena, const struct mk_loader_parts *parts, struct mk_buffer *out)
{
	struct writer writer = {.arena = arena, .parts = parts};
	const char *complaint = load(&writer);

	if (complaint)
		return complaint;
	mk_buffer_add(out, (const char *)writer.loader, (size_t)writer.segment->memory_bytes);
	put_header(out, parts);
	put_blocks(arena, out, parts);
	put_regions(out, parts);
	return NULL;
}
