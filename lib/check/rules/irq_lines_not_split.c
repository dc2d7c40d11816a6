/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

static void check_pair(
	struct mk_check *check, const struct mk_irq_use *later, const struct mk_irq_use *first)
{
	const struct mk_dt_node *device = later->irq->device;
	const struct mk_dt_node *other = first->irq->device;
	struct mk_finding *finding;

	if (later->node == first->node || !mk_irqs_share_line(later->irq, first->irq))
		return;
	finding = mk_check_report(check, later->irq->origin,
		"device '%s' of node '%s' and device '%s' of node '%s' are wired to the same "
		"interrupt line, %s",
		device->path, later->node->name, other->path, first->node->name,
		mk_check_intid(check, later->irq->intid));
	mk_add_note(check->findings, finding, first->irq->origin,
		"node '%s' has device '%s' from here", first->node->name, other->path);
	mk_suggest(check->findings, finding, "give both to one node: devices: ['%s', '%s']",
		other->path, device->path);
}

const struct mk_rule mk_rule_irq_lines_not_split = {
	.problem = {.code = "MK0210",
		.name = "lines-not-split",
		.severity = MK_ERROR,
		.title = "two devices on one interrupt line are in different nodes",
		.why = "The line has one target: only the node that boots last receives the "
		       "interrupts of both devices, and the other never hears its own. That node "
		       "cannot silence a device that it does not have, so a level interrupt comes "
		       "back for ever.",
		.fix = "Give all devices on the line to one node. Another node can reach a device "
		       "there through shared memory and an IPI."},
	.each_repeated_irq = check_pair,
};
