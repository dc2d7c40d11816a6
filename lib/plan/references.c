/* SPDX-License-Identifier: BSD-2-Clause */
/* Names in the layout, and those that stand for nothing. */
#include <string.h>

#include "base/number.h"
#include "plan/stages.h"

void mk_plan_add_reference(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *text, const char *nearest)
{
	struct mk_reference *reference = mk_vec_add(arena, &plan->references);

	*reference = (struct mk_reference){.kind = kind, .text = *text, .nearest = nearest};
}

bool mk_plan_looks_up(struct mk_arena *arena, struct mk_plan *plan, const struct mk_text *name)
{
	if (plan->references.count < MK_PLAN_MAX_REFERENCES)
		return true;
	if (!plan->gave_up)
		mk_unseen_add(arena, &plan->unseen, name->origin,
			"what the names from here on stand for: %u before them stand for nothing",
			MK_PLAN_MAX_REFERENCES);
	plan->gave_up = true;
	return false;
}

/* By its place in the list, or by a similar name. */
static const char *nearest_node(
	struct mk_arena *arena, const struct mk_plan *plan, const char *wanted)
{
	const char **names = mk_arena_array(arena, plan->nodes.count, sizeof *names);
	uint64_t position;

	for (size_t i = 0; i < plan->nodes.count; i++)
		names[i] = plan->nodes.items[i].name;
	if (mk_number_parse(wanted, strlen(wanted), &position) == MK_NUMBER_OK &&
		position < plan->nodes.count)
		return names[position];
	return mk_nearest_name(wanted, names, plan->nodes.count);
}

const struct mk_plan_node *mk_plan_look_up_node(struct mk_arena *arena, struct mk_plan *plan,
	enum mk_reference_kind kind, const struct mk_text *name)
{
	const struct mk_plan_node *node =
		name->given ? mk_plan_node_named(plan, name->value) : NULL;

	if (node || !name->given || !mk_plan_looks_up(arena, plan, name))
		return node;
	mk_plan_add_reference(arena, plan, kind, name, nearest_node(arena, plan, name->value));
	return NULL;
}
