/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How much work it is to give nodes cores, in steps: what is seen early is not tried. A look at
 * what decisions leave costs:
 * - 16 for each node (two sets of 8 words), up to the first without a core;
 * - for each node with an id its cores, twice: from below, and those left from above;
 * - if nodes are to be apart, their cores, and for each 8 and its first free cluster;
 * - for each node 8 and each free core that it asks for; where it gets none, 8 for each core that
 *   it or those before it on the way ask for, and 1 for each core of a part that has no room.
 * Each value of a decision that is thought of is 8.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "core/assign.h"

#define NONE MK_ASSIGN_NONE
#define NODES 8
#define PLENTY 1000000u

static struct mk_assign_scratch scratch;

static const uint32_t pairs[MK_ASSIGN_MAX_CORES] = {0, 0, 1, 1, 2, 2, 3, 3};
static const uint32_t alone[MK_ASSIGN_MAX_CORES] = {0, 1, 2, 3, 4, 5, 6, 7};

/* The lowest 64 cores only. */
#define SET(bits)                                                                                  \
	{                                                                                          \
		{                                                                                  \
			bits                                                                       \
		}                                                                                  \
	}
#define NODE(bits)                                                                                 \
	{                                                                                          \
		SET(bits), MK_CLUSTER_ANY, NONE                                                    \
	}
#define NODE_WITH_ID(bits, id)                                                                     \
	{                                                                                          \
		SET(bits), MK_CLUSTER_ANY, id                                                      \
	}
#define NODE_IN_SAME(bits)                                                                         \
	{                                                                                          \
		SET(bits), MK_CLUSTER_SAME, NONE                                                   \
	}
#define NODE_APART(bits)                                                                           \
	{                                                                                          \
		SET(bits), MK_CLUSTER_DIFFERENT, NONE                                              \
	}

/* What an earlier question may have left behind. */
static void soil(int byte, uint64_t steps)
{
	memset(&scratch, byte, sizeof scratch);
	scratch.steps = steps;
	scratch.steps_each = steps;
}

/* Steps used, after `byte` in the scratch, and with a node behind the last. */
static uint64_t ask(const struct mk_assign_instance *instance, int byte,
	const struct mk_assign_node *behind, enum mk_assign_result expected)
{
	struct mk_assign_instance guarded = *instance;
	struct mk_assign_node nodes[NODES + 1];
	uint32_t cores[NODES + 1];

	memcpy(nodes, instance->nodes, instance->node_count * sizeof *nodes);
	nodes[instance->node_count] = *behind;
	guarded.nodes = nodes;
	cores[instance->node_count] = 77;
	soil(byte, PLENTY);
	cr_assert(eq(int, mk_assign(&guarded, &scratch, cores), expected));
	cr_assert(eq(u32, cores[instance->node_count], 77));
	return PLENTY - scratch.steps;
}

/* A question that leaves no step is one that may have been given up. */
static void expect_needed(
	const struct mk_assign_instance *instance, uint64_t steps, enum mk_assign_result expected)
{
	uint32_t cores[NODES];

	for (uint64_t fewer = 0; fewer <= steps; fewer++) {
		soil(0, fewer);
		cr_assert(eq(int, mk_assign(instance, &scratch, cores), MK_ASSIGN_UNKNOWN));
		cr_assert(eq(u64, scratch.steps, 0));
	}
	soil(0, steps + 1);
	cr_assert(eq(int, mk_assign(instance, &scratch, cores), expected));
	cr_assert(eq(u64, scratch.steps, 1));
}

/* Neither what was in the scratch counts, nor what lies behind the nodes. */
static uint64_t steps_for(const struct mk_assign_instance *instance, enum mk_assign_result expected)
{
	static const struct mk_assign_node behind[] = {
		{SET(0xff), MK_CLUSTER_SAME, 0}, {SET(0xff), MK_CLUSTER_DIFFERENT, NONE}};
	uint64_t steps = ask(instance, 0, &behind[0], expected);
	size_t decisions = scratch.decision_count;

	for (int byte = 0; byte <= 0xff; byte += 0xff)
		for (size_t i = 0; i < 2; i++) {
			cr_assert(eq(u64, ask(instance, byte, &behind[i], expected), steps));
			cr_assert(eq(sz, scratch.decision_count, decisions));
		}
	expect_needed(instance, steps, expected);
	return steps;
}

/* --- what is decided -------------------------------------------------------------------------- */

