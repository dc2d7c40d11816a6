/* SPDX-License-Identifier: BSD-2-Clause */

#include "base/sort.h"
#include "plan/stages.h"

static void add_device_irqs(
	struct mk_arena *arena, struct mk_plan_node *node, const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind == MK_INTERRUPT_SPI)
			*mk_vec_add(arena, &node->irqs) =
				(struct mk_plan_irq){.intid = interrupt->intid,
					.origin = device->origin,
					.device = device->node};
}

/* Numbers that are no SPI at all are left to the rules. */
static void add_listed(
	struct mk_arena *arena, struct mk_plan_node *node, const struct mk_layout_irq *request)
{
	struct mk_plan_irq irq = {.request = request};

	if (request->record.broken)
		return;
	if (request->spi.given && request->spi.value <= MK_SPI_LAST) {
		irq.intid = mk_intid_from_spi((struct mk_spi){(uint32_t)request->spi.value});
		irq.origin = request->spi.origin;
		*mk_vec_add(arena, &node->irqs) = irq;
	}
	if (request->intid.given && request->intid.value >= MK_INTID_SPI_FIRST &&
		request->intid.value <= MK_INTID_SPI_LAST) {
		irq.intid = (struct mk_intid){(uint32_t)request->intid.value};
		irq.origin = request->intid.origin;
		*mk_vec_add(arena, &node->irqs) = irq;
	}
}

static int compare_intids(const void *left, const void *right)
{
	const struct mk_intid *a = left;
	const struct mk_intid *b = right;

	return mk_compare_numbers(a->value, b->value);
}

static void collect_spis(struct mk_arena *arena, struct mk_plan_node *node)
{
	const struct mk_plan_irq *irq;
	size_t kept = 0;

	mk_each(irq, &node->irqs)
		*mk_vec_add(arena, &node->spis) = irq->intid;
	mk_vec_sort(&node->spis, compare_intids);
	for (size_t i = 0; i < node->spis.count; i++)
		if (!kept || node->spis.items[i].value != node->spis.items[kept - 1].value)
			node->spis.items[kept++] = node->spis.items[i];
	node->spis.count = kept;
}

void mk_plan_resolve_irqs(struct mk_arena *arena, struct mk_plan *plan)
{
	struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		const struct mk_plan_device *device;
		const struct mk_layout_irq *request;
		mk_each(device, &node->devices)
			add_device_irqs(arena, node, device);
		mk_each(request, &node->layout->irqs)
			add_listed(arena, node, request);
	}
	mk_plan_collect_rest(arena, plan);
	mk_each(node, &plan->nodes)
		collect_spis(arena, node);
}
