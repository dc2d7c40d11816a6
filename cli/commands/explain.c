/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>

#include "command.h"
#include "job.h"
#include "wishes.h"

static int explain_one(mk_ctx *ctx, const char *code, bool first)
{
	const char *bytes;
	size_t length;
	mk_status status = mk_explain_code(ctx, code, &bytes, &length);

	if (status == MK_MISUSE)
		return unknown_code(ctx, code);
	return print_answer(status, bytes, length, first);
}

static int run_explain(const struct invocation *invocation)
{
	mk_ctx *ctx = mk_ctx_new();
	int worst = ctx ? EXIT_CLEAN : exit_status_of(MK_NO_MEMORY);

	for (int i = 0; ctx && i < invocation->operand_count; i++) {
		int status = explain_one(ctx, invocation->operands[i], i == 0);
		worst = status > worst ? status : worst;
	}
	mk_ctx_free(ctx);
	return worst;
}

const struct command command_explain = {
	.name = "explain",
	.operands = "CODE...",
	.summary = "Explains checks, by code or name",
	.least_operands = 1,
	.most_operands = OPERANDS_ANY,
	.run = run_explain,
};
