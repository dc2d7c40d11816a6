/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_archive. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(fuzz_layout);

	mk_load_archive(ctx, "archive.cpio", bytes, length);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_archive = {.name = "archive", .run = run};
