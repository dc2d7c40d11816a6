/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_set_include: the bytes are a file that a layout includes. */
#include <string.h>

#include "../fuzz.h"

struct part {
	const char *bytes;
	size_t length;
};

static const char whole[] = "version: 1\n"
			    "board: {dtb: board.dtb, platform: qemu-arm-virt}\n"
			    "include: [part.yaml]\n"
			    "nodes:\n"
			    "  - {name: a, cpu: cpu@0, memory: [{size: 64M}]}\n"
			    "  - {name: b, cpu: cpu@1, memory: [{size: 64M}]}\n";

static const char *include(void *data, const char *path, const char **bytes, size_t *length)
{
	const struct part *part = data;

	(void)path;
	*bytes = part->bytes;
	*length = part->length;
	return NULL;
}

static void run(const char *bytes, size_t length)
{
	struct part part = {bytes, length};
	mk_ctx *ctx = mk_ctx_new();

	mk_set_include(ctx, include, &part);
	mk_load_layout(ctx, "fuzz.yaml", whole, strlen(whole));
	fuzz_load_board(ctx);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

const struct fuzz_target fuzz_target_include = {.name = "include", .run = run};
