/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/sha256.h"

static struct mk_arena arena;

static void begin(void)
{
	mk_arena_init(&arena, NULL);
}

static void end(void)
{
	mk_arena_finish(&arena);
}

TestSuite(sha256, .init = begin, .fini = end);

/* The examples of FIPS 180-4's validation, as published. */
Test(sha256, of_nothing)
{
	cr_assert(eq(str, (char *)mk_sha256_text(&arena, NULL, 0),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

Test(sha256, of_three_letters)
{
	cr_assert(eq(str, (char *)mk_sha256_text(&arena, "abc", 3),
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

Test(sha256, whose_length_needs_a_block_of_its_own)
{
	const char *text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	cr_assert(eq(str, (char *)mk_sha256_text(&arena, text, strlen(text)),
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
}

Test(sha256, of_whole_blocks)
{
	char text[128];

	memset(text, 'a', sizeof text);
	cr_assert(eq(str, (char *)mk_sha256_text(&arena, text, sizeof text),
		"6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e"));
}
