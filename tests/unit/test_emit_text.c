/* SPDX-License-Identifier: BSD-2-Clause */
/* CMake lines, words and columns. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "base/columns.h"
#include "base/constant.h"
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
