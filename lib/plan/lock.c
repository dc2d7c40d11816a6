/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/lock.h"

#include <string.h>

#include "base/number.h"
#include "base/sort.h"
#include "doc/reading_problems.h"
#include "plan/plan.h"
#include "plan/plan_file.h"

/* Ends with the first thing that is wrong: half a plan is none. */
struct reading {
	struct mk_arena *arena;
	struct mk_findings *findings;
	struct mk_lock *lock;
	bool failed;
};

static void fail(
	struct reading *reading, const struct mk_doc *doc, const char *key, const char *why)
{
	if (!reading->failed)
		mk_report(reading->findings, &mk_not_a_plan, doc->origin,
			"'%s' is not a plan of mkpart: '%s' %s", reading->lock->source->name, key,
			why);
	reading->failed = true;
}

/* --- values ----------------------------------------------------------------------------------- */

/* What is there, of that kind; NULL, complained of, where it is something else or missing. */
static const struct mk_doc *take(
	struct reading *reading, const struct mk_doc *map, const char *key, enum mk_doc_kind kind)
{
	static const char *const complaints[] = {
		"is not null", "is not text or a number", "is not a list", "is not a map"};
	const struct mk_doc *value = mk_doc_value(map, key);

	if (!value)
		fail(reading, map, key, "is missing");
	else if (value->kind != kind)
		fail(reading, value, key, complaints[kind]);
	else
		return value;
	return NULL;
}

static bool is_null(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return !value || value->kind == MK_DOC_NULL;
}

/* NULL for null and for what is missing. */
static const char *text_or_null(struct reading *reading, const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value =
		is_null(map, key) ? NULL : take(reading, map, key, MK_DOC_SCALAR);

	return value ? value->text : NULL;
}

static const char *take_name(struct reading *reading, const struct mk_doc *map)
{
	const struct mk_doc *name = take(reading, map, "name", MK_DOC_SCALAR);

	return name ? name->text : "";
}

static uint64_t take_number(struct reading *reading, const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = take(reading, map, key, MK_DOC_SCALAR);
	uint64_t number = 0;

	if (value && mk_number_parse(value->text, strlen(value->text), &number) != MK_NUMBER_OK)
		fail(reading, value, key, "is not a number of 64 bits");
	return number;
}

static bool is_true(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_SCALAR && !value->quoted &&
	       strcmp(value->text, "true") == 0;
}

/* --- parts ------------------------------------------------------------------------------------ */

/* False where it had no place. */
static bool read_region(
	struct reading *reading, const struct mk_doc *map, struct mk_lock_region *region)
{
	const struct mk_doc *first = mk_doc_value(map, "first");

	if (map->kind != MK_DOC_MAP) {
		fail(reading, map, "memory", "has something else than maps in it");
		return false;
	}
	if (first && first->kind == MK_DOC_NULL)
		return false;
	region->range.first = take_number(reading, map, "first");
	region->range.last = take_number(reading, map, "last");
	region->request = SIZE_MAX;
	if (!is_null(map, "request"))
		region->request = (size_t)take_number(reading, map, "request");
	if (!reading->failed && region->range.first > region->range.last)
		fail(reading, map, "first", "is behind 'last'");
	if (first)
		region->origin = first->origin;
	return !reading->failed;
}

static int compare_requests(const void *left, const void *right)
{
	const struct mk_lock_region *a = left;
	const struct mk_lock_region *b = right;
	int order = (a->request > b->request) - (a->request < b->request);

	if (!order)
		order = (a->range.first > b->range.first) - (a->range.first < b->range.first);
	return order ? order : (a->range.last > b->range.last) - (a->range.last < b->range.last);
}

static void read_memory(
	struct reading *reading, const struct mk_doc *map, struct mk_lock_node *node)
{
	const struct mk_doc *list = take(reading, map, "memory", MK_DOC_LIST);

	for (size_t i = 0; list && !reading->failed && i < list->items.count; i++) {
		struct mk_lock_region region = {.request = SIZE_MAX};
		if (read_region(reading, list->items.items[i], &region))
			*mk_vec_add(reading->arena, &node->memory) = region;
	}
	mk_vec_sort(&node->memory, compare_requests);
}

