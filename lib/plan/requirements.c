/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/requirements.h"

#include <string.h>

#include "base/sort.h"

static int compare(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* `entry` may be NULL. */
static mk_requirements of_entry(struct mk_arena *arena, const struct mk_record *entry)
{
	mk_requirements list = {0};
	const struct mk_text *word;
	size_t kept = 0;

	if (!entry)
		return list;
	mk_each(word, &entry->trace)
		*mk_vec_add(arena, &list) = word->value;
	mk_vec_sort(&list, compare);
	for (size_t i = 0; i < list.count; i++)
		if (!kept || strcmp(list.items[i], list.items[kept - 1]) != 0)
			list.items[kept++] = list.items[i];
	list.count = kept;
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
	return of_entry(arena, claim->entry);
}
