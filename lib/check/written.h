/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the author wrote, for rules that judge the text itself and for the places that findings
 * point at. Rules come to the layout by this header and by check->layout alone; what it means is in
 * the plan.
 */
#ifndef MK_CHECK_WRITTEN_H
#define MK_CHECK_WRITTEN_H

#include "check/rule.h"

static inline const struct mk_layout_node *mk_written_node(const struct mk_plan_node *node)
{
	return node->layout;
}

static inline const struct mk_layout_outside *mk_written_outside(
	const struct mk_plan_outside *outside)
{
	return outside->layout;
}

/* Of a connection that became an IPI: as if the author had written that. */
static inline const struct mk_layout_ipi *mk_written_ipi(const struct mk_plan_ipi *ipi)
{
	return ipi->layout;
}

/* NULL for a pool, a doorbell. */
static inline const struct mk_layout_shared *mk_written_shared(const struct mk_plan_shared *shared)
{
	return shared->layout;
}

static inline const struct mk_layout_connection *mk_written_connection(
	const struct mk_plan_connection *connection)
{
	return connection->layout;
}

/* A remedy: the key, and its value as JSON has it, behind the first one of the node's entry; none
 * where the entry has that key. */
void mk_written_add_key(struct mk_check *check, struct mk_finding *finding,
	const struct mk_plan_node *node, const char *key, const char *value);

#endif
