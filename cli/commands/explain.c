/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "job.h"
#include "status.h"
#include "wishes.h"

static bool mentions(const mk_check_info *check, const char *word)
{
	return strcasestr(mk_check_info_name(check), word) ||
	       strcasestr(mk_check_info_title(check), word) ||
	       strcasestr(mk_check_info_why(check), word);
}

/* Lists the checks that a word occurs in; how many these are. */
static size_t list_by_word(mk_ctx *ctx, const char *word)
{
	const mk_check_info *const *checks;
	size_t count;
	size_t found = 0;

	if (strlen(word) < 3 || mk_list_checks(ctx, &checks, &count) != MK_OK)
		return 0;
	for (size_t i = 0; i < count; i++) {
		if (!mentions(checks[i], word))
			continue;
		printf("%s  %s\n", mk_check_info_code(checks[i]), mk_check_info_title(checks[i]));
		found++;
	}
	return found;
}

static int explain_one(mk_ctx *ctx, const char *code, bool first)
{
	const char *bytes;
	size_t length;
	mk_status status = mk_explain_code(ctx, code, &bytes, &length);

	if (status == MK_MISUSE && list_by_word(ctx, code))
		return EXIT_CLEAN;
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
	.operands = "CODE|WORD...",
	.summary = "Explains checks, found by code, by name or by a word",
	.least_operands = 1,
	.most_operands = OPERANDS_ANY,
	.run = run_explain,
};
