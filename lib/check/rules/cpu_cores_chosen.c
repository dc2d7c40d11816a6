/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "check/rule.h"
#include "check/written.h"

#define NAMES_SHOWN 4u
#define CORES_SHOWN 8u
#define MAX_NOTES 16u

typedef MK_VEC(const struct mk_plan_node *) open_nodes;

/* --- words ------------------------------------------------------------------------------------ */

/* "nodes 'a', 'b' and 3 more" */
static const char *names_text(struct mk_check *check, const open_nodes *nodes)
{
	struct mk_listing names;

	mk_listing_begin(
		&names, check->arena, nodes->count <= NAMES_SHOWN ? NAMES_SHOWN : NAMES_SHOWN - 1);
	for (size_t i = 0; i < nodes->count; i++)
		mk_listing_add(&names, "'%s'", nodes->items[i]->name);
	return mk_arena_printf(check->arena, "node%s %s", nodes->count == 1 ? "" : "s",
		mk_listing_joined(&names, "and"));
}

static const char *cores_text(struct mk_check *check, const struct mk_core_part *part)
{
	size_t count = part->cores.count;
	struct mk_listing cores;

	if (!count)
		return "no core of the board";
	if (count > 1 && count == mk_board_usable_count(check->plan->board))
		return mk_arena_printf(check->arena, "any of the board's %zu enabled cores", count);
	mk_listing_begin(&cores, check->arena, CORES_SHOWN);
	for (size_t i = 0; i < count; i++)
		mk_listing_add(&cores, "%s", part->cores.items[i]->node->name);
	return mk_listing_joined(&cores, "or");
}

static const char *part_text(struct mk_check *check, const struct mk_core_part *part)
{
	static const char *const clusters[] = {
		[MK_CLUSTER_CHOICE_SAME] = "same",
		[MK_CLUSTER_CHOICE_DIFFERENT] = "different",
	};
	const struct mk_plan_node *node = part->node;

	switch (part->kind) {
	case MK_CORE_PART_ANY:
		return mk_arena_printf(check->arena, "node '%s' could have %s", node->name,
			cores_text(check, part));
	case MK_CORE_PART_FIXED:
		return mk_arena_printf(check->arena, "node '%s' is on core '%s'", node->name,
			node->cpu->node->name);
	case MK_CORE_PART_COMPATIBLE:
		return mk_arena_printf(check->arena, "node '%s' asks for a core that is '%s'",
			node->name, mk_written_node(node)->cpu_compatible.value);
	case MK_CORE_PART_CLUSTER:
		return mk_arena_printf(check->arena, "node '%s' says cluster: %s", node->name,
			clusters[mk_written_node(node)->cluster.value]);
	case MK_CORE_PART_ID:
		return mk_arena_printf(check->arena,
			"node '%s' has id %" PRIu64 ", its place in the loader's order of cores",
			node->name, mk_written_node(node)->id.value);
	case MK_CORE_PART_BOOT:
		break;
	}
	return "the boot core, which is described here, has to have a node";
}

/* --- what would mend it ----------------------------------------------------------------------- */

/* What is easiest to leave out comes first; NULL where there are nodes alone. */
static const struct mk_core_part *weakest_part(const struct mk_core_misfit *misfit)
{
	static const enum mk_core_part_kind order[] = {
		MK_CORE_PART_ID, MK_CORE_PART_CLUSTER, MK_CORE_PART_COMPATIBLE};
	const struct mk_core_part *part;

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (part = misfit->parts.items + misfit->parts.count;
			part-- > misfit->parts.items;)
			if (part->kind == order[i])
				return part;
	return NULL;
}

/* Whether it would do for a node that asks for a type of core, where some do. */
static bool would_do(const struct mk_core_misfit *misfit, const struct mk_cpu *cpu)
{
	const struct mk_core_part *part;
	bool asked = false;

	mk_each(part, &misfit->parts) {
		if (part->kind != MK_CORE_PART_COMPATIBLE)
			continue;
		if (mk_dt_is_compatible(
			    cpu->node, mk_written_node(part->node)->cpu_compatible.value))
			return true;
		asked = true;
	}
	return !asked;
}

/* The first core that `cpus_unused` keeps from nodes which it would do for; or NULL. */
static const struct mk_cpu *withheld_core(
	struct mk_check *check, const struct mk_core_misfit *misfit)
{
	const struct mk_cpu *const *unused;

	mk_each(unused, &check->plan->unused)
		if ((*unused)->usable && would_do(misfit, *unused))
			return *unused;
	return NULL;
}

static const char *remedy(struct mk_check *check, const struct mk_core_misfit *misfit,
	const struct mk_core_part *part)
{
	const struct mk_cpu *withheld = withheld_core(check, misfit);
	size_t count = mk_board_usable_count(check->plan->board);
	static const char *const keys[] = {
		[MK_CORE_PART_ID] = "id",
		[MK_CORE_PART_CLUSTER] = "cluster",
		[MK_CORE_PART_COMPATIBLE] = "cpu_compatible",
	};

	if (withheld)
		return mk_arena_printf(
			check->arena, "take core '%s' out of `cpus_unused`", withheld->node->name);
	if (!part)
		return mk_arena_printf(check->arena,
			"the board's tree has %zu enabled core%s; mkpart does not choose a disabled "
			"core, but a node can name one",
			count, count == 1 ? "" : "s");
	return mk_arena_printf(
		check->arena, "leave `%s` of node '%s' out", keys[part->kind], part->node->name);
}

