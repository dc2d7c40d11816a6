/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/walk.h"

#include <string.h>

struct walk {
	mk_visit *visit;
	void *data;
};

/* Recursion follows the rows, which do not contain themselves. */
static void walk_value(
	const struct walk *walk, const struct mk_spot *key, const struct mk_doc *value);

static void visit_scalar(const struct walk *walk, const struct mk_spot *key,
	const struct mk_key *row, const struct mk_doc *value)
{
	struct mk_spot spot = *key;

	if (value->kind != MK_DOC_SCALAR || !row)
		return;
	spot.key = row;
	spot.origin = value->origin;
	spot.text = value->text;
	spot.is_key = false;
	walk->visit(walk->data, &spot);
}

static void walk_map(const struct walk *walk, const struct mk_record_rows *rows,
	const struct mk_spot *in, size_t index, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries) {
		struct mk_spot spot = {.rows = rows,
			.key = mk_key_named(rows, entry->key, strlen(entry->key)),
			.map = map,
			.origin = entry->origin,
			.text = entry->key,
			.is_key = true,
			.in = in,
			.index = index};
		if (!spot.key)
			continue;
		walk->visit(walk->data, &spot);
		walk_value(walk, &spot, entry->value);
	}
}

/* A record: a map, or the lone value that stands for one. */
static void walk_record(
	const struct walk *walk, const struct mk_spot *in, size_t index, const struct mk_doc *value)
{
	const struct mk_record_rows *rows = in->key->record;
	struct mk_spot lone = {.rows = rows, .in = in, .index = index};

	if (value->kind == MK_DOC_MAP)
		walk_map(walk, rows, in, index, value);
	else if (rows->bare_key)
		visit_scalar(walk, &lone, mk_key_any(rows, rows->bare_key), value);
}

static void walk_list(const struct walk *walk, const struct mk_spot *key, const struct mk_doc *list)
{
	for (size_t i = 0; i < list->items.count; i++) {
		if (key->key->record)
			walk_record(walk, key, i, list->items.items[i]);
		else
			visit_scalar(walk, key, key->key, list->items.items[i]);
	}
}

static void walk_value(
	const struct walk *walk, const struct mk_spot *key, const struct mk_doc *value)
{
	switch (key->key->type) {
	case MK_KEY_RECORD:
		walk_record(walk, key, 0, value);
		break;
	case MK_KEY_RECORDS:
	case MK_KEY_TEXTS:
	case MK_KEY_WORDS:
		walk_list(walk, key, value);
		if (key->key->type == MK_KEY_WORDS)
			visit_scalar(walk, key, key->key, value);
		if (key->key->word_key)
			visit_scalar(walk, key, mk_key_any(key->rows, key->key->word_key), value);
		break;
	case MK_KEY_SETTINGS:
	case MK_KEY_ANYTHING:
		break; /* of names and values that are the author's own */
	default:
		visit_scalar(walk, key, key->key, value);
	}
}

void mk_walk(const struct mk_doc *doc, mk_visit *visit, void *data)
{
	struct walk walk = {visit, data};

	if (doc->kind == MK_DOC_MAP)
		walk_map(&walk, &mk_layout_rows, NULL, 0, doc);
}

/* --- one spot --------------------------------------------------------------------------------- */

struct search {
	struct mk_arena *arena;
	const struct mk_lines *lines;
	size_t offset;
	bool found;
	struct mk_spot spot;
};

/* With the keys above it, which do not outlast the visit. */
static struct mk_spot keep(struct mk_arena *arena, const struct mk_spot *spot)
{
	struct mk_spot kept = *spot;

	if (spot->in) {
		struct mk_spot *in = mk_arena_alloc(arena, sizeof *in);
		*in = keep(arena, spot->in);
		kept.in = in;
	}
	return kept;
}

static void look(void *data, const struct mk_spot *spot)
{
	struct search *search = data;
	struct mk_stretch span;

	if (search->found)
		return;
	span = mk_lines_span(search->lines, &spot->origin);
	if (search->offset < span.first || search->offset > span.end)
		return;
	search->found = true;
	search->spot = keep(search->arena, spot);
}

bool mk_spot_at(const struct mk_doc *doc, const struct mk_lines *lines, size_t offset,
	struct mk_arena *arena, struct mk_spot *spot)
{
	struct search search = {.arena = arena, .lines = lines, .offset = offset};

	mk_walk(doc, look, &search);
	*spot = search.spot;
	return search.found;
}

static void add_path(struct mk_buffer *out, const struct mk_spot *spot)
{
	bool is_list = spot->key->type == MK_KEY_RECORDS || spot->key->type == MK_KEY_TEXTS;

	if (spot->in) {
		add_path(out, spot->in);
		mk_buffer_putc(out, '.');
	}
	mk_buffer_printf(out, "%s%s", spot->key->name, is_list ? "[]" : "");
}

const char *mk_spot_path(struct mk_arena *arena, const struct mk_spot *spot)
{
	struct mk_buffer out;

	mk_buffer_init(&out, arena);
	add_path(&out, spot);
	return out.text;
}
