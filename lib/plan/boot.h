/* SPDX-License-Identifier: BSD-2-Clause */
/* The boot blocks of a plan, under contracts that have them. */
#ifndef MK_PLAN_BOOT_H
#define MK_PLAN_BOOT_H

#include "core/deny.h"
#include "plan/boot_start.h"
#include "plan/plan.h"

/* What a node's kernel is told, and what comes of it. */
struct mk_plan_boot {
	struct mk_kernel_facts facts;
	uint64_t kernel_address; /* virtual, of the kernel's image */
	bool kernel_assumed;	 /* its file was not given */
	bool root_assumed;
	struct mk_boot_block block;
	MK_VEC(struct mk_gap) gaps; /* all that is not the node's, ascending */
	size_t reserved_needed;	    /* entries that must be had, the first one included */
	struct mk_start start;
};

/*
 * Gives each node that has memory its block; `images` says what is known of kernels and root tasks,
 * and may be NULL. Nothing happens where the contract has no blocks. May be called again when
 * more is known.
 */
void mk_plan_boot_make(
	struct mk_arena *arena, struct mk_plan *plan, const struct mk_images *images);

#endif
