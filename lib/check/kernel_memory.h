/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node's kernel makes of its memory. */
#ifndef MK_CHECK_KERNEL_MEMORY_H
#define MK_CHECK_KERNEL_MEMORY_H

#include "check/rule.h"

typedef MK_VEC(struct mk_range) mk_joined;

/* A node's ranges as its kernel sees them: touching ones are one, the first begins at physBase. */
mk_joined mk_check_joined(struct mk_check *check, const struct mk_plan_node *node);

/* The least (bytes) that kernel, tree and root task take from physBase on. */
uint64_t mk_check_images_bytes(const struct mk_check *check, const struct mk_plan_node *node);

/* Where the kernel puts what it makes for the root task: at the top of the highest room. */
struct mk_root_objects {
	uint64_t size; /* bytes */
	uint64_t alignment;
	bool fit;
	struct mk_range range; /* valid if they fit */
	size_t index;	       /* of the joined range that it is in */
	uint64_t largest;      /* room (bytes) that was looked at */
};

struct mk_root_objects mk_check_root_objects(
	struct mk_check *check, const struct mk_plan_node *node, const mk_joined *joined);

/*
 * Bytes of the smallest slice of one piece in which a kernel with the smallest images starts: its
 * root task's objects are behind them, at a multiple of what they are aligned to.
 */
uint64_t mk_check_least_slice(const struct mk_check *check, const struct mk_plan_node *node);

#endif
