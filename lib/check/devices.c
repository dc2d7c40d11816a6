/* SPDX-License-Identifier: BSD-2-Clause */
/* Who has which device. */

#include "check/devices.h"
#include "base/sort.h"
#include "check/rule.h"
#include "check/written.h"

struct mk_holders {
	const struct mk_devices *devices; /* of the board; NULL until asked for */
	MK_VEC(struct mk_holder) list; /* by the device's place in the tree, then in the layout */
};

static int compare_holders(const void *left, const void *right)
{
	const struct mk_holder *a = left;
	const struct mk_holder *b = right;
	int order = mk_compare_numbers(a->device->node->order, b->device->node->order);

	return order ? order : mk_origin_compare(&a->device->origin, &b->device->origin);
}

static struct mk_holders *holders_of(struct mk_check *check)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	if (check->holders)
		return check->holders;
	check->holders = mk_arena_alloc(check->arena, sizeof *check->holders);
	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			*mk_vec_add(check->arena, &check->holders->list) =
				(struct mk_holder){node, device};
	mk_vec_sort(&check->holders->list, compare_holders);
	return check->holders;
}

const struct mk_devices *mk_check_devices(struct mk_check *check)
{
	struct mk_holders *holders = holders_of(check);

	if (!holders->devices)
		holders->devices = mk_board_devices(check->plan->board, check->arena);
	return holders->devices;
}

const struct mk_device *mk_check_device(struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_device *device = mk_devices_find(devices, node);

	return device ? device : mk_devices_find_unreachable(devices, node);
}

void mk_each_named_device(struct mk_check *check, mk_named_device_visitor *visit)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			if (!device->rest)
				visit(check, &(struct mk_holder){node, device});
}

static int compare_with_node(const void *key, const void *item)
{
	const struct mk_dt_node *node = key;
	const struct mk_holder *holder = item;

	return mk_compare_numbers(node->order, holder->device->node->order);
}

/* The first holder of that device; the end of the list, or another device's, where nobody has it.
 */
static size_t find_first(const struct mk_holders *holders, const struct mk_dt_node *node)
{
	return mk_vec_lower_bound(&holders->list, node, compare_with_node);
}

struct mk_holder mk_check_holder(struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_holders *holders = holders_of(check);
	size_t first = find_first(holders, node);

	if (first < holders->list.count && holders->list.items[first].device->node == node)
		return holders->list.items[first];
	return (struct mk_holder){NULL, NULL};
}

struct mk_holder mk_check_holder_at(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device)
{
	const struct mk_holders *holders = holders_of(check);
	size_t i = find_first(holders, device);

	for (; i < holders->list.count && holders->list.items[i].device->node == device; i++)
		if (holders->list.items[i].node == node)
			return holders->list.items[i];
	return (struct mk_holder){NULL, NULL};
}

bool mk_check_has(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device)
{
	return mk_check_holder_at(check, node, device).node;
}

bool mk_check_has_around(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device)
{
	for (; device; device = device->parent)
		if (mk_check_has(check, node, device))
			return true;
	return false;
}

struct mk_holder mk_check_holder_around(struct mk_check *check, const struct mk_dt_node *node)
{
	struct mk_holder holder = {NULL, NULL};

	for (; node && !holder.node; node = node->parent)
		holder = mk_check_holder(check, node);
	return holder;
}

bool mk_check_is_kernels(const struct mk_check *check, const struct mk_dt_node *device)
{
	const struct mk_board *board = check->plan->board;

	return device == board->timer ||
	       (board->gic.node && mk_dt_is_within(device, board->gic.node));
}

struct mk_origin mk_check_printing_origin(
	const struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_kernel *general = &check->layout->kernel;
	const struct mk_layout_kernel *own = &mk_written_node(node)->kernel;

	if (own->printing.given)
		return own->printing.origin;
	if (general->printing.given)
		return general->printing.origin;
	return own->debug.given ? own->debug.origin : general->debug.origin;
}
