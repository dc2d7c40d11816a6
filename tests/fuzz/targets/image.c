/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_image: the bytes are every file that the layout asks for, kernel, tree and root task. */
#include "../fuzz.h"

static void load_all(const char *layout, const char *bytes, size_t length)
{
	mk_ctx *ctx = fuzz_scene(layout);
	const char *const *paths;
	const char *packed;
	const char *complaint;
	size_t packed_bytes;
	size_t count = 0;

	mk_keep_images(ctx);
	mk_list_images(ctx, &paths, &count);
	for (size_t i = 0; i < count; i++)
		mk_load_image(ctx, paths[i], paths[i], bytes, length);
	fuzz_check_and_show(ctx);
	mk_pack(ctx, &packed, &packed_bytes, &complaint);
	mk_ctx_free(ctx);
}

static void run(const char *bytes, size_t length)
{
	load_all(fuzz_layout, bytes, length);
	load_all(fuzz_boot_layout, bytes, length);
}

const struct fuzz_target fuzz_target_image = {.name = "image", .run = run};
