/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The trigger of an SPI is two bits of GICD_ICFGR<n>, one register for 16 INTIDs (Arm IHI 0048B,
 * 4.3.13). setIRQTrigger in the kernel's src/arch/arm/machine/gic_v2.c and gic_v3.c reads it,
 * changes its own bits and writes it back. The loader has set all SPIs to level before (its
 * src/drivers/gic), so that an edge is all that can be lost.
 */
#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

#define INTIDS_IN_REGISTER 16u
#define REGISTERS (MK_INTID_SPI_LAST / INTIDS_IN_REGISTER + 1)

/* The first few are enough to see what it is about. */
#define SHOWN 4u

struct trigger_register {
	struct mk_irq_use first;
	struct mk_irq_use second; /* of another node */
	struct mk_irq_use edge;
};

static enum mk_trigger trigger_of(struct mk_check *check, const struct mk_plan_irq *irq)
{
	const mk_raisers *raisers = mk_check_raisers(check, irq->intid);

	return raisers->count ? mk_interrupt_trigger(raisers->items[0].interrupt) : MK_TRIGGER_NONE;
}

/* What the tree does not tell may be an edge. */
static bool may_be_edge(enum mk_trigger trigger)
{
	return trigger != MK_TRIGGER_LEVEL_HIGH && trigger != MK_TRIGGER_LEVEL_LOW;
}

/* Who writes `rest` has not chosen the device, and may not use it. */
static bool is_chosen(struct mk_check *check, const struct mk_plan_irq *irq)
{
	return !irq->device || !mk_check_holder(check, irq->device).device->rest;
}

static void add(struct mk_check *check, struct trigger_register *at, const struct mk_irq_use *use)
{
	if (!at->first.node)
		at->first = *use;
	else if (!at->second.node && at->first.node != use->node)
		at->second = *use;
	if (!at->edge.node && may_be_edge(trigger_of(check, use->irq)))
		at->edge = *use;
}

static struct trigger_register *registers_of(struct mk_check *check)
{
	struct trigger_register *registers =
		mk_arena_array(check->arena, REGISTERS, sizeof *registers);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes)
		mk_each(irq, &node->irqs)
			if (is_chosen(check, irq))
				add(check, &registers[irq->intid.value / INTIDS_IN_REGISTER],
					&(struct mk_irq_use){node, irq});
	return registers;
}

static const struct mk_irq_use *other_of(const struct trigger_register *at)
{
	return at->first.node == at->edge.node ? &at->second : &at->first;
}

static struct mk_finding *report(struct mk_check *check, const struct trigger_register *at)
{
	const struct mk_irq_use *other = other_of(at);
	bool known = trigger_of(check, at->edge.irq) != MK_TRIGGER_NONE;
	struct mk_finding *finding = mk_check_report(check, at->edge.irq->origin,
		"the trigger of %s of node '%s', %s edge, is in the same register as that of %s of "
		"node '%s'",
		mk_check_intid(check, at->edge.irq->intid), at->edge.node->name,
		known ? "an" : "possibly an", mk_check_intid(check, other->irq->intid),
		other->node->name);

	mk_add_note(check->findings, finding, other->irq->origin, "node '%s' has it from here",
		other->node->name);
	return finding;
}

static void add_further(
	struct mk_check *check, struct mk_finding *finding, const struct trigger_register *at)
{
	const struct mk_irq_use *other = other_of(at);

	mk_add_note(check->findings, finding, at->edge.irq->origin,
		"so are %s of node '%s' and %s of node '%s'",
		mk_check_intid(check, at->edge.irq->intid), at->edge.node->name,
		mk_check_intid(check, other->irq->intid), other->node->name);
}

/* One finding for the layout, however many registers there are. */
static void triggers_apart(struct mk_check *check)
{
	const struct trigger_register *registers = registers_of(check);
	struct mk_finding *finding = NULL;
	unsigned shown = 0;

	for (size_t i = 0; i < REGISTERS && shown < SHOWN; i++) {
		const struct trigger_register *at = &registers[i];
		if (!at->second.node || !at->edge.node)
			continue;
		if (!finding)
			finding = report(check, at);
		else
			add_further(check, finding, at);
		mk_about(check->findings, finding, at->edge.node->name);
		mk_about(check->findings, finding, other_of(at)->node->name);
		shown++;
	}
}

extern const struct mk_rule mk_rule_irq_spi_one_owner, mk_rule_irq_lines_not_split,
	mk_rule_board_gic_present, mk_rule_device_one_owner;

const struct mk_rule mk_rule_irq_triggers_apart = {
	.problem = {.code = "MK0218",
		.name = "triggers-apart",
		.severity = MK_NOTE,
		.title = "an edge-triggered interrupt shares a register with another node's",
		.why = "The GIC keeps the triggers of 16 interrupts in one register. A kernel sets "
		       "the trigger of one when its root task makes the handler for it: it reads "
		       "the register, changes its bits and writes it back. Two nodes that do so at "
		       "the same moment undo each other: the interrupt stays at level, as the "
		       "loader left it, and its edges are missed.",
		.fix = "Let one root task make its handlers after the other has made its own, for "
		       "example after an IPI; or give interrupts of one such block of 16 to one "
		       "node.",
		.about = "one of the nodes"},
	.whole = triggers_apart,
	.prerequisites = MK_RULES(&mk_rule_irq_spi_one_owner, &mk_rule_irq_lines_not_split,
		&mk_rule_board_gic_present, &mk_rule_device_one_owner),
};