static void expect_decision(size_t index, uint32_t node, bool by_core)
{
	cr_assert(eq(u32, scratch.decisions[index].node, node));
	cr_assert(eq(int, scratch.decisions[index].by_core, by_core));
}

Test(assign_work, the_same_cluster_then_those_with_an_id_then_the_others_apart)
{
	const struct mk_assign_node nodes[] = {NODE_APART(0xff), {SET(0xff), MK_CLUSTER_SAME, 2},
		{SET(0xff), MK_CLUSTER_DIFFERENT, 1}, NODE_IN_SAME(0xff)};
	const struct mk_assign_instance instance = {nodes, 4, 8, pairs, 0, false};

	steps_for(&instance, MK_ASSIGN_FOUND);
	cr_assert(eq(sz, scratch.decision_count, 5));
	expect_decision(0, NONE, false);
	expect_decision(1, 2, false);
	expect_decision(2, 2, true);
	expect_decision(3, 1, true);
	expect_decision(4, 0, false);
}

Test(assign_work, one_alone_is_in_a_cluster_of_its_own_and_in_the_same_as_itself)
{
	const struct mk_assign_node nodes[] = {NODE_APART(0xff), NODE_IN_SAME(0xff)};
	const struct mk_assign_instance instance = {nodes, 2, 8, pairs, 0, false};

	steps_for(&instance, MK_ASSIGN_FOUND);
	cr_assert(eq(sz, scratch.decision_count, 0));
}

Test(assign_work, without_nodes_nobody_has_the_first_core)
{
	const struct mk_assign_instance instance = {NULL, 0, 8, pairs, 0, true};

	soil(0xff, PLENTY);
	cr_assert(eq(int, mk_assign(&instance, &scratch, NULL), MK_ASSIGN_IMPOSSIBLE));
	cr_assert(eq(u64, scratch.steps, PLENTY), "nothing is thought of");
}

/* --- what ids leave --------------------------------------------------------------------------- */

static void expect_left(uint64_t first, uint64_t second)
{
	cr_assert(eq(u64, scratch.left[0].words[0], first));
	cr_assert(eq(u64, scratch.left[1].words[0], second));
}

/*
 * Nobody may have core 3. Number 1 has a usable core before it, and two behind it, where number 2
 * is, and number 3 with a usable core behind it. So number 3 is on 4, 5 or 6, number 1 on 1, 2
 * or 4.
 */
Test(assign_work, ids_leave_the_cores_with_room_before_and_behind)
{
	const struct mk_assign_node nodes[] = {
		NODE_WITH_ID(0xf7, 1), NODE_WITH_ID(0xf7, 3), NODE(0xf7), NODE(0xf7), NODE(0xf7)};
	struct mk_assign_instance instance = {nodes, 5, 8, alone, 0, false};
	uint32_t cores[5];

	steps_for(&instance, MK_ASSIGN_FOUND);
	expect_left(0x16, 0x70);

	/* Who else there is may be anywhere: only that one is behind the other. No more is asked.
	 */
	instance.others = 1;
	soil(0, 5 * 16 + (7 + 7 + 6 + 7));
	cr_assert(eq(int, mk_assign(&instance, &scratch, cores), MK_ASSIGN_UNKNOWN));
	expect_left(0x77, 0xf6);
}

/* Seen at the second one, once the first's three cores were looked at. */
Test(assign_work, an_id_is_given_once)
{
	const struct mk_assign_node nodes[] = {NODE_WITH_ID(7, 0), NODE_WITH_ID(3, 0)};
	const struct mk_assign_instance instance = {nodes, 2, 8, alone, 0, false};

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_IMPOSSIBLE), 2 * 16 + 3));
}

/* Seen from above, once its three cores were looked at from below. */
Test(assign_work, no_id_is_as_high_as_the_number_of_nodes)
{
	const struct mk_assign_node nodes[] = {NODE_WITH_ID(7, 2), NODE(7)};
	const struct mk_assign_instance instance = {nodes, 2, 8, alone, 0, false};

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_IMPOSSIBLE), 2 * 16 + 3));
}

/* --- what is not tried ------------------------------------------------------------------------ */

/*
 * First all three are put into the lowest cluster. With one of them there the others have the rest,
 * and are in the second one; that the next one is in the lowest as well is no look.
 */
