/* SPDX-License-Identifier: BSD-2-Clause */
/* Devices by their nodes, once all are known. */
#include "base/sort.h"
#include "board/devices.h"

static int compare_with_node(const void *key, const void *item)
{
	const struct mk_dt_node *node = key;
	const struct mk_device *device = item;

	return mk_compare_numbers(node->order, device->node->order);
}

const struct mk_device *mk_devices_find(
	const struct mk_devices *devices, const struct mk_dt_node *node)
{
	uint32_t place = devices->places[node->order];

	return place ? &devices->list.items[place - 1] : NULL;
}

const struct mk_device *mk_devices_find_unreachable(
	const struct mk_devices *devices, const struct mk_dt_node *node)
{
	return mk_vec_find(&devices->unreachable, node, compare_with_node);
}

const struct mk_device *mk_devices_owner(
	const struct mk_devices *devices, const struct mk_dt_node *node)
{
	const struct mk_device *device = NULL;

	for (; node && !device; node = node->parent)
		device = mk_devices_find(devices, node);
	return device && !mk_dt_is_plain_bus(device->node) ? device : NULL;
}
