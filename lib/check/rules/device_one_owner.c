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

static void report_second(
	struct mk_check *check, const struct assignment *first, const struct assignment *second)
{
	struct mk_finding *finding;

	if (first->node == second->node)
		finding = mk_check_report(check, second->device->origin,
			"node '%s' lists device '%s' twice", second->node->name,
			second->device->node->path);
	else
		finding = mk_check_report(check, second->device->origin,
			"node '%s' has device '%s', which node '%s' has already",
			second->node->name, second->device->node->path, first->node->name);
	mk_add_note(check->findings, finding, first->device->origin, "node '%s' has it from here",
		first->node->name);
	if (first->node != second->node)
		mk_suggest(check->findings, finding,
			"where their drivers take turns: {path: %s, shared: true} at both",
			second->device->request->path.value);
}

static bool is_conflict(const struct assignment *first, const struct assignment *second)
{
	if (first->device->node != second->device->node)
		return false;
	if (first->node == second->node)
		return true;
	return !is_in_each_core(second->device) &&
	       !(first->device->shared && second->device->shared);
}

static void device_one_owner(struct mk_check *check)
{
	MK_VEC(struct assignment) all = {0};
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			*mk_vec_add(check->arena, &all) = (struct assignment){node, device};
	mk_vec_sort(&all, compare);
	for (size_t i = 1; i < all.count; i++)
		if (is_conflict(&all.items[i - 1], &all.items[i]))
			report_second(check, &all.items[i - 1], &all.items[i]);
}

const struct mk_rule mk_rule_device_one_owner = {
	.problem = {.code = "MK0602",
		.name = "device-one-owner",
		.severity = MK_ERROR,
		.title = "one device is given to two nodes",
		.why = "Two drivers program the same registers, and only one node receives the "
		       "device's interrupts.",
		.fix = "Give the device to one node; the other reaches it through shared memory "
		       "and an IPI. Where the nodes' drivers take turns at its registers, say so "
		       "at each: `{path: DEVICE, shared: true}`; then the node that receives an "
		       "interrupt of it lists that under `irqs`."},
	.whole = device_one_owner,
};
