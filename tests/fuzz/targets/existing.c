/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_load_existing, and the layout that is made of it. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = mk_ctx_new();
	const char *layout;
	size_t layout_length;

	fuzz_demand(ctx, "there is memory");
	fuzz_load_board(ctx);
	if (mk_load_existing(ctx, "existing", bytes, length) == MK_OK)
		fuzz_demand(mk_render_first_layout(ctx, "board.dtb", 0, NULL, &layout,
				    &layout_length) != MK_MISUSE,
			"what was read is written");
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_existing = {.name = "existing", .run = run};
