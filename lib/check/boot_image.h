/* SPDX-License-Identifier: BSD-2-Clause */
/* A loader image judged by what its kernels would make of it, whoever packed it. */
#ifndef MK_CHECK_BOOT_IMAGE_H
#define MK_CHECK_BOOT_IMAGE_H

#include "check/rule.h"
#include "image/loader_image.h"
#include "plan/boot_start.h"

/* What becomes of an image: for each block what its kernel hands out, and what is wrong. */
struct mk_judgement {
	MK_VEC(struct mk_start) starts; /* by block; with a complaint where it is none */
	MK_VEC(const char *) verdicts;	/* sentences without a full stop */
};

/* `facts` are those of its kernel; the kernel's size is taken from the image. */
void mk_judge_loader_image(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_loader_image *image, struct mk_judgement *judgement);

/* Facts of a kernel on a board, as far as they are known without a layout. */
void mk_kernel_facts_of(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, struct mk_kernel_facts *facts);

/* Adds where it is not the plan's. */
void mk_judge_against_plan(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_loader_image *image, struct mk_judgement *judgement);

#endif
