/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/finding.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/sort.h"

const char *mk_severity_name(enum mk_severity severity)
{
	static const char *const names[] = {"note", "warning", "error"};

	return names[severity];
}

void mk_findings_init(struct mk_findings *findings, struct mk_arena *arena)
{
	*findings = (struct mk_findings){.arena = arena};
}

static struct mk_findings_kind *kind_of(
	struct mk_findings *findings, const struct mk_problem *problem)
{
	struct mk_findings_kind *kind;

	mk_each(kind, &findings->kinds)
		if (kind->problem == problem)
			return kind;
	kind = mk_vec_add(findings->arena, &findings->kinds);
	kind->problem = problem;
	return kind;
}

static struct mk_finding *add(
	struct mk_findings *findings, const struct mk_problem *problem, struct mk_origin origin)
{
	struct mk_finding *finding = mk_arena_alloc(findings->arena, sizeof *finding);

	finding->problem = problem;
	finding->severity = problem->severity;
	finding->origin = origin;
	finding->sequence = findings->list.count;
	*mk_vec_add(findings->arena, &findings->list) = finding;
	return finding;
}

/* "at least": a search may stop once nothing more would be listed. */
#define UNLISTED "at least %zu more findings of this kind are not listed"

/* What stands for all that are not listed is where the first of them is. */
static struct mk_finding *leave_out(
	struct mk_findings *findings, struct mk_findings_kind *kind, struct mk_origin origin)
{
	size_t room = sizeof UNLISTED + 20;

	if (!kind->others) {
		kind->others = add(findings, kind->problem, origin);
		kind->others->message = kind->text = mk_arena_alloc(findings->arena, room);
	}
	kind->others->unlisted++;
	snprintf(kind->text, room, UNLISTED, kind->others->unlisted);
	if (!findings->spare)
		findings->spare = mk_arena_alloc(findings->arena, sizeof *findings->spare);
	*findings->spare = (struct mk_finding){
		.problem = kind->problem, .severity = kind->problem->severity, .origin = origin};
	return findings->spare;
}

struct mk_finding *mk_report(struct mk_findings *findings, const struct mk_problem *problem,
	struct mk_origin origin, const char *format, ...)
{
	struct mk_findings_kind *kind = kind_of(findings, problem);
	struct mk_finding *finding;
	va_list arguments;

	if (kind->count++ >= MK_FINDINGS_MAX)
		return leave_out(findings, kind, origin);
	finding = add(findings, problem, origin);
	va_start(arguments, format);
	finding->message = mk_arena_vprintf(findings->arena, format, arguments);
	va_end(arguments);
	return finding;
}

size_t mk_findings_like(const struct mk_findings *findings, const struct mk_problem *problem)
{
	const struct mk_findings_kind *kind;

	mk_each(kind, &findings->kinds)
		if (kind->problem == problem)
			return kind->count;
	return 0;
}

size_t mk_findings_of(const struct mk_findings *findings, const char *code)
{
	const struct mk_findings_kind *kind;

	mk_each(kind, &findings->kinds)
		if (strcmp(kind->problem->code, code) == 0)
			return kind->count;
	return 0;
}

bool mk_findings_is_full(const struct mk_findings *findings, const struct mk_problem *problem)
{
	const struct mk_findings_kind *kind;

	mk_each(kind, &findings->kinds)
		if (kind->problem == problem)
			return kind->others != NULL;
	return false;
}

size_t mk_finding_weight(const struct mk_finding *finding)
{
	return finding->unlisted ? finding->unlisted : 1;
}

size_t mk_findings_unlisted(const struct mk_findings *findings)
{
	struct mk_finding *const *finding;
	size_t count = 0;

	mk_each(finding, &findings->list)
		count += (*finding)->unlisted;
	return count;
}

void mk_add_note(struct mk_findings *findings, struct mk_finding *finding, struct mk_origin origin,
	const char *format, ...)
{
	struct mk_note *note;
	va_list arguments;

	if (!origin.source || finding == findings->spare)
		return;
	note = mk_vec_add(findings->arena, &finding->notes);
	note->origin = origin;
	va_start(arguments, format);
	note->message = mk_arena_vprintf(findings->arena, format, arguments);
	va_end(arguments);
}

void mk_suggest(struct mk_findings *findings, struct mk_finding *finding, const char *format, ...)
{
	va_list arguments;

	if (finding == findings->spare)
		return;
	va_start(arguments, format);
	finding->suggestion = mk_arena_vprintf(findings->arena, format, arguments);
	va_end(arguments);
}

struct mk_remedy *mk_add_remedy(
	struct mk_findings *findings, struct mk_finding *finding, enum mk_remedy_kind kind)
{
	struct mk_remedy *remedy;

	if (finding == findings->spare)
		return NULL;
	remedy = mk_vec_add(findings->arena, &finding->remedies);
	remedy->safe = kind == MK_REMEDY_SAFE;
	return remedy;
}