/* One node asks for a type that no core has. */
static const struct mk_text *unknown_type(const struct mk_core_misfit *misfit)
{
	const struct mk_core_part *part = misfit->parts.items;

	if (misfit->parts.count != 2 || part->kind != MK_CORE_PART_ANY ||
		part[1].kind != MK_CORE_PART_COMPATIBLE)
		return NULL;
	return &mk_written_node(part->node)->cpu_compatible;
}

static void suggest_type(
	struct mk_check *check, struct mk_finding *finding, const struct mk_text *type)
{
	const struct mk_board *board = check->plan->board;
	const char **names = mk_arena_array(check->arena, board->cpus.count, sizeof *names);
	const struct mk_cpu *cpu;
	const char *nearest;
	size_t count = 0;

	mk_each(cpu, &board->cpus)
		if (cpu->usable && cpu->compatible)
			names[count++] = cpu->compatible;
	nearest = mk_nearest_name(type->value, names, count);
	if (nearest)
		mk_did_you_mean(check->findings, finding, type->origin, type->value, nearest);
	else if (count)
		mk_suggest(check->findings, finding, "core '%s' is '%s', for example",
			board->cpus.items[mk_board_boot_cpu(board)].node->name, names[0]);
}

static void suggest(
	struct mk_check *check, struct mk_finding *finding, const struct mk_core_misfit *misfit)
{
	const struct mk_text *type = unknown_type(misfit);

	if (type && !withheld_core(check, misfit))
		suggest_type(check, finding, type);
	else
		mk_suggest(check->findings, finding, "%s%s",
			remedy(check, misfit, weakest_part(misfit)),
			misfit->minimal ? "; if any one of these is removed, the others can be met"
					: "");
}

/* --- findings --------------------------------------------------------------------------------- */

static open_nodes nodes_in(struct mk_check *check, const struct mk_core_misfit *misfit)
{
	open_nodes nodes = {NULL, 0, 0};
	const struct mk_core_part *part;

	mk_each(part, &misfit->parts)
		if (part->kind == MK_CORE_PART_ANY)
			*mk_vec_add(check->arena, &nodes) = part->node;
	return nodes;
}

static open_nodes all_open_nodes(struct mk_check *check)
{
	open_nodes nodes = {NULL, 0, 0};
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (!node->cpu && mk_written_node(node)->cpu.given &&
			strcmp(mk_written_node(node)->cpu.value, MK_PLAN_ANY_CPU) == 0)
			*mk_vec_add(check->arena, &nodes) = node;
	return nodes;
}

static struct mk_finding *report(struct mk_check *check, const open_nodes *nodes)
{
	if (!nodes->count)
		return mk_check_report(check, check->plan->core_misfit.parts.items->origin,
			"no cores can be chosen besides those that are named");
	return mk_check_report(check, nodes->items[0]->cpu_origin,
		nodes->count == 1 ? "no core can be chosen for %s"
				  : "no cores can be chosen for %s together",
		names_text(check, nodes));
}

static void note_withheld(
	struct mk_check *check, struct mk_finding *finding, const struct mk_core_misfit *misfit)
{
	const struct mk_layout_unused *unused;
	unsigned noted = 0;

	mk_each(unused, &check->layout->cpus_unused) {
		const struct mk_cpu *cpu =
			unused->record.broken
				? NULL
				: mk_board_find_cpu(check->plan->board, unused->cpu.value);
		if (cpu && cpu->usable && would_do(misfit, cpu) && noted++ < MAX_NOTES)
			mk_add_note(check->findings, finding, unused->cpu.origin,
				"core '%s' is kept from all nodes", cpu->node->name);
	}
}

static void report_misfit(struct mk_check *check, const struct mk_core_misfit *misfit)
{
	open_nodes nodes = nodes_in(check, misfit);
	struct mk_finding *finding = report(check, &nodes);
	const struct mk_core_part *part;
	unsigned noted = 0;

	mk_each(part, &misfit->parts)
		if (noted++ < MAX_NOTES)
			mk_add_note(check->findings, finding, part->origin, "%s",
				part_text(check, part));
	note_withheld(check, finding, misfit);
	suggest(check, finding, misfit);
}

static void report_given_up(struct mk_check *check)
{
	open_nodes nodes = all_open_nodes(check);

	mk_suggest(check->findings,
		mk_check_report(check, nodes.items[0]->cpu_origin,
			"no cores were found for %s before the search was given up",
			names_text(check, &nodes)),
		"give some of them a core by name");
}

static void cores_chosen(struct mk_check *check)
{
	const struct mk_core_misfit *misfit = &check->plan->core_misfit;

	if (!misfit->found)
		return;
	if (misfit->proven)
		report_misfit(check, misfit);
	else
		report_given_up(check);
}

extern const struct mk_rule mk_rule_cpu_nodes_within_cores, mk_rule_cpu_clusters_kept;

const struct mk_rule mk_rule_cpu_cores_chosen = {
	.problem = {.code = "MK0413",
		.name = "cores-chosen",
		.severity = MK_ERROR,
		.title = "there is no way to choose cores for the nodes that leave the choice to "
			 "mkpart",
		.why = "Each node needs a core of its own that the board's tree enables, of the "
		       "type and in the cluster that it asks for; one node has to be on the boot "
		       "core, and ids follow the order of cores. mkpart tried every choice; the "
		       "requests named contradict each other, and none of them can be left out of "
		       "that contradiction.",
		.fix = "Change or remove one of the requests named, or give up a core that "
		       "`cpus_unused` keeps. `mkpart board DTB` lists cores with their types and "
		       "clusters."},
	.whole = cores_chosen,
	.prerequisites = MK_RULES(&mk_rule_cpu_nodes_within_cores, &mk_rule_cpu_clusters_kept),
};
