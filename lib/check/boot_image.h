/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A loader image judged by what its kernels would make of it, whoever packed it. Each way in which
 * one can be wrong is a fault, and each fault is a rule's.
 */
#ifndef MK_CHECK_BOOT_IMAGE_H
#define MK_CHECK_BOOT_IMAGE_H

#include "check/rule.h"
#include "image/loader_image.h"
#include "plan/boot_start.h"

/* What is wrong with an image. */
struct mk_verdict {
	enum mk_image_fault fault;
	const char *text; /* a sentence without a full stop */
};

/* What becomes of an image: for each block what its kernel hands out, and what is wrong. */
struct mk_judgement {
	MK_VEC(struct mk_start) starts; /* by block; with a complaint where it is none */
	MK_VEC(struct mk_verdict) verdicts;
};

/*
 * `facts` are those of its kernel; the kernel's size is taken from the image. `plan` is what the
 * image should be, or NULL where nobody knows; then nodes are called by their numbers, and what
 * they have is held against `board`, which is not looked at with a plan.
 */
void mk_judge_loader_image(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_plan *plan, const struct mk_board *board,
	const struct mk_loader_image *image, struct mk_judgement *judgement);

/* Facts of a kernel on a board, as far as they are known without a layout. */
void mk_kernel_facts_of(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, struct mk_kernel_facts *facts);

/* Adds where it is not the plan's; `images` is what else was given of what was built. */
void mk_judge_against_plan(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, const struct mk_loader_image *image,
	struct mk_judgement *judgement);

/* Reports an image that stands for itself, each verdict by its rule. */
void mk_report_loader_image(struct mk_findings *findings, const struct mk_loader_image *image,
	const struct mk_judgement *judgement);

#endif
