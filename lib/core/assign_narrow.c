/* SPDX-License-Identifier: BSD-2-Clause */
/* Which cores decisions leave to each node, and whether that may be enough for all. */
#include <string.h>

#include "core/assign_search.h"

#define NONE MK_ASSIGN_NONE

/* --- what is left after the decisions -------------------------------------------------------- */

struct mk_core_set mk_assign_own_cores(const struct mk_assign_search *search, uint32_t node)
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

static bool settle_cluster(struct mk_assign_search *search,
	const struct mk_assign_decision *decision, struct decided *decided)
{
	struct mk_assign_scratch *scratch = search->scratch;

	if (decision->node == NONE) {
		decided->same = decision->value;
		return true;
	}
	if (mk_core_set_has(&decided->clusters, decision->value))
		return false;
	mk_core_set_add(&decided->clusters, decision->value);
	mk_core_set_unite(&decided->apart, &scratch->cluster_cores[decision->value]);
	scratch->cluster_of[decision->node] = decision->value;
	return true;
}

/* False where two decisions contradict each other. */
static bool settle(struct mk_assign_search *search, size_t decision_count, struct decided *decided)
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
	const struct mk_assign_search *search, const struct decided *decided, uint32_t node)
{
	const struct mk_assign_node *asked = &search->instance->nodes[node];
	const struct mk_assign_scratch *scratch = search->scratch;
	struct mk_core_set set = mk_assign_own_cores(search, node);

	if (asked->cluster == MK_CLUSTER_SAME && decided->same != NONE)
		mk_core_set_keep(&set, &scratch->cluster_cores[decided->same]);
	if (asked->cluster == MK_CLUSTER_DIFFERENT) {
		if (scratch->cluster_of[node] != NONE)
			mk_core_set_keep(&set, &scratch->cluster_cores[scratch->cluster_of[node]]);
		else
			mk_core_set_subtract(&set, &decided->apart);
	}
	if (scratch->core_of[node] != NONE) {
		struct mk_core_set only = {{0}};
		mk_core_set_add(&only, scratch->core_of[node]);
		mk_core_set_keep(&set, &only);
	} else if (asked->id != NONE && decided->last != NONE) {
		struct mk_core_set before = mk_core_set_first(decided->last + 1);
		mk_core_set_subtract(&set, &before);
	}
	return set;
}

static bool list_cores_left(struct mk_assign_search *search, const struct decided *decided)
{
	struct mk_core_set *rows = search->scratch->left;

	for (uint32_t i = 0; i < search->instance->node_count; i++) {
		rows[i] = cores_left(search, decided, i);
		if (!mk_assign_spend(search, 2 * MK_CORE_SET_WORDS) ||
			mk_core_set_is_empty(&rows[i]))
			return false;
	}
	return true;
}

/* --- where places in the order can be -------------------------------------------------------- */

/* How many cores below each one somebody may have: others are as if they were not there. */
static void count_usable(struct mk_assign_search *search)
{
	const struct mk_core_set *rows = search->scratch->left;
	uint32_t *below = search->scratch->usable_below;
	struct mk_core_set usable = {{0}};

	for (size_t i = 0; i < search->instance->node_count; i++)
		mk_core_set_unite(&usable, &rows[i]);
	below[0] = 0;
	for (uint32_t core = 0; core < search->instance->core_count; core++)
		below[core + 1] = below[core] + mk_core_set_has(&usable, core);
}

/* Leaves a node the cores that have so many usable ones before and behind them, at the least. */
static bool narrow_row(
	struct mk_assign_search *search, uint32_t node, uint32_t before, uint32_t behind)
{
	const uint32_t *below = search->scratch->usable_below;
	struct mk_core_set *row = &search->scratch->left[node];
	uint32_t all = below[search->instance->core_count];

	for (uint32_t core = mk_core_set_next_common(row, row, 0);
		core != NONE && mk_assign_spend(search, 1);
		core = mk_core_set_next_common(row, row, core + 1))
		if (below[core] < before || all - below[core + 1] < behind)
			mk_core_set_remove(row, core);
	return !mk_core_set_is_empty(row);
}

