/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/devices.h"
#include "check/rule.h"
#include "check/words.h"

/* The first device that begins there, of those that nobody has. */
static void check_claim(struct mk_check *check, const struct mk_claim *claim)
{
	const struct mk_mmio *mmio;
	struct mk_finding *finding;

	mk_each(mmio, &check->plan->board->mmio)
		if (!mmio->window && mk_ranges_overlap(claim->range, mmio->range) &&
			!mk_check_is_kernels(check, mmio->node) &&
			!mk_check_holder_around(check, mmio->node).node)
			break;
	if (mmio == check->plan->board->mmio.items + check->plan->board->mmio.count)
		return;
	finding = mk_check_report(check, claim->origin,
		"%s %s overlaps device %s %s of the board's tree", claim->what,
		mk_check_range(check, claim->range), mmio->node->path,
		mk_check_range(check, mmio->range));
	mk_about(check->findings, finding, claim->holding->name);
	mk_suggest(check->findings, finding,
		"list '%s' under 'devices': that brings its interrupts as well", mmio->node->path);
}

static void mmio_unknown_to_tree(struct mk_check *check)
{
	const struct mk_claim *claim;

	mk_each(claim, &check->plan->claims.list)
		if (claim->kind == MK_CLAIM_MMIO && claim->placed)
			check_claim(check, claim);
}

const struct mk_rule mk_rule_device_mmio_unknown_to_tree = {
	.problem = {.code = "MK0631",
		.name = "mmio-unknown-to-tree",
		.severity = MK_WARNING,
		.title = "registers under `mmio` belong to a device that the tree has",
		.why = "`mmio` is for what the tree leaves out. A device under `devices` is checked "
		       "with its interrupts, clocks and DMA.",
		.fix = "List the device under `devices`; if only part of it is meant, such as one "
		       "page of a GPIO controller, allow this finding with that reason.",
		.about = "the range of registers, by its name"},
	.whole = mmio_unknown_to_tree,
};
