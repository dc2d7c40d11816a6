/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared interrupts: which devices raise each, and which nodes have it. */
#include "check/check.h"

struct mk_lines {
	mk_raisers raisers[MK_INTID_SPI_LAST + 1]; /* by INTID */
};

static void add_raiser(struct mk_check *check, struct mk_lines *lines,
	const struct mk_device *device, const struct mk_interrupt *interrupt)
{
	mk_raisers *raisers = &lines->raisers[interrupt->intid.value];
	bool again = raisers->count && raisers->items[raisers->count - 1].device == device;

	if (!again)
		*mk_vec_add(check->arena, raisers) = (struct mk_raiser){device, interrupt};
}

static struct mk_lines *lines_of(struct mk_check *check)
{
	const struct mk_interrupt *interrupt;
	const struct mk_devices *devices;
	const struct mk_device *device;

	if (check->lines)
		return check->lines;
	check->lines = mk_arena_alloc(check->arena, sizeof *check->lines);
	devices = mk_check_devices(check);
	mk_each(device, &devices->list)
		mk_each(interrupt, &device->interrupts)
			if (interrupt->kind == MK_INTERRUPT_SPI)
				add_raiser(check, check->lines, device, interrupt);
	return check->lines;
}

const mk_raisers *mk_check_raisers(struct mk_check *check, struct mk_intid intid)
{
	return &lines_of(check)->raisers[intid.value];
}

struct seen {
	struct mk_irq_use first;
	struct mk_irq_use last;
};

/* A device may list one line several times; that is no second use. */
static bool is_repetition(const struct seen *seen, const struct mk_irq_use *use)
{
	return use->irq->device && seen->last.node == use->node &&
	       seen->last.irq->device == use->irq->device;
}

void mk_irqs_each_repeat(
	struct mk_check *check, void (*pair)(struct mk_check *check, const struct mk_irq_use *later,
					const struct mk_irq_use *first))
{
	struct seen *all = mk_arena_array(check->arena, MK_INTID_SPI_LAST + 1, sizeof *all);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes) {
		mk_each(irq, &node->irqs) {
			struct seen *seen = &all[irq->intid.value];
			struct mk_irq_use use = {node, irq};
			if (!seen->first.node)
				seen->first = use;
			else if (!is_repetition(seen, &use))
				pair(check, &use, &seen->first);
			seen->last = use;
		}
	}
}

bool mk_irqs_share_line(const struct mk_plan_irq *a, const struct mk_plan_irq *b)
{
	return a->device && b->device && a->device != b->device;
}
