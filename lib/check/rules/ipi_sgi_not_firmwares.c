/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

/* Arm's recommendation: non-secure software uses 0..7 (Arm DEN 0029, GIC chapter). */
#define FIRST_SECURE_SGI 8u

static void report(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const char *receiver = ipi->to->name;
	struct mk_finding *finding = mk_check_report(check,
		mk_written_ipi(ipi)->sgi.given ? mk_written_ipi(ipi)->sgi.origin : ipi->origin,
		"IPI '%s' into node '%s' has SGI %" PRIu32
		", which secure firmware conventionally owns",
		ipi->name, receiver, ipi->sgi);

	mk_about(check->findings, finding, ipi->name);
	mk_about(check->findings, finding, receiver);
}

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	/* Of those that share one SGI, the first by name speaks for all. */
	if (ipi->to && (!ipi->multiplexed || ipi->leads) && ipi->sgi >= FIRST_SECURE_SGI &&
		ipi->sgi < MK_SGI_COUNT)
		report(check, ipi);
}

extern const struct mk_rule mk_rule_ipis_fit_receiver;

const struct mk_rule mk_rule_ipi_sgi_not_firmwares = {
	.problem = {.code = "MK0303",
		.name = "sgi-not-firmwares",
		.severity = MK_WARNING,
		.title = "an SGI id that secure firmware conventionally owns",
		.why = "Firmware that keeps SGIs 8..15 for the secure world makes them unusable "
		       "here: the signal is sent and never arrives.",
		.fix = "Use 0..7. With more than eight IPIs into one node, check what the "
		       "firmware keeps, then allow this finding.",
		.about = "the IPI, or the node that receives it"},
	.each_ipi = check_ipi,
	.prerequisites = MK_RULES(&mk_rule_ipis_fit_receiver),
};
