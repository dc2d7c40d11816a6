/* SPDX-License-Identifier: BSD-2-Clause */
/* The order in which a context may be used, whole. */
#include "run/ctx.h"

#define BIT(step) (1u << MK_STEP_##step)

struct turn {
	unsigned after;	 /* all of these */
	unsigned before; /* any of these */
};

static const struct turn turns[] = {
	[MK_STEP_LAYOUT] = {.before = BIT(LAYOUT) | BIT(CHECK)},
	[MK_STEP_BOARD] = {.before = BIT(BOARD) | BIT(CHECK)},
	[MK_STEP_LOCK] = {.before = BIT(LOCK) | BIT(PLAN) | BIT(CHECK)},
	[MK_STEP_OLD_PLAN] = {.before = BIT(OLD_PLAN) | BIT(CHECK)},
	[MK_STEP_OVERRIDES] = {.before = BIT(CHECK)},
	[MK_STEP_PROGRESS] = {.before = BIT(PLAN)},
	[MK_STEP_PLAN] = {.before = BIT(PLAN)},
	[MK_STEP_IMAGES] = {.after = BIT(LAYOUT), .before = BIT(CHECK)},
	[MK_STEP_ARCHIVE] = {.after = BIT(LAYOUT), .before = BIT(ARCHIVE) | BIT(CHECK)},
	[MK_STEP_LOADER] = {.after = BIT(LAYOUT), .before = BIT(LOADER) | BIT(CHECK)},
	[MK_STEP_ALONE] = {.after = BIT(BOARD), .before = BIT(LAYOUT) | BIT(CHECK)},
	[MK_STEP_CHECK] = {.after = BIT(LAYOUT)},
	[MK_STEP_RESULTS] = {.after = BIT(CHECK)},
	[MK_STEP_DIFF] = {.after = BIT(CHECK) | BIT(OLD_PLAN)},
};

bool mk_ctx_may(const mk_ctx *ctx, enum mk_step step)
{
	const struct turn *turn = &turns[step];

	return (ctx->steps & turn->after) == turn->after && !(ctx->steps & turn->before);
}

bool mk_ctx_has(const mk_ctx *ctx, enum mk_step step)
{
	return ctx->steps & 1u << step;
}

void mk_ctx_take(mk_ctx *ctx, enum mk_step step)
{
	ctx->steps |= 1u << step;
}
