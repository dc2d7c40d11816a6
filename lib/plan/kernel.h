/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of a kernel before it is built. */
#ifndef MK_PLAN_KERNEL_H
#define MK_PLAN_KERNEL_H

#include "plan/plan.h"

typedef MK_VEC(struct mk_owned_range) mk_owned_ranges;

/* Of the node's kernel: the node's own setting, else the layout's, else `otherwise`. */
uint64_t mk_plan_setting(const struct mk_plan *plan, const struct mk_plan_node *node,
	const char *name, uint64_t otherwise);

/* Of its root task's CNode: 2^n slots. */
uint32_t mk_plan_cnode_bits(const struct mk_plan *plan, const struct mk_plan_node *node);

/* Adds the pages of registers that a kernel of the contract keeps to itself, in its own order. */
void mk_kernel_frames(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, mk_owned_ranges *frames);

#endif
