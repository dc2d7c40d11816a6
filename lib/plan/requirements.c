/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/requirements.h"

#include <string.h>

#include "base/sort.h"

/* `entry` may be NULL. */
static mk_requirements of_entry(struct mk_arena *arena, const struct mk_record *entry)
{
	mk_requirements list = {0};
	const struct mk_text *word;

	if (!entry)
		return list;
	mk_each(word, &entry->trace)
		*mk_vec_add(arena, &list) = word->value;
	list.count = mk_sort_texts_once(list.items, list.count);
	return list;
}

mk_requirements mk_requirements_of_node(struct mk_arena *arena, const struct mk_plan_node *node)
{
	return of_entry(arena, &node->layout->record);
}

mk_requirements mk_requirements_of_region(struct mk_arena *arena, const struct mk_region *region)
{
	return of_entry(arena, region->entry);
}

mk_requirements mk_requirements_of_device(
	struct mk_arena *arena, const struct mk_plan_device *device)
{
	return of_entry(arena, device->request ? &device->request->record : NULL);
}

mk_requirements mk_requirements_of_irq(struct mk_arena *arena, const struct mk_plan_irq *irq)
{
	return of_entry(arena, irq->request ? &irq->request->record : NULL);
}

mk_requirements mk_requirements_of_shared(
	struct mk_arena *arena, const struct mk_plan_shared *shared)
{
	return of_entry(arena, shared->layout ? &shared->layout->record : NULL);
}

mk_requirements mk_requirements_of_outside(
	struct mk_arena *arena, const struct mk_plan_outside *outside)
{
	return of_entry(arena, &outside->layout->record);
}

mk_requirements mk_requirements_of_ipi(struct mk_arena *arena, const struct mk_plan_ipi *ipi)
{
	return of_entry(arena, &ipi->layout->record);
}

mk_requirements mk_requirements_of_connection(
	struct mk_arena *arena, const struct mk_plan_connection *connection)
{
	return of_entry(arena, &connection->layout->record);
}

mk_requirements mk_requirements_of_claim(struct mk_arena *arena, const struct mk_claim *claim)
{
	return of_entry(
		arena, claim->entry || !claim->region ? claim->entry : claim->region->entry);
}

/* --- entries that nothing in the plan stands for ---------------------------------------------- */

struct walk {
	struct mk_arena *arena;
	mk_requirements_list *found;
};

/* A map or list at hand: as it is told, and without the numbers. */
struct place {
	const char *entry;
	const char *kind;
};

/* The plan has those as things of its own, with what asks for them. */
static bool is_in_plan(const char *kind)
{
	static const char *const kinds[] = {"nodes[]", "nodes[].memory[]", "nodes[].devices[]",
		"nodes[].irqs[]", "nodes[].reserved[]", "nodes[].mmio[]", "loader.memory",
		"reserved[]", "outside[]", "outside[].memory[]", "shared[]", "ipis[]",
		"connections[]"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

/* Where keys are the author's. */
static bool is_free(const char *kind)
{
	return strcmp(kind, "meta") == 0 || strcmp(kind, "kernel.settings") == 0 ||
	       strcmp(kind, "nodes[].kernel.settings") == 0;
}

static void add_found(const struct walk *walk, struct place place, const struct mk_doc_entry *trace)
{
	struct mk_requirements_at at = {.entry = place.entry, .origin = trace->origin};
	const struct mk_doc *value = trace->value;

	if (value->kind == MK_DOC_SCALAR)
		*mk_vec_add(walk->arena, &at.list) = value->text;
	for (size_t i = 0; i < value->items.count; i++)
		if (value->items.items[i]->kind == MK_DOC_SCALAR)
			*mk_vec_add(walk->arena, &at.list) = value->items.items[i]->text;
	at.list.count = mk_sort_texts_once(at.list.items, at.list.count);
	if (at.list.count)
		*mk_vec_add(walk->arena, walk->found) = at;
}

static void look(const struct walk *walk, struct place place, const struct mk_doc *doc)
{
	const char *dot = *place.entry ? "." : "";
	const struct mk_doc_entry *entry;

	if (is_free(place.kind))
		return;
	for (size_t i = 0; i < doc->items.count; i++)
		look(walk,
			(struct place){mk_arena_printf(walk->arena, "%s[%zu]", place.entry, i),
				mk_arena_printf(walk->arena, "%s[]", place.kind)},
			doc->items.items[i]);
	mk_each(entry, &doc->entries) {
		if (strcmp(entry->key, "trace") == 0 && !is_in_plan(place.kind))
			add_found(walk, place, entry);
		else if (entry->value->kind == MK_DOC_MAP || entry->value->kind == MK_DOC_LIST)
			look(walk,
				(struct place){mk_arena_printf(walk->arena, "%s%s%s", place.entry,
						       dot, entry->key),
					mk_arena_printf(walk->arena, "%s%s%s", place.kind, dot,
						entry->key)},
				entry->value);
	}
}

mk_requirements_list mk_requirements_elsewhere(struct mk_arena *arena, const struct mk_plan *plan)
{
	mk_requirements_list found = {0};

	if (plan->text)
		look(&(struct walk){arena, &found}, (struct place){"", ""}, plan->text);
	return found;
}
