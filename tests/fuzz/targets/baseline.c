/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_use_baseline. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(fuzz_layout);
	const char *complaint;
	size_t gone;

	mk_check(ctx);
	mk_use_baseline(&ctx, 1, bytes, length, &gone, &complaint);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_baseline = {.name = "baseline", .run = run};