Test(assign_work, two_apart_are_not_tried_in_one_cluster)
{
	const struct mk_assign_node nodes[] = {
		NODE_APART(0x3f), NODE_APART(0x3f), NODE_APART(0x3f)};
	const struct mk_assign_instance instance = {nodes, 3, 6, pairs, 0, false};
	const uint64_t joined = 3 * 9 + 3 * 9;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_FOUND),
		3 * 16 + (6 + 6 + 6) + joined +			 /* 0, 1, 2 */
			8 + 3 * 16 + (2 + 4 + 4) + joined +	 /* 0, 2, 3 */
			8 + 8 + 3 * 16 + (2 + 2 + 2) + joined)); /* 0, 2, 4 */
}

/* The second is not apart from the third, for all it may have beside it somebody else has. */
Test(assign_work, a_cluster_without_a_core_for_the_node_is_not_tried)
{
	const struct mk_assign_node nodes[] = {NODE(1), NODE_APART(0xc), NODE_APART(0xd)};
	const struct mk_assign_instance instance = {nodes, 3, 4, pairs, 0, false};

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_IMPOSSIBLE),
		3 * 16 + (2 + 3) + 2 * 9 + 3 * 9 +			   /* 0, 2, 3 */
			8 + 8 + 3 * 16 + (2 + 1) + 2 * 9 + 9 + 9 + 8 + 8 + /* clusters 0, 1 */
			8 + 8));					   /* clusters 2, 3 */
}

/*
 * The first is number 0, on core 0, the second number 3. On core 0 it is no look; on core 1 two
 * others are before it, of which there is but one, and so the last has no room behind it.
 */
Test(assign_work, a_higher_id_is_not_tried_on_a_lower_core)
{
	const struct mk_assign_node nodes[] = {
		NODE_WITH_ID(1, 0), NODE_WITH_ID(0x1f, 3), NODE(0x1f), NODE(0x1f)};
	const struct mk_assign_instance instance = {nodes, 4, 5, alone, 1, false};
	const uint64_t list = 4 * 16;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_FOUND),
		list + (1 + 5 + 4 + 1) + 4 * 9 +			 /* 0, 1, 2, 3 */
			8 + list + (1 + 4 + 4 + 1) + 4 * 9 +		 /* 0, 1, 2, 3 */
			8 + 8 + list + 4 + 3 * 9 + (8 + 2 + 5 * 8 + 3) + /* 0, 1, 2 */
			8 + list + 4 + 4 * 9));				 /* 0, 2, 1, 3 */
}

/* On core 0 number 1 is no way to join anybody. */
Test(assign_work, only_number_0_is_tried_on_the_first_core)
{
	const struct mk_assign_node nodes[] = {NODE_WITH_ID(3, 1), NODE(3)};
	const struct mk_assign_instance instance = {nodes, 2, 2, alone, 1, false};
	const uint64_t list = 2 * 16;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_FOUND),
		list + (2 + 2) + 2 * 9 + 8 + list + (1 + 1) + 8 + list + (1 + 1) + 2 * 9));
}

/* The first core has to be somebody's, who would be number 0. */
Test(assign_work, number_0_is_not_tried_behind_the_first_core)
{
	const struct mk_assign_node nodes[] = {NODE_WITH_ID(2, 0), NODE(3)};
	const struct mk_assign_instance instance = {nodes, 2, 2, alone, 1, true};
	const uint64_t list = 2 * 16;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_IMPOSSIBLE),
		list + (1 + 1) + 2 * 9 + 8 + 8 + list + (1 + 1)));
}

/*
 * In cluster 0 there is nothing for the second. In cluster 1 nobody has the first core, and the
 * other three have room for one node only.
 */
Test(assign_work, behind_the_first_core_there_is_room_for_all_but_one)
{
	const struct mk_assign_node nodes[] = {NODE_IN_SAME(5), NODE_IN_SAME(0xc)};
	const struct mk_assign_instance instance = {nodes, 2, 4, pairs, 0, true};
	const uint64_t list = 2 * 16;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_IMPOSSIBLE),
		list + 2 * 9 + 8 + list + 8 + list + 9 + (8 + 1 + 2 * 8 + 3) + 8 + 8));
}

/*
 * Number 1 is on core 2, so one only is below it: the first goes to 3 for the second, which has
 * core 1 only. Core 0 is free again, and the third asks for it, in vain, before it gets 4.
 */
Test(assign_work, a_core_that_somebody_left_is_free)
{
	const struct mk_assign_node nodes[] = {NODE(9), NODE(2), NODE(0x11), NODE_WITH_ID(4, 1)};
	struct mk_assign_instance instance = {nodes, 4, 5, alone, 0, false};
	const uint64_t list = 4 * 16;
	const uint64_t expected =
		list + 2 + 4 * 9 + 3 * 8 + list + 2 + 9 + (8 + 1 + 8 + 2 + 2 * 8) + (8 + 2) + 9;

	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_FOUND), expected));
	instance.core_count = MK_ASSIGN_MAX_CORES;
	cr_assert(eq(u64, steps_for(&instance, MK_ASSIGN_FOUND), expected));
}

