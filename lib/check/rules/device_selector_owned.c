/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "base/sort.h"
#include "base/words.h"
#include "check/devices.h"
#include "check/rule.h"

#define MAX_NAMED 3u

/* A device of a node, and one thing of a provider that it uses. */
struct use {
	const struct mk_provider *provider;
	const struct mk_device *device;
	struct mk_holder holder;
};

typedef MK_VEC(struct use) use_list;

/* Devices whose registers several nodes share anyway are no news. */
static void add_uses(struct mk_check *check, use_list *list, const struct mk_device *device)
{
	struct mk_holder holder = mk_check_holder_around(check, device->node);
	const struct mk_provider *provider;

	if (!holder.node || holder.device->shared)
		return;
	mk_each(provider, &device->providers)
		if (provider->selects)
			*mk_vec_add(check->arena, list) = (struct use){provider, device, holder};
}

static int compare_selectors(const struct mk_provider *a, const struct mk_provider *b)
{
	int order = strcmp(a->selects, b->selects);

	if (!order)
		order = (a->named->order > b->named->order) - (a->named->order < b->named->order);
	if (!order)
		order = (a->selector_count > b->selector_count) -
			(a->selector_count < b->selector_count);
	if (!order && a->selector_count)
		order = memcmp(a->cells, b->cells, (size_t)a->selector_count * 4);
	return order;
}

/* By selector; of one selector by device. */
static int compare_uses(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;
	uint32_t first = a->device->node->order;
	uint32_t second = b->device->node->order;
	int order = compare_selectors(a->provider, b->provider);

	return order ? order : (first > second) - (first < second);
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
			uses[i].holder.node->name, uses[i].provider->property);
	return mk_listing_text(&list);
}

static void report(struct mk_check *check, const struct use *uses, size_t count,
	const struct use *first, const struct use *other)
{
	struct mk_finding *finding = mk_check_report(check, other->holder.device->origin,
		"devices of several nodes have one %s: %s", selector_text(check, uses->provider),
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

/* The place that is written later is the one that may be wrong. */
static void check_selector(struct mk_check *check, const struct use *uses, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		bool later = mk_origin_compare(&uses[i].holder.device->origin,
				     &uses->holder.device->origin) > 0;
		if (uses[i].holder.node == uses->holder.node)
			continue;
		report(check, uses, count, later ? uses : &uses[i], later ? &uses[i] : uses);
		return;
	}
}

static void selector_owned(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_device *device;
	use_list list = {0};
	size_t length;

	mk_each(device, &devices->list)
		add_uses(check, &list, device);
	settle(&list);
	for (size_t i = 0; i < list.count; i += length) {
		length = run_length(&list.items[i], list.count - i);
		check_selector(check, &list.items[i], length);
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
