/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What makes it hard is decided upon first, by a depth-first search: the cluster of those that are
 * to be in the same one, the clusters of those that are to be apart, and the cores of those whose
 * place in the order is given, in that order. These cores cut the row of cores into parts, each
 * with room for as many nodes as there are places between. All the others are then a matching of
 * nodes with cores, which is found without any search; before that it tells early what leads
 * nowhere.
 */
#include "core/assign.h"

#include <string.h>

#define WORDS (MK_ASSIGN_MAX_CORES / 64)
#define NONE MK_ASSIGN_NONE

struct search {
	const struct mk_assign_instance *instance;
	struct mk_assign_scratch *scratch;
	uint64_t steps; /* left for this question */
};

static bool spend(struct search *search, uint64_t steps)
{
	if (search->steps < steps) {
		search->steps = 0;
		return false;
	}
	search->steps -= steps;
	return true;
}

/* --- sets of cores ---------------------------------------------------------------------------- */

static void remove_all(struct mk_core_set *set, const struct mk_core_set *other)
{
	for (size_t i = 0; i < WORDS; i++)
		set->words[i] &= ~other->words[i];
}

static bool is_empty(const struct mk_core_set *set)
{
	uint64_t any = 0;

	for (size_t i = 0; i < WORDS; i++)
		any |= set->words[i];
	return !any;
}

static struct mk_core_set first_cores(uint32_t count)
{
	struct mk_core_set set = {{0}};

	for (uint32_t i = 0; i < count; i++)
		mk_core_set_add(&set, i);
	return set;
}

/* The lowest one that is in both, from `core` on; NONE where there is none. */
static uint32_t next_common(const struct mk_core_set *a, const struct mk_core_set *b, uint32_t core)
{
	for (size_t word = core / 64; word < WORDS; word++) {
		uint64_t bits = a->words[word] & b->words[word];
		if (word == core / 64)
			bits &= UINT64_MAX << core % 64;
		if (bits)
			return (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
	}
	return NONE;
}

/* --- matching --------------------------------------------------------------------------------- */

static void begin_matching(struct mk_assign_matching *matching, size_t rows, size_t columns)
{
	matching->column_count = (uint32_t)columns;
	matching->group_count = 0;
	matching->free = first_cores((uint32_t)columns);
	memset(matching->column_of, 0xff, rows * sizeof *matching->column_of);
	memset(matching->row_of, 0xff, columns * sizeof *matching->row_of);
}

/* Columns from `first` up to `end` can have `room` rows at most. */
static void add_group(
	struct mk_assign_matching *matching, uint32_t first, uint32_t end, uint32_t room)
{
	matching->group_first[matching->group_count] = first;
	matching->room[matching->group_count] = room;
	for (uint32_t i = first; i < end; i++)
		matching->group_of[i] = matching->group_count;
	matching->group_count++;
}

static bool has_room(const struct mk_assign_matching *matching, uint32_t column)
{
	return matching->room[matching->group_of[column]] > 0;
}

static void join(struct mk_assign_matching *matching, uint32_t row, uint32_t column)
{
	matching->column_of[row] = column;
	matching->row_of[column] = row;
	mk_core_set_remove(&matching->free, column);
}

/* Most rows find a column that nobody has. */
static bool join_free(struct search *search, uint32_t row)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t column = next_common(&matching->rows[row], &matching->free, 0);

	while (column != NONE && spend(search, 1)) {
		if (has_room(matching, column)) {
			matching->room[matching->group_of[column]]--;
			join(matching, row, column);
			return true;
		}
		column = next_common(&matching->rows[row], &matching->free, column + 1);
	}
	return false;
}

/* `row` would have to give up its column for the sake of somebody who takes `column`. */
static void push(struct mk_assign_matching *matching, uint32_t row, uint32_t column, size_t *end)
{
	if (row == NONE || matching->reached[row])
		return;
	matching->reached[row] = true;
	matching->pushed_by[row] = column;
	matching->queue[(*end)++] = row;
}

/* A group without room takes one more where any of those in it leaves it. */
static void push_group(struct search *search, uint32_t column, size_t *end)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t group = matching->group_of[column];

	if (matching->emptied[group])
		return;
	matching->emptied[group] = true;
	for (uint32_t i = matching->group_first[group];
		i < matching->column_count && matching->group_of[i] == group; i++)
		if (spend(search, 1))
			push(matching, matching->row_of[i], column, end);
}

