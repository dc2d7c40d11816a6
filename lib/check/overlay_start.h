/* SPDX-License-Identifier: BSD-2-Clause */
/* What a kernel that is told of its memory by a device tree hands out, once its images are known.
 */
#ifndef MK_CHECK_OVERLAY_START_H
#define MK_CHECK_OVERLAY_START_H

#include "check/rule.h"
#include "plan/boot_start.h"

/*
 * False where an image of the node is missing or cannot be used, and where the kernel does not
 * start with them, which is for other rules to say.
 */
bool mk_check_overlay_start(
	struct mk_check *check, const struct mk_plan_node *node, struct mk_start *start);

#endif
