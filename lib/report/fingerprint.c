/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/fingerprint.h"

#include <inttypes.h>

#include "base/sort.h"

/* FNV-1a, 64 bits: stable, and names are all it has to tell apart. */
#define FNV_BASIS UINT64_C(0xcbf29ce484222325)
#define FNV_PRIME UINT64_C(0x100000001b3)

struct mark {
	uint64_t hash;
	size_t index; /* in the list of findings */
};

/* The NUL behind each text is taken in as well: "a", "bc" is not "ab", "c". */
static uint64_t take_in(uint64_t hash, const char *text)
{
	const char *at = text ? text : "";

	do
		hash = (hash ^ (unsigned char)*at) * FNV_PRIME;
	while (*at++);
	return hash;
}

static uint64_t hash_of(const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	uint64_t hash = take_in(FNV_BASIS, report->groups[reported->group].layout);

	hash = take_in(hash, finding->problem->code);
	hash = take_in(hash, finding->message);
	hash = take_in(hash, finding->origin.path);
	for (size_t i = 0; i < finding->subjects.count; i++)
		hash = take_in(hash, finding->subjects.items[i]);
	return hash;
}

static int compare_marks(const void *left, const void *right)
{
	const struct mark *a = left;
	const struct mark *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return mk_compare_numbers(a->index, b->index);
}

const char *const *mk_fingerprints(
	struct mk_arena *arena, const struct mk_report *report, const mk_reported_list *list)
{
	const char **fingerprints = mk_arena_array(arena, list->count, sizeof *fingerprints);
	struct mark *marks = mk_arena_array(arena, list->count, sizeof *marks);
	size_t alike = 0;

	for (size_t i = 0; i < list->count; i++)
		marks[i] = (struct mark){hash_of(report, &list->items[i]), i};
	mk_sort(marks, list->count, sizeof *marks, compare_marks);
	for (size_t i = 0; i < list->count; i++) {
		alike = i && marks[i].hash == marks[i - 1].hash ? alike + 1 : 1;
		fingerprints[marks[i].index] =
			mk_arena_printf(arena, "%016" PRIx64 ":%zu", marks[i].hash, alike);
	}
	return fingerprints;
}