static uint32_t highest_in(const struct mk_core_set *set)
{
	size_t word = MK_CORE_SET_WORDS - 1;

	while (!set->words[word])
		word--;
	return (uint32_t)(word * 64 + 63 - (size_t)__builtin_clzll(set->words[word]));
}

/*
 * Each node with an id is behind the one with the next lower id, and so many cores further at the
 * least as there are nodes between, if these are all known.
 */
static bool narrow_upwards(struct mk_assign_search *search)
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
		before = below[mk_core_set_next_common(row, row, 0)] + 1;
		place = id + 1;
	}
	return true;
}

/* The same from the highest id down. */
static bool narrow_downwards(struct mk_assign_search *search)
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

static bool narrow_by_order(struct mk_assign_search *search)
{
	count_usable(search);
	return narrow_upwards(search) && narrow_downwards(search);
}

/* --- clusters of those that are to be apart -------------------------------------------------- */

static struct mk_core_set clusters_of(
	struct mk_assign_search *search, const struct mk_core_set *cores)
{
	struct mk_core_set clusters = {{0}};

	for (uint32_t core = mk_core_set_next_common(cores, cores, 0);
		core != NONE && mk_assign_spend(search, 1);
		core = mk_core_set_next_common(cores, cores, core + 1))
		mk_core_set_add(&clusters, search->instance->clusters[core]);
	return clusters;
}

/* Whether each could have a cluster of its own, if it were for clusters alone. */
static bool can_be_apart(struct mk_assign_search *search)
{
	const struct mk_assign_instance *instance = search->instance;
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t rows = 0;

	for (uint32_t i = 0; i < instance->node_count; i++)
		if (instance->nodes[i].cluster == MK_CLUSTER_DIFFERENT)
			matching->rows[rows++] = clusters_of(search, &search->scratch->left[i]);
	mk_assign_begin_matching(matching, instance->core_count);
	mk_assign_add_group(matching, 0, matching->column_count, (uint32_t)rows);
	return mk_assign_join_all(search, rows);
}

/* --- the order of cores ---------------------------------------------------------------------- */

/*
 * From `place` on, cores from `first` up to that of the node with `id`, then its own, unless it is
 * cut off already.
 */
static bool add_part(struct mk_assign_search *search, uint32_t *first, uint32_t *place, uint32_t id,
	uint32_t core)
{
	struct mk_assign_matching *matching = &search->scratch->matching;

	if (id < *place)
		return core < *first;
	mk_assign_add_group(matching, *first, core, id - *place);
	mk_assign_add_group(matching, core, core + 1, 1);
	*first = core + 1;
	*place = id + 1;
	return true;
}

/* Cuts the row of cores where nodes with an id are; false where too many or few are before one. */
static bool cut_cores(struct mk_assign_search *search, size_t decision_count)
{
	const struct mk_assign_instance *instance = search->instance;
	const struct mk_assign_scratch *scratch = search->scratch;
	struct mk_assign_matching *matching = &search->scratch->matching;
	size_t count = instance->node_count + instance->others;
	uint32_t first = 0;
	uint32_t place = 0;

	mk_assign_begin_matching(matching, instance->core_count);
	memcpy(matching->rows, scratch->left, instance->node_count * sizeof *matching->rows);
	if (instance->first_used)
		add_part(search, &first, &place, 0, 0);
	for (size_t i = 0; i < decision_count; i++) {
		const struct mk_assign_decision *decision = &scratch->decisions[i];
		uint32_t id;
		if (!decision->by_core)
			continue;
		id = instance->nodes[decision->node].id;
		if ((decision->value == 0 && id != 0) ||
			!add_part(search, &first, &place, id, decision->value))
			return false;
	}
	mk_assign_add_group(matching, first, matching->column_count, (uint32_t)(count - place));
	return true;
}

bool mk_assign_is_possible(struct mk_assign_search *search, size_t decision_count)
{
	struct decided decided;

	if (!settle(search, decision_count, &decided) || !list_cores_left(search, &decided) ||
		!narrow_by_order(search) || !can_be_apart(search) ||
		!cut_cores(search, decision_count))
		return false;
	return mk_assign_join_all(search, search->instance->node_count) && search->steps;
}
