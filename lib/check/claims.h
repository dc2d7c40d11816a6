/* SPDX-License-Identifier: BSD-2-Clause */
/* Who has which range, and where two have the same. */
#ifndef MK_CHECK_CLAIMS_H
#define MK_CHECK_CLAIMS_H

#include "check/rule.h"

/* What has a range and an owner. */
enum mk_claim_kind {
	MK_CLAIM_SLICE,	    /* owner: index of the node */
	MK_CLAIM_SHARED,    /* owner: index of the shared region */
	MK_CLAIM_LOADER,    /* owner: 0 */
	MK_CLAIM_WITHHELD,  /* owner: index in plan->withheld */
	MK_CLAIM_KEPT_OUT,  /* a node's own `reserved`; owner: index of the node */
	MK_CLAIM_REGISTERS, /* of an enabled device; owner: index in the board's `mmio` */
};

struct mk_claim {
	enum mk_claim_kind kind;
	size_t owner;
	struct mk_range range;
	struct mk_origin origin;
};

/*
 * Calls `pair` for each two claims that overlap and are of the kinds whose bits (1u << kind) are
 * set, the one written later first.
 */
void mk_claims_each_overlap(struct mk_check *check, unsigned kinds,
	void (*pair)(struct mk_check *check, const struct mk_claim *later,
		const struct mk_claim *earlier));

/* The same for pairs of a claim of kind `kind` and one of the kinds in `others`, in that order. */
void mk_claims_each_conflict(struct mk_check *check, enum mk_claim_kind kind, unsigned others,
	void (*pair)(struct mk_check *check, const struct mk_claim *claim,
		const struct mk_claim *other));

/*
 * Calls `visit` for each claim of the kinds in `kinds` that overlaps `range`, in the order of the
 * layout, until it returns false.
 */
void mk_claims_each_in(struct mk_check *check, struct mk_range range, unsigned kinds,
	bool (*visit)(struct mk_check *check, const struct mk_claim *claim, void *data),
	void *data);

/* "node 'rtos' memory", "shared region 'ring'", "the loader", "reserved memory /x/y". */
const char *mk_claim_name(struct mk_check *check, const struct mk_claim *claim);

/*
 * "A 0xa..0xb overlaps B 0xc..0xd", with the other place as a note and, for what mkpart could place
 * elsewhere, the nearest free range as a suggestion.
 */
struct mk_finding *mk_report_overlap(
	struct mk_check *check, const struct mk_claim *claim, const struct mk_claim *other);

/*
 * Reports each claim of kind `kind` that lies over registers of devices, once, with the first few
 * of these. What lies outside RAM is left to the rules that say so, but for shared regions, which
 * may be there.
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
