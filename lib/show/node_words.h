/* SPDX-License-Identifier: BSD-2-Clause */
/* What displays say about a node, unescaped: names are as the inputs have them. */
#ifndef MK_SHOW_NODE_WORDS_H
#define MK_SHOW_NODE_WORDS_H

#include "plan/plan.h"

/* "/cpus/cpu@0, MPIDR 0x0, boots, chosen". */
const char *mk_node_core_text(struct mk_arena *arena, const struct mk_plan_node *node);

/* "base 0x40000000, hypervisor, debug, printing". */
const char *mk_node_kernel_text(struct mk_arena *arena, const struct mk_plan_node *node);

/* Bytes of all its ranges that have a place. */
uint64_t mk_node_memory_size(const struct mk_plan_node *node);

#endif
