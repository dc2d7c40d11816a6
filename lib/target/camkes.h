/* SPDX-License-Identifier: BSD-2-Clause */
/* The words of the CAmkES language, which no instance, connection or port can be called. */
#ifndef MK_TARGET_CAMKES_H
#define MK_TARGET_CAMKES_H

#include <stdbool.h>

#include "base/arena.h"

bool mk_camkes_is_keyword(const char *name);

/*
 * What a node is called in an assembly: its name with '_' for what an identifier cannot have, and
 * "kernel_" in front of a keyword.
 */
const char *mk_camkes_instance(struct mk_arena *arena, const char *name);

#endif
