/* SPDX-License-Identifier: BSD-2-Clause */
/* Interrupts that arrive at another device, whose driver has to hand them on. */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"

static bool is_cascaded(const struct mk_check *check, const struct mk_interrupt *interrupt)
{
	return interrupt->kind == MK_INTERRUPT_CASCADED &&
	       !mk_interrupt_is_root_line(check->plan->board, interrupt);
}

static bool all_cascaded(const struct mk_check *check, const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (!is_cascaded(check, interrupt))
			return false;
	return true;
}

static void add_cascades(struct mk_check *check, mk_cascades *list, const struct mk_plan_node *node,
	const struct mk_plan_device *device)
{
	const struct mk_dt_node *last = NULL;
	const struct mk_interrupt *interrupt;
	bool sole = all_cascaded(check, device);

	mk_each(interrupt, &device->interrupts) {
		struct mk_cascade cascade = {node, device, interrupt, {NULL, NULL}, sole};
		if (!is_cascaded(check, interrupt) || interrupt->controller == last)
			continue;
		last = interrupt->controller;
		cascade.holder = mk_check_holder_around(check, last);
		if (cascade.holder.node != node)
			*mk_vec_add(check->arena, list) = cascade;
	}
}

mk_cascades mk_check_cascades(struct mk_check *check)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;
	mk_cascades list = {NULL, 0, 0};

	mk_each(node, &check->plan->nodes)
		mk_each(device, &node->devices)
			add_cascades(check, &list, node, device);
	return list;
}
