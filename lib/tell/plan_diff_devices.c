/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who has which device and interrupt. What one node lost and another one got went from the one to
 * the other; an interrupt that a device takes along is not told of by itself.
 */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

/* Somebody has something. */
struct holding {
	const char *what; /* a device's path, or an INTID in ten digits */
	const char *node;
	const struct mk_plan_document_device *device; /* NULL: an interrupt */
	uint64_t intid;
};

typedef MK_VEC(struct holding) holdings;

/* Something changed hands; or it is somebody's as before, and differs. */
struct handover {
	const struct holding *from; /* NULL: nobody had it */
	const struct holding *to;   /* NULL: nobody has it */
};

struct mk_handovers {
	MK_VEC(struct handover) list;
	MK_VEC(const char *) along; /* interrupts that went with a device: see along_key; sorted */
};

/* --- holdings --------------------------------------------------------------------------------- */

static int compare_what(const struct holding *a, const struct holding *b)
{
	int order = (b->device != NULL) - (a->device != NULL);

	return order ? order : strcmp(a->what, b->what);
}

static int compare_holdings(const void *left, const void *right)
{
	const struct holding *a = left;
	const struct holding *b = right;
	int order = compare_what(a, b);

	return order ? order : strcmp(a->node, b->node);
}

static void collect_devices(struct mk_diff *diff, const struct mk_plan_document_node *node,
	const char *name, holdings *found)
{
	const struct mk_plan_document_device *device;

	mk_each(device, &node->devices)
		if (device->path)
			*mk_vec_add(diff->arena, found) = (struct holding){
				.what = device->path, .node = name, .device = device};
}

static void collect_interrupts(struct mk_diff *diff, const struct mk_plan_document_node *node,
	const char *name, holdings *found)
{
	const uint64_t *intid;

	mk_each(intid, &node->spis)
		*mk_vec_add(diff->arena, found) = (struct holding){
			.what = mk_arena_printf(diff->arena, "%010" PRIu64, *intid),
			.node = name,
			.intid = *intid};
}

static holdings holdings_of(struct mk_diff *diff, bool now)
{
	const struct mk_node_pair *pair;
	holdings found = {0};

	mk_each(pair, &diff->nodes) {
		const struct mk_lock_node *node = now ? pair->after : pair->before;
		if (!node)
			continue;
		collect_devices(diff, node->document, pair->name, &found);
		collect_interrupts(diff, node->document, pair->name, &found);
	}
	mk_vec_sort(&found, compare_holdings);
	return found;
}

/* --- handovers -------------------------------------------------------------------------------- */

static void add(struct mk_diff *diff, struct mk_handovers *handovers, const struct holding *from,
	const struct holding *to)
{
	*mk_vec_add(diff->arena, &handovers->list) = (struct handover){from, to};
}

/* Those in a group (one thing, then and now) that hold on to it leave it. */
static void drop_common(struct mk_diff *diff, struct mk_handovers *handovers,
	const struct holding **then, size_t *then_count, const struct holding **now,
	size_t *now_count)
{
	size_t i = 0, j = 0, thens = 0, nows = 0;

	while (i < *then_count || j < *now_count) {
		int order = i == *then_count  ? 1
			    : j == *now_count ? -1
					      : strcmp(then[i]->node, now[j]->node);
		if (order < 0) {
			then[thens++] = then[i++];
		} else if (order > 0) {
			now[nows++] = now[j++];
		} else {
			if (then[i]->device && !mk_rows_same(&mk_plan_document_device_rows,
						       then[i]->device, now[j]->device))
				add(diff, handovers, then[i], now[j]);
			i++;
			j++;
		}
	}
	*then_count = thens;
	*now_count = nows;
}

/* With one on each side it is clear who gave it to whom. */
static void add_group(struct mk_diff *diff, struct mk_handovers *handovers,
	const struct holding **then, size_t then_count, const struct holding **now,
	size_t now_count)
{
	drop_common(diff, handovers, then, &then_count, now, &now_count);
	if (then_count == 1 && now_count == 1) {
		add(diff, handovers, then[0], now[0]);
		return;
	}
	for (size_t i = 0; i < then_count; i++)
		add(diff, handovers, then[i], NULL);
	for (size_t i = 0; i < now_count; i++)
		add(diff, handovers, NULL, now[i]);
}

/* Moves the holdings of that thing from *at on into a list, and *at behind them. */
static size_t take_group(
	const holdings *all, size_t *at, const struct holding *what, const struct holding **group)
{
	size_t count = 0;

	while (*at < all->count && compare_what(&all->items[*at], what) == 0)
		group[count++] = &all->items[(*at)++];
	return count;
}

