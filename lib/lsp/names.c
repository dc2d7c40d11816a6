/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/names.h"

#include <string.h>

#include "base/sort.h"

/* What a finding can be about that the layout names. */
static const enum mk_meaning subjects[] = {MK_MEANS_NODE, MK_MEANS_PEER, MK_MEANS_REGION,
	MK_MEANS_IPI, MK_MEANS_CONNECTION, MK_MEANS_ITSELF};

/* What can have shared memory. */
static const enum mk_meaning members[] = {MK_MEANS_NODE, MK_MEANS_PEER, MK_MEANS_ITSELF};

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

/* The first of `kinds` that has that name. */
static enum mk_meaning meaning_among(struct mk_arena *arena, const struct mk_doc *doc,
	const enum mk_meaning *kinds, const char *name)
{
	while (*kinds != MK_MEANS_ITSELF && !is_named(arena, doc, *kinds, name))
		kinds++;
	return *kinds;
}

enum mk_meaning mk_name_meaning(struct mk_arena *arena, const struct mk_doc *doc,
	const struct mk_spot *spot, const char **name)
{
	enum mk_meaning means = spot->key->means;

	*name = spot->text;
	if (spot->is_key)
		return MK_MEANS_ITSELF;
	if (means == MK_MEANS_SUBJECT)
		return meaning_among(arena, doc, subjects, spot->text);
	if (means == MK_MEANS_MEMBER)
		return meaning_among(arena, doc, members, spot->text);
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
	enum mk_meaning as_member;
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
	if (spot->key->means == MK_MEANS_SUBJECT)
		return search->meaning == search->as_subject;
	if (spot->key->means == MK_MEANS_MEMBER)
		return search->meaning == search->as_member;
	return search->meaning == spot->key->means;
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

	return mk_compare_numbers(a->span.first, b->span.first);
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
		.as_subject = meaning_among(arena, doc, subjects, name),
		.as_member = meaning_among(arena, doc, members, name),
		.name = name};

	mk_walk(doc, look, &search);
	mk_vec_sort(&search.places, by_place);
	keep_each_once(&search.places);
	return search.places;
}
