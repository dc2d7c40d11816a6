/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/names.h"

#include <string.h>

#include "base/sort.h"

/* What a finding can be about that the layout names. */
static const enum mk_meaning subjects[] = {
	MK_MEANS_NODE, MK_MEANS_REGION, MK_MEANS_IPI, MK_MEANS_CONNECTION};

/* --- all of a kind ---------------------------------------------------------------------------- */

struct collection {
	struct mk_arena *arena;
	enum mk_meaning meaning;
	mk_names names;
};

static void collect(void *data, const struct mk_spot *spot)
{
	struct collection *collection = data;

	if (spot->is_key || !spot->key->defines || spot->key->means != collection->meaning)
		return;
	*mk_vec_add(collection->arena, &collection->names) = spot->text;
}

mk_names mk_names_of(struct mk_arena *arena, const struct mk_doc *doc, enum mk_meaning meaning)
{
	struct collection collection = {.arena = arena, .meaning = meaning};

	mk_walk(doc, collect, &collection);
	return collection.names;
}

static bool is_named(
	struct mk_arena *arena, const struct mk_doc *doc, enum mk_meaning meaning, const char *name)
{
	mk_names names = mk_names_of(arena, doc, meaning);

	for (size_t i = 0; i < names.count; i++)
		if (strcmp(names.items[i], name) == 0)
			return true;
	return false;
}

/* --- one name --------------------------------------------------------------------------------- */

/* Of a port "adder.data" the component. */
static const char *component_of(struct mk_arena *arena, const char *port)
{
	return mk_arena_copy(arena, port, strcspn(port, "."));
}

static enum mk_meaning subject_meaning(
	struct mk_arena *arena, const struct mk_doc *doc, const char *name)
{
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
		if (is_named(arena, doc, subjects[i], name))
			return subjects[i];
	return MK_MEANS_ITSELF;
}

enum mk_meaning mk_name_meaning(struct mk_arena *arena, const struct mk_doc *doc,
	const struct mk_spot *spot, const char **name)
{
	enum mk_meaning means = spot->key->means;

	*name = spot->text;
	if (spot->is_key)
		return MK_MEANS_ITSELF;
	if (means == MK_MEANS_SUBJECT)
		return subject_meaning(arena, doc, spot->text);
	if (means == MK_MEANS_PORT) {
		*name = component_of(arena, spot->text);
		return MK_MEANS_COMPONENT;
	}
	return means >= MK_MEANS_NODE && means <= MK_MEANS_COMPONENT ? means : MK_MEANS_ITSELF;
}

struct search {
	struct mk_arena *arena;
	const struct mk_lines *lines;
	enum mk_meaning meaning;
	enum mk_meaning as_subject; /* what findings mean by the name */
	const char *name;
	mk_name_places places;
};

static bool is_meant(const struct search *search, const struct mk_spot *spot)
{
	size_t length = strlen(search->name);

	if (spot->is_key || strncmp(spot->text, search->name, length) != 0)
		return false;
	if (spot->key->means == MK_MEANS_PORT)
		return search->meaning == MK_MEANS_COMPONENT && spot->text[length] == '.';
	if (spot->text[length])
		return false;
	return search->meaning ==
	       (spot->key->means == MK_MEANS_SUBJECT ? search->as_subject : spot->key->means);
}

static void look(void *data, const struct mk_spot *spot)
{
	struct search *search = data;
	struct mk_name_place place = {spot->origin, spot->text, spot->key->defines, {0, 0}};

	if (!is_meant(search, spot))
		return;
	place.span = mk_lines_span(search->lines, &spot->origin);
	*mk_vec_add(search->arena, &search->places) = place;
}

static int by_place(const void *left, const void *right)
{
	const struct mk_name_place *a = left;
	const struct mk_name_place *b = right;

	return (a->span.first > b->span.first) - (a->span.first < b->span.first);
}

static void keep_each_once(mk_name_places *places)
{
	size_t kept = 0;

	for (size_t i = 0; i < places->count; i++)
		if (!kept || places->items[kept - 1].span.first != places->items[i].span.first)
			places->items[kept++] = places->items[i];
	places->count = kept;
}

mk_name_places mk_name_places_of(struct mk_arena *arena, const struct mk_doc *doc,
	const struct mk_lines *lines, enum mk_meaning meaning, const char *name)
{
	struct search search = {.arena = arena,
		.lines = lines,
		.meaning = meaning,
		.as_subject = subject_meaning(arena, doc, name),
		.name = name};

	mk_walk(doc, look, &search);
	mk_vec_sort(&search.places, by_place);
	keep_each_once(&search.places);
	return search.places;
}
