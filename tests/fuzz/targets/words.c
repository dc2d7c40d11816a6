/* SPDX-License-Identifier: BSD-2-Clause */
/* What takes words: owners, codes, formats, contracts, ranges of memory. */
#include <stdlib.h>
#include <string.h>

#include "../fuzz.h"

static void ask(mk_ctx *ctx, const char *word)
{
	const char *bytes;
	size_t length;

	mk_set_severity(ctx, word, "error");
	mk_allow(ctx, word, NULL);
	mk_allow(ctx, "MK0128", word);
	mk_set_contract(ctx, word);
	mk_explain_code(ctx, word, &bytes, &length);
	mk_nearest_code(ctx, word);
	mk_check(ctx);
	mk_render_owner(ctx, word, &bytes, &length);
	mk_render_plan(ctx, word, 0, 0, &bytes, &length);
	mk_render_findings(&ctx, 1, word, 0, &bytes, &length);
	mk_render_next_steps(ctx, word, &bytes, &length);
}

static void begin(const char *word)
{
	const char *const memory[] = {word, NULL};
	mk_ctx *ctx = mk_ctx_new();
	const char *bytes;
	size_t length;

	fuzz_load_board(ctx);
	mk_render_first_layout(ctx, word, 2, memory, &bytes, &length);
	mk_render_first_layout(ctx, "board.dtb", 2, memory, &bytes, &length);
	mk_ctx_free(ctx);
}

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(fuzz_layout);
	char *word = malloc(length + 1);

	memcpy(word, bytes, length);
	word[length] = '\0';
	ask(ctx, word);
	begin(word);
	free(word);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_words = {.name = "words", .run = run};