static void compare_all(struct mk_diff *diff, struct mk_handovers *handovers)
{
	holdings then = holdings_of(diff, false);
	holdings now = holdings_of(diff, true);
	const struct holding **left = mk_arena_array(diff->arena, then.count, sizeof *left);
	const struct holding **right = mk_arena_array(diff->arena, now.count, sizeof *right);
	size_t i = 0, j = 0;

	while (i < then.count || j < now.count) {
		const struct holding *what = j == now.count ? &then.items[i] : &now.items[j];
		size_t lefts, rights;
		if (i < then.count && compare_what(&then.items[i], what) < 0)
			what = &then.items[i];
		lefts = take_group(&then, &i, what, left);
		rights = take_group(&now, &j, what, right);
		add_group(diff, handovers, left, lefts, right, rights);
	}
}

/* --- interrupts that come along --------------------------------------------------------------- */

static const char *along_key(
	struct mk_diff *diff, uint64_t intid, const struct holding *from, const struct holding *to)
{
	return mk_arena_printf(diff->arena, "%" PRIu64 " %s/%s", intid, from ? from->node : "",
		to ? to->node : "");
}

static bool next_interrupt(
	const struct mk_plan_document_device *device, size_t *at, uint64_t *intid)
{
	while (device && *at < device->interrupts.count) {
		const struct mk_plan_document_interrupt *item = &device->interrupts.items[(*at)++];
		*intid = item->intid.value;
		if (item->intid.given && mk_diff_same_text(item->kind, "spi"))
			return true;
	}
	return false;
}

static void collect_along(struct mk_diff *diff, struct mk_handovers *handovers)
{
	const struct handover *handover;
	uint64_t intid;

	mk_each(handover, &handovers->list) {
		const struct holding *device = handover->to ? handover->to : handover->from;
		size_t at = 0;
		while (next_interrupt(device->device, &at, &intid))
			*mk_vec_add(diff->arena, &handovers->along) =
				along_key(diff, intid, handover->from, handover->to);
	}
	mk_vec_sort(&handovers->along, mk_compare_texts);
}

static bool came_along(
	struct mk_diff *diff, const struct mk_handovers *handovers, const struct handover *handover)
{
	const struct holding *what = handover->to ? handover->to : handover->from;
	const char *key;

	if (what->device)
		return false;
	key = along_key(diff, what->intid, handover->from, handover->to);
	return mk_vec_find(&handovers->along, &key, mk_compare_texts) != NULL;
}

struct mk_handovers *mk_diff_handovers(struct mk_diff *diff)
{
	struct mk_handovers *handovers = mk_arena_alloc(diff->arena, sizeof *handovers);

	compare_all(diff, handovers);
	collect_along(diff, handovers);
	return handovers;
}

/* --- words ------------------------------------------------------------------------------------ */

/* "device /uart@9000000 with SPI 1 (INTID 33)" */
static const char *holding_text(struct mk_diff *diff, const struct holding *holding)
{
	struct mk_buffer text;
	uint64_t intid;
	size_t at = 0;
	size_t count = 0;

	if (!holding->device)
		return mk_diff_intid(diff, holding->intid);
	mk_buffer_init(&text, diff->arena);
	mk_buffer_printf(&text, "device %s", mk_diff_shown(diff, holding->what));
	while (next_interrupt(holding->device, &at, &intid))
		mk_buffer_printf(
			&text, "%s%s", count++ ? ", " : " with ", mk_diff_intid(diff, intid));
	return text.text;
}

static void tell_difference(
	struct mk_diff *diff, const struct holding *then, const struct holding *now)
{
	bool shared = now->device->shared;
	const char *path = mk_diff_shown(diff, now->what);

	if (then->device->shared != shared)
		mk_diff_line(diff, "device %s is %s now", path,
			shared ? "shared with other nodes" : "its own");
	else
		mk_diff_line(diff, "device %s has other registers or interrupts", path);
}

static bool is_at(const struct holding *holding, const char *node)
{
	return holding && strcmp(holding->node, node) == 0;
}

void mk_diff_gains(struct mk_diff *diff, const struct mk_handovers *handovers, const char *node)
{
	const struct handover *handover;

	mk_each(handover, &handovers->list) {
		bool from = is_at(handover->from, node);
		bool to = is_at(handover->to, node);
		if (from && to)
			tell_difference(diff, handover->from, handover->to);
		else if (came_along(diff, handovers, handover))
			continue;
		else if (from && !handover->to)
			mk_diff_line(diff, "%s is gone", holding_text(diff, handover->from));
		else if (to && !handover->from)
			mk_diff_line(diff, "%s is new", holding_text(diff, handover->to));
	}
}

void mk_diff_passed(struct mk_diff *diff, const struct mk_handovers *handovers)
{
	const struct handover *handover;

	mk_diff_head(diff, "from node to node");
	mk_each(handover, &handovers->list)
		if (handover->from && handover->to &&
			strcmp(handover->from->node, handover->to->node) != 0 &&
			!came_along(diff, handovers, handover))
			mk_diff_line(diff, "%s went from '%s' to '%s'",
				holding_text(diff, handover->to),
				mk_diff_shown(diff, handover->from->node),
				mk_diff_shown(diff, handover->to->node));
}
