/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_loader, of both contracts; what the second takes for one may be an image. */
#include "../fuzz.h"

static void load(const char *layout, const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(layout);

	mk_load_loader(ctx, "loader", bytes, length);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

static void run(const char *bytes, size_t length)
{
	load(fuzz_layout, bytes, length);
	load(fuzz_boot_layout, bytes, length);
}

const struct fuzz_target fuzz_target_loader = {.name = "loader", .run = run};
