/* SPDX-License-Identifier: BSD-2-Clause */
/* Where two of the plan's claims are in each other's way, and what would mend it. */
#ifndef MK_CHECK_CLAIMS_H
#define MK_CHECK_CLAIMS_H

#include "check/conflicts.h"
#include "check/rule.h"

/*
 * "A 0xa..0xb overlaps B 0xc..0xd", with the other place as a note and, for what mkpart could place
 * elsewhere, the nearest free range as a suggestion.
 */
struct mk_finding *mk_report_overlap(
	struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other);

/* Adds the others of a conflict but the first, which the finding is about. */
void mk_note_others(
	struct mk_check *check, struct mk_finding *finding, const struct mk_conflict *conflict);

/* The same for the first of a conflict's others, with the further ones as notes. */
void mk_report_conflict(struct mk_check *check, const struct mk_conflict *conflict);

/* The same; where it is with a child of /reserved-memory, a note has its path between two texts. */
void mk_report_on_reservation(struct mk_check *check, const struct mk_conflict *conflict,
	const char *before, const char *behind);

/*
 * Adds those of `claims` that nobody may use, and that stay. What may be used with care, and
 * registers, are other rules'.
 */
void mk_parties_add_reserved(
	struct mk_check *check, mk_parties *parties, mk_claim_list claims, const void *side);

/*
 * Calls `visit` for each conflict of a claim of `kinds` with what is reserved from everybody, then
 * for those with what its node itself reserves. What is reserved stays.
 */
void mk_each_on_reserved(struct mk_check *check, unsigned kinds,
	void (*visit)(struct mk_check *check, const struct mk_conflict *conflict));

/*
 * Reports each claim of kind `kind` that lies over registers of devices, once, with the first few
 * of these. What lies outside RAM is left to the rules that say so, but for what may be there:
 * shared regions, and memory that is no RAM of a kernel.
 */
void mk_report_over_registers(struct mk_check *check, enum mk_claim_kind kind);

/* Adds to a finding whose registers are in that range, if any are. */
void mk_note_registers(struct mk_check *check, struct mk_finding *finding, struct mk_range range);

/*
 * Suggests the free range of that size and alignment that is nearest to `start`, if any; one that
 * was suggested for something else before only where there is no other.
 */
void mk_suggest_free(struct mk_check *check, struct mk_finding *finding, uint64_t start,
	uint64_t size, uint64_t alignment);

#endif
