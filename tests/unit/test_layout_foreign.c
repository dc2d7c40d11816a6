/* SPDX-License-Identifier: BSD-2-Clause */
/* What is understood of ranges as other tools write them. Keys are tests/cases' to show. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "layout/foreign.h"

static bool is_range(const char *text, uint64_t first, uint64_t last)
{
	struct mk_doc scalar = {.kind = MK_DOC_SCALAR, .text = text};
	struct mk_range range;

	return mk_foreign_range(&scalar, &range) && range.first == first && range.last == last;
}

static bool is_none(const char *text)
{
	struct mk_doc scalar = {.kind = MK_DOC_SCALAR, .text = text};
	struct mk_range range;

	return !mk_foreign_range(&scalar, &range);
}

Test(layout_foreign, an_end_is_the_last_byte_or_the_one_behind_it)
{
	cr_assert(is_range("0x1000-0x1fff", 0x1000, 0x1fff));
	cr_assert(is_range("0x1000..0x2000", 0x1000, 0x1fff));
	cr_assert(is_range("0x1000 - 0x2000", 0x1000, 0x1fff));
	cr_assert(is_none("0x1000-0x2001"));
	cr_assert(is_none("0x1000-0x1ffe"));
	cr_assert(is_none("0x2000-0x1000"));
	cr_assert(is_none("0x1000-0x1000"));
}

Test(layout_foreign, a_size_is_any)
{
	cr_assert(is_range("0x1000:4K", 0x1000, 0x1fff));
	cr_assert(is_range("0x1000+1", 0x1000, 0x1000));
	cr_assert(is_range("0x1000 0x10", 0x1000, 0x100f));
	cr_assert(is_none("0x1000:0"));
}

Test(layout_foreign, the_last_page_of_64_bits)
{
	cr_assert(is_range(
		"0xfffffffffffff000-0xffffffffffffffff", UINT64_C(0xfffffffffffff000), UINT64_MAX));
	cr_assert(is_none("0xfffffffffffff000:8K"));
}

Test(layout_foreign, what_is_no_range)
{
	cr_assert(is_none(""));
	cr_assert(is_none("0x1000"));
	cr_assert(is_none("-0x1000"));
	cr_assert(is_none("0x1000-"));
	cr_assert(is_none("ring-filled"));
}
