/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Cores for nodes that leave theirs open. Disabled ones are never chosen. Those that the loader can
 * start, and that signals reach where the node receives some, come before others; cores of the boot
 * core's type come before those of other types; then the first nodes by name get the first cores in
 * the loader's order. Nothing depends on the layout's own order.
 */
#include <string.h>

#include "base/sort.h"
#include "plan/cores.h"

#define NONE MK_ASSIGN_NONE

/* For one question, and for all about one layout: a tenth and a fifth of a second, at most. */
#define MAX_STEPS (UINT64_C(1) << 24)
#define MAX_STEPS_IN_ALL (UINT64_C(1) << 25)

_Static_assert(MK_PLAN_MAX_NODES <= MK_ASSIGN_MAX_NODES, "each node of a plan has a place");

/* --- cores ------------------------------------------------------------------------------------ */

/* The loader takes one core for the other where two have one MPIDR. */
static bool has_twin(const struct mk_board *board, const struct mk_cpu *cpu)
{
	const struct mk_cpu *first = board->cpus.items;
	const struct mk_cpu *end = first + board->cpus.count;

	for (const struct mk_cpu *other = cpu; other-- > first && other->mpidr == cpu->mpidr;)
		if (other->usable)
			return true;
	for (const struct mk_cpu *other = cpu + 1; other < end && other->mpidr == cpu->mpidr;
		other++)
		if (other->usable)
			return true;
	return false;
}

/* --- the instance ------------------------------------------------------------------------------
 */

static void list_cores(struct mk_core_choice *choice)
{
	const struct mk_board *board = choice->plan->board;
	size_t count = board->cpus.count;
	size_t boot = mk_board_boot_cpu(board);

	choice->instance.core_count = count;
	choice->instance.first_used = count && board->cpus.items[boot].boot;
	choice->cores = mk_arena_array(choice->arena, count, sizeof *choice->cores);
	for (size_t i = 0; i < count; i++)
		choice->cores[i] = &board->cpus.items[(boot + i) % count];
}

/* Numbers of clusters are made small: that of the first core of the same one. */
static void number_clusters(struct mk_core_choice *choice)
{
	size_t count = choice->instance.core_count;
	uint32_t *clusters = mk_arena_array(choice->arena, count, sizeof *clusters);

	for (uint32_t i = 0; i < count; i++) {
		clusters[i] = 0;
		while (choice->cores[clusters[i]]->cluster != choice->cores[i]->cluster)
			clusters[i]++;
	}
	choice->instance.clusters = clusters;
}

