/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

/* The one that the others of its receiver are compared with. */
static void check_ipi(
	struct mk_check *check, const struct mk_plan_ipi **first, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_ipi **its;
	struct mk_finding *finding;

	if (!ipi->multiplexed || !ipi->fixed || !ipi->to || ipi->sgi >= MK_SGI_COUNT)
		return;
	its = &first[ipi->to->position];
	if (!*its)
		*its = ipi;
	if ((*its)->sgi == ipi->sgi)
		return;
	finding = mk_check_report(check, mk_written_ipi(ipi)->sgi.origin,
		"multiplexed IPI '%s' has SGI %" PRIu32 ", but IPI '%s', which shares it, has SGI "
		"%" PRIu32,
		ipi->name, ipi->sgi, (*its)->name, (*its)->sgi);
	mk_add_note(check->findings, finding, mk_written_ipi(*its)->sgi.origin,
		"IPI '%s' has it from here", (*its)->name);
	mk_suggest(check->findings, finding,
		"`sgi` at one of the multiplexed IPIs of node '%s' is enough", ipi->to->name);
}

static void multiplexed_on_one_sgi(struct mk_check *check)
{
	const struct mk_plan_ipi **first =
		mk_arena_array(check->arena, check->plan->nodes.count, sizeof *first);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		check_ipi(check, first, ipi);
}

const struct mk_rule mk_rule_ipi_multiplexed_on_one_sgi = {
	.problem = {.code = "MK0308",
		.name = "multiplexed-on-one-sgi",
		.severity = MK_ERROR,
		.title = "multiplexed IPIs of one receiver are fixed to different SGIs",
		.why = "All multiplexed IPIs of a receiver share one SGI: it looks at all their "
		       "bits when that SGI arrives, and at none when another does.",
		.fix = "State `sgi` at only one of them, or at none and let mkpart choose."},
	.whole = multiplexed_on_one_sgi,
};
