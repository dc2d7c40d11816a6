/* SPDX-License-Identifier: BSD-2-Clause */
/* CMake lines, words and columns. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/columns.h"
#include "base/constant.h"
#include "base/digest.h"
#include "base/escape.h"
#include "doc/json.h"
#include "emit/cmake.h"
#include "emit/emit.h"
#include "emit/text.h"

static struct mk_arena arena;
static struct mk_buffer out;

static void start(void)
{
	mk_arena_init(&arena, NULL);
	mk_buffer_init(&out, &arena);
}

static void finish(void)
{
	mk_arena_finish(&arena);
}

TestSuite(emit_text, .init = start, .fini = finish);

Test(emit_text, cmake_line_is_cached_and_forced)
{
	mk_cmake_set(&out, "KernelPlatform", "zynqmp");
	cr_assert_str_eq(out.text, "set(KernelPlatform \"zynqmp\" CACHE STRING \"\" FORCE)\n");
}

Test(emit_text, cmake_value_is_literal)
{
	mk_cmake_set(&out, "X", "a\"b\\c ${D} @E@\n");
	cr_assert_str_eq(
		out.text, "set(X \"a\\\"b\\\\c \\${D} \\@E\\@\\n\" CACHE STRING \"\" FORCE)\n");
}

Test(emit_text, cmake_semicolon_stands_for_itself)
{
	mk_cmake_set(&out, "X", "a;b");
	cr_assert_str_eq(out.text, "set(X \"a;b\" CACHE STRING \"\" FORCE)\n");
}

Test(emit_text, cmake_name_cannot_end_the_command)
{
	mk_cmake_set(&out, "X) message(y", "1");
	cr_assert_str_eq(out.text, "set(\"X) message(y\" \"1\" CACHE STRING \"\" FORCE)\n");
}

Test(emit_text, constants_are_upper_case_words)
{
	cr_assert_str_eq(mk_constant_name(&arena, "ring-ready.2"), "RING_READY_2");
}

Test(emit_text, ascii_shows_control_bytes_as_numbers)
{
	mk_escape_ascii(&out, "a\x1b[31m\n\xe2\x80\xae");
	cr_assert_str_eq(out.text, "a\\x1b[31m\\x0a\\xe2\\x80\\xae");
}

Test(emit_text, names_cannot_end_a_comment_or_a_string)
{
	mk_emit_name(&out, "a-b*/\"");
	cr_assert_str_eq(out.text, "a-b___");
}

Test(emit_text, columns_are_as_wide_as_their_widest_cell)
{
	struct mk_columns columns = {.arena = &arena};

	mk_columns_row(&columns, "a", "1", "x");
	mk_columns_row(&columns, "long", NULL, "y");
	mk_columns_write(&columns, &out, 2);
	cr_assert_str_eq(out.text, "  a     1  x\n  long     y\n");
}

Test(emit_text, last_cell_wraps_between_words)
{
	struct mk_columns columns = {.arena = &arena};
	struct mk_buffer words;

	mk_buffer_init(&words, &arena);
	for (int i = 0; i < 25; i++)
		mk_buffer_puts(&words, i ? " word" : "word");
	mk_columns_row(&columns, "a", words.text);
	mk_columns_write(&columns, &out, 0);
	cr_assert(eq(chr, out.text[97], '\n'));
	cr_assert(eq(int, strncmp(out.text + 98, "   word word", 12), 0));
}

Test(emit_text, json_numbers_of_64_bits_are_text)
{
	struct mk_json json;

	mk_json_begin(&json, &arena);
	mk_json_hex(&json, json.root, "x", UINT64_MAX);
	mk_json_end(&json, &out);
	cr_assert_str_eq(out.text, "{\n  \"x\": \"0xffffffffffffffff\"\n}\n");
}

Test(emit_text, json_text_that_is_not_utf8_is_escaped)
{
	struct mk_json json;

	mk_json_begin(&json, &arena);
	mk_json_text(&json, json.root, "\xff", "a\xfe");
	mk_json_end(&json, &out);
	cr_assert_str_eq(out.text, "{\n  \"\\\\xff\": \"a\\\\xfe\"\n}\n");
}

/* The reference values of FNV-1a, 64 bits. */
Test(emit_text, digest_is_fnv)
{
	cr_assert(eq(u64, mk_digest_of(MK_DIGEST_EMPTY, "", 0), UINT64_C(0xcbf29ce484222325)));
	cr_assert(eq(u64, mk_digest_of(MK_DIGEST_EMPTY, "a", 1), UINT64_C(0xaf63dc4c8601ec8c)));
	cr_assert(
		eq(u64, mk_digest_of(MK_DIGEST_EMPTY, "foobar", 6), UINT64_C(0x85944171f73967e8)));
}

static void seal(const char *text)
{
	mk_buffer_init(&out, &arena);
	mk_buffer_puts(&out, text);
	mk_emit_seal(&out);
}

Test(emit_text, seal_changes_with_the_text_and_fits_its_place)
{
	const char *first;

	seal("a " MK_EMIT_DIGEST " b\n");
	first = out.text;
	cr_assert(eq(int, strspn(first + 2, "0123456789abcdef"), strlen(MK_EMIT_DIGEST)));
	cr_assert_str_eq(first + 2 + strlen(MK_EMIT_DIGEST), " b\n");
	seal("a " MK_EMIT_DIGEST " c\n");
	cr_assert_neq(strncmp(out.text, first, 18), 0);
}

Test(emit_text, seal_leaves_alone_what_has_no_place_for_it)
{
	seal("a ####\n");
	cr_assert_str_eq(out.text, "a ####\n");
	mk_buffer_init(&out, &arena);
	mk_emit_seal(&out);
	cr_assert(eq(sz, out.length, 0));
}

static const char *layout_name(const char *path)
{
	struct mk_plan plan = {.layout_path = path};

	return mk_emit_layout_name(&arena, &plan);
}

Test(emit_text, layout_is_named_without_its_folders_and_cannot_end_a_comment)
{
	cr_assert_str_eq(layout_name("/x/a/b-1.mkpart.yaml"), "b-1.mkpart.yaml");
	cr_assert_str_eq(layout_name("-"), "standard input");
	cr_assert_str_eq(layout_name("a*/\n#if.yaml"), "__if.yaml");
	cr_assert_str_eq(layout_name("a*\n" MK_EMIT_DIGEST), "a__________________");
	cr_assert_str_eq(layout_name(""), "_");
}
