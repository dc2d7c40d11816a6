/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

/* The number as a map, in a way to mend the finding. */
static void offer(struct mk_check *check, struct mk_finding *finding,
	const struct mk_layout_irq *irq, const char *kind)
{
	struct mk_origin origin = irq->bare.origin;
	struct mk_remedy *remedy = mk_add_remedy(check->findings, finding, MK_REMEDY_GUESS);

	mk_add_edit(check->findings, remedy, origin, "",
		mk_arena_printf(check->arena, "{\"%s\": ", kind));
	origin.column += origin.length;
	mk_add_edit(check->findings, remedy, origin, "", "}");
}

static void report_bare(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_layout_irq *irq)
{
	uint64_t number = irq->bare.value;
	struct mk_finding *finding = mk_check_report(check, irq->bare.origin,
		"interrupt %" PRIu64
		" of node '%s' does not say whether it is an SPI number or an INTID",
		number, node->name);

	if (number >= MK_INTID_SPI_FIRST && number <= MK_SPI_LAST)
		mk_suggest(check->findings, finding,
			"write {spi: %" PRIu64 "} as in a device tree, which is INTID %" PRIu64
			", or {intid: %" PRIu64 "}",
			number, number + MK_INTID_SPI_FIRST, number);
	else if (number <= MK_SPI_LAST)
		mk_suggest(check->findings, finding,
			"write {spi: %" PRIu64 "} as in a device tree, which is INTID %" PRIu64,
			number, number + MK_INTID_SPI_FIRST);
	else
		mk_suggest(check->findings, finding, "write {intid: %" PRIu64 "}", number);
	if (number <= MK_SPI_LAST)
		offer(check, finding, irq, "spi");
	if (number >= MK_INTID_SPI_FIRST)
		offer(check, finding, irq, "intid");
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_irq *irq;

	mk_each(irq, &mk_written_node(node)->irqs)
		if (irq->bare.given && !irq->record.broken)
			report_bare(check, node, irq);
}

const struct mk_rule mk_rule_irq_kind_stated = {
	.problem = {.code = "MK0202",
		.name = "irq-kind-stated",
		.severity = MK_ERROR,
		.title = "an interrupt number that does not say what it counts",
		.why = "Device trees count SPIs from 0, the interrupt controller counts INTIDs, "
		       "and SPI n is INTID n + 32. The kernel takes INTIDs: with the wrong one "
		       "the node waits for ever for another device's interrupt.",
		.fix = "Write {spi: N} or {intid: N}; or list the device under `devices`, which "
		       "brings its interrupts with it."},
	.each_node = check_node,
};
