/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/words.h"

static void check_region(struct mk_check *check, const char *what, const struct mk_region *region)
{
	const struct mk_platform *platform = check->plan->platform;
	uint64_t last = (UINT64_C(1) << platform->pa_bits) - 1;

	if (region->placed && region->range.last > last)
		mk_check_report(check, region->origin,
			"%s %s extends above 0x%" PRIx64 ", the last address of platform %s: "
			"its cores have %" PRIu32 " physical address bits",
			what, mk_check_range(check, region->range), last, platform->name,
			platform->pa_bits);
}

/* Slices end below the kernel's window, which is lower: MK0120. */
static bool has_platform(struct mk_check *check)
{
	return check->plan->platform;
}

static void check_loader(struct mk_check *check)
{
	check_region(check, "the loader's memory", &check->plan->loader);
}

static void check_shared(struct mk_check *check, const struct mk_plan_shared *shared)
{
	check_region(check, mk_arena_printf(check->arena, "shared region '%s'", shared->name),
		&shared->region);
}

/* A peer may have other address bits, but nobody else can tell which. */
static void check_holding(
	struct mk_check *check, const char *what, const struct mk_plan_holding *holding)
{
	if (holding->node)
		check_region(check, what, &holding->region);
}

const struct mk_rule mk_rule_memory_within_physical_bits = {
	.problem = {.code = "MK0129",
		.name = "within-physical-bits",
		.severity = MK_ERROR,
		.title = "memory above the last address that the cores can reach",
		.why = "The cores cannot address it, and the kernel's device untypeds end there, "
		       "so no root task receives a shared region above that address.",
		.fix = "Use lower addresses; an extra digit is the usual cause."},
	.applies = has_platform,
	.whole = check_loader,
	.each_shared = check_shared,
	.each_holding = check_holding,
};
