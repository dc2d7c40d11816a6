/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "command.h"
#include "job.h"
#include "memory.h"
#include "message.h"
#include "rewrite.h"
#include "status.h"

static enum rewrite manner_of(const struct invocation *invocation)
{
	if (invocation->values[OPTION_DRY_RUN])
		return REWRITE_DIFF;
	return invocation->values[OPTION_CHECK] ? REWRITE_NAME : REWRITE_FILE;
}

static int deliver(
	const struct invocation *invocation, const struct source *layout, const struct text *after)
{
	bool differs = layout->input.length != after->length ||
		       memcmp(layout->input.bytes, after->bytes, after->length) != 0;
	int status = rewrite(layout, after, manner_of(invocation));

	if (status == EXIT_CLEAN && differs && invocation->values[OPTION_CHECK])
		return EXIT_FOUND;
	return status;
}

static int format_one(const struct invocation *invocation, const struct source *layout, mk_ctx *ctx)
{
	const char *bytes;
	size_t length;
	mk_status status;

	if (layout->reason) {
		message("cannot read '%s': %s", layout->path, layout->reason);
		return EXIT_UNREADABLE;
	}
	mk_load_layout(ctx, layout->path, layout->input.bytes, layout->input.length);
	status = mk_format_layout(ctx, &bytes, &length);
	if (status == MK_UNREADABLE) {
		message("'%s' cannot be parsed: see 'mkpart check %s'", layout->path, layout->path);
		return EXIT_FOUND;
	}
	if (status != MK_OK)
		return exit_status_of(status);
	return deliver(invocation, layout, &(struct text){bytes, length});
}

static int run_fmt(const struct invocation *invocation)
{
	int worst = check_standard_input(invocation);

	for (int i = 0; worst != EXIT_USAGE && i < invocation->operand_count; i++) {
		struct source layout = source_read(invocation->operands[i], INPUT_NAMED_BY_USER);
		mk_ctx *ctx = mk_ctx_new();
		int status =
			ctx ? format_one(invocation, &layout, ctx) : exit_status_of(MK_NO_MEMORY);
		mk_ctx_free(ctx);
		source_free(&layout);
		worst = status > worst ? status : worst;
	}
	return worst;
}

const struct command command_fmt = {
	.name = "fmt",
	.operands = "LAYOUT...",
	.summary = "Rewrites layouts in their canonical form and keeps comments",
	.options = OPTION_BIT(OPTION_CHECK) | OPTION_BIT(OPTION_DRY_RUN),
	.least_operands = 1,
	.most_operands = OPERANDS_ANY,
	.run = run_fmt,
};
