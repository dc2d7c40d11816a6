/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

static void check_node(struct mk_check *check, const struct mk_plan_node **holders,
	const struct mk_plan_node *node)
{
	const struct mk_number *id = &mk_written_node(node)->id;
	size_t count = check->plan->nodes.count;

	if (!id->given)
		return;
	if (id->value >= count) {
		mk_check_report(check, id->origin,
			"node '%s' has id %" PRIu64 ", but the ids of %zu nodes are 0..%zu",
			node->name, id->value, count, count - 1);
		return;
	}
	if (holders[id->value])
		mk_add_note(check->findings,
			mk_check_report(check, id->origin,
				"nodes '%s' and '%s' both have id %" PRIu64,
				holders[id->value]->name, node->name, id->value),
			mk_written_node(holders[id->value])->id.origin,
			"node '%s' has it from here", holders[id->value]->name);
	else
		holders[id->value] = node;
}

static void ids_unique(struct mk_check *check)
{
	const struct mk_plan_node **holders =
		mk_arena_array(check->arena, check->plan->nodes.count, sizeof *holders);
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		check_node(check, holders, node);
}

const struct mk_rule mk_rule_name_ids_unique = {
	.problem = {.code = "MK1004",
		.name = "ids-unique",
		.severity = MK_ERROR,
		.title = "node ids are not 0..N-1, each once",
		.why = "The id is the node's place in the loader's archive: with a gap or a "
		       "duplicate the loader takes another node's images.",
		.fix = "Leave `id` out; mkpart numbers the nodes in the loader's order."},
	.whole = ids_unique,
};
