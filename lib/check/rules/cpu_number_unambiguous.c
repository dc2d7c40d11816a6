/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"
#include "check/written.h"

static bool is_number(const struct mk_text *text)
{
	return text->given && *text->value && !text->value[strspn(text->value, "0123456789")];
}

/* How many of the cores come before it in the order of the tree. */
static size_t place_in_tree(const struct mk_board *board, const struct mk_cpu *cpu)
{
	const struct mk_cpu *other;
	size_t before = 0;

	mk_each(other, &board->cpus)
		before += other->node->order < cpu->node->order;
	return before;
}

static const struct mk_cpu *cpu_at_place_in_tree(const struct mk_board *board, size_t place)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (place_in_tree(board, cpu) == place)
			return cpu;
	return NULL;
}

static void check_number(struct mk_check *check, const struct mk_text *text)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_cpu *by_mpidr;
	const struct mk_cpu *by_tree;
	struct mk_finding *finding;
	size_t place;

	if (!is_number(text))
		return;
	by_mpidr = mk_board_find_cpu(board, text->value);
	if (!by_mpidr)
		return;
	place = (size_t)(by_mpidr - board->cpus.items);
	if (place_in_tree(board, by_mpidr) == place)
		return;
	by_tree = cpu_at_place_in_tree(board, place);
	finding = mk_check_report(check, text->origin,
		"'%s' is core '%s' in the order of MPIDRs, but core '%s' in the order of the tree",
		text->value, by_mpidr->node->name, by_tree->node->name);
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, by_mpidr->node),
		"the first is described here");
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, by_tree->node),
		"the other is described here");
	mk_suggest(check->findings, finding, "'%s' or '%s'", by_mpidr->node->name,
		by_tree->node->name);
}

static void check_whole(struct mk_check *check)
{
	const struct mk_layout_unused *unused;

	check_number(check, &check->layout->board.boot_cpu);
	mk_each(unused, &check->layout->cpus_unused)
		check_number(check, &unused->cpu);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	check_number(check, &mk_written_node(node)->cpu);
}

const struct mk_rule mk_rule_cpu_number_unambiguous = {
	.problem = {.code = "MK0420",
		.name = "cpu-number-unambiguous",
		.severity = MK_ERROR,
		.title = "a core's number means different cores in tree order and in MPIDR order",
		.why = "mkpart counts cores in ascending MPIDR order, as the loader does. Linux "
		       "counts them in the order of the tree's source, which differs on this "
		       "board: the other core may be the one that is meant.",
		.fix = "Use the core's unit name (cpu@100) or its path."},
	.whole = check_whole,
	.each_node = check_node,
};
