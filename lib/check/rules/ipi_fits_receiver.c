/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

static void run(struct mk_check *check)
{
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis) {
		const char *name;
		if (ipi->to == SIZE_MAX || ipi->fixed || ipi->sgi < MK_SGI_COUNT)
			continue;
		name = check->plan->nodes.items[ipi->to].name;
		mk_suggest(check->findings,
			mk_check_report(check, ipi->origin,
				"no SGI is left for IPI '%s': node '%s' receives more than %u IPIs",
				ipi->name, name, MK_SGI_COUNT),
			"let several senders share one IPI and tell in shared memory who sent it");
	}
}

const struct mk_rule mk_rule_ipi_fits_receiver = {
	.problem = {.code = "MK0306",
		.name = "ipis-fit-receiver",
		.severity = MK_ERROR,
		.title = "a node receives more IPIs than there are SGIs",
		.why = "Each IPI needs an SGI id of its own on the receiving core, and there are "
		       "16.",
		.fix = "Join IPIs: one signal from each sending node, with the reason in shared "
		       "memory."},
	.run = run,
};
