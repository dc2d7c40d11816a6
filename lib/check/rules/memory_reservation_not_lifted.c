/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static void report_lifted(struct mk_check *check, const struct mk_region *region, const char *what)
{
	if (region->reservation && mk_plan_lifts(check->plan, region->reservation))
		mk_check_report(check, region->origin,
			"%s is reserved memory %s, which the layout lifts", what,
			region->reservation->path);
}

static void not_lifted(struct mk_check *check)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list)
		if (claim->region)
			report_lifted(check, claim->region, claim->what);
}

const struct mk_rule mk_rule_memory_reservation_not_lifted = {
	.problem = {.code = "MK0155",
		.name = "reservation-not-lifted",
		.severity = MK_ERROR,
		.title = "a reservation is both lifted and given to an owner",
		.why = "Lifted memory becomes ordinary RAM that any kernel may have; memory that "
		       "is given stays reserved, for its owner. It cannot be both.",
		.fix = "Remove it from `lift`, or write the range with `start` and `size`."},
	.whole = not_lifted,
};
