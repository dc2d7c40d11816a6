/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static bool has_several(const struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_reservation *reservation;
	size_t count = 0;

	mk_each(reservation, &check->plan->board->reservations)
		count += reservation->node == node;
	return count > 1;
}

static void report_reference(struct mk_check *check, const struct mk_reference *reference)
{
	const char *name = reference->text.value;
	const struct mk_dt_node *node =
		mk_plan_reservation_named(check->plan->board, check->arena, name);
	bool several = node && has_several(check, node);
	struct mk_finding *finding = mk_check_report(check, reference->text.origin, "'%s' %s", name,
		several ? "has several ranges, but exactly one is needed"
			: "is not reserved memory in the board's tree");

	if (several)
		mk_suggest(check->findings, finding,
			"lift it under 'board', and write each of its ranges with start and size");
	else if (reference->nearest)
		mk_did_you_mean(
			check->findings, finding, reference->text.origin, name, reference->nearest);
}

static void reservation_known(struct mk_check *check)
{
	const struct mk_reference *reference;

	mk_each(reference, &check->plan->references)
		if (reference->kind == MK_REFERENCE_RESERVATION)
			report_reference(check, reference);
}

const struct mk_rule mk_rule_memory_reservation_known = {
	.problem = {.code = "MK0154",
		.name = "reservation-known",
		.severity = MK_ERROR,
		.title = "`reserved` of a range does not name reserved memory",
		.why = "The range has no place: the name has to stand for a child of "
		       "/reserved-memory whose `reg` has exactly one entry.",
		.fix = "Use the path, label or unit name of that child; `mkpart board` lists "
		       "them."},
	.whole = reservation_known,
};
