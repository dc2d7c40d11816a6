/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_node *from;
	const struct mk_plan_node *to;

	if (ipi->from == SIZE_MAX || ipi->to == SIZE_MAX)
		return;
	from = &check->plan->nodes.items[ipi->from];
	to = &check->plan->nodes.items[ipi->to];
	if (from == to)
		mk_check_report(check, ipi->layout->to.origin,
			"IPI '%s' goes from node '%s' to itself", ipi->name, from->name);
	else if (from->cpu && from->cpu == to->cpu)
		mk_check_report(check, ipi->layout->to.origin,
			"IPI '%s' goes from node '%s' to node '%s', and both are on core '%s'",
			ipi->name, from->name, to->name, from->cpu->node->name);
}

static void run(struct mk_check *check)
{
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		check_ipi(check, ipi);
}

const struct mk_rule mk_rule_ipi_ends_differ = {
	.problem = {.code = "MK0304",
		.name = "ends-differ",
		.severity = MK_ERROR,
		.title = "an IPI that does not leave its core",
		.why = "An inter-processor interrupt joins two cores; inside one node a "
		       "notification does the same without hardware.",
		.fix = "Correct `from` or `to`, or use a notification."},
	.run = run,
	.prerequisites = {"MK0403"},
};
