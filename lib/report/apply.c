/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/apply.h"

#include <string.h>

#include "base/sort.h"
#include "report/edit.h"

typedef MK_VEC(const struct mk_change *) change_list;

static bool is_wanted(const struct mk_finding *finding, const struct mk_apply *apply)
{
	const char *const *code = apply->codes;

	if (finding->standing != MK_STANDS)
		return false;
	while (code && *code && strcmp(*code, finding->problem->code) != 0)
		code++;
	return !code || *code;
}

/* The one that leaves no choice; of guesses the first is the likeliest. */
static const struct mk_remedy *choose(
	const struct mk_finding *finding, const struct mk_apply *apply)
{
	const struct mk_remedy *first = finding->remedies.items;

	if (!finding->remedies.count)
		return NULL;
	return apply->guesses || (first->safe && finding->remedies.count == 1) ? first : NULL;
}

static bool is_inside(const struct mk_change *change, const struct mk_source *source)
{
	return change->at >= source->text && change->at <= source->text + source->length;
}

/* Changes that touch would depend on each other. */
static bool touches(const struct mk_change *a, const struct mk_change *b)
{
	return a->at <= b->at + b->length && b->at <= a->at + a->length;
}

static bool fits(const mk_changes *changes, const change_list *made, const struct mk_apply *apply)
{
	const struct mk_change *const *other;
	const struct mk_change *change;

	mk_each(change, changes) {
		if (!is_inside(change, apply->source))
			return false;
		mk_each(other, made)
			if (touches(change, *other))
				return false;
	}
	return true;
}

/* What is put before a text comes before what replaces it. */
static int compare_changes(const void *left, const void *right)
{
	const struct mk_change *a = *(const struct mk_change *const *)left;
	const struct mk_change *b = *(const struct mk_change *const *)right;

	if (a->at != b->at)
		return a->at > b->at ? 1 : -1;
	return mk_compare_numbers(a->length, b->length);
}

static void write_changed(
	struct mk_buffer *out, const struct mk_source *source, const change_list *made)
{
	const struct mk_change *const *change;
	const char *at = source->text;

	mk_each(change, made) {
		mk_buffer_add(out, at, (size_t)((*change)->at - at));
		mk_buffer_puts(out, (*change)->text);
		at = (*change)->at + (*change)->length;
	}
	mk_buffer_add(out, at, (size_t)(source->text + source->length - at));
}

size_t mk_apply_remedies(
	struct mk_buffer *out, const struct mk_findings *findings, const struct mk_apply *apply)
{
	struct mk_excerpts excerpts = {.arena = out->arena};
	struct mk_finding *const *finding;
	change_list made = {0};
	size_t count = 0;

	mk_each(finding, &findings->list) {
		const struct mk_remedy *remedy =
			is_wanted(*finding, apply) ? choose(*finding, apply) : NULL;
		mk_changes changes;
		if (!remedy || !mk_remedy_changes(&excerpts, remedy, &changes) ||
			!fits(&changes, &made, apply))
			continue;
		count++;
		for (size_t i = 0; i < changes.count; i++)
			*mk_vec_add(out->arena, &made) = &changes.items[i];
	}
	mk_vec_sort(&made, compare_changes);
	write_changed(out, apply->source, &made);
	return count;
}
