/* SPDX-License-Identifier: BSD-2-Clause */
/* What comes between generated files and a board that boots, in words and commands. */
#ifndef MK_TELL_NEXT_STEPS_H
#define MK_TELL_NEXT_STEPS_H

#include "base/buffer.h"
#include "plan/plan.h"

/* For a plan without errors, whose files are in `folder`. */
void mk_next_steps(const struct mk_plan *plan, const char *folder, struct mk_buffer *out);

#endif
