/* SPDX-License-Identifier: BSD-2-Clause */
/* Who is told to move: as the header says it, found by looking at each pair. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/buffer.h"
#include "check/conflicts.h"

#define MOST 12u

static const struct mk_rule rule = {.problem = {.code = "MK0000", .name = "of-this-test"}};
static const char sides[3];
static struct mk_claim claims[MOST];

struct scene {
	struct mk_arena arena;
	struct mk_findings findings;
	struct mk_check check;
	mk_parties parties;
	struct mk_party list[MOST]; /* the same parties, ascending */
	size_t count;
	bool told[MOST];
};

/* What is visited, in words. */
static struct mk_buffer visited;

static void add(const struct mk_claim *claim, const struct mk_claim *const *others, size_t named,
	bool more, size_t count)
{
	mk_buffer_printf(&visited, "%zu:", (size_t)(claim - claims));
	for (size_t i = 0; i < named; i++)
		mk_buffer_printf(&visited, " %zu", (size_t)(others[i] - claims));
	mk_buffer_printf(&visited, "%s of %zu\n", more ? " and more" : "", count);
}

static void visit(struct mk_check *check, const struct mk_conflict *conflict)
{
	(void)check;
	add(conflict->claim, conflict->others, conflict->named, conflict->more, conflict->count);
}

/* --- by looking ------------------------------------------------------------------------------- */

static bool overlap(const struct mk_party *a, const struct mk_party *b)
{
	return a->side != b->side && mk_ranges_overlap(a->claim->range, b->claim->range);
}

static int compare_places(const void *left, const void *right)
{
	const struct mk_party *a = left;
	const struct mk_party *b = right;
	int order = mk_ranges_compare(a->claim->range, b->claim->range);

	return order ? order : a->claim < b->claim ? -1 : 1;
}

/* Whether the first is to move before the second. */
static bool comes_before(const struct mk_party *a, const struct mk_party *b)
{
	int order = mk_origin_compare(&a->claim->origin, &b->claim->origin);

	if (a->conflicts != b->conflicts)
		return a->conflicts > b->conflicts;
	if (a->moves != b->moves)
		return a->moves < b->moves;
	return order ? order > 0 : a->claim > b->claim;
}

/* The next to move, or NULL. */
static struct mk_party *next_of(struct scene *scene)
{
	struct mk_party *best = NULL;

	for (size_t i = 0; i < scene->count; i++) {
		struct mk_party *party = &scene->list[i];
		if (!scene->told[i] && party->conflicts && party->moves != MK_STAYS &&
			(!best || comes_before(party, best)))
			best = party;
	}
	return best;
}

static void tell(const struct scene *scene, const struct mk_party *party)
{
	const struct mk_claim *others[MOST];
	size_t count = 0;

	for (size_t i = 0; i < scene->count; i++)
		if (!scene->told[i] && overlap(party, &scene->list[i]))
			others[count++] = scene->list[i].claim;
	if (count)
		add(party->claim, others, count < MK_NAMED_OTHERS ? count : MK_NAMED_OTHERS,
			count > MK_NAMED_OTHERS, party->conflicts);
}

static void tell_all(struct scene *scene)
{
	struct mk_party *party;

	for (size_t i = 0; i < scene->count; i++)
		for (size_t j = 0; j < scene->count; j++)
			scene->list[i].conflicts += overlap(&scene->list[i], &scene->list[j]);
	while ((party = next_of(scene))) {
		tell(scene, party);
		scene->told[party - scene->list] = true;
	}
}

/* --- scenes ----------------------------------------------------------------------------------- */

static unsigned roll(unsigned *dice, unsigned sides_of_dice)
{
	*dice = *dice * 1664525 + 1013904223;
	return (*dice >> 16) % sides_of_dice;
}

/* Up to twelve ranges on a line of 24 points, written in few places. */
static void make(struct scene *scene, unsigned *dice)
{
	static const struct mk_source source = {.name = "layout.yaml"};

	*scene = (struct scene){.count = roll(dice, MOST + 1)};
	mk_arena_init(&scene->arena, NULL);
	mk_findings_init(&scene->findings, &scene->arena);
	mk_buffer_init(&visited, &scene->arena);
	scene->check = (struct mk_check){
		.arena = &scene->arena, .findings = &scene->findings, .rule = &rule};
	for (size_t i = 0; i < scene->count; i++) {
		unsigned first = roll(dice, 24);
		claims[i] = (struct mk_claim){.placed = true,
			.range = {first, first + roll(dice, 8)},
			.origin = {.source = &source, .line = roll(dice, 4)}};
		mk_party_add(&scene->check, &scene->parties, &claims[i], &sides[roll(dice, 3)],
			(enum mk_moves)roll(dice, 3));
		scene->list[i] = scene->parties.list.items[i];
	}
	qsort(scene->list, scene->count, sizeof *scene->list, compare_places);
}

Test(conflicts, each_is_told_as_looking_at_all_pairs_tells_it)
{
	unsigned dice = 1;

	for (unsigned round = 0; round < 1000; round++) {
		struct scene scene;
		struct mk_buffer looked;
		make(&scene, &dice);
		tell_all(&scene);
		looked = visited;
		mk_buffer_init(&visited, &scene.arena);
		mk_each_conflict(&scene.check, &scene.parties, visit);
		cr_assert(eq(str, visited.text, looked.text), "round %u", round);
		mk_arena_finish(&scene.arena);
	}
}

Test(conflicts, nobody_is_told_once_no_more_findings_are_listed)
{
	struct scene scene;
	unsigned dice = 1;

	for (make(&scene, &dice); tell_all(&scene), !visited.length; make(&scene, &dice))
		mk_arena_finish(&scene.arena);
	while (!mk_findings_is_full(&scene.findings, &rule.problem))
		mk_check_report(&scene.check, (struct mk_origin){.path = "/"}, "one");
	mk_buffer_init(&visited, &scene.arena);
	mk_each_conflict(&scene.check, &scene.parties, visit);
	cr_expect(eq(sz, visited.length, 0));
	mk_arena_finish(&scene.arena);
}

/* --- pairs ------------------------------------------------------------------------------------ */

static void pair(struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other)
{
	(void)check;
	add(claim, &other, 1, false, 1);
}

static void pair_all(const struct scene *scene)
{
	for (size_t i = 0; i < scene->count; i++)
		for (size_t j = 0; j < scene->count; j++)
			if (mk_ranges_overlap(
				    scene->list[i].claim->range, scene->list[j].claim->range))
				pair(NULL, scene->list[i].claim, scene->list[j].claim);
}

Test(conflicts, each_pair_is_each_that_overlap)
{
	unsigned dice = 2;

	for (unsigned round = 0; round < 200; round++) {
		struct scene scene;
		struct mk_buffer looked;
		mk_claim_list list = {0};
		make(&scene, &dice);
		for (size_t i = 0; i < scene.count; i++)
			*mk_vec_add(&scene.arena, &list) = scene.list[i].claim;
		pair_all(&scene);
		looked = visited;
		mk_buffer_init(&visited, &scene.arena);
		mk_each_pair(&scene.check, &list, &list, pair);
		cr_assert(eq(str, visited.text, looked.text), "round %u", round);
		mk_arena_finish(&scene.arena);
	}
}
