/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared interrupts: which devices raise each, and which nodes have it. */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"

struct mk_lines {
	mk_raisers raisers[MK_INTID_SPI_LAST + 1]; /* by INTID */
	const struct mk_device *frames[MK_INTID_SPI_LAST + 1];
	unsigned map_count;
	unsigned frame_count;
};

static void add_raiser(
	struct mk_check *check, struct mk_lines *lines, const struct mk_raiser *raiser)
{
	mk_raisers *raisers = &lines->raisers[raiser->interrupt->intid.value];

	if (raiser->interrupt->kind != MK_INTERRUPT_SPI ||
		(raisers->count && raisers->items[raisers->count - 1].device == raiser->device))
		return;
	*mk_vec_add(check->arena, raisers) = *raiser;
}

static void add_device(
	struct mk_check *check, struct mk_lines *lines, const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		add_raiser(
			check, lines, &(struct mk_raiser){device, interrupt, interrupt->handed_on});
}

/* So many maps, and so many frames, are followed; a real tree has six at most. */
#define MAX_MAPS 64

/* Counts one more. What is beyond is said once. */
static bool is_beyond(struct mk_check *check, unsigned *count, const struct mk_device *device)
{
	if (*count == MAX_MAPS)
		mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, device->node),
			"the interrupts that '%s', and others like it after it, can raise: %u are "
			"followed at most",
			device->node->path, MAX_MAPS);
	return (*count)++ >= MAX_MAPS;
}

static void add_mapped(
	struct mk_check *check, struct mk_lines *lines, const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;
	mk_interrupts *mapped;

	if (!mk_dt_property(device->node, "interrupt-map") ||
		is_beyond(check, &lines->map_count, device))
		return;
	mapped = mk_arena_alloc(check->arena, sizeof *mapped);
	mk_board_mapped_interrupts(check->plan->board, check->arena, device->node, mapped);
	mk_each(interrupt, mapped)
		add_raiser(check, lines, &(struct mk_raiser){device, interrupt, true});
}

static void add_message(struct mk_check *check, struct mk_lines *lines,
	const struct mk_device *frame, struct mk_spi spi)
{
	struct mk_intid intid = mk_intid_from_spi(spi);
	struct mk_interrupt *interrupt;

	if (lines->frames[intid.value])
		return;
	interrupt = mk_arena_alloc(check->arena, sizeof *interrupt);
	*interrupt = (struct mk_interrupt){.node = frame->node,
		.kind = MK_INTERRUPT_SPI,
		.intid = intid,
		.number = spi.value,
		.flags = MK_TRIGGER_EDGE_RISING};
	add_raiser(check, lines, &(struct mk_raiser){frame, interrupt, true});
	lines->frames[intid.value] = frame;
}

/*
 * A GICv2m frame that states its interrupts (Linux bindings, interrupt-controller/arm,gic.yaml)
 * raises them for whoever writes to it.
 */
static void add_frame(
	struct mk_check *check, struct mk_lines *lines, const struct mk_device *device)
{
	uint32_t first = mk_dt_u32(device->node, "arm,msi-base-spi", 0);
	uint32_t count = mk_dt_u32(device->node, "arm,msi-num-spis", 0);

	if (first > MK_SPI_LAST || count > MK_SPI_LAST - first + 1 ||
		!mk_dt_is_compatible(device->node, "arm,gic-v2m-frame") ||
		is_beyond(check, &lines->frame_count, device))
		return;
	for (uint32_t i = 0; i < count; i++)
		add_message(check, lines, device, (struct mk_spi){first + i});
}

static struct mk_lines *lines_of(struct mk_check *check)
{
	const struct mk_devices *devices;
	const struct mk_device *device;

	if (check->lines)
		return check->lines;
	check->lines = mk_arena_alloc(check->arena, sizeof *check->lines);
	devices = mk_check_devices(check);
	mk_each(device, &devices->list) {
		add_device(check, check->lines, device);
		add_mapped(check, check->lines, device);
		add_frame(check, check->lines, device);
	}
	return check->lines;
}

const mk_raisers *mk_check_raisers(struct mk_check *check, struct mk_intid intid)
{
	return &lines_of(check)->raisers[intid.value];
}

const struct mk_device *mk_check_frame(struct mk_check *check, struct mk_intid intid)
{
	return lines_of(check)->frames[intid.value];
}

/* What is in a bridge raises the bridge's line: whose it is, MK0605 sees to. */
static bool is_one_in_other(const struct mk_plan_irq *a, const struct mk_plan_irq *b)
{
	return a->device && b->device &&
	       (mk_dt_is_within(a->device, b->device) || mk_dt_is_within(b->device, a->device));
}

void mk_each_repeated_irq(struct mk_check *check, mk_repeated_irq_visitor *pair)
{
	struct mk_irq_use *all = mk_arena_array(check->arena, MK_INTID_SPI_LAST + 1, sizeof *all);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes) {
		mk_each(irq, &node->irqs) {
			struct mk_irq_use *first = &all[irq->intid.value];
			struct mk_irq_use use = {node, irq};
			if (!first->node)
				*first = use;
			else if (!is_one_in_other(irq, first->irq))
				pair(check, &use, first);
		}
	}
}

/* What the platform's kernel has no room for, or keeps, is reported as such. */
static bool is_usable(const struct mk_plan *plan, struct mk_intid intid)
{
	return (!plan->max_irq_stated || intid.value <= plan->max_irq) &&
	       !mk_platform_takes_spi(plan->platform, intid);
}

void mk_each_listed_irq(struct mk_check *check, mk_listed_irq_visitor *visit)
{
	const struct mk_plan_node **visited =
		mk_arena_array(check->arena, MK_INTID_SPI_LAST + 1, sizeof *visited);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes) {
		mk_each(irq, &node->irqs) {
			struct mk_irq_use use = {node, irq};
			if (!irq->request || visited[irq->intid.value] == node ||
				!is_usable(check->plan, irq->intid))
				continue;
			visited[irq->intid.value] = node;
			visit(check, &use);
		}
	}
}

bool mk_irqs_share_line(const struct mk_plan_irq *a, const struct mk_plan_irq *b)
{
	return a->device && b->device && a->device != b->device;
}
