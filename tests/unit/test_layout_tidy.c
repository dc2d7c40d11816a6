/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <string.h>

#include "layout/tidy.h"
#include "syntax/yaml_slips.h"

static struct mk_arena arena;

static void set_up(void)
{
	mk_arena_init(&arena, NULL);
}

static void tear_down(void)
{
	mk_arena_finish(&arena);
}

TestSuite(tidy, .init = set_up, .fini = tear_down);
TestSuite(yaml_slips);

typedef void tidy_step(struct mk_buffer *out, const char *text, size_t length);

static char *after(tidy_step *step, const char *text)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	step(&out, text, strlen(text));
	return out.text;
}

static void expect(tidy_step *step, const char *text, const char *wanted)
{
	char *once = after(step, text);

	cr_expect(eq(str, once, (char *)wanted));
	cr_expect(eq(str, after(step, once), once), "not the same when it is done again");
}

static void expect_same(tidy_step *step, const char *text)
{
	expect(step, text, text);
}

/* --- spacing ---------------------------------------------------------------------------------- */

Test(tidy, one_space_behind_commas_and_colons_and_none_inside_brackets)
{
	expect(mk_tidy_spacing, "a: [ 1,2 ,  3 ]\nb: { c:  1 ,\"d\":2 }\n",
		"a: [1, 2, 3]\nb: {c: 1, \"d\": 2}\n");
}

Test(tidy, text_in_quotes_and_in_comments_stays)
{
	expect_same(mk_tidy_spacing, "a: [\"b ,c\", 'd  e']\n#  f ,g\n");
}

Test(tidy, a_quote_within_text_begins_nothing)
{
	expect(mk_tidy_spacing, "a: {b:'c,d:  1}\ne: {f:  2}\n", "a: {b:'c, d: 1}\ne: {f: 2}\n");
	expect(mk_tidy_spacing, "a: b, 'c\ne: {f:  2}\n", "a: b, 'c\ne: {f: 2}\n");
	expect(mk_tidy_spacing, "a: b -'c\ne: {f:  2}\n", "a: b -'c\ne: {f: 2}\n");
	expect(mk_tidy_spacing, "a: b\n  'c\ne: {f:  2}\n", "a: b\n  'c\ne: {f: 2}\n");
}

Test(tidy, a_quote_that_begins_a_value_begins_text)
{
	expect_same(mk_tidy_spacing, "a: {'b': 'c  ,d', e: 1}\n- '[  f'\n");
	expect(mk_tidy_spacing, "a: {'b':'c  ,d'}\n", "a: {'b': 'c  ,d'}\n");
	expect_same(mk_tidy_spacing, "a: \"b \\\"  ,c\"\n");
}

Test(tidy, blanks_at_ends_of_lines_and_further_empty_lines_go)
{
	expect(mk_tidy_spacing, "\n\na: 1  \r\n\n\n\nb: 2", "a: 1\n\nb: 2\n");
	expect(mk_tidy_spacing, "", "");
}

/* --- columns ---------------------------------------------------------------------------------- */

Test(tidy, maps_below_each_other_have_columns)
{
	expect(mk_tidy_columns, "- {name: a, from: long, to: b}\n- {name: other, from: c, to: b}\n",
		"- {name: a,     from: long, to: b}\n- {name: other, from: c,    to: b}\n");
}

Test(tidy, columns_end_where_keys_differ)
{
	expect(mk_tidy_columns, "  {a: 1, b: 2, c: 3},\n  {a: 100, d: 2, c: 3}\n",
		"  {a: 1, b: 2, c: 3},\n  {a: 100, d: 2, c: 3}\n");
	expect(mk_tidy_columns, "- {a: 1, b: 2, c: 3}\n- {a: 100, b: 200, e: 3}\n",
		"- {a: 1,   b: 2, c: 3}\n- {a: 100, b: 200, e: 3}\n");
}

Test(tidy, other_lines_part_maps)
{
	expect_same(mk_tidy_columns, "- {a: 1, b: 2}\n\n- {a: 100, b: 2}\n");
	expect_same(mk_tidy_columns, "- {a: 1, b: 2}\n# c\n- {a: 100, b: 2}\n");
	expect_same(mk_tidy_columns, "- {a: 1, b: 2}\n  - {a: 100, b: 2}\n");
	expect_same(mk_tidy_columns, "- {a: 1, b: [2,\n  3]}\n- {a: 100, b: 2}\n");
}

Test(tidy, characters_count_not_bytes)
{
	expect(mk_tidy_columns, "- {a: \xc3\xa4, b: 1}\n- {a: xy, b: 1}\n",
		"- {a: \xc3\xa4,  b: 1}\n- {a: xy, b: 1}\n");
}

Test(tidy, commas_in_quotes_and_in_lists_end_no_cell)
{
	expect(mk_tidy_columns, "- {a: \"x,}\", b: [1, 2], c: 1}\n- {a: y, b: [3], c: 1}\n",
		"- {a: \"x,}\", b: [1, 2], c: 1}\n- {a: y,     b: [3],    c: 1}\n");
}

