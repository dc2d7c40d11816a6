/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_lock and mk_load_old_plan. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(fuzz_layout);
	const char *words;
	size_t word_bytes;
	bool differs;

	mk_load_old_plan(ctx, "old.json", bytes, length);
	mk_load_lock(ctx, "lock.json", bytes, length);
	fuzz_check_and_show(ctx);
	mk_render_plan_diff(ctx, &words, &word_bytes, &differs);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_lock = {.name = "lock", .run = run};
