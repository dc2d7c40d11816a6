/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

/* Who has that id at that receiver now, or NULL. */
static const struct mk_plan_ipi *find_holder(
	const struct mk_plan *plan, const struct mk_plan_node *to, uint64_t sgi)
{
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		if (ipi->to == to && ipi->sgi == sgi)
			return ipi;
	return NULL;
}

static void report(
	struct mk_check *check, const struct mk_plan_ipi *ipi, const struct mk_lock_ipi *old)
{
	const struct mk_plan_ipi *holder = find_holder(check->plan, ipi->to, old->sgi);
	const char *to = ipi->to->name;
	struct mk_finding *finding = mk_check_report(check, ipi->origin,
		"IPI '%s' changed from SGI %" PRIu64 " to SGI %" PRIu32 " of node '%s'", ipi->name,
		old->sgi, ipi->sgi, to);

	if (holder)
		mk_add_note(check->findings, finding,
			holder->fixed ? mk_written_ipi(holder)->sgi.origin : holder->origin,
			"IPI '%s' is SGI %" PRIu64 " of node '%s' now", holder->name, old->sgi, to);
	mk_add_note(check->findings, finding, old->origin, "the earlier plan has it here");
	mk_about(check->findings, finding, ipi->name);
}

static void check_ipi(struct mk_check *check, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_lock_ipi *old = mk_lock_find_ipi(plan->lock, ipi->name);

	if (!old || old->sgi >= MK_SGI_COUNT || ipi->fixed || !ipi->to ||
		ipi->sgi >= MK_SGI_COUNT || ipi->sgi == old->sgi)
		return;
	report(check, ipi, old);
}

const struct mk_rule mk_rule_ipi_sgi_changed = {
	.problem = {.code = "MK0313",
		.name = "sgi-changed",
		.severity = MK_NOTE,
		.title = "an IPI has a different SGI than in the earlier plan",
		.why = "The sender's capability and the receiver's handler are made for the "
		       "number: programs that were built with the old header signal, and wait for, "
		       "another IPI's SGI.",
		.fix = "Rebuild the programs of both nodes, and record the number with `mkpart "
		       "plan --lock`. If it has to stay the same, state `sgi` at the IPI.",
		.about = "the IPI"},
	.each_ipi = check_ipi,
};
