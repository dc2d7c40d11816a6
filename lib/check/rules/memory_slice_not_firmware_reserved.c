/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"

static void report_pair(
	struct mk_check *check, const struct mk_claim *slice, const struct mk_claim *firmware)
{
	const struct mk_reservation *reservation = firmware->reservation;
	struct mk_finding *finding;

	finding = mk_report_overlap(check, slice, firmware);
	mk_about(check->findings, finding, slice->node->name);
	mk_about(check->findings, finding,
		reservation->node ? reservation->node->path : firmware->what);
}

static void slice_not_firmware_reserved(struct mk_check *check)
{
	const struct mk_claims *claims = &check->plan->claims;
	mk_claim_list slices =
		mk_claims_ascending(check->arena, claims, MK_CLAIM_BIT(MK_CLAIM_SLICE));
	mk_claim_list firmware =
		mk_claims_ascending(check->arena, claims, MK_CLAIM_BIT(MK_CLAIM_FIRMWARE));
	size_t mapped = 0;

	for (size_t i = 0; i < firmware.count; i++)
		if (mk_claim_is_mapped(firmware.items[i]))
			firmware.items[mapped++] = firmware.items[i];
	firmware.count = mapped;
	mk_each_pair(check, &slices, &firmware, report_pair);
}

const struct mk_rule mk_rule_memory_slice_not_firmware_reserved = {
	.problem = {.code = "MK0108",
		.name = "slice-not-firmware-reserved",
		.severity = MK_WARNING,
		.title = "a node's memory overlaps reserved memory that may be mapped",
		.why = "The board's tree, or the platform's own, reserves that range for firmware, "
		       "for a device's buffers or for an operating system. The kernel does not "
		       "honour a reservation without `no-map`: it would use the range as ordinary "
		       "RAM.",
		.fix = "Move the range if anything still uses the reservation; if nothing does, "
		       "allow this finding with the reason.",
		.about = "the node, or the reserved memory: its path in the board's tree, or "
			 "'firmware memory of platform NAME'"},
	.whole = slice_not_firmware_reserved,
};