static void add_edit(struct mk_findings *findings, struct mk_remedy *remedy, struct mk_edit edit)
{
	if (remedy)
		*mk_vec_add(findings->arena, &remedy->edits) = edit;
}

void mk_add_edit(struct mk_findings *findings, struct mk_remedy *remedy, struct mk_origin origin,
	const char *was, const char *text)
{
	add_edit(findings, remedy,
		(struct mk_edit){
			.origin = origin, .kind = MK_EDIT_VERBATIM, .was = was, .text = text});
}

void mk_fix(struct mk_findings *findings, struct mk_finding *finding, enum mk_remedy_kind kind,
	struct mk_origin origin, const char *was, const char *text)
{
	add_edit(findings, mk_add_remedy(findings, finding, kind),
		(struct mk_edit){
			.origin = origin, .kind = MK_EDIT_SCALAR, .was = was, .text = text});
}

void mk_did_you_mean(struct mk_findings *findings, struct mk_finding *finding,
	struct mk_origin origin, const char *was, const char *nearest)
{
	mk_suggest(findings, finding, "did you mean '%s'?", nearest);
	mk_fix(findings, finding, MK_REMEDY_GUESS, origin, was, nearest);
}

void mk_fix_number(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, struct mk_origin origin, uint64_t was, uint64_t number)
{
	add_edit(findings, mk_add_remedy(findings, finding, kind),
		(struct mk_edit){.origin = origin,
			.kind = MK_EDIT_NUMBER,
			.number_was = was,
			.text = mk_arena_printf(findings->arena, "0x%" PRIx64, number)});
}

void mk_drop_remedies(struct mk_finding *finding)
{
	finding->remedies.count = 0;
}

void mk_about(struct mk_findings *findings, struct mk_finding *finding, const char *subject)
{
	if (subject && finding != findings->spare)
		*mk_vec_add(findings->arena, &finding->subjects) = subject;
}

static int compare_findings(const void *left, const void *right)
{
	const struct mk_finding *a = *(const struct mk_finding *const *)left;
	const struct mk_finding *b = *(const struct mk_finding *const *)right;
	int order = mk_origin_compare(&a->origin, &b->origin);

	if (!order)
		order = strcmp(a->problem->code, b->problem->code);
	if (!order)
		order = mk_compare_numbers(a->sequence, b->sequence);
	return order;
}

void mk_findings_sort(struct mk_findings *findings)
{
	mk_vec_sort(&findings->list, compare_findings);
}

size_t mk_findings_count(const struct mk_findings *findings, enum mk_severity severity)
{
	struct mk_finding *const *finding;
	size_t count = 0;

	mk_each(finding, &findings->list)
		if ((*finding)->severity == severity && (*finding)->standing == MK_STANDS)
			count += mk_finding_weight(*finding);
	return count;
}

#define NAME_MAX_BYTES 64
#define PREFIX_LEAST_BYTES 4

/* Three rows of the table of distances: that of the character before last, the last, and this. */
struct distances {
	size_t rows[3][NAME_MAX_BYTES + 1];
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Levenshtein distance of two short names, where two letters swapped are one mistake, and capitals
 * none.
 */
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	struct distances table;
	size_t *before = table.rows[0], *last = table.rows[1], *row = table.rows[2];

	for (size_t j = 0; j <= b_length; j++)
		last[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *free_row = before;
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			row[j] = least(last[j - 1] + (tolower((unsigned char)a[i - 1]) !=
							     tolower((unsigned char)b[j - 1])),
				least(last[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
		before = last;
		last = row;
		row = free_row;
	}
	return last[b_length];
}

static bool is_within(const char *wanted, size_t length, const char *name)
{
	return length >= PREFIX_LEAST_BYTES && length <= NAME_MAX_BYTES &&
	       strcasestr(name, wanted) != NULL;
}

/* The one name that has `wanted` in it, or that it begins with: "qemu" for "qemu-arm-virt". */
static const char *lone_extension(const char *wanted, const char *const *names, size_t count)
{
	size_t wanted_length = strlen(wanted);
	const char *found = NULL;

	for (size_t i = 0; i < count; i++) {
		size_t shared = least(wanted_length, strlen(names[i]));
		bool is_start =
			shared >= PREFIX_LEAST_BYTES && strncasecmp(wanted, names[i], shared) == 0;
		if (!is_start && !is_within(wanted, wanted_length, names[i]))
			continue;
		if (found)
			return NULL;
		found = names[i];
	}
	return found;
}

const char *mk_nearest_name(const char *wanted, const char *const *names, size_t count)
{
	size_t wanted_length = strlen(wanted);
	size_t best_distance = (wanted_length + 1) / 3 + 1;
	const char *best = NULL;

	if (wanted_length > NAME_MAX_BYTES)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(names[i]);
		size_t distance;
		if (length > NAME_MAX_BYTES)
			continue;
		distance = edit_distance(wanted, wanted_length, names[i], length);
		if (distance < best_distance || (distance == 1 && !best)) {
			best_distance = distance;
			best = names[i];
		}
	}
	return best ? best : lone_extension(wanted, names, count);
}