/* Everybody on the way moves on; what a row left behind is free unless somebody takes it. */
static void shift_along(struct mk_assign_matching *matching, uint32_t column)
{
	matching->room[matching->group_of[column]]--;
	for (;;) {
		uint32_t row = matching->taker[column];
		uint32_t left = matching->column_of[row];
		uint32_t next = matching->pushed_by[row];
		join(matching, row, column);
		if (next == NONE)
			return;
		if (left != next) {
			matching->row_of[left] = NONE;
			mk_core_set_add(&matching->free, left);
		}
		column = next;
	}
}

/* Looks at the columns of a row on the way; true where the way ends at one of them. */
static bool extend(struct search *search, uint32_t row, size_t *end)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	uint32_t column = next_common(&matching->rows[row], &matching->unseen, 0);

	for (; column != NONE && spend(search, WORDS);
		column = next_common(&matching->rows[row], &matching->unseen, column + 1)) {
		mk_core_set_remove(&matching->unseen, column);
		matching->taker[column] = row;
		if (matching->row_of[column] != NONE) {
			push(matching, matching->row_of[column], column, end);
		} else if (has_room(matching, column)) {
			shift_along(matching, column);
			return true;
		} else {
			push_group(search, column, end);
		}
	}
	return false;
}

/* Joins one more row, for which others may move to other columns. */
static bool join_by_moving(struct search *search, uint32_t row, size_t rows)
{
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t end = 0;

	memset(matching->reached, 0, rows * sizeof *matching->reached);
	memset(matching->emptied, 0, matching->group_count * sizeof *matching->emptied);
	matching->unseen = first_cores(matching->column_count);
	push(matching, row, NONE, &end);
	for (size_t i = 0; i < end; i++)
		if (extend(search, matching->queue[i], &end))
			return true;
	return false;
}

static bool join_all(struct search *search, size_t rows)
{
	for (uint32_t row = 0; row < rows; row++)
		if (!spend(search, WORDS) ||
			(!join_free(search, row) && !join_by_moving(search, row, rows)))
			return false;
	return true;
}

/* --- what is left after the decisions --------------------------------------------------------- */

/* The cores that a node may have, whatever was decided. */
static struct mk_core_set own_cores(const struct search *search, uint32_t node)
{
	struct mk_core_set set = {{0}};

	if (search->scratch->pinned[node] == NONE)
		return search->instance->nodes[node].cores;
	mk_core_set_add(&set, search->scratch->pinned[node]);
	return set;
}

struct decided {
	struct mk_core_set apart;    /* cores of clusters that a node has for itself */
	struct mk_core_set clusters; /* bits of these clusters */
	uint32_t same;		     /* the cluster of all that want the same; NONE: not yet */
	uint32_t last;		     /* core of the last node whose place is decided; NONE: none */
};

static bool settle_cluster(
	struct search *search, const struct mk_assign_decision *decision, struct decided *decided)
{
	struct mk_assign_scratch *scratch = search->scratch;

	if (decision->node == NONE) {
		decided->same = decision->value;
		return true;
	}
	if (mk_core_set_has(&decided->clusters, decision->value))
		return false;
	mk_core_set_add(&decided->clusters, decision->value);
	for (size_t i = 0; i < WORDS; i++)
		decided->apart.words[i] |= scratch->cluster_cores[decision->value].words[i];
	scratch->cluster_of[decision->node] = decision->value;
	return true;
}

/* False where two decisions contradict each other. */
static bool settle(struct search *search, size_t decision_count, struct decided *decided)
{
	struct mk_assign_scratch *scratch = search->scratch;
	size_t nodes = search->instance->node_count;

	*decided = (struct decided){.same = NONE, .last = NONE};
	memset(scratch->cluster_of, 0xff, nodes * sizeof *scratch->cluster_of);
	memset(scratch->core_of, 0xff, nodes * sizeof *scratch->core_of);
	for (size_t i = 0; i < decision_count; i++) {
		const struct mk_assign_decision *decision = &scratch->decisions[i];
		if (!decision->by_core) {
			if (!settle_cluster(search, decision, decided))
				return false;
			continue;
		}
		if (decided->last != NONE && decision->value <= decided->last)
			return false;
		scratch->core_of[decision->node] = decision->value;
		decided->last = decision->value;
	}
	return true;
}

