/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_old_evidence. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(fuzz_layout);

	mk_load_old_evidence(ctx, "evidence.json", bytes, length);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_evidence = {.name = "evidence", .run = run};
