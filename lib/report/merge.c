/* SPDX-License-Identifier: BSD-2-Clause */
/* What is found alike on several boards is told once. */
#include <string.h>

#include "base/sort.h"
#include "report/report.h"

struct entry {
	const struct mk_finding *finding;
	size_t group;
	size_t place; /* among the findings of its group */
	size_t turn;  /* how many of its group say the same before it */
};

static int compare_optional(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* 0 where the two say the same of the same place. */
static int compare_content(const struct mk_finding *a, const struct mk_finding *b)
{
	int order = mk_origin_compare(&a->origin, &b->origin);

	if (!order)
		order = strcmp(a->problem->code, b->problem->code);
	if (!order)
		order = (int)a->standing - (int)b->standing;
	if (!order)
		order = strcmp(a->message, b->message);
	return order ? order : compare_optional(a->suggestion, b->suggestion);
}

static int compare_turns(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;
	int order = compare_content(a->finding, b->finding);

	if (!order)
		order = mk_compare_numbers(a->turn, b->turn);
	return order ? order : mk_compare_numbers(a->group, b->group);
}

static bool says_the_same(const struct entry *a, const struct entry *b)
{
	return compare_content(a->finding, b->finding) == 0;
}

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;
	int order = compare_content(a->finding, b->finding);

	if (!order)
		order = mk_compare_numbers(a->group, b->group);
	return order ? order : mk_compare_numbers(a->place, b->place);
}

/* In the order of the text; what one board alone has stands behind what came before it there. */
static int compare_reported(const void *left, const void *right)
{
	const struct mk_reported *a = left;
	const struct mk_reported *b = right;
	int order = mk_origin_compare(&a->finding->origin, &b->finding->origin);

	if (!order)
		order = strcmp(a->finding->problem->code, b->finding->problem->code);
	if (!order)
		order = mk_compare_numbers(a->group, b->group);
	return order ? order : mk_compare_numbers(a->finding->sequence, b->finding->sequence);
}

static size_t count_findings(const struct mk_report *report, size_t first, size_t count)
{
	size_t sum = 0;

	for (size_t i = first; i < first + count; i++)
		sum += report->groups[i].findings->list.count;
	return sum;
}

static struct entry *sorted_entries(
	struct mk_arena *arena, const struct mk_report *report, size_t first, size_t count)
{
	size_t total = count_findings(report, first, count);
	struct entry *entries = mk_arena_array(arena, total, sizeof *entries);
	size_t used = 0;

	for (size_t i = first; i < first + count; i++)
		for (size_t k = 0; k < report->groups[i].findings->list.count; k++)
			entries[used++] =
				(struct entry){report->groups[i].findings->list.items[k], i, k, 0};
	mk_sort(entries, total, sizeof *entries, compare_entries);
	for (size_t i = 1; i < total; i++)
		if (entries[i].group == entries[i - 1].group &&
			says_the_same(&entries[i], &entries[i - 1]))
			entries[i].turn = entries[i - 1].turn + 1;
	mk_sort(entries, total, sizeof *entries, compare_turns);
	return entries;
}

mk_reported_list mk_report_merge(
	struct mk_arena *arena, const struct mk_report *report, size_t first, size_t count)
{
	const struct entry *entries = sorted_entries(arena, report, first, count);
	size_t total = count_findings(report, first, count);
	mk_reported_list list = {NULL, 0, 0};

	for (size_t i = 0; i < total; i++) {
		if (i && entries[i].turn == entries[i - 1].turn &&
			says_the_same(&entries[i], &entries[i - 1]))
			*mk_vec_add(arena, &list.items[list.count - 1].also) = entries[i].group;
		else
			*mk_vec_add(arena, &list) =
				(struct mk_reported){.finding = entries[i].finding,
					.group = entries[i].group,
					.board_count = count};
	}
	mk_vec_sort(&list, compare_reported);
	return list;
}

mk_reported_list mk_report_merge_all(struct mk_arena *arena, const struct mk_report *report)
{
	mk_reported_list all = {NULL, 0, 0};
	size_t count;

	for (size_t i = 0; i < report->group_count; i += count) {
		mk_reported_list list;
		const struct mk_reported *reported;
		count = mk_report_same_layout(report, i);
		list = mk_report_merge(arena, report, i, count);
		mk_each(reported, &list)
			*mk_vec_add(arena, &all) = *reported;
	}
	return all;
}

size_t mk_report_same_layout(const struct mk_report *report, size_t first)
{
	size_t end = first + 1;

	while (end < report->group_count &&
		compare_optional(report->groups[first].layout, report->groups[end].layout) == 0)
		end++;
	return end - first;
}
