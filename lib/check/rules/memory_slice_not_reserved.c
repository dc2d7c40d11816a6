/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"
#include "check/written.h"

/* Memory that firmware merely prefers to be left alone, and registers, are other rules'. */
static bool is_forbidden(const struct mk_claim *claim)
{
	return claim->kind != MK_CLAIM_DEVICE &&
	       (claim->kind != MK_CLAIM_FIRMWARE || claim->reservation->kind != MK_RESERVED_MAPPED);
}

/* Linux trees reserve memory for what does not run beside seL4, or is for one node. */
static void report(struct mk_check *check, const struct mk_conflict *conflict)
{
	const struct mk_claim *other = conflict->others[0];
	struct mk_finding *finding = mk_report_overlap(check, conflict->claim, other);

	mk_note_others(check, finding, conflict);
	if (other->kind == MK_CLAIM_FIRMWARE && other->reservation->node)
		mk_add_note(check->findings, finding, other->origin,
			"it can be lifted under 'board' where nothing uses it, or be a node's "
			"alone by 'reserved' under its 'memory'");
}

/* What is reserved stays, and who is in its way moves. */
static void report_slices(struct mk_check *check, mk_claim_list slices, mk_claim_list reserved)
{
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	mk_each(claim, &slices)
		mk_party_add(check, &parties, *claim, "slices", MK_MOVES_FIRST);
	mk_each(claim, &reserved)
		if (is_forbidden(*claim))
			mk_party_add(check, &parties, *claim, "reserved", MK_STAYS);
	mk_each_conflict(check, &parties, report);
}

/* From everybody; then from each node, by what it says itself. */
static void slice_not_reserved(struct mk_check *check)
{
	const struct mk_claims *claims = &check->plan->claims;
	unsigned slices = MK_CLAIM_BIT(MK_CLAIM_SLICE);
	const struct mk_plan_node *node;

	report_slices(check, mk_claims_ascending(check->arena, claims, slices),
		mk_claims_ascending(check->arena, claims, MK_CLAIMS_RESERVED));
	mk_each(node, &check->plan->nodes)
		if (mk_written_node(node)->reserved.count)
			report_slices(check, mk_claims_of_node(check->arena, claims, slices, node),
				mk_claims_of_node(check->arena, claims,
					MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), node));
}

const struct mk_rule mk_rule_memory_slice_not_reserved = {
	.problem = {.code = "MK0107",
		.name = "slice-not-reserved",
		.severity = MK_ERROR,
		.title = "a node's memory overlaps memory that is reserved",
		.why = "Firmware, a secure monitor or a coprocessor uses that memory; writing to "
		       "it stops the board, often much later and somewhere else.",
		.fix = "Move the range away from the reservation, or split it around. Reserved "
		       "memory of the board's tree that nothing uses any more is taken back with "
		       "`board: {lift: ...}`."},
	.whole = slice_not_reserved,
};
