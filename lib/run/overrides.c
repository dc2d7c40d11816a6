/* SPDX-License-Identifier: BSD-2-Clause */
/* What the user of a run wants of its findings. */
#include <string.h>

#include "check/catalogue.h"
#include "run/ctx.h"

struct override {
	mk_ctx *ctx;
	const char *wanted; /* code or name */
	const struct mk_problem *problem;
	enum mk_severity severity;
	const char *subject;
};

static void find_problem(void *data)
{
	struct override *override = data;

	override->problem = mk_problem_find(override->wanted);
}

/* MK_OK where it is known. */
static mk_status begin(struct override *override)
{
	mk_status status;

	if (!mk_ctx_may(override->ctx, MK_STEP_OVERRIDES) || !override->wanted)
		return MK_MISUSE;
	status = mk_ctx_run(override->ctx, find_problem, override);
	return status == MK_OK && !override->problem ? MK_MISUSE : status;
}

static bool take_severity(struct override *override, const char *name)
{
	static const enum mk_severity severities[] = {MK_NOTE, MK_WARNING, MK_ERROR};

	for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
		override->severity = severities[i];
		if (strcmp(mk_severity_name(override->severity), name) == 0)
			return true;
	}
	return false;
}

static void add_severity(void *data)
{
	const struct override *override = data;
	struct mk_severity_override *added =
		mk_vec_add(&override->ctx->arena, &override->ctx->overrides.severities);

	*added = (struct mk_severity_override){override->problem->code, override->severity};
}

mk_status mk_set_contract(mk_ctx *ctx, const char *name)
{
	const struct mk_contract *contract = name ? mk_contract_find(name) : NULL;

	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (!contract || !mk_ctx_may(ctx, MK_STEP_PROGRESS) || !mk_ctx_may(ctx, MK_STEP_OVERRIDES))
		return MK_MISUSE;
	ctx->contract = contract;
	return MK_OK;
}

mk_status mk_set_severity(mk_ctx *ctx, const char *code, const char *severity)
{
	struct override override = {.ctx = ctx, .wanted = code};
	mk_status status;

	if (!severity || !take_severity(&override, severity))
		return MK_MISUSE;
	status = begin(&override);
	if (status != MK_OK)
		return status;
	if (override.problem->severity == MK_ERROR)
		return override.severity == MK_ERROR ? MK_OK : MK_MISUSE;
	return mk_ctx_run(ctx, add_severity, &override);
}

static void add_allowance(void *data)
{
	const struct override *override = data;
	struct mk_arena *arena = &override->ctx->arena;
	struct mk_allowance *added = mk_vec_add(arena, &override->ctx->overrides.allowances);

	added->code = override->problem->code;
	if (override->subject)
		added->about = mk_arena_copy(arena, override->subject, strlen(override->subject));
}

mk_status mk_allow(mk_ctx *ctx, const char *code, const char *subject)
{
	struct override override = {.ctx = ctx, .wanted = code, .subject = subject};
	mk_status status = begin(&override);

	if (status != MK_OK)
		return status;
	return override.problem->severity == MK_ERROR ? MK_MISUSE
						      : mk_ctx_run(ctx, add_allowance, &override);
}
