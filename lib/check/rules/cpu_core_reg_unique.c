/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

/* Another enabled core with the same `reg`, or NULL; cores are ascending by it. */
static const struct mk_cpu *twin_of(const struct mk_board *board, const struct mk_cpu *cpu)
{
	size_t own = (size_t)(cpu - board->cpus.items);

	for (size_t i = own; i-- > 0 && board->cpus.items[i].mpidr == cpu->mpidr;)
		if (board->cpus.items[i].usable)
			return &board->cpus.items[i];
	for (size_t i = own + 1; i < board->cpus.count && board->cpus.items[i].mpidr == cpu->mpidr;
		i++)
		if (board->cpus.items[i].usable)
			return &board->cpus.items[i];
	return NULL;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_cpu *twin = node->cpu ? twin_of(board, node->cpu) : NULL;
	struct mk_finding *finding;

	if (!twin)
		return;
	finding = mk_check_report(check, node->cpu_origin,
		"node '%s' is on core '%s', whose `reg` 0x%" PRIx64 " is that of core '%s' too",
		node->name, node->cpu->node->name, node->cpu->mpidr, twin->node->name);
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, twin->node),
		"the other core is described here");
}

const struct mk_rule mk_rule_cpu_core_reg_unique = {
	.problem = {.code = "MK0410",
		.name = "core-reg-unique",
		.severity = MK_ERROR,
		.title = "two cores in the board's tree have the same `reg`",
		.why = "`reg` is the MPIDR by which the loader finds the core that it runs on and "
		       "starts the others: it mistakes one core for the other, or asks the "
		       "firmware to start a core that is already running, and stops.",
		.fix = "Correct `reg` in the board's tree; a missing one counts as 0."},
	.each_node = check_node,
};
