/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that judge loader images share. */
#ifndef MK_CHECK_BOOT_IMAGE_PARTS_H
#define MK_CHECK_BOOT_IMAGE_PARTS_H

#include "check/boot_image.h"

#define MK_FAULT_COUNT (MK_FAULT_PLAN + 1u)

struct mk_judging {
	struct mk_arena *arena;
	const struct mk_kernel_facts *facts;
	const struct mk_plan *plan;   /* or NULL */
	const struct mk_board *board; /* where there is no plan; else NULL */
	const struct mk_loader_image *image;
	struct mk_judgement *judgement;
	struct mk_span *kernels;       /* by node: what each takes of memory */
	size_t node;		       /* whose block is looked at */
	size_t counts[MK_FAULT_COUNT]; /* verdicts so far */
};

/* Adds a verdict; of very many of a kind only how many there are, by mk_judge_end. */
__attribute__((format(printf, 3, 4))) void mk_judge(
	struct mk_judging *judging, enum mk_image_fault fault, const char *format, ...);
void mk_judge_end(struct mk_judging *judging);

/* "node 'control'", or "node 0" where no plan has its name. */
const char *mk_judged_node(const struct mk_judging *judging, size_t node);

/* Of the node whose block is looked at. */
const char *mk_judged_own(const struct mk_judging *judging);

/* Both ends; an empty range has no last address. */
const char *mk_judged_span(const struct mk_judging *judging, struct mk_span span);

/* Of a node, where it could be read; else NULL. */
const struct mk_boot_block *mk_judged_block(const struct mk_judging *judging, size_t node);

/* Both of some length. */
bool mk_spans_overlap(struct mk_span a, struct mk_span b);

/* What both have; of no length where they do not overlap. */
struct mk_span mk_spans_common(struct mk_span a, struct mk_span b);

/* Within one of them. */
bool mk_span_is_within(struct mk_span inner, const mk_spans *spans);

/* Adds what the node that is looked at receives of `other`'s memory, and RAM that both have. */
void mk_judge_foreign(struct mk_judging *judging, size_t other);

/* Adds what both receive, the node that is looked at and `other`. */
void mk_judge_several(struct mk_judging *judging, size_t other);

/* Whether the plan has it so: shared regions and devices of these two, or gaps that were given up.
 */
bool mk_planned_for_both(const struct mk_judging *judging, size_t a, size_t b, struct mk_span span);

/* Adds what only the board can tell of an image for which there is no plan. */
void mk_judge_on_board(struct mk_judging *judging);

/* Whether that is known, and it lies in one bank: what several receive of it they share. */
bool mk_is_ram_of_board(const struct mk_judging *judging, struct mk_span span);

/* Where the image itself is while its loader works: all of the file. Empty where nobody knows. */
struct mk_span mk_loader_span(const struct mk_loader_image *image);

#endif