/* --- several questions ------------------------------------------------------------------------ */

Test(assign_work, a_single_question_has_its_own_limit)
{
	const struct mk_assign_node nodes[] = {NODE(3), NODE(3)};
	const struct mk_assign_instance instance = {nodes, 2, 2, alone, 0, false};
	uint32_t cores[2];

	soil(0, 100);
	scratch.steps_each = 2 * 16 + 2 * 9;
	cr_assert(eq(int, mk_assign(&instance, &scratch, cores), MK_ASSIGN_UNKNOWN));
	cr_assert(eq(u64, scratch.steps, 50));
	scratch.steps_each = 1000;
	cr_assert(eq(int, mk_assign(&instance, &scratch, cores), MK_ASSIGN_UNKNOWN));
	cr_assert(eq(u64, scratch.steps, 0));
}

/* Four nodes and the one behind them, which is nobody's to ask. */
static const struct mk_assign_node five[] = {
	NODE(0xff), NODE(0xff), NODE(0xff), NODE_IN_SAME(0xff), NODE(0xff)};

Test(assign_work, nothing_is_asked_where_all_have_the_lowest_cores)
{
	const struct mk_assign_instance instance = {five, 4, 8, alone, 0, false};
	uint32_t cores[] = {0, 1, 2, 3, NONE};

	soil(0xff, PLENTY);
	mk_assign_lower(&instance, &scratch, cores);
	cr_assert(eq(u64, scratch.steps, PLENTY));
}

/* The first is where it wants to be, the last wants a core that does not exist. */
Test(assign_work, nothing_is_asked_about_what_is_so_or_cannot_be)
{
	struct mk_assign_instance instance = {five, 4, 8, alone, 0, false};
	const uint32_t wanted[] = {0, NONE, NONE, MK_ASSIGN_MAX_CORES, 7};
	uint32_t cores[] = {0, 1, 2, 3, NONE};

	instance.core_count = MK_ASSIGN_MAX_CORES;
	soil(0xff, PLENTY);
	mk_assign_keep(&instance, &scratch, wanted, cores);
	cr_assert(eq(u64, scratch.steps, PLENTY));
}

/* What was kept binds nobody later; each question begins with what is there, not with leftovers. */
Test(assign_work, what_was_kept_does_not_bind_later)
{
	const struct mk_assign_instance instance = {five, 4, 8, pairs, 0, false};
	const uint32_t wanted[] = {7, 6, NONE, 0};
	uint32_t cores[] = {0, 1, 2, 3};

	soil(0xff, PLENTY);
	mk_assign_keep(&instance, &scratch, wanted, cores);
	cr_assert(eq(u32, cores[0], 7));
	cr_assert(eq(u32, cores[1], 6));
	cr_assert(eq(u32, cores[3], 0));
	mk_assign_lower(&instance, &scratch, cores);
	for (uint32_t i = 0; i < 4; i++)
		cr_assert(eq(u32, cores[i], i));
}

/* --- what cannot be had together -------------------------------------------------------------- */

static struct mk_assign_conflict conflict;

/*
 * The first has no core at all. Without both nothing is asked, as no node is left; without the
 * second the first still has none: 16. What the second said went with it. The first could have one
 * if it were not for its set, alone (25) and with the second's, which is gone (25).
 */
Test(assign_work, what_a_node_said_goes_with_it)
{
	const struct mk_assign_node nodes[] = {NODE(0), {SET(1), MK_CLUSTER_SAME, 0}, NODE(3)};
	const struct mk_core_set wide[] = {SET(3), SET(3), SET(3)};
	const struct mk_assign_instance instance = {nodes, 2, 2, alone, 0, false};

	soil(0xff, PLENTY);
	memset(&conflict, true, sizeof conflict);
	mk_assign_reduce(&instance, wide, &scratch, &conflict);
	cr_assert(eq(u64, PLENTY - scratch.steps, 16 + 25 + 25));
	cr_assert(conflict.nodes[0]);
	cr_assert(conflict.cores[0]);
	cr_assert(not(conflict.nodes[1]));
	cr_assert(not(conflict.cores[1]));
	cr_assert(conflict.cores[2] && conflict.clusters[2] && conflict.ids[2],
		"only what is asked about is written");
}
