/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "base/words.h"
#include "check/rule.h"
#include "check/written.h"

/* One receiver's IPIs, and what they need. */
struct need {
	const struct mk_plan_node *receiver;
	MK_VEC(const struct mk_plan_ipi *) ipis; /* by name */
	const struct mk_plan_ipi *holders[MK_SGI_COUNT];
	const struct mk_plan_ipi *first_without; /* by name */
	size_t without;				 /* ids that are wanted and not there */
	size_t multiplexed;
	bool shared_without; /* one of these ids is that of those multiplexed */
};

static int compare_ipis(const void *left, const void *right)
{
	const struct mk_plan_ipi *a = *(const struct mk_plan_ipi *const *)left;
	const struct mk_plan_ipi *b = *(const struct mk_plan_ipi *const *)right;
	int order = strcmp(a->name, b->name);

	return order ? order : mk_origin_compare(&a->origin, &b->origin);
}

/* Those multiplexed need one id, and one of them stands for all. */
static void count_ipi(struct need *need, const struct mk_plan_ipi *ipi)
{
	need->multiplexed += ipi->multiplexed;
	if (ipi->sgi < MK_SGI_COUNT) {
		if (!need->holders[ipi->sgi])
			need->holders[ipi->sgi] = ipi;
		return;
	}
	if (ipi->fixed || (ipi->multiplexed && need->shared_without))
		return;
	need->shared_without |= ipi->multiplexed;
	if (!need->without++)
		need->first_without = ipi;
}

static void note_holder(struct mk_check *check, struct mk_finding *finding, const struct need *need,
	const struct mk_plan_ipi *ipi)
{
	struct mk_origin origin = ipi->fixed ? mk_written_ipi(ipi)->sgi.origin : ipi->origin;

	if (ipi->multiplexed)
		mk_add_note(check->findings, finding, origin,
			"SGI %" PRIu32 " is shared by %zu multiplexed IPIs, of which '%s' is "
			"the first",
			ipi->sgi, need->multiplexed, ipi->name);
	else
		mk_add_note(check->findings, finding, origin, "SGI %" PRIu32 " %s IPI '%s'",
			ipi->sgi, ipi->fixed ? "is fixed for" : "went to", ipi->name);
}

/* So many are named one by one. */
#define MAX_NAMED 6u

/* With one id for all of them together, the others have enough. The last by name are taken. */
static void suggest_multiplex(
	struct mk_check *check, struct mk_finding *finding, const struct need *need)
{
	size_t wanted = need->without + !need->multiplexed;
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, MAX_NAMED);
	for (size_t i = need->ipis.count; i > 0 && names.count < wanted; i--) {
		const struct mk_plan_ipi *ipi = need->ipis.items[i - 1];
		if (!ipi->fixed && !ipi->multiplexed)
			mk_listing_add(&names, "'%s'", ipi->name);
	}
	if (names.count < wanted)
		mk_suggest(check->findings, finding,
			"leave `sgi` out where it is not needed, and give IPIs `multiplex: true`: "
			"those share one SGI");
	else
		mk_suggest(check->findings, finding,
			"give %zu of them `multiplex: true`, such as %s: those %sshare one SGI",
			wanted, mk_listing_text(&names),
			need->multiplexed ? "and the multiplexed ones " : "");
}

/* All ids, and one IPI more than there are: without any one of them the others have theirs. */
static void report(struct mk_check *check, const struct need *need)
{
	const struct mk_plan_ipi *first = need->first_without;
	struct mk_finding *finding = mk_check_report(check, first->origin,
		"no SGI is left for IPI '%s': node '%s' receives IPIs that need %zu SGIs, and has "
		"%u, of which secure firmware conventionally owns 8..15",
		first->name, need->receiver->name, MK_SGI_COUNT + need->without, MK_SGI_COUNT);

	for (unsigned id = 0; id < MK_SGI_COUNT; id++)
		if (need->holders[id])
			note_holder(check, finding, need, need->holders[id]);
	suggest_multiplex(check, finding, need);
}

static void ipis_fit_receiver(struct mk_check *check)
{
	size_t count = check->plan->nodes.count;
	struct need *needs = mk_arena_array(check->arena, count, sizeof *needs);
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &check->plan->ipis)
		if (ipi->to)
			*mk_vec_add(check->arena, &needs[ipi->to->position].ipis) = ipi;
	for (size_t i = 0; i < count; i++) {
		struct need *need = &needs[i];
		need->receiver = &check->plan->nodes.items[i];
		mk_vec_sort(&need->ipis, compare_ipis);
		for (size_t j = 0; j < need->ipis.count; j++)
			count_ipi(need, need->ipis.items[j]);
		if (need->without)
			report(check, need);
	}
}

const struct mk_rule mk_rule_ipis_fit_receiver = {
	.problem = {.code = "MK0306",
		.name = "ipis-fit-receiver",
		.severity = MK_ERROR,
		.title = "a node receives more IPIs than there are SGIs",
		.why = "Each IPI needs an SGI id of its own on the receiving core, and there are "
		       "16, of which secure firmware conventionally owns 8..15. Those named are a "
		       "smallest set that does not fit: if any one of them is removed, each of the "
		       "others gets an id.",
		.fix = "Give some of the receiver's IPIs `multiplex: true`: these share one SGI, "
		       "and a bit in shared memory tells them apart."},
	.whole = ipis_fit_receiver,
};
