/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/lines.h"

#include <assert.h>

struct collecting {
	struct mk_arena *arena;
	const struct mk_board *board;
	struct mk_lines *lines;
	unsigned map_count;
	unsigned frame_count;
};

const struct mk_line *mk_line_of(const struct mk_lines *lines, struct mk_intid intid)
{
	static const struct mk_line none;
	const struct mk_line *line = lines->by_intid[intid.value];

	return line ? line : &none;
}

static struct mk_line *line_for(struct collecting *collecting, struct mk_intid intid)
{
	struct mk_line **line = &collecting->lines->by_intid[intid.value];

	if (!*line)
		*line = mk_arena_alloc(collecting->arena, sizeof **line);
	return *line;
}

static void add_raiser(struct collecting *collecting, const struct mk_raiser *raiser)
{
	mk_raisers *raisers;

	if (raiser->interrupt->kind != MK_INTERRUPT_SPI)
		return;
	raisers = &line_for(collecting, raiser->interrupt->intid)->raisers;
	if (raisers->count && raisers->items[raisers->count - 1].device == raiser->device)
		return;
	*mk_vec_add(collecting->arena, raisers) = *raiser;
}

static void add_device(struct collecting *collecting, const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		add_raiser(collecting,
			&(struct mk_raiser){device, interrupt, interrupt->handed_on, true});
}

/* So many maps, and so many frames, are followed; a real tree has six at most. */
#define MAX_MAPS 64

/* Counts one more. What is beyond is said once. */
static bool is_beyond(
	struct collecting *collecting, unsigned *count, const struct mk_device *device)
{
	if (*count == MAX_MAPS)
		mk_unseen_add(collecting->arena, &collecting->lines->unseen,
			mk_dt_origin(collecting->board->tree, device->node),
			"the interrupts that '%s' and others like it can raise: at most %u are "
			"followed",
			device->node->path, MAX_MAPS);
	return (*count)++ >= MAX_MAPS;
}

static void add_mapped(struct collecting *collecting, const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;
	mk_interrupts *mapped;

	if (!mk_dt_property(device->node, "interrupt-map") ||
		is_beyond(collecting, &collecting->map_count, device))
		return;
	mapped = mk_arena_alloc(collecting->arena, sizeof *mapped);
	mk_board_mapped_interrupts(collecting->board, collecting->arena, device->node, mapped);
	mk_each(interrupt, mapped)
		add_raiser(collecting, &(struct mk_raiser){device, interrupt, true, false});
}

static void add_message(
	struct collecting *collecting, const struct mk_device *frame, struct mk_spi spi)
{
	struct mk_intid intid = mk_intid_from_spi(spi);
	struct mk_line *line = line_for(collecting, intid);
	struct mk_interrupt *interrupt;

	if (line->frame)
		return;
	interrupt = mk_arena_alloc(collecting->arena, sizeof *interrupt);
	*interrupt = (struct mk_interrupt){.node = frame->node,
		.kind = MK_INTERRUPT_SPI,
		.intid = intid,
		.number = spi.value,
		.flags = MK_TRIGGER_EDGE_RISING};
	add_raiser(collecting, &(struct mk_raiser){frame, interrupt, true, false});
	line->frame = frame;
}

/*
 * A GICv2m frame that states its interrupts (Linux bindings, interrupt-controller/arm,gic.yaml)
 * raises them for whoever writes to it.
 */
static void add_frame(struct collecting *collecting, const struct mk_device *device)
{
	uint32_t first = mk_dt_u32(device->node, "arm,msi-base-spi", 0);
	uint32_t count = mk_dt_u32(device->node, "arm,msi-num-spis", 0);

	if (first > MK_SPI_LAST || count > MK_SPI_LAST - first + 1 ||
		!mk_dt_is_compatible(device->node, "arm,gic-v2m-frame") ||
		is_beyond(collecting, &collecting->frame_count, device))
		return;
	for (uint32_t i = 0; i < count; i++)
		add_message(collecting, device, (struct mk_spi){first + i});
}

static void add_uses(struct collecting *collecting, const struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &plan->nodes)
		mk_each(irq, &node->irqs) {
			assert(irq->intid.value <= MK_INTID_SPI_LAST);
			*mk_vec_add(collecting->arena, &line_for(collecting, irq->intid)->uses) =
				(struct mk_irq_use){node, irq};
		}
}

struct mk_lines *mk_lines_make(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_devices *devices)
{
	struct collecting collecting = {.arena = arena,
		.board = plan->board,
		.lines = mk_arena_alloc(arena, sizeof *collecting.lines)};
	const struct mk_device *device;

	mk_each(device, &devices->list) {
		add_device(&collecting, device);
		add_mapped(&collecting, device);
		add_frame(&collecting, device);
	}
	add_uses(&collecting, plan);
	return collecting.lines;
}
