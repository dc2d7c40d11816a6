/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board/name.h"

Test(board_name, names_that_dtc_reads_are_legal)
{
	cr_assert(mk_dt_name_is_legal("memory@40000000"));
	cr_assert(mk_dt_name_is_legal("#address-cells"));
	cr_assert(mk_dt_name_is_legal("linux,usable_memory+x?*."));
}

Test(board_name, names_that_would_end_the_construct_are_not_legal)
{
	cr_assert(not(mk_dt_name_is_legal("")));
	cr_assert(not(mk_dt_name_is_legal("a b")));
	cr_assert(not(mk_dt_name_is_legal("a;")));
	cr_assert(not(mk_dt_name_is_legal("a{")));
	cr_assert(not(mk_dt_name_is_legal("\\a")));
	cr_assert(not(mk_dt_name_is_legal("\xff")));
}

Test(board_name, a_literal_has_the_key_that_its_text_has)
{
	cr_assert(eq(u32, mk_dt_name_key("reg"), MK_DT_KEY("reg")));
	cr_assert(eq(u32, mk_dt_name_key("r"), MK_DT_KEY("r")));
	cr_assert(eq(u32, mk_dt_name_key("#address-cells"), MK_DT_KEY("#address-cells")));
	cr_assert(ne(u32, mk_dt_name_key("#address-cells"), MK_DT_KEY("#size-cells")));
	cr_assert(eq(u32, mk_dt_name_key(""), 0));
}
