/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `devices: [rest]`: what is left of the board. Kernels' own devices stay with the kernels; a
 * device goes with the one above or below it that a node names; an interrupt that cannot be given
 * to a node is left out and said; so is an IOMMU in front of devices of another node, by MK0609.
 */
#include <string.h>

#include "plan/stages.h"

struct rest {
	struct mk_arena *arena;
	struct mk_plan *plan;
	struct mk_plan_node *node;
	struct mk_origin origin;
	MK_VEC(const struct mk_dt_node *) named; /* devices that some node names */
};

static bool find_rest(struct rest *rest)
{
	struct mk_plan_node *node;
	const struct mk_layout_device *request;

	mk_each(node, &rest->plan->nodes) {
		mk_each(request, &node->layout->devices) {
			if (request->record.broken ||
				strcmp(request->path.value, MK_PLAN_REST) != 0)
				continue;
			rest->node = node;
			rest->origin = request->path.origin;
			return true;
		}
	}
	return false;
}

static void collect_named(struct rest *rest)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &rest->plan->nodes)
		mk_each(device, &node->devices)
			*mk_vec_add(rest->arena, &rest->named) = device->node;
}

/* Whether a node other than the one that says `rest` names it, or what it is in. */
static bool is_anothers(const struct rest *rest, const struct mk_dt_node *node)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *other;

	mk_each(other, &rest->plan->nodes)
		mk_each(device, &other->devices)
			if (other != rest->node && mk_dt_is_within(node, device->node))
				return true;
	return false;
}

static bool goes_with_named(const struct rest *rest, const struct mk_dt_node *node)
{
	const struct mk_dt_node *const *named;

	mk_each(named, &rest->named)
		if (mk_dt_is_within(node, *named) || mk_dt_is_within(*named, node))
			return true;
	return false;
}

/* An IOMMU in front of devices of another node is nobody's: it decides what they reach. */
static bool serves_others(
	const struct rest *rest, const struct mk_devices *devices, const struct mk_device *device)
{
	const size_t *consumer;

	if (!mk_dt_property(device->node, "#iommu-cells"))
		return false;
	mk_each(consumer, &device->consumers)
		if (is_anothers(rest, devices->list.items[*consumer].node))
			return true;
	return false;
}

/* The interrupt controller with its frames, and what all kernels use; on RISC-V, the CLINT. */
static bool is_kernels(const struct mk_board *board, const struct mk_dt_node *node)
{
	if (mk_dt_is_compatible(node, "riscv,clint0") || mk_dt_is_compatible(node, "sifive,clint0"))
		return true;
	return node == board->timer || node == board->psci ||
	       (board->gic.node && mk_dt_is_within(node, board->gic.node));
}

/* What only has private interrupts exists once for each core, so that nobody owns it. */
static bool is_private(const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind != MK_INTERRUPT_PPI)
			return false;
	return !device->mmio.count;
}

static bool kernel_takes(const struct mk_plan *plan, struct mk_intid intid)
{
	return intid.value > plan->max_irq || mk_platform_takes_spi(plan->platform, intid);
}

/* A PMU's interrupt is of use on its own core alone. */
static bool is_anothers_core(const struct rest *rest, const struct mk_interrupt *interrupt)
{
	const struct mk_dt_node *core = mk_interrupt_core(rest->plan->board, interrupt);
	const struct mk_plan_node *node = core ? mk_plan_node_on(rest->plan, core) : NULL;

	return node && node != rest->node;
}

static void take_interrupt(
	struct rest *rest, const struct mk_device *device, const struct mk_interrupt *interrupt)
{
	bool usable = interrupt->kind == MK_INTERRUPT_SPI &&
		      !kernel_takes(rest->plan, interrupt->intid) &&
		      !is_anothers_core(rest, interrupt);

	if (interrupt->kind == MK_INTERRUPT_PPI || interrupt->kind == MK_INTERRUPT_CASCADED)
		return;
	if (usable)
		*mk_vec_add(rest->arena, &rest->node->irqs) = (struct mk_plan_irq){
			.intid = interrupt->intid, .origin = rest->origin, .device = device->node};
	else
		*mk_vec_add(rest->arena, &rest->plan->left_out) =
			(struct mk_left_out){device->node, interrupt->intid, rest->origin};
}

static void take(struct rest *rest, const struct mk_device *device)
{
	mk_interrupts interrupts = mk_interrupts_distinct(rest->arena, &device->interrupts);
	const struct mk_interrupt *interrupt;

	*mk_vec_add(rest->arena, &rest->node->devices) =
		(struct mk_plan_device){.node = device->node,
			.origin = rest->origin,
			.interrupts = interrupts,
			.mmio = device->mmio,
			.rest = true};
	mk_each(interrupt, &interrupts)
		take_interrupt(rest, device, interrupt);
}

void mk_plan_collect_rest(struct mk_arena *arena, struct mk_plan *plan)
{
	struct rest rest = {.arena = arena, .plan = plan};
	const struct mk_devices *devices;
	const struct mk_device *device;

	if (!find_rest(&rest))
		return;
	collect_named(&rest);
	devices = mk_board_devices(plan->board, arena);
	mk_each(device, &devices->list)
		if (!is_kernels(plan->board, device->node) && !is_private(device) &&
			!goes_with_named(&rest, device->node) &&
			!serves_others(&rest, devices, device))
			take(&rest, device);
}
