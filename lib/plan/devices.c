/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/sort.h"
#include "plan/stages.h"

/* NULL, and a reference is recorded, where there is none. */
static const struct mk_dt_node *look_up_device(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_text *name)
{
	struct mk_lookup found;

	if (!mk_plan_looks_up(arena, plan, name))
		return NULL;
	found = mk_board_find_one_of_many(plan->names, name->value);
	if (found.status == MK_LOOKUP_FOUND)
		return found.node;
	*mk_vec_add(arena, &plan->references) = (struct mk_reference){.kind = MK_REFERENCE_DEVICE,
		.text = *name,
		.nearest = found.nearest,
		.ambiguous = found.other ? found.node : NULL,
		.other = found.other};
	return NULL;
}

static void choose_console(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_node *node)
{
	const struct mk_text *stated = &node->layout->console;

	node->console = stated->given ? look_up_device(arena, plan, stated) : plan->board->console;
	node->console_stated = stated->given && node->console;
}

static void add_device(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_node *node,
	const struct mk_layout_device *request)
{
	const struct mk_text *name = &request->path;
	const struct mk_dt_node *found = look_up_device(arena, plan, name);
	struct mk_plan_device *device;

	if (!found)
		return;
	device = mk_vec_add(arena, &node->devices);
	device->node = found;
	device->origin = name->origin;
	device->request = request;
}

static void read_device(struct mk_arena *arena, struct mk_plan *plan, struct mk_plan_device *device)
{
	mk_interrupts interrupts = {0};

	mk_board_interrupts(plan->board, arena, device->node, &interrupts);
	device->interrupts = mk_interrupts_distinct(arena, &interrupts);
	if (!mk_board_mmio(plan->board, arena, device->node, &device->mmio))
		mk_unseen_add(arena, &plan->unseen, device->origin,
			"some registers of device '%s': the tree takes too long to search",
			device->node->path);
}

/* A device as a node has it. */
struct having {
	size_t node;
	struct mk_plan_device *device;
};

static int compare(const void *left, const void *right)
{
	const struct having *a = left;
	const struct having *b = right;
	uint32_t first = a->device->node->order;
	uint32_t second = b->device->node->order;

	if (first != second)
		return first < second ? -1 : 1;
	return mk_compare_numbers(a->node, b->node);
}

/*
 * All havings of one device: shared, if they are of several nodes and each says so. Then it does
 * not tell which node receives its interrupts, and brings none.
 */
static void settle(const struct having *havings, size_t count)
{
	const struct mk_plan_device *first = havings[0].device;
	bool shared = havings[0].node != havings[count - 1].node;

	for (size_t i = 0; i < count; i++)
		shared = shared && havings[i].device->request->shared.value;
	for (size_t i = 0; i < count; i++) {
		havings[i].device->shared = shared;
		havings[i].device->mmio = first->mmio;
		havings[i].device->interrupts = first->interrupts;
	}
	for (size_t i = 0; shared && i < count; i++)
		havings[i].device->interrupts = (mk_interrupts){0};
}

/* What the tree says of a device is read once, however many nodes have it. */
static void read_and_settle(struct mk_arena *arena, struct mk_plan *plan)
{
	MK_VEC(struct having) all = {0};
	struct mk_plan_device *device;
	struct mk_plan_node *node;
	size_t end;

	mk_each(node, &plan->nodes)
		mk_each(device, &node->devices)
			*mk_vec_add(arena, &all) = (struct having){node->position, device};
	mk_vec_sort(&all, compare);
	for (size_t i = 0; i < all.count; i = end) {
		end = i + 1;
		while (end < all.count && all.items[end].device->node == all.items[i].device->node)
			end++;
		read_device(arena, plan, all.items[i].device);
		settle(&all.items[i], end - i);
	}
}

void mk_plan_resolve_devices(struct mk_arena *arena, struct mk_plan *plan)
{
	const struct mk_layout_device *request;
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		mk_each(request, &node->layout->devices)
			if (!request->record.broken &&
				strcmp(request->path.value, MK_PLAN_REST) != 0)
				add_device(arena, plan, node, request);
	mk_each(node, &plan->nodes)
		choose_console(arena, plan, node);
	read_and_settle(arena, plan);
}
