/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/order.h"

#include <string.h>

#include "base/sort.h"

/* Missing names come first. */
static int compare_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare_nodes(const void *left, const void *right)
{
	const struct mk_plan_node *a = *(const struct mk_plan_node *const *)left;
	const struct mk_plan_node *b = *(const struct mk_plan_node *const *)right;
	int order = mk_compare_numbers(a->rank, b->rank);

	if (!order)
		order = compare_text(a->name, b->name);
	return order ? order : mk_compare_numbers(a->position, b->position);
}

mk_node_list mk_order_nodes(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	mk_node_list list = {0};

	mk_each(node, &plan->nodes)
		*mk_vec_add(arena, &list) = node;
	mk_vec_sort(&list, compare_nodes);
	return list;
}

bool mk_plan_is_member(const struct mk_plan_shared *shared, const struct mk_plan_node *node)
{
	const struct mk_plan_member *member;

	mk_each(member, &shared->members)
		if (member->node == node)
			return true;
	return false;
}

/* Of one that is listed twice, what either entry lets it do. */
bool mk_plan_may_write(const struct mk_plan_shared *shared, const struct mk_plan_node *node)
{
	const struct mk_plan_member *member;

	mk_each(member, &shared->members)
		if (member->node == node && !member->read_only)
			return true;
	return false;
}

mk_node_list mk_order_members(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	mk_node_list all = mk_order_nodes(arena, plan);
	mk_node_list list = {0};

	for (size_t i = 0; i < all.count; i++)
		if (mk_plan_is_member(shared, all.items[i]))
			*mk_vec_add(arena, &list) = all.items[i];
	return list;
}

static int compare_shared(const void *left, const void *right)
{
	const struct mk_plan_shared *a = *(const struct mk_plan_shared *const *)left;
	const struct mk_plan_shared *b = *(const struct mk_plan_shared *const *)right;
	int order = compare_text(a->name, b->name);

	return order ? order : mk_ranges_compare(a->region.range, b->region.range);
}

mk_shared_list mk_order_shared(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_plan_shared *shared;
	mk_shared_list list = {0};

	mk_each(shared, &plan->shared)
		*mk_vec_add(arena, &list) = shared;
	mk_vec_sort(&list, compare_shared);
	return list;
}

mk_shared_list mk_order_shared_of(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_shared *shared;
	mk_shared_list list = {0};

	mk_each(shared, &plan->shared)
		if (mk_plan_is_member(shared, node))
			*mk_vec_add(arena, &list) = shared;
	mk_vec_sort(&list, compare_shared);
	return list;
}

static int compare_ipis(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = compare_text(a->name, b->name);

	return order ? order : mk_compare_numbers(a->sgi, b->sgi);
}

mk_ipi_list mk_order_ipis(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_plan_ipi *ipi;
	mk_ipi_list list = {0};

	mk_each(ipi, &plan->ipis)
		*mk_vec_add(arena, &list) = ipi;
	mk_vec_sort(&list, compare_ipis);
	return list;
}

mk_ipi_list mk_order_sent(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_ipi *ipi;
	mk_ipi_list list = {0};

	mk_each(ipi, &plan->ipis)
		if (ipi->from == node)
			*mk_vec_add(arena, &list) = ipi;
	mk_vec_sort(&list, compare_ipis);
	return list;
}

mk_ipi_list mk_order_received(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_ipi *ipi;
	mk_ipi_list list = {0};

	mk_each(ipi, &plan->ipis)
		if (ipi->to == node)
			*mk_vec_add(arena, &list) = ipi;
	mk_vec_sort(&list, compare_ipis);
	return list;
}

/* Only connections with errors share a name. */
static int compare_connections(const void *left, const void *right)
{
	const struct mk_plan_connection *a = *(const struct mk_plan_connection *const *)left;
	const struct mk_plan_connection *b = *(const struct mk_plan_connection *const *)right;
	int order = compare_text(a->name, b->name);

	if (!order)
		order = compare_text(a->from.text, b->from.text);
	return order ? order : compare_text(a->to.text, b->to.text);
}

mk_connection_list mk_order_connections(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_plan_connection *connection;
	mk_connection_list list = {0};

	mk_each(connection, &plan->connections)
		*mk_vec_add(arena, &list) = connection;
	mk_vec_sort(&list, compare_connections);
	return list;
}

static int compare_settings(const void *left, const void *right)
{
	const struct mk_plan_setting *a = left;
	const struct mk_plan_setting *b = right;

	return compare_text(a->name, b->name);
}

/* Takes the place of the general one of that name, if there is one; `general` is sorted. */
static bool override(mk_setting_list *general, const struct mk_plan_setting *own)
{
	size_t place = mk_vec_lower_bound(general, own, compare_settings);

	if (place == general->count || compare_settings(own, &general->items[place]) != 0)
		return false;
	general->items[place] = *own;
	return true;
}

mk_setting_list mk_order_settings(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const mk_settings *all = &plan->layout->kernel.settings;
	const mk_settings *own = &node->layout->kernel.settings;
	const struct mk_setting *setting;
	mk_setting_list list = {.capacity = all->count + own->count};
	mk_setting_list general;

	list.items = mk_arena_array(arena, list.capacity, sizeof *list.items);
	mk_each(setting, all)
		*mk_vec_add(arena, &list) =
			(struct mk_plan_setting){setting->name, setting->value.value};
	mk_vec_sort(&list, compare_settings);
	general = list; /* the same items, which have room for all */
	mk_each(setting, own) {
		struct mk_plan_setting value = {setting->name, setting->value.value};
		if (!override(&general, &value))
			*mk_vec_add(arena, &list) = value;
	}
	mk_vec_sort(&list, compare_settings);
	return list;
}

