/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* What is broken has a finding of its own. */
static bool is_for_kernel(const struct mk_layout_range *request)
{
	return request->record.broken ||
	       (!request->purpose.given && !request->reserved.given &&
		       (request->start.given || request->size.given || request->reg.count));
}

static void report(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_node *written = mk_written_node(node);
	bool any = written->memory.count > 0;
	struct mk_finding *finding = mk_check_report(check, written->record.origin,
		any ? "node '%s' has no memory for its kernel" : "node '%s' has no memory",
		node->name);

	mk_suggest(check->findings, finding,
		any ? "add {size: 64M} to its `memory`" : "memory: [{size: 64M}]");
	if (!any)
		mk_written_add_key(check, finding, node, "memory", "[{\"size\": \"64M\"}]");
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_range *request;

	if (mk_written_node(node)->record.broken)
		return;
	mk_each(request, &mk_written_node(node)->memory)
		if (is_for_kernel(request))
			return;
	report(check, node);
}

const struct mk_rule mk_rule_memory_node_has_memory = {
	.problem = {.code = "MK0119",
		.name = "node-has-memory",
		.severity = MK_ERROR,
		.title = "a node without memory",
		.why = "A kernel without RAM does not boot, and an overlay without ranges would "
		       "leave it all of the board's RAM. Memory that is `for` something else is not "
		       "RAM of the kernel.",
		.fix = "Give the node `memory`. If only the size is given, mkpart places it."},
	.each_node = check_node,
};
