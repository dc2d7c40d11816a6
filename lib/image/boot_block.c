/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/boot_block.h"

#include <string.h>

#include "image/little_endian.h"

/* What the header says beside constants. */
enum header_value {
	VALUE_ZERO,
	VALUE_MAGIC,
	VALUE_VERSION,
	VALUE_ENTRY,
	VALUE_KERNELS,
	VALUE_RAM,
	VALUE_ROOTS,
	VALUE_RESERVED,
	VALUE_NODES,
	VALUE_COUNT,
};

struct header_row {
	uint32_t offset;
	uint32_t size;
	enum header_value value;
	const char *name;
	const char *doc;
};

static const struct header_row header_rows[] = {
	{0x00, 4, VALUE_MAGIC, "magic", "says that this is a boot block"},
	{0x04, 1, VALUE_VERSION, "version", "of the block's layout"},
	{0x05, 3, VALUE_ZERO, "padding", "zero"},
	{0x08, 8, VALUE_ENTRY, "root_entry", "where the root task starts, virtual"},
	{0x10, 1, VALUE_KERNELS, "kernel_count", "kernel images: always one"},
	{0x11, 1, VALUE_RAM, "ram_count", "ranges of RAM"},
	{0x12, 1, VALUE_ROOTS, "root_count", "root tasks: always one"},
	{0x13, 1, VALUE_RESERVED, "reserved_count", "ranges withheld from the root task"},
	{0x14, 1, VALUE_NODES, "mpidr_count", "core numbers: one for each node"},
	{0x15, 3, VALUE_ZERO, "padding", "zero"},
};

#define HEADER_BYTES 0x18u
#define SPAN_BYTES 16u
#define ROOT_BYTES 32u
#define CORE_BYTES 8u

uint32_t mk_block_bytes(const struct mk_boot_block *block)
{
	return HEADER_BYTES + SPAN_BYTES * (1 + (uint32_t)block->ram.count) + ROOT_BYTES +
	       SPAN_BYTES * (uint32_t)block->reserved.count + CORE_BYTES * block->node_count;
}

/* --- fields ----------------------------------------------------------------------------------- */

struct lister {
	struct mk_arena *arena;
	mk_block_fields *fields;
	uint32_t at;
};

static void add_word(struct lister *lister, uint64_t value, const char *name, const char *doc)
{
	*mk_vec_add(lister->arena, lister->fields) =
		(struct mk_block_field){lister->at, 8, value, name, doc};
	lister->at += 8;
}

static void add_header(struct lister *lister, const struct mk_block_format *format,
	const struct mk_boot_block *block)
{
	const uint64_t values[VALUE_COUNT] = {
		[VALUE_MAGIC] = format->magic,
		[VALUE_VERSION] = format->version,
		[VALUE_ENTRY] = block->entry,
		[VALUE_KERNELS] = 1,
		[VALUE_RAM] = block->ram.count,
		[VALUE_ROOTS] = 1,
		[VALUE_RESERVED] = block->reserved.count,
		[VALUE_NODES] = block->node_count,
	};

	for (size_t i = 0; i < sizeof header_rows / sizeof *header_rows; i++) {
		const struct header_row *row = &header_rows[i];
		*mk_vec_add(lister->arena, lister->fields) = (struct mk_block_field){
			row->offset, row->size, values[row->value], row->name, row->doc};
	}
	lister->at = HEADER_BYTES;
}

static void add_spans(struct lister *lister, const mk_spans *spans, const char *name,
	const char *base_doc, const char *end_doc)
{
	for (size_t i = 0; i < spans->count; i++) {
		add_word(lister, spans->items[i].base,
			mk_arena_printf(lister->arena, "%s[%zu].base", name, i), base_doc);
		add_word(lister, spans->items[i].end,
			mk_arena_printf(lister->arena, "%s[%zu].end", name, i), end_doc);
	}
}

