/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mk_judge_image. The mutator changes whole words of the image, for most of its bytes are the
 * kernel's and nobody looks at them.
 */
#include <stdlib.h>
#include <string.h>

#include "../fuzz.h"

static const char *const formats[] = {"text", "json"};

static void run(const char *bytes, size_t length)
{
	mk_ctx *ctx = mk_ctx_new();
	const char *text;
	size_t text_bytes;

	fuzz_load_board(ctx);
	mk_judge_image(ctx, "loader.img", bytes, length);
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		mk_render_image(ctx, formats[i], &text, &text_bytes);
	mk_render_findings(&ctx, 1, "text", 0, &text, &text_bytes);
	mk_ctx_free(ctx);
}

static const uint64_t words[] = {0, 1, 0xfff, 0x1000, 0x60000000, 0x68000000, 0x1000000000000,
	UINT64_MAX, UINT64_MAX - 0xfff, INT64_MAX};

/* Most words of an image are zero: one that is not, if there is one in what follows. */
static size_t any_word(const uint8_t *bytes, size_t count)
{
	size_t from = (size_t)rand() % count;
	uint64_t word;

	for (size_t i = from; i < count; i++) {
		memcpy(&word, bytes + 8 * i, 8);
		if (word)
			return i;
	}
	return from;
}

static size_t mutate(uint8_t *bytes, size_t length, size_t most, unsigned seed)
{
	size_t count = length / 8;
	uint64_t word;
	uint8_t *at;

	srand(seed);
	if (!count || rand() % 8 == 0)
		return LLVMFuzzerMutate(bytes, length, most);
	for (int left = 1 + rand() % 3; left > 0; left--) {
		at = bytes + 8 * any_word(bytes, count);
		memcpy(&word, at, 8);
		word = rand() % 2 ? word + (uint64_t)(rand() % 3 - 1) * 0x1000
				  : words[(size_t)rand() % (sizeof words / sizeof *words)];
		memcpy(at, &word, rand() % 2 ? 8 : 1);
	}
	return length;
}

const struct fuzz_target fuzz_target_boot_image = {
	.name = "boot_image", .run = run, .mutate = mutate};
