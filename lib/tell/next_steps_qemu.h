/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_TELL_NEXT_STEPS_QEMU_H
#define MK_TELL_NEXT_STEPS_QEMU_H

#include "plan/plan.h"

/*
 * How QEMU is started as the machine that the tree describes, with an image of the contract's
 * loader; NULL where the board is none of QEMU's.
 */
const char *mk_next_qemu(struct mk_arena *arena, const struct mk_plan *plan, const char *image);

#endif
