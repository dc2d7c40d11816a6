/* SPDX-License-Identifier: BSD-2-Clause */
/* The parts of an overlay, in the order in which they stand there. Private to lib/emit. */
#ifndef MK_EMIT_OVERLAY_H
#define MK_EMIT_OVERLAY_H

#include "base/buffer.h"
#include "plan/plan.h"

/* This node's ranges as the only RAM. */
void mk_overlay_memory(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* Everything that is not this node's, as reserved-memory. */
void mk_overlay_reserved(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* SPIs, and the devices that kernel and loader drive. */
void mk_overlay_chosen(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* Names that kernel and loader know for those devices. */
void mk_overlay_compatibles(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* Devices that other nodes have, disabled. */
void mk_overlay_foreign_devices(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node);

/* What the loader alone reads: CPUs that it must pass over. */
void mk_overlay_cpus(struct mk_buffer *out, const struct mk_plan *plan);

#endif
