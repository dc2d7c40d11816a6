/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

/* "256 MiB"; in bytes where that would be about right only. */
static const char *exact_size(struct mk_check *check, uint64_t size_bytes)
{
	const char *text = mk_check_size(check, size_bytes);

	return strncmp(text, "about", 5) == 0
		       ? mk_arena_printf(check->arena, "0x%" PRIx64 " bytes", size_bytes)
		       : text;
}

/* "node 'log' memory with 256 MiB" */
static const char *want_text(struct mk_check *check, const struct mk_misfit_member *want)
{
	return mk_arena_printf(check->arena, "%s with %s%s", want->what,
		want->grows ? "at least " : "", exact_size(check, want->size));
}

static const char *room_text(struct mk_check *check, const struct mk_misfit_member *want)
{
	if (!want->room)
		return "no free range is left";
	return mk_arena_printf(check->arena, "the largest free range is %s with %s",
		mk_check_range(check, want->range), exact_size(check, want->room));
}

static size_t count_wants(const struct mk_misfit *misfit)
{
	const struct mk_misfit_member *member;
	size_t count = 0;

	mk_each(member, &misfit->members)
		count += member->kind == MK_MISFIT_WANT;
	return count;
}

static void suggest_for_one(
	struct mk_check *check, struct mk_finding *finding, const struct mk_misfit_member *want)
{
	const char *start = mk_arena_printf(check->arena,
		"move or shrink what is named here (the start must be a multiple of %s)",
		mk_check_size(check, want->alignment));

	if (!want->room)
		mk_suggest(check->findings, finding, "%s", start);
	else if (want->room < check->plan->contract->smallest_slice)
		mk_suggest(check->findings, finding, "%s is too small: %s",
			exact_size(check, want->room), start);
	else
		mk_suggest(check->findings, finding, "ask for at most %s, or %s",
			exact_size(check, want->room), start);
}

static struct mk_finding *report_one(struct mk_check *check, const struct mk_misfit_member *want)
{
	struct mk_finding *finding = mk_check_report(check, want->origin,
		"no place is left for %s; %s", want_text(check, want), room_text(check, want));

	suggest_for_one(check, finding, want);
	return finding;
}

/* So many are named one by one, and so many have a note. */
#define MAX_NAMED 4u
#define MAX_NOTES 8u

/* "A with 1 GiB, B with 2 GiB and 3 more, with 8 GiB in all," */
static const char *wants_text(
	struct mk_check *check, const struct mk_misfit_member *wants, size_t count)
{
	uint64_t sum = 0;
	struct mk_listing list;

	mk_listing_begin(&list, check->arena, count <= MAX_NAMED ? MAX_NAMED : MAX_NAMED - 1);
	for (size_t i = 0; i < count; i++) {
		sum += wants[i].size < UINT64_MAX - sum ? wants[i].size : UINT64_MAX - sum;
		mk_listing_add(&list, "%s", want_text(check, &wants[i]));
	}
	return mk_arena_printf(check->arena, "%s, %s in all,", mk_listing_joined(&list, "and"),
		exact_size(check, sum));
}

static struct mk_finding *report_several(
	struct mk_check *check, const struct mk_misfit *misfit, size_t count)
{
	const struct mk_misfit_member *wants = misfit->members.items;
	struct mk_finding *finding = mk_check_report(check, wants->origin,
		"no way to place %s together; for %s alone %s", wants_text(check, wants, count),
		wants->what, room_text(check, wants));

	for (size_t i = 1; i < count && i <= MAX_NOTES; i++)
		mk_add_note(check->findings, finding, wants[i].origin, "%s; for it alone %s",
			want_text(check, &wants[i]), room_text(check, &wants[i]));
	mk_suggest(check->findings, finding,
		"make one of these smaller or move what is fixed: if any one of them is removed, "
		"the others have places (starts are multiples of %s)",
		mk_check_size(check, wants->alignment));
	return finding;
}

static void note_member(struct mk_check *check, struct mk_finding *finding,
	const struct mk_misfit_member *member, size_t left_out)
{
	const char *others = left_out ? mk_arena_printf(check->arena,
						"; the same holds for %zu others", left_out)
				      : "";

	if (member->kind == MK_MISFIT_TERM)
		mk_add_note(check->findings, finding, member->origin,
			"without %s there would be a place%s", member->what, others);
	else
		mk_add_note(check->findings, finding, member->origin, "%s %s is in the way%s",
			member->what, mk_check_range(check, member->range), others);
}

/* The first few of a kind; the last of these says how many there are besides. */
static void note_kind(struct mk_check *check, struct mk_finding *finding,
	const struct mk_misfit *misfit, enum mk_misfit_kind kind)
{
	const struct mk_misfit_member *member;
	size_t count = 0;
	size_t noted = 0;

	mk_each(member, &misfit->members)
		count += member->kind == kind;
	mk_each(member, &misfit->members) {
		if (member->kind != kind || noted == MAX_NOTES)
			continue;
		noted++;
		note_member(check, finding, member, noted == MAX_NOTES ? count - noted : 0);
	}
}

static void report_misfit(struct mk_check *check, const struct mk_misfit *misfit)
{
	size_t wants = count_wants(misfit);
	struct mk_finding *finding = wants == 1 ? report_one(check, misfit->members.items)
						: report_several(check, misfit, wants);

	note_kind(check, finding, misfit, MK_MISFIT_TERM);
	note_kind(check, finding, misfit, MK_MISFIT_FIXED);
}

/* Where there were too many to weigh them all against each other. */
static void report_given_up(
	struct mk_check *check, const char *what, const struct mk_region *region)
{
	if (region->fixed || region->placed || (!region->size && !region->grows))
		return;
	mk_suggest(check->findings,
		mk_check_report(check, region->origin,
			"no place was found for %s with %s before the search was given up", what,
			mk_check_size(check, region->size)),
		"give some of the larger requests a start, or make them smaller");
}

static void report_slice(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	report_given_up(
		check, mk_arena_printf(check->arena, "node '%s' memory", node->name), region);
}

static void report_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	report_given_up(check, what, &holding->region);
}

static void report_all_given_up(struct mk_check *check)
{
	const struct mk_plan_shared *shared;

	mk_each_region(check, report_slice);
	mk_each_holding(check, report_holding);
	report_given_up(check, "the loader", &check->plan->loader);
	mk_each(shared, &check->plan->shared)
		report_given_up(check,
			mk_arena_printf(check->arena, "shared region '%s'", shared->name),
			&shared->region);
}

static void request_fits(struct mk_check *check)
{
	const struct mk_misfit *misfit = &check->plan->misfit;

	if (misfit->members.count)
		report_misfit(check, misfit);
	else if (misfit->found)
		report_all_given_up(check);
}

extern const struct mk_rule mk_rule_board_has_memory;

const struct mk_rule mk_rule_memory_request_fits = {
	.problem = {.code = "MK0118",
		.name = "request-fits",
		.severity = MK_ERROR,
		.title = "there is no place for memory that is given by size alone",
		.why = "Memory without a place cannot be generated. mkpart tried every way to "
		       "place the requests; those named are a smallest set that does not fit "
		       "together.",
		.fix = "Make requests smaller, or move fixed ranges to leave larger gaps."},
	.whole = request_fits,
	.prerequisites = MK_RULES(MK_RULES_OF_NUMBERS, &mk_rule_board_has_memory),
};
