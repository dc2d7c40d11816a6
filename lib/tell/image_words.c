/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/image.h"

/* Devices of a range that are named; a range without any reserved entry can have all of a board. */
#define MOST_DEVICES 3u

struct words {
	struct mk_arena *arena;
	const struct mk_image_view *view;
	size_t node; /* that receives it */
	struct mk_span span;
	bool of_a_node; /* it is the RAM of one */
	mk_words list;
};

static bool touches(struct mk_span a, struct mk_span b)
{
	return a.base < b.end && b.base < a.end;
}

static bool touches_any(struct mk_span span, const mk_spans *spans)
{
	const struct mk_span *other;

	mk_each(other, spans)
		if (touches(span, *other))
			return true;
	return false;
}

static void add(struct words *words, const char *text)
{
	*mk_vec_add(words->arena, &words->list) = text;
}

static void add_nodes(struct words *words)
{
	const struct mk_image_view *view = words->view;

	for (size_t i = 0; i < view->image->blocks.count; i++) {
		const struct mk_loader_block *block = &view->image->blocks.items[i];
		if (i != words->node && !block->complaint &&
			touches_any(words->span, &block->block.ram)) {
			add(words, mk_arena_printf(words->arena, "RAM of node %zu", i));
			words->of_a_node = true;
		} else if (i != words->node && touches_any(words->span, &view->starts[i].devices))
			add(words, mk_arena_printf(words->arena, "also node %zu's", i));
	}
}

static void add_ram(struct words *words)
{
	const struct mk_bank *bank;

	if (words->of_a_node)
		return;
	mk_each(bank, &words->view->board->banks)
		if (touches(words->span,
			    (struct mk_span){bank->range.first, bank->range.last + 1})) {
			add(words, "RAM");
			return;
		}
}

static void add_devices(struct words *words)
{
	const struct mk_dt_node *last = NULL;
	const struct mk_mmio *mmio;
	size_t count = 0;

	mk_each(mmio, &words->view->board->mmio) {
		struct mk_span span = {mmio->range.first, mmio->range.last + 1};
		if (mmio->node == last || !touches(words->span, span))
			continue;
		last = mmio->node;
		if (count++ < MOST_DEVICES)
			add(words, mmio->node->path);
	}
	if (count > MOST_DEVICES)
		add(words, mk_arena_printf(words->arena, "%zu more devices", count - MOST_DEVICES));
}

mk_words mk_image_range_words(
	struct mk_arena *arena, const struct mk_image_view *view, size_t node, struct mk_span span)
{
	struct words words = {.arena = arena, .view = view, .node = node, .span = span};

	add_nodes(&words);
	add_ram(&words);
	add_devices(&words);
	return words.list;
}

bool mk_image_owns_ram(const struct mk_image_view *view, size_t node, size_t other)
{
	const struct mk_loader_block *block = &view->image->blocks.items[other];
	const struct mk_start *start = &view->starts[node];
	const struct mk_span *ram;

	if (node == other || block->complaint)
		return false;
	mk_each(ram, &block->block.ram)
		if (touches_any(*ram, &start->devices) || touches_any(*ram, &start->ram))
			return true;
	return false;
}
