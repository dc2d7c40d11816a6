/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "base/sort.h"
#include "base/words.h"
#include "check/devices.h"
#include "check/references.h"
#include "check/rule.h"

#define MAX_NAMED 3u

/* A device of a node, and one thing of a provider that it uses. */
struct use {
	const struct mk_provider *provider;
	const struct mk_device *device;
	struct mk_holder holder;
	const struct mk_dt_node *through; /* a part that chooses it, and may be shared itself */
	const char *property;		  /* of the device, or of what is behind it */
};

typedef MK_VEC(struct use) use_list;

struct uses {
	struct mk_check *check;
	struct mk_references references;
	struct mk_holder holder; /* of the device that is being looked at */
	use_list list;
};

static void add_use(void *context, const struct mk_found_reference *found)
{
	struct uses *uses = context;

	if (found->provider->selects)
		*mk_vec_add(uses->check->arena, &uses->list) =
			(struct use){found->provider, uses->references.user, uses->holder,
				found->through, found->first->property};
}

/* Devices whose registers several nodes share anyway are no news. */
static void add_uses(struct uses *uses, const struct mk_device *device)
{
	uses->holder = mk_check_holder_around(uses->check, device->node);
	if (!uses->holder.node || uses->holder.device->shared)
		return;
	mk_references_of(&uses->references, device);
	mk_references_behind(&uses->references, device);
}

static int compare_selectors(const struct mk_provider *a, const struct mk_provider *b)
{
	int order = strcmp(a->selects, b->selects);

	if (!order)
		order = mk_compare_numbers(a->named->order, b->named->order);
	if (!order)
		order = (a->selector_count > b->selector_count) -
			(a->selector_count < b->selector_count);
	if (!order && a->selector_count)
		order = memcmp(a->cells, b->cells, (size_t)a->selector_count * 4);
	return order;
}

static int compare_nodes(const struct mk_dt_node *a, const struct mk_dt_node *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return mk_compare_numbers(a->order, b->order);
}

/* By selector; of one selector by device; of one device by what leads there. */
static int compare_uses(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;
	int order = compare_selectors(a->provider, b->provider);

	if (!order)
		order = compare_nodes(a->device->node, b->device->node);
	return order ? order : compare_nodes(a->through, b->through);
}

/* Leaves one use of each device for each selector. */
static void settle(use_list *list)
{
	size_t count = 0;

	mk_vec_sort(list, compare_uses);
	for (size_t i = 0; i < list->count; i++)
		if (!count || compare_uses(&list->items[count - 1], &list->items[i]))
			list->items[count++] = list->items[i];
	list->count = count;
}

static size_t run_length(const struct use *uses, size_t count)
{
	size_t length = 1;

	while (length < count && !compare_selectors(uses->provider, uses[length].provider))
		length++;
	return length;
}

/* "reset line 0x5 of '/rst'", "pin group '/pins/uart'". */
static const char *selector_text(struct mk_check *check, const struct mk_provider *provider)
{
	struct mk_buffer text;

	mk_buffer_init(&text, check->arena);
	mk_buffer_puts(&text, provider->selects);
	for (uint32_t i = 0; i < provider->selector_count; i++) {
		const uint8_t *cell = provider->cells + (size_t)i * 4;
		mk_buffer_printf(&text, " 0x%x",
			(unsigned)cell[0] << 24 | (unsigned)cell[1] << 16 | (unsigned)cell[2] << 8 |
				cell[3]);
	}
	mk_buffer_printf(
		&text, "%s'%s'", provider->selector_count ? " of " : " ", provider->named->path);
	return text.text;
}

/* "'/eth' of node 'a' (clocks), '/mmc' of node 'b' (resets) and 2 more". */
static const char *uses_text(struct mk_check *check, const struct use *uses, size_t count)
{
	struct mk_listing list;

	mk_listing_begin(&list, check->arena, MAX_NAMED);
	for (size_t i = 0; i < count; i++)
		mk_listing_add(&list, "'%s' of node '%s' (%s)", uses[i].device->node->path,
			uses[i].holder.node->name, uses[i].property);
	return mk_listing_text(&list);
}

static void report(struct mk_check *check, const struct use *uses, size_t count,
	const struct use *first, const struct use *other)
{
	struct mk_finding *finding = mk_check_report(check, other->holder.device->origin,
		"devices of several nodes share one %s: %s", selector_text(check, uses->provider),
		uses_text(check, uses, count));

	mk_add_note(check->findings, finding, first->holder.device->origin,
		"node '%s' has '%s' from here", first->holder.node->name,
		first->device->node->path);
	mk_about(check->findings, finding, uses->provider->named->path);
	if (uses->provider->named != uses->provider->node)
		mk_about(check->findings, finding, uses->provider->node->path);
	for (size_t i = 0; i < count; i++) {
		mk_about(check->findings, finding, uses[i].device->node->path);
		mk_about(check->findings, finding, uses[i].holder.node->name);
	}
}

/* What both have through one part that chooses is told of that part. */
static bool conflicts(const struct use *a, const struct use *b)
{
	return a->holder.node != b->holder.node && (!a->through || a->through != b->through);
}

/* The place that is written later is the one that may be wrong. */
static void report_pair(struct mk_check *check, const struct use *uses, size_t count,
	const struct use *a, const struct use *b)
{
	bool later = mk_origin_compare(&b->holder.device->origin, &a->holder.device->origin) > 0;

	report(check, uses, count, later ? a : b, later ? b : a);
}

/*
 * If the first conflicts with none, those of other nodes all lead through the part that it leads
 * through: one of its own node that does not conflicts with any of them.
 */
static void check_selector(struct mk_check *check, const struct use *uses, size_t count)
{
	const struct use *other = NULL;

	for (size_t i = 1; i < count; i++) {
		if (conflicts(uses, &uses[i])) {
			report_pair(check, uses, count, uses, &uses[i]);
			return;
		}
		if (uses[i].holder.node != uses->holder.node)
			other = &uses[i];
	}
	for (size_t i = 1; other && i < count; i++)
		if (conflicts(&uses[i], other)) {
			report_pair(check, uses, count, &uses[i], other);
			return;
		}
}

static void selector_owned(struct mk_check *check)
{
	struct uses uses = {.check = check};
	const struct mk_device *device;
	size_t length;

	mk_references_begin(&uses.references, check, add_use, &uses);
	mk_each(device, &uses.references.devices->list)
		add_uses(&uses, device);
	settle(&uses.list);
	for (size_t i = 0; i < uses.list.count; i += length) {
		length = run_length(&uses.list.items[i], uses.list.count - i);
		check_selector(check, &uses.list.items[i], length);
	}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_parent_and_child, mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_selector_owned = {
	.problem = {.code = "MK0616",
		.name = "selector-owned",
		.severity = MK_WARNING,
		.title = "devices of two nodes share a reset line, clock, power domain or pin",
		.why = "Both devices are connected to the same output of a third one. If one node "
		       "resets its device, stops its clock, powers it off or changes its pin, the "
		       "same happens to the other node's device, whoever owns the registers for "
		       "that.",
		.fix = "Give these devices to one node; or make sure that no driver switches "
		       "what they share while the other works, and allow this finding with that "
		       "reason.",
		.about = "the provider's path, a device's path, or a node"},
	.whole = selector_owned,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_parent_and_child, &mk_rule_device_is_hardware),
};
