/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/words.h"
#include "board/devices.h"
#include "plan/lines.h"
#include "plan/order.h"
#include "tell/owner_parts.h"

/* So many are named of what may be a long list. */
#define SHOWN 6u
#define SHOWN_SOURCES 32u

static bool has_intids(const struct mk_board *board)
{
	return board->gic.kind == MK_GIC_V2 || board->gic.kind == MK_GIC_V3;
}

/* Another controller numbers its lines by itself. */
static void tell_foreign_sources(struct mk_answer *answer, uint32_t number)
{
	const struct mk_dt_node *controller = answer->plan->board->gic.node;
	const struct mk_interrupt *interrupt;
	const struct mk_device *device;
	size_t count = 0;

	mk_each(device, &answer->devices->list)
		mk_each(interrupt, &device->interrupts)
			if (interrupt->kind == MK_INTERRUPT_CASCADED &&
				interrupt->controller == controller &&
				interrupt->number == number && count++ < SHOWN)
				mk_answer_fact(answer, "its line %" PRIu32 " is raised by %s; %s",
					number, device->node->path,
					mk_answer_holder(answer, device->node));
}

static void answer_foreign(struct mk_answer *answer, uint32_t number)
{
	const struct mk_gic *gic = &answer->plan->board->gic;

	mk_answer_heading(answer, "INTID %" PRIu32, number);
	if (!gic->node) {
		mk_answer_fact(
			answer, "the board's tree has no interrupt controller that mkpart knows");
		return;
	}
	mk_answer_fact(answer,
		"the board's interrupt controller %s ('%s') is not a GIC: there are no INTIDs here",
		gic->node->path, gic->compatible ? gic->compatible : "");
	tell_foreign_sources(answer, number);
}

/* --- nodes ------------------------------------------------------------------------------------ */

static void tell_owner(
	struct mk_answer *answer, const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	const char *place = mk_answer_place(answer, irq->origin);

	if (irq->device)
		mk_answer_fact(answer, "node '%s' has it, with device %s at %s", node->name,
			irq->device->path, place);
	else
		mk_answer_fact(answer, "node '%s' has it, listed at %s", node->name, place);
}

static void tell_owners(struct mk_answer *answer, const mk_irq_uses *uses)
{
	const struct mk_irq_use *use;

	mk_each(use, uses)
		tell_owner(answer, use->node, use->irq);
	if (!answer->fact_count)
		mk_answer_fact(answer, "no node has it");
}

/* --- devices ---------------------------------------------------------------------------------- */

static bool is_behind(const struct mk_device *device, const struct mk_dt_node *controller)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind == MK_INTERRUPT_CASCADED && interrupt->controller == controller)
			return true;
	return false;
}

/* A cascaded controller's one line carries what others raise. */
static void tell_carried(struct mk_answer *answer, const struct mk_dt_node *controller)
{
	const struct mk_device *device;
	struct mk_listing paths;

	mk_listing_begin(&paths, answer->arena, SHOWN);
	mk_each(device, &answer->devices->list)
		if (is_behind(device, controller))
			mk_listing_add(&paths, "%s", device->node->path);
	if (paths.count)
		mk_answer_fact(answer, "it carries the interrupts of %s", mk_listing_text(&paths));
}

static const struct mk_interrupt *interrupt_of(
	const struct mk_device *device, struct mk_intid intid)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts)
		if (interrupt->kind == MK_INTERRUPT_PPI && interrupt->intid.value == intid.value)
			return interrupt;
	return NULL;
}

static void tell_source(struct mk_answer *answer, const struct mk_device *device,
	const struct mk_interrupt *interrupt)
{
	const char *trigger = mk_answer_trigger(interrupt);

	mk_answer_fact(answer, "raised by %s%s%s; %s", device->node->path, trigger ? ", " : "",
		trigger ? trigger : "", mk_answer_holder(answer, device->node));
	tell_carried(answer, device->node);
}

/* Of those of each core, which are in no table. */
static mk_raisers raisers_of_core(struct mk_answer *answer, struct mk_intid intid)
{
	const struct mk_device *device;
	mk_raisers raisers = {0};

	mk_each(device, &answer->devices->list) {
		const struct mk_interrupt *interrupt = interrupt_of(device, intid);
		if (interrupt)
			*mk_vec_add(answer->arena, &raisers) =
				(struct mk_raiser){device, interrupt, false, true};
	}
	return raisers;
}

static void tell_sources(struct mk_answer *answer, const mk_raisers *raisers)
{
	const struct mk_raiser *raiser;
	size_t count = 0;

	mk_each(raiser, raisers)
		if (raiser->listed && count++ < SHOWN_SOURCES)
			tell_source(answer, raiser->device, raiser->interrupt);
	if (count > SHOWN_SOURCES)
		mk_answer_fact(answer, "raised by %zu more", count - SHOWN_SOURCES);
	if (!count)
		mk_answer_fact(answer, "no enabled device of the board's tree raises it");
}

/* --- shared interrupts ------------------------------------------------------------------------ */