static int compare_devices(const void *left, const void *right)
{
	const struct mk_plan_device *a = *(const struct mk_plan_device *const *)left;
	const struct mk_plan_device *b = *(const struct mk_plan_device *const *)right;

	return compare_text(a->node->path, b->node->path);
}

mk_device_list mk_order_devices(struct mk_arena *arena, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	mk_device_list list = {0};

	mk_each(device, &node->devices)
		*mk_vec_add(arena, &list) = device;
	mk_vec_sort(&list, compare_devices);
	return list;
}

static int compare_holdings(const void *left, const void *right)
{
	const struct mk_plan_holding *a = *(const struct mk_plan_holding *const *)left;
	const struct mk_plan_holding *b = *(const struct mk_plan_holding *const *)right;
	int order = compare_text(a->name, b->name);

	return order ? order : mk_ranges_compare(a->region.range, b->region.range);
}

mk_holding_list mk_order_holdings_of(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, enum mk_holding_kind kind)
{
	const struct mk_plan_holding *holding;
	mk_holding_list list = {0};

	mk_each(holding, &plan->holdings)
		if (holding->node == node && holding->kind == kind)
			*mk_vec_add(arena, &list) = holding;
	mk_vec_sort(&list, compare_holdings);
	return list;
}

mk_holding_list mk_order_holdings_outside(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_outside *outside)
{
	const struct mk_plan_holding *holding;
	mk_holding_list list = {0};

	mk_each(holding, &plan->holdings)
		if (holding->outside == outside)
			*mk_vec_add(arena, &list) = holding;
	mk_vec_sort(&list, compare_holdings);
	return list;
}

static int compare_outside(const void *left, const void *right)
{
	const struct mk_plan_outside *a = *(const struct mk_plan_outside *const *)left;
	const struct mk_plan_outside *b = *(const struct mk_plan_outside *const *)right;

	return compare_text(a->name, b->name);
}

mk_outside_list mk_order_outside(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_plan_outside *outside;
	mk_outside_list list = {0};

	mk_each(outside, &plan->outside)
		*mk_vec_add(arena, &list) = outside;
	mk_vec_sort(&list, compare_outside);
	return list;
}

static bool has_outsider(const struct mk_plan_shared *shared, const struct mk_plan_outside *outside)
{
	const struct mk_plan_outsider *outsider;

	mk_each(outsider, &shared->outsiders)
		if (outsider->outside == outside)
			return true;
	return false;
}

mk_outside_list mk_order_outsiders(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	mk_outside_list all = mk_order_outside(arena, plan);
	mk_outside_list list = {0};

	for (size_t i = 0; i < all.count; i++)
		if (has_outsider(shared, all.items[i]))
			*mk_vec_add(arena, &list) = all.items[i];
	return list;
}

mk_member_names mk_order_member_names(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	mk_node_list nodes = mk_order_members(arena, plan, shared);
	mk_outside_list outsiders = mk_order_outsiders(arena, plan, shared);
	mk_member_names names = {0};

	for (size_t i = 0; i < nodes.count; i++)
		*mk_vec_add(arena, &names) =
			mk_plan_may_write(shared, nodes.items[i])
				? nodes.items[i]->name
				: mk_arena_printf(arena, "%s reads only", nodes.items[i]->name);
	for (size_t i = 0; i < outsiders.count; i++)
		*mk_vec_add(arena, &names) =
			mk_arena_printf(arena, "%s outside", outsiders.items[i]->name);
	return names;
}

static int compare_tree_order(const void *left, const void *right)
{
	const struct mk_dt_node *a = *(const struct mk_dt_node *const *)left;
	const struct mk_dt_node *b = *(const struct mk_dt_node *const *)right;

	return mk_compare_numbers(a->order, b->order);
}

mk_dt_node_list mk_order_lifted(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_dt_node *const *node;
	mk_dt_node_list list = {0};

	mk_each(node, &plan->lifted)
		*mk_vec_add(arena, &list) = *node;
	mk_vec_sort(&list, compare_tree_order);
	return list;
}

mk_dt_node_list mk_order_given(struct mk_arena *arena, const struct mk_plan *plan)
{
	const struct mk_dt_node *const *node;
	mk_dt_node_list list = {0};

	mk_each(node, &plan->given)
		*mk_vec_add(arena, &list) = *node;
	mk_vec_sort(&list, compare_tree_order);
	return list;
}

static int compare_irqs(const void *left, const void *right)
{
	const struct mk_plan_irq *a = *(const struct mk_plan_irq *const *)left;
	const struct mk_plan_irq *b = *(const struct mk_plan_irq *const *)right;

	return mk_compare_numbers(a->intid.value, b->intid.value);
}

mk_irq_list mk_order_irqs(struct mk_arena *arena, const struct mk_plan_node *node)
{
	const struct mk_plan_irq *irq;
	mk_irq_list list = {0};

	mk_each(irq, &node->irqs)
		if (irq->request)
			*mk_vec_add(arena, &list) = irq;
	mk_vec_sort(&list, compare_irqs);
	return list;
}

static int compare_texts(const void *left, const void *right)
{
	return compare_text(*(const char *const *)left, *(const char *const *)right);
}

const char **mk_order_components(
	struct mk_arena *arena, const struct mk_plan_node *node, size_t *count)
{
	const struct mk_text *text;
	MK_VEC(const char *) list = {0};

	mk_each(text, &node->layout->components)
		if (text->given)
			*mk_vec_add(arena, &list) = text->value;
	mk_vec_sort(&list, compare_texts);
	*count = list.count;
	return list.items;
}