/* Plans have the list only where there is something in it. */
static void read_holdings(
	struct reading *reading, const struct mk_doc *map, const char *key, const char *owner)
{
	const struct mk_doc *list = is_null(map, key) ? NULL : take(reading, map, key, MK_DOC_LIST);

	for (size_t i = 0; list && !reading->failed && i < list->items.count; i++) {
		const struct mk_doc *item = list->items.items[i];
		struct mk_lock_holding holding = {.name = NULL};
		if (!read_region(reading, item, &holding.region))
			continue;
		holding.name =
			mk_arena_printf(reading->arena, "%s:%s", owner, take_name(reading, item));
		*mk_vec_add(reading->arena, &reading->lock->holdings) = holding;
	}
}

static void read_cpu(struct reading *reading, const struct mk_doc *map, struct mk_lock_node *node)
{
	const struct mk_doc *cpu =
		is_null(map, "cpu") ? NULL : take(reading, map, "cpu", MK_DOC_MAP);

	if (!cpu)
		return;
	node->cpu = text_or_null(reading, cpu, "path");
	node->cpu_chosen = is_true(cpu, "chosen");
	node->cpu_origin = cpu->origin;
}

static void read_node(struct reading *reading, const struct mk_doc *map)
{
	struct mk_lock_node *node = mk_vec_add(reading->arena, &reading->lock->nodes);

	node->name = take_name(reading, map);
	node->doc = map;
	read_cpu(reading, map, node);
	read_memory(reading, map, node);
	read_holdings(reading, map, "own", node->name);
}

static void read_outside(struct reading *reading, const struct mk_doc *map)
{
	read_holdings(reading, map, "memory", take_name(reading, map));
}

static void read_shared(struct reading *reading, const struct mk_doc *map)
{
	struct mk_lock_shared *shared = mk_vec_add(reading->arena, &reading->lock->shared);

	shared->name = take_name(reading, map);
	shared->doc = map;
	shared->placed = read_region(reading, map, &shared->region);
}

/* Which channel has that bit of the word at that offset; false: none. */
static bool channel_of(uint64_t offset, uint64_t bit, uint64_t *channel)
{
	uint64_t page = offset / MK_DOORBELL_PAGE;
	uint64_t word = offset % MK_DOORBELL_PAGE / 4;

	*channel = page * MK_DOORBELL_PAGE_CHANNELS + word * MK_DOORBELL_WORD_BITS + bit;
	return offset % 4 == 0 && bit < MK_DOORBELL_WORD_BITS &&
	       word < MK_DOORBELL_PAGE_CHANNELS / MK_DOORBELL_WORD_BITS;
}

static void read_doorbell(
	struct reading *reading, const struct mk_doc *map, struct mk_lock_ipi *ipi)
{
	const struct mk_doc *doorbell =
		is_null(map, "doorbell") ? NULL : take(reading, map, "doorbell", MK_DOC_MAP);
	const char *region = doorbell ? text_or_null(reading, doorbell, "region") : NULL;

	if (!region)
		return;
	if (channel_of(take_number(reading, doorbell, "offset"),
		    take_number(reading, doorbell, "bit"), &ipi->channel))
		ipi->doorbell = region;
}

static void read_ipi(struct reading *reading, const struct mk_doc *map)
{
	struct mk_lock_ipi *ipi = mk_vec_add(reading->arena, &reading->lock->ipis);

	ipi->name = take_name(reading, map);
	ipi->doc = map;
	ipi->to = text_or_null(reading, map, "to");
	ipi->sgi = is_null(map, "sgi") ? UINT64_MAX : take_number(reading, map, "sgi");
	ipi->chosen = is_true(map, "chosen");
	ipi->origin = ipi->sgi == UINT64_MAX ? map->origin : mk_doc_value(map, "sgi")->origin;
	read_doorbell(reading, map, ipi);
}