static void tell_left_out(struct mk_answer *answer, struct mk_intid intid)
{
	const struct mk_left_out *left_out;

	mk_each(left_out, &answer->plan->left_out) {
		if (left_out->intid.value != intid.value)
			continue;
		mk_answer_fact(answer, "left out by `%s` at %s", MK_PLAN_REST,
			mk_answer_place(answer, left_out->origin));
		return;
	}
}

static void tell_platform(struct mk_answer *answer, struct mk_intid intid)
{
	const struct mk_plan *plan = answer->plan;

	if (!plan->platform)
		return;
	if (mk_platform_takes_spi(plan->platform, intid))
		mk_answer_fact(answer, "the kernel keeps it for itself on platform %s",
			plan->platform->name);
	if (intid.value > plan->max_irq)
		mk_answer_fact(answer,
			"no node can have it: the last interrupt of platform %s is %s",
			plan->platform->name,
			mk_answer_intid(answer, (struct mk_intid){plan->max_irq}));
	else if (intid.value == plan->max_irq && !plan->contract->max_irq_reserved)
		mk_answer_fact(answer,
			"the last interrupt of platform %s: its kernel lets every node claim it",
			plan->platform->name);
}

/* --- interrupts of each core ------------------------------------------------------------------ */

static void tell_kernels(struct mk_answer *answer, struct mk_intid intid)
{
	const struct mk_plan_node *node;
	size_t count = 0;

	mk_each(node, &answer->plan->nodes)
		count += mk_kernel_takes_ppi(node->hypervisor, intid);
	if (count)
		mk_answer_fact(answer, "%s keeps it for itself",
			count == answer->plan->nodes.count ? "each kernel"
							   : "each kernel with hypervisor support");
}

static const char *node_name(struct mk_answer *answer, const struct mk_plan_node *node)
{
	return node ? mk_arena_printf(answer->arena, "node '%s'", node->name) : "an unknown node";
}

/* "multiplexed: bit 3 of the word at 0x5fffe000". */
static void tell_bit(struct mk_answer *answer, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;

	if (mk_plan_doorbell_bit(ipi, &bit) && bit.doorbell->region.placed)
		mk_answer_fact(answer,
			"IPI '%s' is multiplexed: bit %" PRIu32 " of the word at 0x%" PRIx64 " "
			"identifies it",
			ipi->name, bit.bit, bit.doorbell->region.range.first + bit.offset);
}

void mk_answer_ipi(struct mk_answer *answer, const struct mk_plan_ipi *ipi)
{
	if (ipi->sgi >= MK_SGI_COUNT)
		mk_answer_fact(answer, "no SGI is left for it at %s", node_name(answer, ipi->to));
	else
		mk_answer_fact(answer,
			"IPI '%s' arrives as SGI %" PRIu32 " at %s, from %s, %s %s%s", ipi->name,
			ipi->sgi, node_name(answer, ipi->to), node_name(answer, ipi->from),
			ipi->fixed	   ? "fixed at"
			: ipi->multiplexed ? "shared by all multiplexed IPIs there, at"
					   : "chosen by mkpart for",
			mk_answer_place(answer, ipi->origin),
			mk_answer_purpose(answer, ipi->connection));
	tell_bit(answer, ipi);
}

static void tell_ipis(struct mk_answer *answer, uint32_t sgi)
{
	mk_ipi_list ipis = mk_order_ipis(answer->arena, answer->plan);
	bool found = false;

	for (size_t i = 0; i < ipis.count; i++) {
		if (ipis.items[i]->sgi != sgi)
			continue;
		mk_answer_ipi(answer, ipis.items[i]);
		found = true;
	}
	if (!found)
		mk_answer_fact(answer, "no IPI uses it");
}

static void tell_private(struct mk_answer *answer, struct mk_intid intid)
{
	mk_raisers raisers;

	mk_answer_fact(answer, "every core has its own, so it belongs to no single node");
	if (intid.value < MK_INTID_PPI_FIRST) {
		tell_ipis(answer, intid.value);
		if (intid.value >= MK_SGI_COUNT / 2)
			mk_answer_fact(answer, "secure firmware conventionally uses SGI 8 to 15");
		return;
	}
	tell_kernels(answer, intid);
	raisers = raisers_of_core(answer, intid);
	tell_sources(answer, &raisers);
}

void mk_answer_interrupt(struct mk_answer *answer, struct mk_intid intid)
{
	const struct mk_line *line;

	if (!has_intids(answer->plan->board)) {
		answer_foreign(answer, intid.value);
		return;
	}
	mk_answer_heading(answer, "%s", mk_answer_intid(answer, intid));
	if (intid.value < MK_INTID_SPI_FIRST) {
		tell_private(answer, intid);
		return;
	}
	line = mk_line_of(mk_lines_make(answer->arena, answer->plan, answer->devices), intid);
	tell_owners(answer, &line->uses);
	tell_left_out(answer, intid);
	tell_sources(answer, &line->raisers);
	tell_platform(answer, intid);
}
