/* SPDX-License-Identifier: BSD-2-Clause */
/* What a contract's kernels leave to their root tasks, said once for all nodes. */
#ifndef MK_CHECK_NOT_ENFORCED_H
#define MK_CHECK_NOT_ENFORCED_H

#include "check/rule.h"

/* Whether there are nodes to be kept apart, and kernels that are told what is whose. */
bool mk_check_has_partition(struct mk_check *check);

/* "contract 'sel4-bootinfo' WHAT", where the layout names it; `review` is what to do, or NULL. */
struct mk_finding *mk_check_not_enforced(
	struct mk_check *check, const char *what, const char *review);

#endif
