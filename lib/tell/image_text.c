/* SPDX-License-Identifier: BSD-2-Clause */
/* What each root task of an image would receive, for people. */
#include <inttypes.h>

#include "base/columns.h"
#include "base/escape.h"
#include "base/number.h"
#include "base/words.h"
#include "tell/image.h"

struct sheet {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_image_view *view;
	struct mk_columns columns;
};

static const char *ascii(struct sheet *sheet, const char *text)
{
	return mk_ascii_text(sheet->arena, text);
}

/* Ends are as the image has them, and may make no sense. */
static const char *span_text(struct sheet *sheet, struct mk_span span)
{
	if (span.base >= span.end)
		return mk_arena_printf(
			sheet->arena, "0x%" PRIx64 "..0x%" PRIx64 ", empty", span.base, span.end);
	return mk_range_text(sheet->arena, (struct mk_range){span.base, span.end - 1});
}

static const char *size_text(struct sheet *sheet, struct mk_span span)
{
	char *text = mk_arena_alloc(sheet->arena, 32);

	mk_number_size_text(span.base < span.end ? span.end - span.base : 0, text);
	return text;
}

static void write_spans(struct sheet *sheet, const char *label, const mk_spans *spans)
{
	const struct mk_span *span;

	mk_each(span, spans)
		mk_columns_row(&sheet->columns, span == spans->items ? label : NULL,
			span_text(sheet, *span), size_text(sheet, *span));
	if (!spans->count)
		mk_columns_row(&sheet->columns, label, "none");
}

static const char *words_text(struct sheet *sheet, size_t node, struct mk_span span)
{
	mk_words words = mk_image_range_words(sheet->arena, sheet->view, node, span);
	struct mk_buffer list;

	mk_buffer_init(&list, sheet->arena);
	for (size_t i = 0; i < words.count; i++)
		mk_buffer_printf(&list, "%s%s", i ? ", " : "", ascii(sheet, words.items[i]));
	return list.text;
}

static void write_devices(struct sheet *sheet, size_t node, const mk_spans *devices)
{
	const struct mk_span *span;

	mk_each(span, devices)
		mk_columns_row(&sheet->columns, span == devices->items ? "as devices" : NULL,
			span_text(sheet, *span), size_text(sheet, *span),
			words_text(sheet, node, *span));
	if (!devices->count)
		mk_columns_row(&sheet->columns, "as devices", "none");
}

static void write_untypeds(struct sheet *sheet, const struct mk_start *start)
{
	const struct mk_untyped *untyped;
	struct mk_buffer list;

	mk_buffer_init(&list, sheet->arena);
	mk_each(untyped, &start->untypeds)
		mk_buffer_printf(&list, "%s0x%" PRIx64 "+2^%" PRIu32 "%s", list.length ? ", " : "",
			untyped->start, untyped->bits, untyped->device ? "(device)" : "");
	mk_columns_row(&sheet->columns, "untypeds",
		mk_arena_printf(sheet->arena, "%zu", start->untypeds.count));
	mk_columns_row(&sheet->columns, NULL, list.text);
}

static void write_start(struct sheet *sheet, size_t node)
{
	const struct mk_start *start = &sheet->view->starts[node];

	if (start->complaint) {
		mk_columns_row(&sheet->columns, "receives",
			mk_arena_printf(sheet->arena, "nothing: its kernel %s", start->complaint));
		return;
	}
	write_spans(sheet, "gets as RAM", &start->ram);
	write_devices(sheet, node, &start->devices);
	write_untypeds(sheet, start);
}

static void write_block(struct sheet *sheet, const struct mk_boot_block *block)
{
	mk_columns_row(&sheet->columns, "kernel",
		mk_arena_printf(sheet->arena, "at 0x%" PRIx64, block->kernel.base));
	mk_columns_row(&sheet->columns, "root task", span_text(sheet, block->root),
		size_text(sheet, block->root),
		mk_arena_printf(sheet->arena, "mapped at 0x%" PRIx64 ", entered at 0x%" PRIx64,
			block->root_address, block->entry));
	write_spans(sheet, "RAM", &block->ram);
	write_spans(sheet, "reserved", &block->reserved);
}

static void write_node(struct sheet *sheet, size_t node)
{
	const struct mk_loader_block *block = &sheet->view->image->blocks.items[node];

	mk_buffer_printf(sheet->out, "\nnode %zu\n", node);
	if (block->complaint)
		mk_columns_row(&sheet->columns, "its boot block", block->complaint);
	else
		write_block(sheet, &block->block);
	if (!block->complaint)
		write_start(sheet, node);
	mk_columns_write(&sheet->columns, sheet->out, 2);
}

static void write_head(struct sheet *sheet)
{
	const struct mk_loader_image *image = sheet->view->image;

	mk_columns_row(&sheet->columns, "image", ascii(sheet, sheet->view->name));
	mk_columns_row(&sheet->columns, "board",
		ascii(sheet, sheet->view->board->model ? sheet->view->board->model : "unknown"));
	mk_columns_row(&sheet->columns, "contract", sheet->view->contract->name);
	if (image->complaint)
		mk_columns_row(&sheet->columns, "nodes", "none: it cannot be read");
	else
		mk_columns_row(&sheet->columns, "kernels",
			mk_arena_printf(sheet->arena, "%zu%s, entered at 0x%" PRIx64,
				image->blocks.count,
				image->hypervisor ? ", with hypervisor support" : "",
				image->entry));
	if (image->linked)
		mk_columns_row(&sheet->columns, "loader",
			mk_arena_printf(sheet->arena,
				"at 0x%" PRIx64 ", with all it loads up to 0x%" PRIx64,
				image->link_address,
				image->link_address + image->source.length - 1));
	mk_columns_write(&sheet->columns, sheet->out, 0);
}

static const char *ownership_text(struct sheet *sheet, size_t a, size_t b)
{
	bool forth = mk_image_owns_ram(sheet->view, a, b);
	bool back = mk_image_owns_ram(sheet->view, b, a);

	if (forth && back)
		return mk_arena_printf(
			sheet->arena, "node %zu and node %zu own each other's RAM", a, b);
	if (forth || back)
		return mk_arena_printf(
			sheet->arena, "node %zu owns node %zu's RAM", forth ? a : b, forth ? b : a);
	return NULL;
}

static void write_ownership(struct sheet *sheet)
{
	size_t count = sheet->view->image->blocks.count;

	for (size_t a = 0; a < count; a++)
		for (size_t b = a + 1; b < count; b++) {
			const char *text = ownership_text(sheet, a, b);
			if (text)
				mk_columns_row(&sheet->columns, text);
		}
	if (!sheet->columns.rows.count && count > 1)
		mk_columns_row(&sheet->columns, "no node owns another's RAM");
	if (sheet->columns.rows.count)
		mk_buffer_putc(sheet->out, '\n');
	mk_columns_write(&sheet->columns, sheet->out, 0);
}

void mk_image_text(const struct mk_image_view *view, struct mk_buffer *out)
{
	struct sheet sheet = {
		.arena = out->arena, .out = out, .view = view, .columns = {.arena = out->arena}};

	write_head(&sheet);
	write_ownership(&sheet);
	for (size_t i = 0; i < view->image->blocks.count; i++)
		write_node(&sheet, i);
}
