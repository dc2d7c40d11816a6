/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/words.h"

static struct mk_arena arena;
static struct mk_listing listing;

static void begin(void)
{
	mk_arena_init(&arena, NULL);
	mk_listing_begin(&listing, &arena, 2);
}

static void end(void)
{
	mk_arena_finish(&arena);
}

TestSuite(words, .init = begin, .fini = end);

static void add(size_t count)
{
	for (size_t i = 0; i < count; i++)
		mk_listing_add(&listing, "'%c'", (int)('a' + i));
}

#define said(text) ((char *)(text))

Test(words, nothing_is_an_empty_list)
{
	cr_expect(eq(str, said(mk_listing_text(&listing)), ""));
	cr_expect(eq(str, said(mk_listing_joined(&listing, "or")), ""));
}

Test(words, one_is_itself)
{
	add(1);
	cr_expect(eq(str, said(mk_listing_text(&listing)), "'a'"));
	cr_expect(eq(str, said(mk_listing_joined(&listing, "or")), "'a'"));
}

Test(words, as_many_as_may_be_are_all_named)
{
	add(2);
	cr_expect(eq(str, said(mk_listing_text(&listing)), "'a', 'b'"));
	cr_expect(eq(str, said(mk_listing_joined(&listing, "or")), "'a' or 'b'"));
}

Test(words, more_are_counted)
{
	add(5);
	cr_expect(eq(sz, listing.count, 5));
	cr_expect(eq(str, said(mk_listing_text(&listing)), "'a', 'b' and 3 more"));
	cr_expect(eq(str, said(mk_listing_joined(&listing, "or")), "'a', 'b' or 3 more"));
}

Test(words, a_range_has_both_ends)
{
	struct mk_range range = {0x1000, UINT64_MAX};

	cr_expect(eq(str, said(mk_range_text(&arena, range)), "0x1000..0xffffffffffffffff"));
}

Test(words, a_size_has_its_unit)
{
	cr_expect(eq(str, said(mk_size_text(&arena, 0x10000000)), "256 MiB"));
}
