/* SPDX-License-Identifier: BSD-2-Clause */
/* Names as C constants. */
#ifndef MK_BASE_CONSTANT_H
#define MK_BASE_CONSTANT_H

#include "base/arena.h"

/* NAME in upper case, anything but ASCII letters and digits as '_': "ring-ready" is RING_READY. */
const char *mk_constant_name(struct mk_arena *arena, const char *name);

#endif
