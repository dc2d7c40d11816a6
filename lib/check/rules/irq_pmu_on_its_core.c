/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buffer.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

#define MAX_NAMED 3u

/* The first device at a line that says for which core it counts; NULL where none does. */
static const struct mk_raiser *counter_at(
	struct mk_check *check, struct mk_intid intid, const struct mk_dt_node **core)
{
	const mk_raisers *raisers = mk_check_raisers(check, intid);
	const struct mk_raiser *raiser;

	mk_each(raiser, raisers) {
		*core = mk_interrupt_core(check->plan->board, raiser->interrupt);
		if (*core)
			return raiser;
	}
	return NULL;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_irq *first = NULL;
	const struct mk_plan_irq *irq;
	struct mk_finding *finding;
	struct mk_buffer text;
	size_t count = 0;

	mk_buffer_init(&text, check->arena);
	mk_each(irq, &node->irqs) {
		const struct mk_dt_node *core;
		const struct mk_raiser *raiser = counter_at(check, irq->intid, &core);
		const struct mk_plan_node *other =
			raiser ? mk_plan_node_on(check->plan, core) : NULL;
		if (!other || other == node)
			continue;
		first = first ? first : irq;
		if (count++ < MAX_NAMED)
			mk_buffer_printf(&text, "%s%s of '%s', for core '%s' of node '%s'",
				count > 1 ? "; " : "", mk_check_intid(check, irq->intid),
				raiser->device->node->path, core->name, other->name);
	}
	if (!first)
		return;
	if (count > MAX_NAMED)
		mk_buffer_printf(&text, "; and %zu more", count - MAX_NAMED);
	finding = mk_check_report(check, first->origin,
		"node '%s' has interrupts from the cores of other nodes: %s", node->name,
		text.text);
	mk_about(check->findings, finding, node->name);
	if (first->device)
		mk_about(check->findings, finding, first->device->path);
}

extern const struct mk_rule mk_rule_device_one_owner;

const struct mk_rule mk_rule_irq_pmu_on_its_core = {
	.problem = {.code = "MK0219",
		.name = "pmu-on-its-core",
		.severity = MK_WARNING,
		.title = "a node has the interrupt of another node's core",
		.why = "A performance monitor with shared interrupts raises one for each core, and "
		       "`interrupt-affinity` says for which. Its registers are the core's own: the "
		       "node that receives the interrupt can neither read nor clear the counter "
		       "that raised it, and the node on that core never hears of it.",
		.fix = "List each of the monitor's interrupts under the `irqs` of the node that "
		       "runs on that core. The monitor has no other registers, so no node needs "
		       "the device itself.",
		.about = "the node, or the device's path"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner),
};
