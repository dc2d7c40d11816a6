/* SPDX-License-Identifier: BSD-2-Clause */
/* What the user of a run wants of its findings. */
#include <string.h>

#include "check/catalogue.h"
#include "run/ctx.h"

struct wish {
	mk_ctx *ctx;
	const char *wanted; /* code or name */
	const struct mk_problem *problem;
	enum mk_severity severity;
	const char *subject;
};

static void find_problem(void *data)
{
	struct wish *wish = data;

	wish->problem = mk_problem_find(&wish->ctx->arena, wish->wanted);
}

/* MK_OK where it is known. */
static mk_status begin(struct wish *wish)
{
	mk_status status;

	if (!mk_ctx_may(wish->ctx, MK_STEP_WISHES) || !wish->wanted)
		return MK_MISUSE;
	status = mk_ctx_run(wish->ctx, find_problem, wish);
	return status == MK_OK && !wish->problem ? MK_MISUSE : status;
}

static bool take_severity(struct wish *wish, const char *name)
{
	static const enum mk_severity severities[] = {MK_NOTE, MK_WARNING, MK_ERROR};

	for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
		wish->severity = severities[i];
		if (strcmp(mk_severity_name(wish->severity), name) == 0)
			return true;
	}
	return false;
}

static void add_severity(void *data)
{
	const struct wish *wish = data;
	struct mk_severity_wish *added =
		mk_vec_add(&wish->ctx->arena, &wish->ctx->wishes.severities);

	*added = (struct mk_severity_wish){wish->problem->code, wish->severity};
}

mk_status mk_set_contract(mk_ctx *ctx, const char *name)
{
	const struct mk_contract *contract = name ? mk_contract_find(name) : NULL;

	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (!contract || !mk_ctx_may(ctx, MK_STEP_PROGRESS) || !mk_ctx_may(ctx, MK_STEP_WISHES))
		return MK_MISUSE;
	ctx->contract = contract;
	return MK_OK;
}

mk_status mk_set_severity(mk_ctx *ctx, const char *code, const char *severity)
{
	struct wish wish = {.ctx = ctx, .wanted = code};
	mk_status status;

	if (!severity || !take_severity(&wish, severity))
		return MK_MISUSE;
	status = begin(&wish);
	if (status != MK_OK)
		return status;
	if (wish.problem->severity == MK_ERROR)
		return wish.severity == MK_ERROR ? MK_OK : MK_MISUSE;
	return mk_ctx_run(ctx, add_severity, &wish);
}

static void add_allowance(void *data)
{
	const struct wish *wish = data;
	struct mk_arena *arena = &wish->ctx->arena;
	struct mk_allowance *added = mk_vec_add(arena, &wish->ctx->wishes.allowances);

	added->code = wish->problem->code;
	if (wish->subject)
		added->about = mk_arena_copy(arena, wish->subject, strlen(wish->subject));
}

mk_status mk_allow(mk_ctx *ctx, const char *code, const char *subject)
{
	struct wish wish = {.ctx = ctx, .wanted = code, .subject = subject};
	mk_status status = begin(&wish);

	if (status != MK_OK)
		return status;
	return wish.problem->severity == MK_ERROR ? MK_MISUSE
						  : mk_ctx_run(ctx, add_allowance, &wish);
}