static struct mk_core_set cores_left(
	const struct search *search, const struct decided *decided, uint32_t node)
{
	const struct mk_assign_node *asked = &search->instance->nodes[node];
	const struct mk_assign_scratch *scratch = search->scratch;
	struct mk_core_set set = own_cores(search, node);

	if (asked->cluster == MK_CLUSTER_SAME && decided->same != NONE)
		mk_core_set_keep(&set, &scratch->cluster_cores[decided->same]);
	if (asked->cluster == MK_CLUSTER_DIFFERENT) {
		if (scratch->cluster_of[node] != NONE)
			mk_core_set_keep(&set, &scratch->cluster_cores[scratch->cluster_of[node]]);
		else
			remove_all(&set, &decided->apart);
	}
	if (scratch->core_of[node] != NONE) {
		struct mk_core_set only = {{0}};
		mk_core_set_add(&only, scratch->core_of[node]);
		mk_core_set_keep(&set, &only);
	} else if (asked->id != NONE && decided->last != NONE) {
		struct mk_core_set before = first_cores(decided->last + 1);
		remove_all(&set, &before);
	}
	return set;
}

static bool list_cores_left(struct search *search, const struct decided *decided)
{
	struct mk_core_set *rows = search->scratch->left;

	for (uint32_t i = 0; i < search->instance->node_count; i++) {
		if (!spend(search, 2 * WORDS))
			return false;
		rows[i] = cores_left(search, decided, i);
		if (is_empty(&rows[i]))
			return false;
	}
	return true;
}

/* --- where places in the order can be --------------------------------------------------------- */

/* How many cores below each one somebody may have: others are as if they were not there. */
static void count_usable(struct search *search)
{
	const struct mk_core_set *rows = search->scratch->left;
	uint32_t *below = search->scratch->usable_below;
	struct mk_core_set usable = {{0}};

	for (size_t i = 0; i < search->instance->node_count; i++)
		for (size_t word = 0; word < WORDS; word++)
			usable.words[word] |= rows[i].words[word];
	below[0] = 0;
	for (uint32_t core = 0; core < search->instance->core_count; core++)
		below[core + 1] = below[core] + mk_core_set_has(&usable, core);
}

/* Leaves a node the cores that have so many usable ones before and behind them, at the least. */
static bool narrow_row(struct search *search, uint32_t node, uint32_t before, uint32_t behind)
{
	const uint32_t *below = search->scratch->usable_below;
	struct mk_core_set *row = &search->scratch->left[node];
	uint32_t all = below[search->instance->core_count];

	for (uint32_t core = next_common(row, row, 0); core != NONE && spend(search, 1);
		core = next_common(row, row, core + 1))
		if (below[core] < before || all - below[core + 1] < behind)
			mk_core_set_remove(row, core);
	return !is_empty(row);
}

static uint32_t highest_in(const struct mk_core_set *set)
{
	size_t word = WORDS - 1;

	while (!set->words[word])
		word--;
	return (uint32_t)(word * 64 + 63 - (size_t)__builtin_clzll(set->words[word]));
}

/*
 * Each node with an id is behind the one with the next lower id, and so many cores further at the
 * least as there are nodes between, if these are all known.
 */
static bool narrow_upwards(struct search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	const uint32_t *below = search->scratch->usable_below;
	const uint32_t *ordered = search->scratch->ordered;
	uint32_t before = 0;
	uint32_t place = 0;

	for (size_t i = 0; i < search->scratch->ordered_count; i++) {
		const struct mk_core_set *row = &search->scratch->left[ordered[i]];
		uint32_t id = instance->nodes[ordered[i]].id;
		if (id < place)
			return false;
		before += instance->others ? 0 : id - place;
		if (!narrow_row(search, ordered[i], before, 0))
			return false;
		before = below[next_common(row, row, 0)] + 1;
		place = id + 1;
	}
	return true;
}

