/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/devices.h"
#include "check/rule.h"
#include "check/words.h"

static void report_taken(struct mk_check *check, const struct mk_claim *claim,
	const struct mk_mmio *mmio, const char *whose)
{
	struct mk_finding *finding = mk_check_report(check, claim->origin,
		"%s %s overlaps %s %s %s, which %s", claim->what,
		mk_check_range(check, claim->range), mmio->window ? "the window of" : "device",
		mmio->node->path, mk_check_range(check, mmio->range), whose);

	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, mmio->node),
		"the device is here");
}

/* A claim is of whole pages (MK0111): it overlaps every device that it has a page with. */
static void check_claim(struct mk_check *check, const struct mk_claim *claim)
{
	const struct mk_mmio *mmio;

	mk_each(mmio, &check->plan->board->mmio) {
		const struct mk_plan_node *holder;
		if (!mk_ranges_overlap(claim->range, mmio->range))
			continue;
		holder = mk_check_holder_around(check, mmio->node).node;
		if (mk_check_is_kernels(check, mmio->node))
			report_taken(check, claim, mmio, "the kernels have");
		else if (holder && holder != claim->node)
			report_taken(check, claim, mmio,
				mk_arena_printf(check->arena, "node '%s' has", holder->name));
	}
}

static void mmio_not_anothers(struct mk_check *check)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list)
		if (claim->kind == MK_CLAIM_MMIO && claim->placed &&
			!mk_findings_is_full(check->findings, &check->rule->problem))
			check_claim(check, claim);
}

const struct mk_rule mk_rule_device_mmio_not_anothers = {
	.problem = {.code = "MK0630",
		.name = "mmio-not-anothers",
		.severity = MK_ERROR,
		.title = "registers under `mmio` are in a page with a device of another node",
		.why = "Memory is mapped in whole pages, so both nodes could drive the device. The "
		       "interrupt controller and the timer belong to the kernels.",
		.fix = "Correct the range, or give it to the node that has the device."},
	.whole = mmio_not_anothers,
};
