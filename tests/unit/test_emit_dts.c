/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "emit/dts.h"

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

TestSuite(emit_dts, .init = start, .fini = finish);

static const char *property_text(const void *bytes, uint32_t length)
{
	struct mk_dt_property property = {"p", bytes, length, MK_DT_KEY("p")};

	mk_buffer_init(&out, &arena);
	mk_dts_property(&out, &property, 0);
	return out.text;
}

static const char *reg_text(uint32_t address, uint32_t size, uint64_t first, uint64_t last)
{
	mk_buffer_init(&out, &arena);
	mk_dts_reg(&out, (struct mk_dts_cells){address, size}, (struct mk_range){first, last});
	return out.text;
}

Test(emit_dts, property_without_value_is_a_name)
{
	cr_assert_str_eq(property_text("", 0), "p;\n");
}

Test(emit_dts, printable_strings_are_strings)
{
	cr_assert_str_eq(property_text("ab\0c d", 7), "p = \"ab\", \"c d\";\n");
}

Test(emit_dts, quotes_and_backslashes_are_escaped)
{
	cr_assert_str_eq(property_text("a\"b\\c", 6), "p = \"a\\\"b\\\\c\";\n");
}

Test(emit_dts, text_without_an_end_is_bytes)
{
	cr_assert_str_eq(property_text("abc", 3), "p = [61 62 63];\n");
}

Test(emit_dts, empty_string_among_others_is_no_string_list)
{
	cr_assert_str_eq(property_text("a\0\0", 3), "p = [61 00 00];\n");
	cr_assert_str_eq(property_text("\0abc\0", 5), "p = [00 61 62 63 00];\n");
}

Test(emit_dts, text_with_a_control_byte_is_cells)
{
	cr_assert_str_eq(property_text("a\x1b\x7f", 4), "p = <0x611b7f00>;\n");
}

Test(emit_dts, four_bytes_are_a_cell_and_five_are_bytes)
{
	cr_assert_str_eq(property_text("\x12\x34\x56\x78", 4), "p = <0x12345678>;\n");
	cr_assert_str_eq(property_text("\x12\x34\x56\x78\x9a", 5), "p = [12 34 56 78 9a];\n");
}

Test(emit_dts, string_bytes_that_are_not_ascii_are_escaped)
{
	mk_dts_string(&out, "\xc3\xa4\n", 3);
	cr_assert_str_eq(out.text, "\"\\xc3\\xa4\\x0a\"");
}

Test(emit_dts, reference_cannot_be_left_by_a_path)
{
	struct mk_dt_node node = {.name = "x", .path = "/soc/a} { evil; };"};

	mk_dts_reference(&out, &node);
	cr_assert_str_eq(out.text, "&{/soc/a????evil????}");
}

Test(emit_dts, reg_has_as_many_cells_as_the_parent_says)
{
	cr_assert_str_eq(reg_text(1, 1, 0x80000000, 0x8fffffff), "<0x80000000 0x10000000>");
	cr_assert_str_eq(reg_text(2, 1, 0x880000000, 0x88fffffff), "<0x8 0x80000000 0x10000000>");
	cr_assert_str_eq(reg_text(3, 2, 0x880000000, 0x97fffffff), "<0x0 0x8 0x80000000 0x1 0x0>");
}

Test(emit_dts, largest_size_of_one_cell_is_not_split)
{
	cr_assert_str_eq(reg_text(2, 1, 0, 0xfffffffe), "<0x0 0x0 0xffffffff>");
}

Test(emit_dts, size_beyond_one_cell_is_split)
{
	cr_assert_str_eq(reg_text(2, 1, 0x100000000, 0x1ffffffff),
		"<0x1 0x0 0x80000000>, <0x1 0x80000000 0x80000000>");
	cr_assert_str_eq(reg_text(2, 1, 0, 0x1fffffffe),
		"<0x0 0x0 0x80000000>, <0x0 0x80000000 0x80000000>, <0x1 0x0 0xffffffff>");
}

Test(emit_dts, whole_address_space_is_split)
{
	cr_assert_str_eq(reg_text(2, 2, 0, UINT64_MAX),
		"<0x0 0x0 0x80000000 0x0>, <0x80000000 0x0 0x80000000 0x0>");
}

Test(emit_dts, one_address_cell_reaches_to_4_gib)
{
	struct mk_dts_cells cells = {1, 1};

	cr_assert(mk_dts_can_express(cells, (struct mk_range){0, UINT32_MAX}));
	cr_assert(not(mk_dts_can_express(cells, (struct mk_range){0, UINT64_C(1) << 32})));
}

Test(emit_dts, cells_that_say_nothing_cannot_express_anything)
{
	struct mk_range range = {0, 0xfff};

	cr_assert(not(mk_dts_can_express((struct mk_dts_cells){0, 1}, range)));
	cr_assert(not(mk_dts_can_express((struct mk_dts_cells){1, 0}, range)));
	cr_assert(not(mk_dts_can_express((struct mk_dts_cells){UINT32_MAX, 1}, range)));
	cr_assert(not(mk_dts_can_express((struct mk_dts_cells){1, UINT32_MAX}, range)));
}
