/* SPDX-License-Identifier: BSD-2-Clause */

#include "base/sort.h"
#include "check/rule.h"

struct assignment {
	const struct mk_plan_node *node;
	const struct mk_plan_device *device;
};

static int compare(const void *left, const void *right)
{
	const struct assignment *a = left;
	const struct assignment *b = right;

	if (a->device->node != b->device->node)
		return a->device->node > b->device->node ? 1 : -1;
	return mk_origin_compare(&a->device->origin, &b->device->origin);
}

/* What has private interrupts alone exists once for each core, a PMU for example. */
static bool is_in_each_core(const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind != MK_INTERRUPT_PPI)
			return false;
	return device->interrupts.count && !device->mmio.count;
}

static struct mk_finding *report_second(
	struct mk_check *check, const struct assignment *first, const struct assignment *second)
{
	struct mk_finding *finding;

	if (first->node == second->node)
		finding = mk_check_report(check, second->device->origin,
			"node '%s' lists device '%s' twice", second->node->name,
			second->device->node->path);
	else
		finding = mk_check_report(check, second->device->origin,
			"node '%s' has device '%s', which node '%s' already has",
			second->node->name, second->device->node->path, first->node->name);
	mk_add_note(check->findings, finding, first->device->origin, "node '%s' has it from here",
		first->node->name);
	if (first->node == second->node)
		mk_suggest(check->findings, finding, "remove one of the two");
	else
		mk_suggest(check->findings, finding,
			"if their drivers take turns, write {path: %s, shared: true} in both nodes",
			second->device->request->path.value);
	return finding;
}

static bool is_conflict(const struct assignment *first, const struct assignment *second)
{
	if (first->node == second->node)
		return true;
	return !is_in_each_core(second->device) && !second->device->shared;
}

/* So many places are shown of a device that is given to more. */
#define NAMED_PLACES 4u

/* All places that have one device: one finding, however many they are. */
static void check_device(struct mk_check *check, const struct assignment *all, size_t count)
{
	struct mk_finding *finding = NULL;
	size_t named = 2;

	for (size_t i = 1; i < count; i++) {
		if (!finding && is_conflict(&all[i - 1], &all[i]))
			finding = report_second(check, &all[i - 1], &all[i]);
		else if (finding && is_conflict(&all[i - 1], &all[i]) && named++ < NAMED_PLACES)
			mk_add_note(check->findings, finding, all[i].device->origin,
				"node '%s' has it from here, too", all[i].node->name);
	}
	if (finding && named > NAMED_PLACES)
		mk_add_note(check->findings, finding, finding->origin,
			"it is listed in %zu places in all", count);
}

static void device_one_owner(struct mk_check *check)
{
	MK_VEC(struct assignment) all = {0};
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;
	size_t end;

	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			*mk_vec_add(check->arena, &all) = (struct assignment){node, device};
	mk_vec_sort(&all, compare);
	for (size_t first = 0; first < all.count; first = end) {
		end = first;
		while (end < all.count &&
			all.items[end].device->node == all.items[first].device->node)
			end++;
		check_device(check, &all.items[first], end - first);
	}
}

const struct mk_rule mk_rule_device_one_owner = {
	.problem = {.code = "MK0602",
		.name = "device-one-owner",
		.severity = MK_ERROR,
		.title = "one device is given to two nodes",
		.why = "Two drivers program the same registers, and only one node receives the "
		       "device's interrupts.",
		.fix = "Give the device to one node; the other reaches it through shared memory "
		       "and an IPI. If the nodes' drivers take turns at its registers, say so in "
		       "each node: `{path: DEVICE, shared: true}`. The node that receives an "
		       "interrupt of the device then lists that interrupt under `irqs`."},
	.whole = device_one_owner,
};
