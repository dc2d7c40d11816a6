/* SPDX-License-Identifier: BSD-2-Clause */
/* Ranges with owners, and what to say where two of them overlap. */
#include "check/claims.h"
#include "check/words.h"
#include "check/written.h"

/* Stated once for each member, so that one edit does not move it. */
static bool is_pool(const struct mk_claim *claim)
{
	return claim->kind == MK_CLAIM_SHARED && claim->shared->form == MK_SHARED_POOL;
}

static const char *reservation_advice(const struct mk_claim *other)
{
	if (other->kind != MK_CLAIM_FIRMWARE)
		return "name another reservation; one that two are meant to use stands under "
		       "`shared`";
	if (other->reservation->kind == MK_RESERVED_MEMRESERVE)
		return "if both are the same memory, give the /memreserve/ of the tree just that "
		       "range; else name another reservation";
	return "name a reservation that no other one overlaps";
}

/* Reservations and registers are where they are, and not where memory is free. */
static void suggest_place(struct mk_check *check, struct mk_finding *finding,
	const struct mk_claim *claim, const struct mk_claim *other)
{
	const struct mk_contract *contract = check->plan->contract;

	if (claim->region && claim->region->reservation)
		mk_suggest(check->findings, finding, "%s", reservation_advice(other));
	else if (claim->kind == MK_CLAIM_MMIO)
		mk_suggest(check->findings, finding,
			"correct the start of one of the two, or let one node have both");
	else
		mk_suggest_free(check, finding, claim->range.first, mk_range_size(claim->range),
			claim->kind == MK_CLAIM_SLICE ? contract->phys_base_alignment
						      : contract->page_size);
}

struct mk_finding *mk_report_overlap(
	struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other)
{
	struct mk_range both = mk_range_intersection(claim->range, other->range);
	struct mk_finding *finding = mk_check_report(check, claim->origin,
		"%s %s overlaps %s %s in %s", claim->what, mk_check_range(check, claim->range),
		other->what, mk_check_range(check, other->range), mk_check_range(check, both));

	mk_add_note(check->findings, finding, other->origin, "%s is here", other->what);
	suggest_place(check, finding, claim, other);
	if (is_pool(claim))
		mk_drop_remedies(finding);
	return finding;
}

/* Further ones than the first, each with its words. */
void mk_note_others(
	struct mk_check *check, struct mk_finding *finding, const struct mk_conflict *conflict)
{
	for (size_t i = 1; i < conflict->named; i++)
		mk_add_note(check->findings, finding, conflict->others[i]->origin,
			"%s %s overlaps it too", conflict->others[i]->what,
			mk_check_range(check, conflict->others[i]->range));
	if (conflict->more)
		mk_add_note(check->findings, finding, conflict->claim->origin,
			"it overlaps %zu ranges in all", conflict->count);
}

static struct mk_finding *report_with_others(
	struct mk_check *check, const struct mk_conflict *conflict)
{
	struct mk_finding *finding = mk_report_overlap(check, conflict->claim, conflict->others[0]);

	mk_note_others(check, finding, conflict);
	return finding;
}

void mk_report_conflict(struct mk_check *check, const struct mk_conflict *conflict)
{
	report_with_others(check, conflict);
}

void mk_report_on_reservation(struct mk_check *check, const struct mk_conflict *conflict,
	const char *before, const char *behind)
{
	const struct mk_claim *other = conflict->others[0];
	struct mk_finding *finding = report_with_others(check, conflict);

	if (other->kind == MK_CLAIM_FIRMWARE && other->reservation->node)
		mk_add_note(check->findings, finding, other->origin, "%s%s%s", before,
			other->reservation->node->path, behind);
}

void mk_parties_add_reserved(
	struct mk_check *check, mk_parties *parties, mk_claim_list claims, const void *side)
{
	const struct mk_claim *const *claim;

	mk_each(claim, &claims)
		if ((*claim)->kind != MK_CLAIM_DEVICE && !mk_claim_is_mapped(*claim))
			mk_party_add(check, parties, *claim, side, MK_STAYS);
}

static void visit_on(struct mk_check *check, mk_claim_list moving, mk_claim_list reserved,
	void (*visit)(struct mk_check *check, const struct mk_conflict *conflict))
{
	const struct mk_claim *const *claim;
	mk_parties parties = {0};

	mk_each(claim, &moving)
		mk_party_add(check, &parties, *claim, "moving", MK_MOVES_FIRST);
	mk_parties_add_reserved(check, &parties, reserved, "reserved");
	mk_each_conflict(check, &parties, visit);
}

void mk_each_on_reserved(struct mk_check *check, unsigned kinds,
	void (*visit)(struct mk_check *check, const struct mk_conflict *conflict))
{
	unsigned from_node = MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE);
	const struct mk_claims *claims = &check->plan->claims;
	struct mk_arena *arena = check->arena;
	const struct mk_plan_node *node;

	visit_on(check, mk_claims_ascending(arena, claims, kinds),
		mk_claims_ascending(arena, claims, MK_CLAIMS_RESERVED), visit);
	mk_each(node, &check->plan->nodes)
		if (mk_written_node(node)->reserved.count)
			visit_on(check, mk_claims_of_node(arena, claims, kinds, node),
				mk_claims_of_node(arena, claims, from_node, node), visit);
}