void mk_block_fields_of(struct mk_arena *arena, const struct mk_block_format *format,
	const struct mk_boot_block *block, mk_block_fields *fields)
{
	struct lister lister = {arena, fields, 0};

	add_header(&lister, format, block);
	add_word(&lister, block->kernel.base, "kernel.base", "where this kernel is");
	add_word(&lister, block->kernel.end, "kernel.end",
		"its end, exclusive; the kernel does not read it");
	add_spans(&lister, &block->ram, "ram", "RAM of this node", "its end, exclusive");
	add_word(&lister, block->root.base, "root.base", "where the root task is");
	add_word(&lister, block->root.end, "root.end", "its end, exclusive");
	add_word(&lister, block->root_address, "root.address", "where it is mapped, virtual");
	add_word(&lister, 0, "padding", "zero");
	add_spans(&lister, &block->reserved, "reserved", "withheld from the root task",
		"its end, exclusive");
	for (uint32_t i = 0; i < block->node_count; i++)
		add_word(&lister, 0, mk_arena_printf(arena, "mpidr[%u]", i),
			"core number, which the loader fills in");
}

void mk_block_write(struct mk_arena *arena, const struct mk_block_format *format,
	const struct mk_boot_block *block, unsigned char *bytes)
{
	mk_block_fields fields = {0};
	const struct mk_block_field *field;

	memset(bytes, 0, format->bytes);
	mk_block_fields_of(arena, format, block, &fields);
	mk_each(field, &fields)
		mk_little_put(bytes + field->offset, field->size, field->value);
}

/* --- reading ---------------------------------------------------------------------------------- */

static void read_header(const unsigned char *bytes, uint64_t *values)
{
	for (size_t i = 0; i < sizeof header_rows / sizeof *header_rows; i++)
		values[header_rows[i].value] =
			mk_little_get(bytes + header_rows[i].offset, header_rows[i].size);
}

static const char *check_header(
	struct mk_arena *arena, const struct mk_block_format *format, const uint64_t *values)
{
	if (values[VALUE_MAGIC] != format->magic)
		return "does not begin like one";
	if (values[VALUE_VERSION] != format->version)
		return mk_arena_printf(arena, "is of version %u", (unsigned)values[VALUE_VERSION]);
	if (values[VALUE_KERNELS] != 1)
		return mk_arena_printf(
			arena, "has %u kernels instead of one", (unsigned)values[VALUE_KERNELS]);
	if (values[VALUE_ROOTS] != 1)
		return mk_arena_printf(
			arena, "has %u root tasks instead of one", (unsigned)values[VALUE_ROOTS]);
	return NULL;
}

static struct mk_span read_span(const unsigned char *bytes)
{
	return (struct mk_span){mk_little_get(bytes, 8), mk_little_get(bytes + 8, 8)};
}

static const unsigned char *read_spans(
	struct mk_arena *arena, const unsigned char *bytes, uint64_t count, mk_spans *spans)
{
	for (uint64_t i = 0; i < count; i++, bytes += SPAN_BYTES)
		*mk_vec_add(arena, spans) = read_span(bytes);
	return bytes;
}

const char *mk_block_read(struct mk_arena *arena, const struct mk_block_format *format,
	const unsigned char *bytes, struct mk_boot_block *block)
{
	uint64_t values[VALUE_COUNT];
	const char *complaint;
	uint64_t size;

	read_header(bytes, values);
	complaint = check_header(arena, format, values);
	if (complaint)
		return complaint;
	size = HEADER_BYTES + SPAN_BYTES * (1 + values[VALUE_RAM] + values[VALUE_RESERVED]) +
	       ROOT_BYTES + CORE_BYTES * values[VALUE_NODES];
	if (size > format->bytes)
		return "is longer than a page";
	*block = (struct mk_boot_block){.entry = values[VALUE_ENTRY],
		.kernel = read_span(bytes + HEADER_BYTES),
		.node_count = (uint32_t)values[VALUE_NODES]};
	bytes = read_spans(
		arena, bytes + HEADER_BYTES + SPAN_BYTES, values[VALUE_RAM], &block->ram);
	block->root = read_span(bytes);
	block->root_address = mk_little_get(bytes + SPAN_BYTES, 8);
	read_spans(arena, bytes + ROOT_BYTES, values[VALUE_RESERVED], &block->reserved);
	return NULL;
}
