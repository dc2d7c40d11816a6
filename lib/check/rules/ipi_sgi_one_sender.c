/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

/*
 * Multiplexed ones share it on purpose. Those of them that do not say which follow the one that
 * does, which is the one to change.
 */
static bool may_share(const struct mk_plan_ipi *ipi, const struct mk_plan_ipi *holder)
{
	return ipi->multiplexed && (holder->multiplexed || !ipi->fixed);
}

static void check_ipi(
	struct mk_check *check, const struct mk_plan_ipi **holders, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_ipi **holder;
	struct mk_finding *finding;

	if (!ipi->to || ipi->sgi >= MK_SGI_COUNT)
		return;
	holder = &holders[ipi->to->position * MK_SGI_COUNT + ipi->sgi];
	if (!*holder) {
		*holder = ipi;
		return;
	}
	if (may_share(ipi, *holder))
		return;
	finding = mk_check_report(check,
		mk_written_ipi(ipi)->sgi.given ? mk_written_ipi(ipi)->sgi.origin : ipi->origin,
		"IPI '%s' uses SGI %" PRIu32 " of node '%s', which IPI '%s' already uses",
		ipi->name, ipi->sgi, ipi->to->name, (*holder)->name);
	mk_add_note(check->findings, finding,
		mk_written_ipi(*holder)->sgi.given ? mk_written_ipi(*holder)->sgi.origin
						   : (*holder)->origin,
		"IPI '%s' has it from here", (*holder)->name);
	mk_suggest(check->findings, finding,
		"leave `sgi` out to have mkpart choose a free one, or let both share it with "
		"`multiplex: true`");
}

static void sgi_one_sender(struct mk_check *check)
{
	const struct mk_plan_ipi **holders = mk_arena_array(
		check->arena, check->plan->nodes.count * MK_SGI_COUNT, sizeof *holders);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		check_ipi(check, holders, ipi);
}

const struct mk_rule mk_rule_ipi_sgi_one_sender = {
	.problem = {.code = "MK0301",
		.name = "sgi-one-sender",
		.severity = MK_ERROR,
		.title = "one SGI of a receiver is used by two IPIs",
		.why = "The receiver cannot tell the two apart, and two signals that arrive "
		       "together become one.",
		.fix = "Give the IPIs different SGI ids, or leave `sgi` out; or give both "
		       "`multiplex: true`: they then share the SGI, and a bit in shared memory "
		       "tells them apart."},
	.whole = sgi_one_sender,
};
