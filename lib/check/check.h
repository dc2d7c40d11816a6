/* SPDX-License-Identifier: BSD-2-Clause */
/* A plan judged by all rules. */
#ifndef MK_CHECK_CHECK_H
#define MK_CHECK_CHECK_H

#include "base/finding.h"
#include "plan/plan.h"

struct mk_images;
struct mk_overrides;

/*
 * Runs all rules, each after its prerequisites, then says of each finding whether it counts.
 * `images` and `overrides` may be NULL.
 */
void mk_check_run(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_images *images, struct mk_overrides *overrides,
	struct mk_findings *findings);

/* Runs only those rules that come before all others: whether the board can be used at all. */
void mk_check_run_first(
	struct mk_arena *arena, const struct mk_plan *plan, struct mk_findings *findings);

#endif
