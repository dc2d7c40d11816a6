/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

struct owner {
	const struct mk_plan_node *node; /* NULL: nobody yet */
	const struct mk_plan_irq *irq;
};

static const char *irq_source(struct mk_check *check, const struct mk_plan_irq *irq)
{
	if (!irq->device)
		return "";
	return mk_arena_printf(check->arena, ", of device '%s',", irq->device->path);
}

static void report_second(struct mk_check *check, const struct owner *first,
	const struct mk_plan_node *node, const struct mk_plan_irq *irq)
{
	struct mk_finding *finding = mk_check_report(check, irq->origin,
		"node '%s' has %s%s which node '%s' has already", node->name,
		mk_check_intid(check, irq->intid), irq_source(check, irq), first->node->name);

	mk_add_note(check->findings, finding, first->irq->origin, "node '%s' has it from here%s%s",
		first->node->name, first->irq->device ? ", with device " : "",
		first->irq->device ? first->irq->device->path : "");
	if (irq->device && first->irq->device && irq->device != first->irq->device)
		mk_suggest(check->findings, finding,
			"the two devices share one interrupt line: give both to the same node");
}

static void run(struct mk_check *check)
{
	struct owner *owners = mk_arena_array(check->arena, MK_INTID_SPI_LAST + 1, sizeof *owners);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes) {
		mk_each(irq, &node->irqs) {
			struct owner *owner = &owners[irq->intid.value];
			if (!owner->node)
				*owner = (struct owner){node, irq};
			else if (owner->node != node)
				report_second(check, owner, node, irq);
		}
	}
}

const struct mk_rule mk_rule_irq_spi_one_owner = {
	.problem = {.code = "MK0201",
		.name = "spi-one-owner",
		.severity = MK_ERROR,
		.title = "one shared interrupt belongs to two nodes",
		.why = "Both kernels accept it without an error, and only the node that boots "
		       "last ever receives it.",
		.fix = "Give the interrupt, or the devices that raise it, to one node only. The "
		       "other can be told with an IPI."},
	.run = run,
	.prerequisites = {"MK0602"},
};
