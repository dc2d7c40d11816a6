/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/check.h"

/* The first of each page, so that it can be shown beside the one too many. */
static const struct mk_plan_ipi **first_channels(struct mk_check *check)
{
	const struct mk_plan_ipi **first =
		mk_arena_array(check->arena, check->plan->shared.count, sizeof *first);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		if (ipi->doorbell != SIZE_MAX && !ipi->channel)
			first[ipi->doorbell] = ipi;
	return first;
}

static void report(
	struct mk_check *check, const struct mk_plan_ipi *ipi, const struct mk_plan_ipi *first)
{
	const struct mk_plan *plan = check->plan;
	size_t channels = mk_plan_doorbell_channels(plan, &plan->shared.items[ipi->doorbell]);
	struct mk_finding *finding = mk_check_report(check, ipi->origin,
		"no bit is left for multiplexed IPI '%s': node '%s' has %zu of them for node '%s', "
		"and their page has room for %u",
		ipi->name, plan->nodes.items[ipi->from].name, channels,
		plan->nodes.items[ipi->to].name, MK_DOORBELL_MAX_CHANNELS);

	mk_add_note(check->findings, finding, first->origin, "IPI '%s' is the first of them",
		first->name);
	mk_suggest(check->findings, finding,
		"let one channel serve several purposes, and tell in shared memory which it is");
}

static void run(struct mk_check *check)
{
	const struct mk_plan_ipi **first = first_channels(check);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		if (ipi->doorbell != SIZE_MAX && ipi->channel == MK_DOORBELL_MAX_CHANNELS)
			report(check, ipi, first[ipi->doorbell]);
}

const struct mk_rule mk_rule_ipi_doorbell_has_room = {
	.problem = {.code = "MK0308",
		.name = "doorbell-has-room",
		.severity = MK_ERROR,
		.title = "more multiplexed IPIs between two nodes than their page has bits for",
		.why = "The channels of one sender and one receiver have their bits and counters "
		       "in one page of shared memory, which has room for 512.",
		.fix = "Let one channel serve several purposes, with the reason in shared memory."},
	.run = run,
};
