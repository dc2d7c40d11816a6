/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"

static void loader_start_agrees(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	uint64_t start = plan->platform ? plan->platform->loader_start : 0;
	struct mk_finding *finding;

	if (!start || !plan->loader.placed || plan->loader_start == start)
		return;
	finding = mk_check_report(check, plan->loader.origin,
		"the loader starts at 0x%" PRIx64 ", but its build forces 0x%" PRIx64 " for "
		"platform %s",
		plan->loader_start, start, plan->platform->name);
	mk_about(check->findings, finding, plan->platform->name);
	mk_suggest(check->findings, finding,
		"loader: {memory: {start: 0x%" PRIx64 ", size: 16M}}, or keep that range free",
		start - plan->contract->loader_below_start);
}

extern const struct mk_rule mk_rule_memory_request_fits;

const struct mk_rule mk_rule_contract_loader_start_agrees = {
	.problem = {.code = "MK0805",
		.name = "loader-start-agrees",
		.severity = MK_WARNING,
		.title = "the loader's build forces a different start",
		.why = "The loader's own helpers force IMAGE_START_ADDR for this platform, "
		       "overriding the generated loader.cmake. The loader then runs where the plan "
		       "has something else, perhaps a slice.",
		.fix = "Leave room at that start, and mkpart places the loader there. A project "
		       "that does not call those helpers can allow this finding.",
		.about = "the platform"},
	.whole = loader_start_agrees,
	.prerequisites = MK_RULES(&mk_rule_memory_request_fits),
};
