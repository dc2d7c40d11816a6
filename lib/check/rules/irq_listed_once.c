/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"
#include "check/written.h"

static void report(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_irq *irq, const struct mk_plan_irq *known)
{
	struct mk_finding *finding = mk_check_report(check, irq->origin, "node '%s' lists %s again",
		node->name, mk_check_intid(check, irq->intid));

	mk_add_note(check->findings, finding, known->origin, "it is listed here first");
	mk_about(check->findings, finding, node->name);
	mk_about(check->findings, finding, mk_check_intid_name(check, irq->intid));
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_irq **first;
	const struct mk_plan_irq *irq;

	if (!mk_written_node(node)->irqs.count)
		return;
	first = mk_arena_array(check->arena, MK_INTID_SPI_LAST + 1, sizeof *first);
	mk_each(irq, &node->irqs) {
		const struct mk_plan_irq **known = &first[irq->intid.value];
		if (!*known)
			*known = irq;
		else if (irq->request)
			report(check, node, irq, *known);
	}
}

const struct mk_rule mk_rule_irq_listed_once = {
	.problem = {.code = "MK0208",
		.name = "irq-listed-once",
		.severity = MK_WARNING,
		.title = "a node lists the same interrupt twice",
		.why = "It does no harm, but one of the two was probably meant to be another "
		       "number.",
		.fix = "Remove one, or correct it. A device under `devices` brings its interrupts "
		       "with it.",
		.about = "the node, or the interrupt (INTID 54)"},
	.each_node = check_node,
};