/* The same from the highest id down. */
static bool narrow_downwards(struct search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	const uint32_t *below = search->scratch->usable_below;
	const uint32_t *ordered = search->scratch->ordered;
	uint32_t places = (uint32_t)(instance->node_count + instance->others);
	uint32_t behind = 0;

	for (size_t i = search->scratch->ordered_count; i-- > 0;) {
		const struct mk_core_set *row = &search->scratch->left[ordered[i]];
		uint32_t id = instance->nodes[ordered[i]].id;
		if (id >= places)
			return false;
		behind += instance->others ? 0 : places - 1 - id;
		if (!narrow_row(search, ordered[i], 0, behind))
			return false;
		behind = below[instance->core_count] - below[highest_in(row)];
		places = id;
	}
	return true;
}

static bool narrow_by_order(struct search *search)
{
	if (!search->scratch->ordered_count)
		return true;
	count_usable(search);
	return narrow_upwards(search) && narrow_downwards(search);
}

/* --- clusters of those that are to be apart --------------------------------------------------- */

static struct mk_core_set clusters_of(struct search *search, const struct mk_core_set *cores)
{
	struct mk_core_set clusters = {{0}};

	for (uint32_t core = next_common(cores, cores, 0); core != NONE && spend(search, 1);
		core = next_common(cores, cores, core + 1))
		mk_core_set_add(&clusters, search->instance->clusters[core]);
	return clusters;
}

/* Whether each could have a cluster of its own, if it were for clusters alone. */
static bool can_be_apart(struct search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t rows = 0;

	for (uint32_t i = 0; i < instance->node_count; i++)
		if (instance->nodes[i].cluster == MK_CLUSTER_DIFFERENT)
			matching->rows[rows++] = clusters_of(search, &search->scratch->left[i]);
	if (!rows)
		return true;
	begin_matching(matching, rows, instance->core_count);
	add_group(matching, 0, matching->column_count, (uint32_t)rows);
	return join_all(search, rows);
}

/* --- the order of cores ----------------------------------------------------------------------- */

/* From `place` on, cores from `first` up to that of the node with `id`, then its own. */
static bool add_part(
	struct search *search, uint32_t *first, uint32_t *place, uint32_t id, uint32_t core)
{
	struct mk_assign_matching *matching = &search->scratch->matching;

	if (id < *place || core < *first)
		return false;
	add_group(matching, *first, core, id - *place);
	add_group(matching, core, core + 1, 1);
	*first = core + 1;
	*place = id + 1;
	return true;
}

/* Cuts the row of cores where nodes with an id are; false where too many or few are before one. */
static bool cut_cores(struct search *search, size_t decision_count)
{
	const struct mk_assign_instance *instance = search->instance;
	const struct mk_assign_scratch *scratch = search->scratch;
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t count = instance->node_count + instance->others;
	uint32_t first = 0;
	uint32_t place = 0;
	bool is_cut = !instance->first_used;

	begin_matching(matching, instance->node_count, instance->core_count);
	memcpy(matching->rows, scratch->left, instance->node_count * sizeof *matching->rows);
	for (size_t i = 0; i < decision_count; i++) {
		const struct mk_assign_decision *decision = &scratch->decisions[i];
		if (!decision->by_core)
			continue;
		if (decision->value == 0 && instance->nodes[decision->node].id != 0)
			return false;
		if (!is_cut && decision->value != 0)
			add_part(search, &first, &place, 0, 0);
		is_cut = true;
		if (!add_part(search, &first, &place, instance->nodes[decision->node].id,
			    decision->value))
			return false;
	}
	if (!is_cut)
		add_part(search, &first, &place, 0, 0);
	if (place > count)
		return false;
	add_group(matching, first, matching->column_count, (uint32_t)(count - place));
	return true;
}

/* Whether the first decisions may lead somewhere; with all of them, whether there is a way. */
static bool is_possible(struct search *search, size_t decision_count)
{
	struct decided decided;

	if (!settle(search, decision_count, &decided) || !list_cores_left(search, &decided) ||
		!narrow_by_order(search) || !can_be_apart(search) ||
		!cut_cores(search, decision_count))
		return false;
	return join_all(search, search->instance->node_count) && search->steps;
}

