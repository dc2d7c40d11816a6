/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/lock.h"

#include <string.h>

#include "base/sort.h"
#include "doc/reading_problems.h"
#include "plan/plan.h"
#include "plan/plan_file.h"

/* --- parts ------------------------------------------------------------------------------------ */

static struct mk_lock_region region_of(const struct mk_row_range *range)
{
	return (struct mk_lock_region){range->range, range->origin, SIZE_MAX};
}

static int compare_requests(const void *left, const void *right)
{
	const struct mk_lock_region *a = left;
	const struct mk_lock_region *b = right;
	int order = mk_compare_numbers(a->request, b->request);

	if (!order)
		order = mk_compare_numbers(a->range.first, b->range.first);
	return order ? order : mk_compare_numbers(a->range.last, b->range.last);
}

static void add_memory(struct mk_arena *arena, struct mk_lock_node *node)
{
	const struct mk_plan_document_slice *slice;

	mk_each(slice, &node->document->memory) {
		struct mk_lock_region region = region_of(&slice->range);
		if (slice->request.given)
			region.request = (size_t)slice->request.value;
		if (slice->range.given)
			*mk_vec_add(arena, &node->memory) = region;
	}
	mk_vec_sort(&node->memory, compare_requests);
}

static void add_holdings(struct mk_arena *arena, struct mk_lock *lock, const char *owner,
	const mk_plan_document_holdings *holdings)
{
	const struct mk_plan_document_holding *holding;

	mk_each(holding, holdings)
		if (holding->range.given)
			*mk_vec_add(arena, &lock->holdings) = (struct mk_lock_holding){
				mk_arena_printf(arena, "%s:%s", owner, holding->name),
				region_of(&holding->range)};
}

static void add_node(
	struct mk_arena *arena, struct mk_lock *lock, const struct mk_plan_document_node *document)
{
	struct mk_lock_node *node = mk_vec_add(arena, &lock->nodes);

	node->name = document->name;
	node->document = document;
	if (document->cpu) {
		node->cpu = document->cpu->path;
		node->cpu_chosen = document->cpu->chosen;
		node->cpu_origin = document->cpu->object.origin;
	}
	add_memory(arena, node);
	add_holdings(arena, lock, node->name, &document->own);
}

static void add_shared(struct mk_arena *arena, struct mk_lock *lock,
	const struct mk_plan_document_shared *document)
{
	*mk_vec_add(arena, &lock->shared) = (struct mk_lock_shared){
		.name = document->name,
		.document = document,
		.placed = document->range.given,
		.region = region_of(&document->range),
	};
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

static void add_ipi(
	struct mk_arena *arena, struct mk_lock *lock, const struct mk_plan_document_ipi *document)
{
	struct mk_lock_ipi *ipi = mk_vec_add(arena, &lock->ipis);
	const struct mk_plan_document_doorbell *doorbell = document->doorbell;

	ipi->name = document->name;
	ipi->document = document;
	ipi->to = document->to;
	ipi->sgi = document->sgi.given ? document->sgi.value : UINT64_MAX;
	ipi->chosen = document->chosen;
	ipi->origin = document->sgi.given ? document->sgi.origin : document->object.origin;
	if (doorbell && channel_of(doorbell->offset.value, doorbell->bit.value, &ipi->channel))
		ipi->doorbell = doorbell->region;
}

static void add_loader(struct mk_lock *lock, const struct mk_plan_document_loader *document)
{
	lock->loader_placed = document->range.given;
	lock->loader = region_of(&document->range);
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

/* --- the whole -------------------------------------------------------------------------------- */

static bool have_names(const struct mk_plan_document *document)
{
	const struct mk_plan_document_node *node;
	const struct mk_plan_document_shared *shared;
	const struct mk_plan_document_ipi *ipi;
	const struct mk_plan_document_outside *outside;
	bool have = true;

	mk_each(node, &document->nodes)
		have = have && node->name;
	mk_each(shared, &document->shared)
		have = have && shared->name;
	mk_each(ipi, &document->ipis)
		have = have && ipi->name;
	mk_each(outside, &document->outside)
		have = have && outside->name;
	return have;
}

static void add_all(
	struct mk_arena *arena, struct mk_lock *lock, const struct mk_plan_document *document)
{
	const struct mk_plan_document_node *node;
	const struct mk_plan_document_shared *shared;
	const struct mk_plan_document_ipi *ipi;
	const struct mk_plan_document_outside *outside;

	mk_each(node, &document->nodes)
		add_node(arena, lock, node);
	mk_each(shared, &document->shared)
		add_shared(arena, lock, shared);
	mk_each(ipi, &document->ipis)
		add_ipi(arena, lock, ipi);
	mk_each(outside, &document->outside)
		add_holdings(arena, lock, outside->name, &outside->memory);
	add_loader(lock, document->loader);
}

struct mk_lock *mk_lock_of(struct mk_arena *arena, const struct mk_plan_document *document)
{
	struct mk_lock *lock = mk_arena_alloc(arena, sizeof *lock);

	if (!have_names(document))
		return NULL;
	lock->document = document;
	add_all(arena, lock, document);
	mk_vec_sort(&lock->nodes, compare_names);
	mk_vec_sort(&lock->shared, compare_names);
	mk_vec_sort(&lock->ipis, compare_names);
	mk_vec_sort(&lock->holdings, compare_names);
	return lock;
}

struct mk_lock *mk_lock_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const struct mk_plan_document *document = mk_plan_file_read(arena, source, findings);

	return document ? mk_lock_of(arena, document) : NULL;
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
	const struct mk_plan_document_board *board = lock->document->board;
	bool by_model = !board->compatible || !compatible;
	const char *then = by_model ? board->model : board->compatible;
	const char *now = by_model ? model : compatible;

	if (!then || !now || !is_plain(now) || strcmp(then, now) == 0)
		return true;
	mk_report(findings, &mk_not_a_plan, board->object.origin,
		"'%s' is the plan for another board: it is for '%s', but this is '%s'",
		board->object.origin.source->name, then, now);
	return false;
}
