/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_TELL_PLAN_DIFF_H
#define MK_TELL_PLAN_DIFF_H

#include "base/buffer.h"
#include "plan/plan.h"

/* How the plan differs from an earlier one, as a person would tell it; nothing where it does not.
 */
void mk_plan_diff(const struct mk_lock *old, const struct mk_plan *plan, struct mk_buffer *out);

#endif
