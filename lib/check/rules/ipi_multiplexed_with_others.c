/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static void report(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const char *receiver = ipi->to->name;
	struct mk_finding *finding = mk_check_report(check, mk_written_ipi(ipi)->multiplex.origin,
		"IPI '%s' is the only multiplexed one into node '%s': it has its SGI to itself",
		ipi->name, receiver);

	mk_suggest(
		check->findings, finding, "leave `multiplex` out: then it needs no shared memory");
	mk_about(check->findings, finding, ipi->name);
	mk_about(check->findings, finding, receiver);
}

static void multiplexed_with_others(struct mk_check *check)
{
	size_t *counts = mk_arena_array(check->arena, check->plan->nodes.count, sizeof *counts);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		if (ipi->multiplexed && ipi->to)
			counts[ipi->to->position]++;
	mk_each(ipi, &check->plan->ipis)
		if (ipi->leads && counts[ipi->to->position] == 1)
			report(check, ipi);
}

const struct mk_rule mk_rule_ipi_multiplexed_with_others = {
	.problem = {.code = "MK0309",
		.name = "multiplexed-with-others",
		.severity = MK_NOTE,
		.title = "the only multiplexed IPI of its receiver",
		.why = "A page of shared memory and a bit in it distinguish signals of which there "
		       "is only one.",
		.fix = "Leave `multiplex` out, or set it for further IPIs to the same receiver.",
		.about = "the IPI, or the node that receives it"},
	.whole = multiplexed_with_others,
};