static void read_each(struct reading *reading, const struct mk_doc *doc, const char *key,
	void (*read)(struct reading *reading, const struct mk_doc *map))
{
	const struct mk_doc *list = take(reading, doc, key, MK_DOC_LIST);

	for (size_t i = 0; list && !reading->failed && i < list->items.count; i++) {
		const struct mk_doc *item = list->items.items[i];
		if (item->kind == MK_DOC_MAP)
			read(reading, item);
		else
			fail(reading, item, key, "has something else than maps in it");
	}
}

static void read_rest(struct reading *reading, const struct mk_doc *doc)
{
	const struct mk_doc *board = take(reading, doc, "board", MK_DOC_MAP);
	const struct mk_doc *loader = take(reading, doc, "loader", MK_DOC_MAP);
	struct mk_lock *lock = reading->lock;

	if (!board || !loader)
		return;
	lock->compatible = text_or_null(reading, board, "compatible");
	lock->model = text_or_null(reading, board, "model");
	lock->board_origin = board->origin;
	lock->loader_placed = read_region(reading, loader, &lock->loader);
}

/* --- looking up ------------------------------------------------------------------------------- */

/* Each begins with its name. */
static const char *name_of(const void *item)
{
	return *(const char *const *)item;
}

static int compare_names(const void *left, const void *right)
{
	return strcmp(name_of(left), name_of(right));
}

static int compare_name_with(const void *name, const void *item)
{
	return strcmp(name, name_of(item));
}

const struct mk_lock_node *mk_lock_find_node(const struct mk_lock *lock, const char *name)
{
	return lock ? mk_vec_find(&lock->nodes, name, compare_name_with) : NULL;
}

const struct mk_lock_shared *mk_lock_find_shared(const struct mk_lock *lock, const char *name)
{
	return lock ? mk_vec_find(&lock->shared, name, compare_name_with) : NULL;
}

const struct mk_lock_region *mk_lock_find_holding(const struct mk_lock *lock, const char *name)
{
	const struct mk_lock_holding *holding =
		lock ? mk_vec_find(&lock->holdings, name, compare_name_with) : NULL;

	return holding ? &holding->region : NULL;
}

const struct mk_lock_ipi *mk_lock_find_ipi(const struct mk_lock *lock, const char *name)
{
	return lock ? mk_vec_find(&lock->ipis, name, compare_name_with) : NULL;
}

struct mk_lock *mk_lock_of(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc *doc, struct mk_findings *findings)
{
	struct reading reading = {.arena = arena, .findings = findings};

	reading.lock = mk_arena_alloc(arena, sizeof *reading.lock);
	reading.lock->source = source;
	reading.lock->doc = doc;
	read_rest(&reading, doc);
	read_each(&reading, doc, "nodes", read_node);
	read_each(&reading, doc, "shared", read_shared);
	read_each(&reading, doc, "ipis", read_ipi);
	if (!is_null(doc, "outside"))
		read_each(&reading, doc, "outside", read_outside);
	if (reading.failed)
		return NULL;
	mk_vec_sort(&reading.lock->nodes, compare_names);
	mk_vec_sort(&reading.lock->shared, compare_names);
	mk_vec_sort(&reading.lock->ipis, compare_names);
	mk_vec_sort(&reading.lock->holdings, compare_names);
	return reading.lock;
}

struct mk_lock *mk_lock_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_doc *doc = mk_plan_file_read(arena, source, findings);

	return doc ? mk_lock_of(arena, source, doc, findings) : NULL;
}

/* A plan spells other bytes differently, so that they cannot be compared. */
static bool is_plain(const char *text)
{
	for (; *text; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

bool mk_lock_fits(const struct mk_lock *lock, const char *compatible, const char *model,
	struct mk_findings *findings)
{
	bool by_model = !lock->compatible || !compatible;
	const char *then = by_model ? lock->model : lock->compatible;
	const char *now = by_model ? model : compatible;

	if (!then || !now || !is_plain(now) || strcmp(then, now) == 0)
		return true;
	mk_report(findings, &mk_not_a_plan, lock->board_origin,
		"'%s' is the plan for another board: for '%s', and this is '%s'",
		lock->source->name, then, now);
	return false;
}