/* --- whether it is right already -------------------------------------------------------------- */

static bool are_clusters_right(const struct search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	struct mk_core_set used = {{0}};
	uint32_t same = NONE;

	for (size_t i = 0; i < instance->node_count; i++) {
		uint32_t cluster = instance->clusters[search->scratch->matching.column_of[i]];
		enum mk_assign_cluster asked = instance->nodes[i].cluster;
		if (asked == MK_CLUSTER_SAME && same != NONE && cluster != same)
			return false;
		if (asked == MK_CLUSTER_SAME)
			same = cluster;
		if (asked == MK_CLUSTER_DIFFERENT && mk_core_set_has(&used, cluster))
			return false;
		if (asked == MK_CLUSTER_DIFFERENT)
			mk_core_set_add(&used, cluster);
	}
	return true;
}

/* As many of the others are before a node as its id needs, and never less before a later one. */
static bool is_order_right(const struct search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	const uint32_t *row_of = search->scratch->matching.row_of;
	size_t others = instance->first_used && row_of[0] == NONE;
	size_t before = 0;

	for (uint32_t core = 0; core < instance->core_count; core++) {
		uint32_t id = row_of[core] == NONE ? NONE : instance->nodes[row_of[core]].id;
		if (id != NONE) {
			if (id < before + others || (core == 0 && id != 0))
				return false;
			others = id - before;
		}
		before += row_of[core] != NONE;
	}
	return others <= instance->others;
}

/* What a matching gives is often right before everything is decided. */
static bool is_right(const struct search *search)
{
	return are_clusters_right(search) && is_order_right(search);
}

/* --- decisions -------------------------------------------------------------------------------- */

static void add_decision(struct mk_assign_scratch *scratch, uint32_t node, bool by_core)
{
	scratch->decisions[scratch->decision_count++] =
		(struct mk_assign_decision){.node = node, .by_core = by_core};
}

static size_t count_with(const struct mk_assign_instance *instance, enum mk_assign_cluster asked)
{
	size_t count = 0;

	for (size_t i = 0; i < instance->node_count; i++)
		count += instance->nodes[i].cluster == asked;
	return count;
}

/* Nodes with an id come in that order; the cluster, if it matters, is decided before the core. */
static void add_ordered_decisions(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch, bool apart)
{
	for (size_t i = 0; i < scratch->ordered_count; i++) {
		uint32_t node = scratch->ordered[i];
		if (apart && instance->nodes[node].cluster == MK_CLUSTER_DIFFERENT)
			add_decision(scratch, node, false);
		add_decision(scratch, node, true);
	}
}

/* An insertion sort, which is fast where nodes come in the order of their ids. */
static void order_by_id(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	const struct mk_assign_node *nodes = instance->nodes;
	uint32_t *ordered = scratch->ordered;
	size_t count = 0;

	for (uint32_t i = 0; i < instance->node_count; i++) {
		size_t at = count;
		if (nodes[i].id == NONE)
			continue;
		for (; at > 0 && nodes[ordered[at - 1]].id > nodes[i].id; at--)
			ordered[at] = ordered[at - 1];
		ordered[at] = i;
		count++;
	}
	scratch->ordered_count = count;
}

/* One alone is in a cluster of its own, and in the same as itself. */
static void collect_decisions(
	const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	bool apart = count_with(instance, MK_CLUSTER_DIFFERENT) > 1;

	scratch->decision_count = 0;
	if (count_with(instance, MK_CLUSTER_SAME) > 1)
		add_decision(scratch, NONE, false);
	order_by_id(instance, scratch);
	add_ordered_decisions(instance, scratch, apart);
	for (uint32_t i = 0; apart && i < instance->node_count; i++)
		if (instance->nodes[i].cluster == MK_CLUSTER_DIFFERENT &&
			instance->nodes[i].id == NONE)
			add_decision(scratch, i, false);
}

static bool is_candidate(
	const struct search *search, const struct mk_assign_decision *decision, uint32_t value)
{
	struct mk_core_set set;

	if (decision->node == NONE)
		return !is_empty(&search->scratch->cluster_cores[value]);
	set = own_cores(search, decision->node);
	if (decision->by_core)
		return mk_core_set_has(&set, value);
	mk_core_set_keep(&set, &search->scratch->cluster_cores[value]);
	return !is_empty(&set);
}

