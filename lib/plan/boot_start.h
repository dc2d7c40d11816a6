/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a kernel makes of its boot block: whether it starts, and what its root task then receives.
 * The same for a block that is planned and for one that was found in an image, so that it has to
 * say what becomes of a bad one as well.
 */
#ifndef MK_PLAN_BOOT_START_H
#define MK_PLAN_BOOT_START_H

#include "image/boot_block.h"
#include "target/target.h"

/* What is known of the kernel that starts. */
struct mk_kernel_facts {
	const struct mk_contract *contract; /* one with boot blocks */
	bool hypervisor;
	uint32_t pa_bits;
	uint32_t cnode_bits;
	uint64_t untyped_limit;
	uint64_t image_bytes;	  /* in memory, whole pages */
	uint64_t boot_code_bytes; /* of them, handed out again */
	uint64_t extra_bytes;	  /* told of the tree, behind the boot information; 0: nothing */
	mk_spans frames;	  /* registers that it keeps to itself, in the order of its list */
};

struct mk_untyped {
	uint64_t start;
	uint32_t bits; /* 2^bits bytes */
	bool device;
};

struct mk_start {
	const char *complaint;	/* why it does not start, to follow "the kernel"; NULL: it does */
	bool hangs;		/* and takes the whole machine with it */
	bool too_many;		/* of something: it has no room for them */
	struct mk_span objects; /* of the root task, where it starts */
	mk_spans ram;		/* what the root task receives as RAM, ascending */
	mk_spans devices;	/* and as device memory, as handed out */
	MK_VEC(struct mk_untyped) untypeds; /* the same in pieces, in the kernel's order */
	MK_VEC(struct mk_untyped) lost;	    /* beyond the limit */
};

/* Bytes of the objects that a kernel makes for its root task. */
uint64_t mk_start_object_bytes(
	const struct mk_kernel_facts *facts, uint64_t address, uint64_t root_bytes);

void mk_start_predict(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_boot_block *block, struct mk_start *start);

/* Whether two of the ranges that the kernel sorts overlap: *a and *b, else NULL. */
bool mk_start_overlap(const mk_spans *spans, const struct mk_span **a, const struct mk_span **b);

#endif
