/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared interrupts, as rules look at them. */
#include "check/irqs.h"
#include "check/devices.h"
#include "check/rule.h"

static const struct mk_lines *lines_of(struct mk_check *check)
{
	const struct mk_unseen *unseen;

	if (check->lines)
		return check->lines;
	check->lines = mk_lines_make(check->arena, check->plan, mk_check_devices(check));
	mk_each(unseen, &check->lines->unseen)
		mk_check_unseen(check, unseen->origin, "%s", unseen->what);
	return check->lines;
}

const mk_raisers *mk_check_raisers(struct mk_check *check, struct mk_intid intid)
{
	return &mk_line_of(lines_of(check), intid)->raisers;
}

const struct mk_device *mk_check_frame(struct mk_check *check, struct mk_intid intid)
{
	return mk_line_of(lines_of(check), intid)->frame;
}

/* What is in a bridge raises the bridge's line: whose it is, MK0605 sees to. */
static bool is_one_in_other(const struct mk_plan_irq *a, const struct mk_plan_irq *b)
{
	return mk_dt_is_within(a->device, b->device) || mk_dt_is_within(b->device, a->device);
}

void mk_each_repeated_irq(struct mk_check *check, mk_repeated_irq_visitor *pair)
{
	const struct mk_lines *lines = lines_of(check);
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes) {
		mk_each(irq, &node->irqs) {
			const struct mk_irq_use *first = mk_line_of(lines, irq->intid)->uses.items;
			struct mk_irq_use use = {node, irq};
			if (first->irq != irq && !is_one_in_other(irq, first->irq))
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

/* Of what gives a node one interrupt, the first device that brings it, or else the first entry. */
static void visit_once(struct mk_check *check, const struct mk_plan_node *node, bool listed_only,
	mk_irq_use_visitor *visit)
{
	const struct mk_plan_irq *chosen[MK_INTID_SPI_LAST + 1] = {NULL};
	const struct mk_plan_irq *irq;

	mk_each(irq, &node->irqs) {
		const struct mk_plan_irq **at = &chosen[irq->intid.value];
		if (listed_only && !irq->request)
			continue;
		if (!*at || (irq->device && !(*at)->device))
			*at = irq;
	}
	mk_each(irq, &node->irqs) {
		struct mk_irq_use use = {node, irq};
		if (chosen[irq->intid.value] == irq && is_usable(check->plan, irq->intid))
			visit(check, &use);
	}
}

static void each_once(struct mk_check *check, bool listed_only, mk_irq_use_visitor *visit)
{
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes)
		if (node->irqs.count)
			visit_once(check, node, listed_only, visit);
}

void mk_each_listed_irq(struct mk_check *check, mk_irq_use_visitor *visit)
{
	each_once(check, true, visit);
}

void mk_each_received_irq(struct mk_check *check, mk_irq_use_visitor *visit)
{
	each_once(check, false, visit);
}

bool mk_irqs_share_line(const struct mk_plan_irq *a, const struct mk_plan_irq *b)
{
	return a->device && b->device && a->device != b->device;
}
