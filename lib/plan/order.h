/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan's lists in an order that does not depend on the author's. */
#ifndef MK_PLAN_ORDER_H
#define MK_PLAN_ORDER_H

#include "plan/plan.h"

typedef MK_VEC(const struct mk_plan_node *) mk_node_list;
typedef MK_VEC(const struct mk_plan_shared *) mk_shared_list;
typedef MK_VEC(const struct mk_plan_ipi *) mk_ipi_list;
typedef MK_VEC(const struct mk_plan_connection *) mk_connection_list;
typedef MK_VEC(const struct mk_plan_device *) mk_device_list;
typedef MK_VEC(const struct mk_plan_irq *) mk_irq_list;
typedef MK_VEC(const struct mk_plan_holding *) mk_holding_list;
typedef MK_VEC(const struct mk_plan_outside *) mk_outside_list;
typedef MK_VEC(const struct mk_dt_node *) mk_dt_node_list;
/* What a kernel's build is told besides: NAME=VALUE. */
struct mk_plan_setting {
	const char *name;
	const char *value; /* NULL for none */
};

typedef MK_VEC(struct mk_plan_setting) mk_setting_list;

/* By rank; those without a core come last, by name. */
mk_node_list mk_order_nodes(struct mk_arena *arena, const struct mk_plan *plan);

/* The members of a shared region, each once, in the order of mk_order_nodes. */
mk_node_list mk_order_members(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared);

/* All who have it, in words: nodes first, "io reads only", then "r5_0 outside". */
typedef MK_VEC(const char *) mk_member_names;
mk_member_names mk_order_member_names(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared);

/* By name. */
mk_shared_list mk_order_shared(struct mk_arena *arena, const struct mk_plan *plan);
mk_ipi_list mk_order_ipis(struct mk_arena *arena, const struct mk_plan *plan);
mk_connection_list mk_order_connections(struct mk_arena *arena, const struct mk_plan *plan);

/* The layout's, where the node does not have its own of that name, and the node's. */
mk_setting_list mk_order_settings(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);

/* Those that `node` sends (or receives), by name. */
mk_ipi_list mk_order_sent(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);
mk_ipi_list mk_order_received(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);

/* Shared regions that `node` is a member of, by name. */
mk_shared_list mk_order_shared_of(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node);

/* What a node has beside its kernel's RAM, of that kind, by name. */
mk_holding_list mk_order_holdings_of(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, enum mk_holding_kind kind);

/* A peer's, by name. */
mk_holding_list mk_order_holdings_outside(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_outside *outside);

/* By name. */
mk_outside_list mk_order_outside(struct mk_arena *arena, const struct mk_plan *plan);

/* The peers that are members of a shared region, each once, by name. */
mk_outside_list mk_order_outsiders(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_shared *shared);

/* Reservations that the layout lifts, and those that somebody is given: in the tree's order. */
mk_dt_node_list mk_order_lifted(struct mk_arena *arena, const struct mk_plan *plan);
mk_dt_node_list mk_order_given(struct mk_arena *arena, const struct mk_plan *plan);

/* By path. */
mk_device_list mk_order_devices(struct mk_arena *arena, const struct mk_plan_node *node);

/* Those that the node lists by number, by INTID. */
mk_irq_list mk_order_irqs(struct mk_arena *arena, const struct mk_plan_node *node);

/* The CAmkES components that it lists, by name. */
const char **mk_order_components(
	struct mk_arena *arena, const struct mk_plan_node *node, size_t *count);

#endif