static bool next_value(struct search *search, struct mk_assign_decision *decision)
{
	for (uint32_t value = decision->value + 1; value < search->instance->core_count; value++)
		if (!spend(search, WORDS)) {
			return false;
		} else if (is_candidate(search, decision, value)) {
			decision->value = value;
			return true;
		}
	return false;
}

/* NONE + 1 is 0: the first value. */
static enum mk_assign_result decide(struct search *search)
{
	struct mk_assign_scratch *scratch = search->scratch;
	size_t depth = 0;

	if (!is_possible(search, 0))
		return search->steps ? MK_ASSIGN_IMPOSSIBLE : MK_ASSIGN_UNKNOWN;
	if (is_right(search))
		return MK_ASSIGN_FOUND;
	if (!scratch->decision_count)
		return MK_ASSIGN_IMPOSSIBLE;
	scratch->decisions[0].value = NONE;
	for (;;) {
		bool more = next_value(search, &scratch->decisions[depth]);
		if (!search->steps)
			return MK_ASSIGN_UNKNOWN;
		if (!more && !depth--)
			return MK_ASSIGN_IMPOSSIBLE;
		if (!more || !is_possible(search, depth + 1))
			continue;
		if (is_right(search))
			return MK_ASSIGN_FOUND;
		if (depth + 1 < scratch->decision_count)
			scratch->decisions[++depth].value = NONE;
	}
}

/* --- questions -------------------------------------------------------------------------------- */

static void begin(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch)
{
	memset(scratch->pinned, 0xff, instance->node_count * sizeof *scratch->pinned);
	memset(scratch->cluster_cores, 0, instance->core_count * sizeof *scratch->cluster_cores);
	for (uint32_t i = 0; i < instance->core_count; i++)
		mk_core_set_add(&scratch->cluster_cores[instance->clusters[i]], i);
	collect_decisions(instance, scratch);
}

static enum mk_assign_result ask(const struct mk_assign_instance *instance,
	struct mk_assign_scratch *scratch, uint32_t *cores)
{
	uint64_t allowed =
		scratch->steps < scratch->steps_each ? scratch->steps : scratch->steps_each;
	struct search search = {instance, scratch, allowed};
	enum mk_assign_result result;

	result = decide(&search);
	scratch->steps -= allowed - search.steps;
	for (size_t i = 0; result == MK_ASSIGN_FOUND && i < instance->node_count; i++)
		cores[i] = scratch->matching.column_of[i];
	return result;
}

enum mk_assign_result mk_assign(const struct mk_assign_instance *instance,
	struct mk_assign_scratch *scratch, uint32_t *cores)
{
	begin(instance, scratch);
	return ask(instance, scratch, cores);
}

/* Whether a node can have that core beside all that is pinned already. */
static bool try_core(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	size_t node, uint32_t core, uint32_t *cores)
{
	if (core >= instance->core_count || !mk_core_set_has(&instance->nodes[node].cores, core))
		return false;
	scratch->pinned[node] = core;
	if (cores[node] == core || ask(instance, scratch, cores) == MK_ASSIGN_FOUND)
		return true;
	scratch->pinned[node] = NONE;
	return false;
}

void mk_assign_keep(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	const uint32_t *wanted, uint32_t *cores)
{
	begin(instance, scratch);
	for (size_t i = 0; i < instance->node_count; i++)
		if (wanted[i] != NONE)
			try_core(instance, scratch, i, wanted[i], cores);
}

/* Cores that nodes before it have got are no question. */
void mk_assign_lower(const struct mk_assign_instance *instance, struct mk_assign_scratch *scratch,
	uint32_t *cores)
{
	struct mk_core_set left = first_cores((uint32_t)instance->core_count);

	begin(instance, scratch);
	for (size_t i = 0; i < instance->node_count; i++) {
		uint32_t core = next_common(&instance->nodes[i].cores, &left, 0);
		while (core != NONE && !try_core(instance, scratch, i, core, cores))
			core = next_common(&instance->nodes[i].cores, &left, core + 1);
		if (core != NONE)
			mk_core_set_remove(&left, core);
	}
}
