/* SPDX-License-Identifier: BSD-2-Clause */
/* Which node has which device. */
#ifndef MK_CHECK_DEVICES_H
#define MK_CHECK_DEVICES_H

#include "board/devices.h"
#include "check/rule.h"

/* Every device of the board. */
const struct mk_devices *mk_check_devices(struct mk_check *check);

/* A node, and the device that it has. */
struct mk_holder {
	const struct mk_plan_node *node;
	const struct mk_plan_device *device;
};

/* The device at that node of the tree, one that the CPU does not reach as well; or NULL. */
const struct mk_device *mk_check_device(struct mk_check *check, const struct mk_dt_node *node);

void mk_each_named_device(struct mk_check *check, mk_named_device_visitor *visit);

/*
 * The node as holder of the device at that very node of the tree; `node` is NULL where it has it
 * not. A device that is shared has several holders, of which mk_check_holder gives the first.
 */
struct mk_holder mk_check_holder_at(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* Whether a node has the device at that very node of the tree. */
bool mk_check_has(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* The same for the device, or one that it is in. */
bool mk_check_has_around(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *device);

/* Who has the device at that very node of the tree; `node` is NULL where nobody has it. */
struct mk_holder mk_check_holder(struct mk_check *check, const struct mk_dt_node *node);

/* The same for the device at it, or else at the next node above it that somebody has. */
struct mk_holder mk_check_holder_around(struct mk_check *check, const struct mk_dt_node *node);

/* Whether the kernels keep the device to themselves: the timer, and what is in the GIC. */
bool mk_check_is_kernels(const struct mk_check *check, const struct mk_dt_node *device);

/* Where the layout says that the kernel of a node prints. */
struct mk_origin mk_check_printing_origin(
	const struct mk_check *check, const struct mk_plan_node *node);

#endif