static int compare_names(const void *left, const void *right)
{
	const struct mk_plan_node *a = *(const struct mk_plan_node *const *)left;
	const struct mk_plan_node *b = *(const struct mk_plan_node *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : mk_compare_numbers(a->position, b->position);
}

/* Of two nodes on one core, which is wrong, the first counts. */
static void list_nodes(struct mk_core_choice *choice)
{
	struct mk_plan *plan = choice->plan;
	bool *taken = mk_arena_array(choice->arena, plan->board->cpus.count, sizeof *taken);
	size_t count = 0;
	struct mk_plan_node *node;

	choice->nodes = mk_arena_array(choice->arena, plan->nodes.count, sizeof *choice->nodes);
	mk_each(node, &plan->nodes) {
		if (!node->cpu && !mk_plan_leaves_core_open(node))
			continue;
		if (node->cpu && taken[node->cpu - plan->board->cpus.items])
			continue;
		if (node->cpu)
			taken[node->cpu - plan->board->cpus.items] = true;
		choice->nodes[count++] = node;
	}
	mk_sort(choice->nodes, count, sizeof *choice->nodes, compare_names);
	choice->instance.node_count = count;
	choice->instance.others = plan->layout->nodes.count - count;
}

/* Ids count only where each is a place and no two are the same: others are wrong anyway. */
static bool are_ids_sound(const struct mk_core_choice *choice)
{
	size_t count = choice->plan->nodes.count;
	bool *seen = mk_arena_array(choice->arena, count, sizeof *seen);
	const struct mk_plan_node *node;

	mk_each(node, &choice->plan->nodes) {
		const struct mk_number *id = &node->layout->id;
		if (!id->given)
			continue;
		if (id->value >= count || seen[id->value])
			return false;
		seen[id->value] = true;
	}
	return true;
}

static enum mk_assign_cluster asked_cluster(const struct mk_choice *cluster)
{
	if (!cluster->given)
		return MK_CLUSTER_ANY;
	return cluster->value == MK_CLUSTER_CHOICE_SAME ? MK_CLUSTER_SAME : MK_CLUSTER_DIFFERENT;
}

static struct mk_core_set wide_set(
	const struct mk_core_choice *choice, const struct mk_plan_node *node)
{
	struct mk_core_set set = {{0}};

	for (uint32_t i = 0; i < choice->instance.core_count; i++)
		if (node->cpu ? choice->cores[i] == node->cpu
			      : choice->cores[i]->usable &&
					!mk_plan_is_unused(choice->plan, choice->cores[i]))
			mk_core_set_add(&set, i);
	return set;
}

static void state_nodes(struct mk_core_choice *choice)
{
	bool ids = are_ids_sound(choice);
	size_t count = choice->instance.node_count;

	choice->asked = mk_arena_array(choice->arena, count, sizeof *choice->asked);
	choice->wide = mk_arena_array(choice->arena, count, sizeof *choice->wide);
	for (size_t i = 0; i < count; i++) {
		const struct mk_layout_node *layout = choice->nodes[i]->layout;
		choice->wide[i] = wide_set(choice, choice->nodes[i]);
		choice->asked[i].cluster = asked_cluster(&layout->cluster);
		choice->asked[i].id = ids && layout->id.given ? (uint32_t)layout->id.value : NONE;
	}
	choice->instance.nodes = choice->asked;
}

static void keep_compatible(
	const struct mk_core_choice *choice, struct mk_core_set *set, const char *type)
{
	for (uint32_t i = 0; i < choice->instance.core_count; i++)
		if (mk_core_set_has(set, i) && !mk_dt_is_compatible(choice->cores[i]->node, type))
			mk_core_set_remove(set, i);
}

/* A core that the layout names is what it is. */
static void state_cores(struct mk_core_choice *choice)
{
	for (size_t i = 0; i < choice->instance.node_count; i++) {
		const struct mk_plan_node *node = choice->nodes[i];
		const struct mk_text *type = &node->layout->cpu_compatible;
		choice->asked[i].cores = choice->wide[i];
		if (!node->cpu && type->given)
			keep_compatible(choice, &choice->asked[i].cores, type->value);
	}
}

/* --- better cores ----------------------------------------------------------------------------- */

/* What is better to have than not, for some nodes. */
struct standard {
	bool (*holds)(const struct mk_core_choice *choice, const struct mk_cpu *cpu);
	bool (*concerns)(const struct mk_core_choice *choice, const struct mk_plan_node *node);
};

static bool is_startable(const struct mk_core_choice *choice, const struct mk_cpu *cpu)
{
	const struct mk_board *board = choice->plan->board;

	return (cpu->boot || mk_cpu_start_obstacle(choice->plan->contract, board, cpu) ==
				     MK_START_POSSIBLE) &&
	       !has_twin(board, cpu);
}

static bool is_open(const struct mk_core_choice *choice, const struct mk_plan_node *node)
{
	(void)choice;
	return !node->cpu;
}

static bool is_target(const struct mk_core_choice *choice, const struct mk_cpu *cpu)
{
	uint64_t target;

	return mk_sgi_target(choice->plan->contract, choice->plan->board, cpu, &target) ==
	       MK_SGI_POSSIBLE;
}

static bool receives(const struct mk_core_choice *choice, const struct mk_plan_node *node)
{
	const struct mk_plan_connection *connection;
	const struct mk_layout_ipi *ipi;

	if (node->cpu)
		return false;
	mk_each(ipi, &choice->plan->layout->ipis)
		if (ipi->to.given && strcmp(ipi->to.value, node->name) == 0)
			return true;
	mk_each(connection, &choice->plan->connections)
		if (connection->kind == MK_CONNECTION_IPI && connection->to.node == node)
			return true;
	return false;
}

/* Cores that do not say their type are like any other. */
static bool is_like_boot_core(const struct mk_core_choice *choice, const struct mk_cpu *cpu)
{
	const char *type = choice->cores[0]->compatible;

	return !type || !cpu->compatible || strcmp(cpu->compatible, type) == 0;
}

static bool names_no_type(const struct mk_core_choice *choice, const struct mk_plan_node *node)
{
	(void)choice;
	return !node->cpu && !node->layout->cpu_compatible.given;
}

static const struct standard startable = {is_startable, is_open};
static const struct standard reached = {is_target, receives};
static const struct standard alike = {is_like_boot_core, names_no_type};

static struct mk_core_set cores_that_hold(
	const struct mk_core_choice *choice, const struct standard *standard)
{
	struct mk_core_set set = {{0}};

	for (uint32_t i = 0; i < choice->instance.core_count; i++)
		if (standard->holds(choice, choice->cores[i]))
			mk_core_set_add(&set, i);
	return set;
}

static bool is_found(struct mk_core_choice *choice, uint32_t *cores)
{
	return mk_assign(&choice->instance, choice->scratch, cores) == MK_ASSIGN_FOUND;
}

/* Binds all nodes that it concerns to the standard, or else as many as can be, one by one. */
static void hold_to(struct mk_core_choice *choice, const struct standard *standard, uint32_t *cores)
{
	size_t count = choice->instance.node_count;
	struct mk_core_set set = cores_that_hold(choice, standard);
	struct mk_core_set *before = mk_arena_array(choice->arena, count, sizeof *before);
	bool *concerned = mk_arena_array(choice->arena, count, sizeof *concerned);

	for (size_t i = 0; i < count; i++) {
		before[i] = choice->asked[i].cores;
		concerned[i] = standard->concerns(choice, choice->nodes[i]);
		if (concerned[i])
			mk_core_set_keep(&choice->asked[i].cores, &set);
	}
	if (is_found(choice, cores))
		return;
	for (size_t i = 0; i < count; i++)
		choice->asked[i].cores = before[i];
	for (size_t i = 0; i < count; i++) {
		if (!concerned[i])
			continue;
		mk_core_set_keep(&choice->asked[i].cores, &set);
		if (!is_found(choice, cores))
			choice->asked[i].cores = before[i];
	}
}

/* --- choosing --------------------------------------------------------------------------------- */

static uint32_t core_number(const struct mk_core_choice *choice, const struct mk_cpu *cpu)
{
	for (uint32_t i = 0; cpu && i < choice->instance.core_count; i++)
		if (choice->cores[i] == cpu)
			return i;
	return NONE;
}

/* Nodes that keep what they have had cannot have anything else from now on. */
static void keep_preferred(
	struct mk_core_choice *choice, const struct mk_cpu *const *preferred, uint32_t *cores)
{
	size_t count = choice->instance.node_count;
	uint32_t *wanted = mk_arena_array(choice->arena, count, sizeof *wanted);

	for (size_t i = 0; i < count; i++)
		wanted[i] = core_number(choice, preferred[choice->nodes[i]->position]);
	mk_assign_keep(&choice->instance, choice->scratch, wanted, cores);
	for (size_t i = 0; i < count; i++) {
		if (wanted[i] == NONE || cores[i] != wanted[i])
			continue;
		memset(&choice->asked[i].cores, 0, sizeof choice->asked[i].cores);
		mk_core_set_add(&choice->asked[i].cores, cores[i]);
	}
}

static bool is_given_up(struct mk_core_choice *choice, enum mk_assign_result result)
{
	struct mk_core_misfit *misfit = &choice->plan->core_misfit;

	misfit->found = result != MK_ASSIGN_FOUND;
	misfit->proven = result == MK_ASSIGN_IMPOSSIBLE;
	if (misfit->proven)
		mk_plan_find_core_misfit(choice);
	return misfit->found;
}

static void choose(struct mk_core_choice *choice, const struct mk_cpu *const *preferred)
{
	uint32_t *cores = mk_arena_array(choice->arena, choice->instance.node_count, sizeof *cores);

	if (is_given_up(choice, mk_assign(&choice->instance, choice->scratch, cores)))
		return;
	hold_to(choice, &startable, cores);
	hold_to(choice, &reached, cores);
	if (preferred)
		keep_preferred(choice, preferred, cores);
	hold_to(choice, &alike, cores);
	mk_assign_lower(&choice->instance, choice->scratch, cores);
	for (size_t i = 0; i < choice->instance.node_count; i++) {
		choice->nodes[i]->cpu_chosen = !choice->nodes[i]->cpu;
		choice->nodes[i]->cpu = choice->cores[cores[i]];
	}
}

static bool leaves_any_open(const struct mk_plan *plan)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		if (mk_plan_leaves_core_open(node))
			return true;
	return false;
}

void mk_plan_choose_cores(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_cpu *const *preferred)
{
	struct mk_core_choice choice = {.arena = arena, .plan = plan};

	if (!leaves_any_open(plan))
		return;
	if (plan->board->cpus.count > MK_ASSIGN_MAX_CORES) {
		plan->core_misfit.found = true;
		return;
	}
	list_cores(&choice);
	number_clusters(&choice);
	list_nodes(&choice);
	state_nodes(&choice);
	state_cores(&choice);
	choice.scratch = mk_arena_alloc(arena, sizeof *choice.scratch);
	choice.scratch->steps = MAX_STEPS_IN_ALL;
	choice.scratch->steps_each = MAX_STEPS;
	choose(&choice, preferred);
}
