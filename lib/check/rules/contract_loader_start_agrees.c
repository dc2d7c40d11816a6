/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

#define MAX_OCCUPANTS 3u

struct occupants {
	size_t count;	     /* as far as they were looked at */
	const char *movable; /* one that could go elsewhere; NULL: none */
};

/* What has memory where the build puts the loader. */
static struct occupants note_occupants(
	struct mk_check *check, struct mk_finding *finding, struct mk_range home)
{
	mk_claim_list there =
		mk_claims_in(check->arena, &check->plan->claims, home, MK_CLAIMS_TAKEN);
	struct occupants found = {0, NULL};

	for (size_t i = 0; i < there.count && found.count < MAX_OCCUPANTS; i++) {
		const struct mk_claim *claim = there.items[i];
		if (claim->kind == MK_CLAIM_LOADER)
			continue;
		mk_add_note(check->findings, finding, claim->origin, "%s %s is there", claim->what,
			mk_check_range(check, claim->range));
		if (!found.movable && !(MK_CLAIM_BIT(claim->kind) & MK_CLAIMS_RESERVED))
			found.movable = claim->what;
		found.count++;
	}
	return found;
}

static void suggest(struct mk_check *check, struct mk_finding *finding, uint64_t start)
{
	const struct mk_plan *plan = check->plan;
	uint64_t first = start - plan->contract->loader_below_start;
	uint64_t size = mk_range_size(plan->loader.range);
	struct mk_range home = {first, first + size - 1};
	struct occupants found = note_occupants(check, finding, home);
	const char *entry;

	entry = mk_arena_printf(check->arena,
		"loader: {memory: {start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}}", first, size);
	if (found.movable)
		mk_suggest(check->findings, finding, "give %s another place, then write %s",
			found.movable, entry);
	else if (!found.count)
		mk_suggest(check->findings, finding, "%s, or keep that range free", entry);
}

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
	suggest(check, finding, start);
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
