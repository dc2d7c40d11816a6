/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/claims.h"
#include "check/rule.h"
#include "check/written.h"

/* It may be used with care, or it is another rule's: registers. */
static bool may_use(const struct mk_claim *other)
{
	return other->kind == MK_CLAIM_DEVICE ||
	       (other->kind == MK_CLAIM_FIRMWARE && other->reservation->kind == MK_RESERVED_MAPPED);
}

/* Who wants a reservation of the tree names it. */
static void report(struct mk_check *check, const struct mk_conflict *conflict)
{
	const struct mk_claim *other = conflict->others[0];
	struct mk_finding *finding = mk_report_overlap(check, conflict->claim, other);

	mk_note_others(check, finding, conflict);
	if (other->kind == MK_CLAIM_FIRMWARE && other->reservation->node)
		mk_add_note(check->findings, finding, other->origin,
			"'reserved: %s' in place of start and size gives it to its owner",
			other->reservation->node->path);
}

/* What is reserved stays, and who is in its way moves. */
static void report_all(struct mk_check *check, mk_claim_list own, mk_claim_list reserved)
{
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	mk_each(claim, &own)
		mk_party_add(check, &parties, *claim, "own", MK_MOVES_FIRST);
	mk_each(claim, &reserved)
		if (!may_use(*claim))
			mk_party_add(check, &parties, *claim, "reserved", MK_STAYS);
	mk_each_conflict(check, &parties, report);
}

/* From everybody; then from each node, by what it says itself. */
static void own_not_withheld(struct mk_check *check)
{
	const struct mk_claims *claims = &check->plan->claims;
	const struct mk_plan_node *node;

	if (!check->plan->holdings.count)
		return;
	report_all(check, mk_claims_ascending(check->arena, claims, MK_CLAIMS_HELD),
		mk_claims_ascending(check->arena, claims, MK_CLAIMS_RESERVED));
	mk_each(node, &check->plan->nodes)
		if (mk_written_node(node)->reserved.count)
			report_all(check,
				mk_claims_of_node(check->arena, claims, MK_CLAIMS_HELD, node),
				mk_claims_of_node(check->arena, claims,
					MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), node));
}

const struct mk_rule mk_rule_memory_own_not_withheld = {
	.problem = {.code = "MK0151",
		.name = "own-not-withheld",
		.severity = MK_ERROR,
		.title = "memory that a node or a peer has alone overlaps memory that is reserved",
		.why = "Firmware, a secure monitor or a coprocessor uses that memory; writing to "
		       "it stops the board, often much later and somewhere else.",
		.fix = "Move the range away from the reservation. A reservation of the board's tree "
		       "that is meant for the owner is given by its name: "
		       "`{reserved: /reserved-memory/...}`."},
	.whole = own_not_withheld,
};
