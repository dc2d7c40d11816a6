/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	if (mk_written_ipi(ipi)->sgi.given && mk_written_ipi(ipi)->sgi.value >= MK_SGI_COUNT)
		mk_check_report(check, mk_written_ipi(ipi)->sgi.origin,
			"IPI '%s' has SGI %" PRIu64 ", but SGIs are 0..%u", ipi->name,
			mk_written_ipi(ipi)->sgi.value, MK_SGI_COUNT - 1);
}

const struct mk_rule mk_rule_ipi_sgi_in_range = {
	.problem = {.code = "MK0302",
		.name = "sgi-in-range",
		.severity = MK_ERROR,
		.title = "an SGI id that does not exist",
		.why = "The interrupt controller has 16 software generated interrupts for each "
		       "core; the kernel refuses any other id.",
		.fix = "Choose an id in 0..7, or leave `sgi` out."},
	.each_ipi = check_ipi,
};
