/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

/* Two nodes on one core are an error by themselves: MK0403. */
static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	if (ipi->from && ipi->from == ipi->to)
		mk_check_report(check, mk_written_ipi(ipi)->to.origin,
			"IPI '%s' goes from node '%s' to itself", ipi->name, ipi->from->name);
}

const struct mk_rule mk_rule_ipi_ends_differ = {
	.problem = {.code = "MK0304",
		.name = "ends-differ",
		.severity = MK_ERROR,
		.title = "an IPI that does not leave its core",
		.why = "An inter-processor interrupt goes from one core to another. Within a node, "
		       "a notification does the same without hardware.",
		.fix = "Correct `from` or `to`, or use a notification."},
	.each_ipi = check_ipi,
};