Test(tidy, sixteen_blanks_are_the_widest_gap)
{
	expect(mk_tidy_columns, "- {a: 1, b: 2}\n- {a: 12345678901234567, b: 2}\n",
		"- {a: 1,                 b: 2}\n- {a: 12345678901234567, b: 2}\n");
	expect_same(mk_tidy_columns, "- {a: 1, b: 2}\n- {a: 123456789012345678, b: 2}\n");
}

/* The first line has so many columns once it is aligned. */
static char *wide_lines(unsigned columns, const char *gap)
{
	return mk_arena_printf(
		&arena, "- {a: 1,%s b: %0*d}\n- {a: 123, b: 2}\n", gap, (int)columns - 15, 0);
}

Test(tidy, no_line_becomes_longer_than_a_hundred_columns)
{
	expect(mk_tidy_columns, wide_lines(100, ""), wide_lines(100, "  "));
	expect_same(mk_tidy_columns, wide_lines(101, ""));
}

Test(tidy, comments_of_lines_that_follow_each_other_are_in_a_column)
{
	expect(mk_tidy_columns, "a: 1   # x\nbcd: 23 # y\n\ne: 1    # z\n",
		"a: 1    # x\nbcd: 23 # y\n\ne: 1 # z\n");
	expect_same(mk_tidy_columns, "a: 1 # x\nlonger: 23\nb: 1 # z\n");
}

Test(tidy, what_looks_like_a_comment_is_none)
{
	expect_same(mk_tidy_columns, "# a   # b\na: \"x   # y\"\nb: c#d\n");
}

Test(tidy, lines_of_a_text_stay_as_they_are)
{
	expect_same(mk_tidy_columns, "a: |2-\n  - {a: 1, b: 2} # x\n\n  - {a: 100, b: 2} # yz\n");
	expect(mk_tidy_columns, "a: >\n  b   # c\nd: 1   # e\n", "a: >\n  b   # c\nd: 1 # e\n");
	expect(mk_tidy_columns, "a: b|\n  c: 1   # d\n", "a: b|\n  c: 1 # d\n");
}

Test(tidy, comments_stay_apart_where_lines_differ_much)
{
	expect_same(mk_tidy_columns, "a: 1 # x\nb: 123456789012345678901234567890123456789 # y\n");
}

/* --- slips in YAML ---------------------------------------------------------------------------- */

static void expect_slip(
	const char *text, const char *problem, size_t at, size_t context, const char *wanted)
{
	struct mk_source source = {"l.yaml", text, strlen(text)};
	struct mk_yaml_slip slip = mk_yaml_slip_at(&source, problem, at, context);
	char mended[128] = "";

	if (slip.text)
		snprintf(mended, sizeof mended, "%.*s%s%s", (int)slip.at, text, slip.text,
			text + slip.at + slip.was);
	cr_expect_str_eq(mended, wanted, "\"%s\" becomes \"%s\"", text, mended);
}

#define NO_COLON "could not find expected ':'"
#define NO_DASH "did not find expected '-' indicator"
#define NO_COMMA "did not find expected ',' or '}'"

Test(yaml_slips, a_key_without_its_colon_gets_it)
{
	expect_slip("nodes\n- a", NO_COLON, 6, 0, "nodes:\n- a");
	expect_slip("nodes =\n- a", NO_COLON, 8, 0, "nodes:\n- a");
	expect_slip("// x\na: 1", NO_COLON, 5, 0, "# x\na: 1");
	expect_slip("two words\n- a", NO_COLON, 10, 0, "");
	expect_slip("", NO_COLON, 0, 0, "");
}

Test(yaml_slips, an_item_is_indented_as_its_list)
{
	expect_slip("- a\n - b", NO_DASH, 5, 0, "- a\n- b");
	expect_slip("  - a\n- b", NO_DASH, 6, 2, "  - a\n  - b");
	expect_slip("- {};", NO_DASH, 4, 0, "- {}");
	expect_slip("- a\n  b: 1", NO_DASH, 6, 0, "");
}

Test(yaml_slips, brackets_are_closed_and_commas_put_in)
{
	expect_slip("{a: 1 b: 2}", NO_COMMA, 7, 0, "{a: 1, b: 2}");
	expect_slip("{a: 1; b: 2}", NO_COMMA, 8, 0, "{a: 1, b: 2}");
	expect_slip("{a: 1\nb: 2", NO_COMMA, 6, 0, "{a: 1}\nb: 2");
	expect_slip("{a: 1]", NO_COMMA, 5, 0, "{a: 1}]");
	expect_slip("{a [1]}", NO_COMMA, 3, 0, "{a: [1]}");
	expect_slip("{a = [1]}", NO_COMMA, 5, 0, "{a: [1]}");
	expect_slip("{a: 1", NO_COMMA, 5, 0, "");
}

Test(yaml_slips, tabs_become_the_blanks_of_the_item_above)
{
	expect_slip("  - a\n\t- b", "found character that cannot start any token", 6, 6,
		"  - a\n  - b");
	expect_slip("\t- b", "found character that cannot start any token", 0, 0, "");
}

Test(yaml_slips, a_reference_to_a_label_loses_its_sign)
{
	expect_slip(
		"[&uart@9000]", "found character that cannot start any token", 6, 6, "[uart@9000]");
	expect_slip("[uart, @9000]", "found character that cannot start any token", 7, 7, "");
}
