/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "doc/rows.h"
#include "doc_fixture.h"

struct leaf {
	struct mk_object object;
	struct mk_row_range range;
};

struct thing {
	struct mk_object object;
	const char *name;
	struct mk_row_stated stated;
	struct mk_row_number number;
	struct mk_row_number hex;
	bool flag;
	struct mk_row_range range;
	mk_row_texts texts;
	mk_row_numbers numbers;
	mk_row_settings settings;
	struct leaf *leaf;
	MK_VEC(struct leaf) leaves;
	const struct mk_doc *anything;
};

MK_ROWS_OF(leaf_rows, struct leaf);
static const struct mk_row leaf_list[] = {
	{NULL, MK_RANGE_ROW(struct leaf, range), .nothing = MK_ROW_NEEDED}};
static const struct mk_rows leaf_rows = MK_ROWS(leaf_rows, leaf_list);

static const struct mk_row wish = {NULL, MK_RANGE_ROW(struct leaf, range)};

MK_ROWS_OF(thing_rows, struct thing);
static const struct mk_row thing_list[] = {
	{"name", MK_TEXT_ROW(struct thing, name), .nothing = MK_ROW_NEEDED},
	{"stated", MK_STATED_ROW(struct thing, stated)},
	{"number", MK_NUMBER_ROW(struct thing, number)},
	{"hex", MK_HEX_ROW(struct thing, hex)},
	{"flag", MK_FLAG_ROW(struct thing, flag)},
	{NULL, MK_RANGE_ROW(struct thing, range), .nothing = MK_ROW_LEFT_OUT},
	{"texts", MK_TEXTS_ROW(struct thing, texts)},
	{"numbers", MK_NUMBERS_ROW(struct thing, numbers)},
	{"settings", MK_SETTINGS_ROW(struct thing, settings)},
	{"leaf", MK_OBJECT_ROW(struct thing, leaf, leaf_rows)},
	{"leaves", MK_OBJECTS_ROW(struct thing, leaves, leaf_rows), .nothing = MK_ROW_LEFT_OUT},
	{"anything", MK_ANYTHING_ROW(struct thing, anything), .nothing = MK_ROW_LEFT_OUT},
};
static const struct mk_rows thing_rows = MK_ROWS(thing_rows, thing_list);

/* --- helpers ---------------------------------------------------------------------------------- */

static const char least[] = "{\"name\":\"a\"}";

static const char full[] = "{\"name\":\"a\",\"stated\":null,\"number\":3,\"hex\":\"0x10\","
			   "\"flag\":true,\"first\":\"0x1000\",\"last\":\"0x1fff\","
			   "\"size\":\"0x1000\",\"texts\":[\"x\",null],\"numbers\":[1,2],"
			   "\"settings\":{\"A\":\"1\",\"B\":null},"
			   "\"leaf\":{\"first\":\"0x0\",\"last\":\"0x0\",\"size\":\"0x1\"},"
			   "\"leaves\":[{\"first\":\"0x4\",\"last\":\"0x7\",\"size\":\"0x4\"}],"
			   "\"anything\":{\"k\":[\"v\",null]}}";

static struct thing *read_thing(
	struct doc_fixture *fixture, const char *text, struct mk_row_problem *problem)
{
	struct thing *thing;

	doc_fixture_read(fixture, "t.json", text);
	doc_fixture_silent(fixture);
	thing = mk_arena_alloc(&fixture->arena, sizeof *thing);
	*problem = (struct mk_row_problem){.key = NULL};
	return mk_rows_read(&fixture->arena, &thing_rows, fixture->doc, thing, problem) ? thing
											: NULL;
}

/* Without the spaces between values. */
static char *written(struct doc_fixture *fixture, const struct thing *thing)
{
	struct mk_buffer out;
	struct mk_json json;
	size_t kept = 0;

	mk_json_begin(&json, &fixture->arena);
	mk_rows_write(&json, json.root, &thing_rows, thing);
	mk_buffer_init(&out, &fixture->arena);
	mk_json_end(&json, &out);
	for (size_t i = 0; i < out.length; i++)
		if (out.text[i] != ' ' && out.text[i] != '\n')
			out.text[kept++] = out.text[i];
	out.text[kept] = '\0';
	return out.text;
}

static void expect_problem(const char *text, const char *key, const char *why, unsigned column)
{
	struct mk_row_problem problem;
	struct doc_fixture fixture;

	cr_expect_null(read_thing(&fixture, text, &problem), "%s", text);
	cr_assert_not_null(problem.key, "%s", text);
	cr_expect_str_eq(problem.key, key, "%s: '%s'", text, problem.key);
	cr_expect_str_eq(problem.why, why, "%s: '%s'", text, problem.why);
	cr_expect_eq(problem.origin.column, column, "%s: %u", text, problem.origin.column);
	doc_fixture_finish(&fixture);
}

/* Whether two texts stand for the same. */
static bool same(const char *left, const char *right)
{
	struct doc_fixture one, two;
	struct mk_row_problem problem;
	const struct thing *a = read_thing(&one, left, &problem);
	const struct thing *b = read_thing(&two, right, &problem);
	bool alike;

	cr_assert(a && b, "'%s' %s", problem.key, problem.why);
	alike = mk_rows_same(&thing_rows, a, b);
	cr_expect_eq(mk_rows_same(&thing_rows, b, a), alike);
	doc_fixture_finish(&one);
	doc_fixture_finish(&two);
	return alike;
}

/* --- tests ------------------------------------------------------------------------------------ */

Test(rows, what_is_read_is_written_again)
{
	struct mk_row_problem problem;
	struct doc_fixture fixture;
	const struct thing *thing = read_thing(&fixture, full, &problem);

	cr_assert_not_null(thing);
	cr_expect_str_eq(written(&fixture, thing), full);
	doc_fixture_finish(&fixture);
}

Test(rows, nothing_is_null_or_left_out_as_the_row_says)
{
	struct mk_row_problem problem;
	struct doc_fixture fixture;
	const struct thing *thing = read_thing(&fixture, least, &problem);

	cr_assert_not_null(thing);
	cr_expect_str_eq(written(&fixture, thing),
		"{\"name\":\"a\",\"number\":null,\"hex\":null,\"flag\":false,\"texts\":[],"
		"\"numbers\":[],\"settings\":{},\"leaf\":null}");
	doc_fixture_finish(&fixture);
}

Test(rows, a_range_without_a_place_has_its_size)
{
	struct mk_row_problem problem;
	struct doc_fixture fixture;
	const struct thing *thing = read_thing(&fixture,
		"{\"name\":\"a\",\"first\":null,\"last\":null,\"size\":\"0x4000\"}", &problem);

	cr_assert_not_null(thing);
	cr_expect_not(thing->range.given);
	cr_expect_eq(thing->range.size, 0x4000);
	doc_fixture_finish(&fixture);
}

Test(rows, each_kind_of_value_has_its_complaint)
{
	expect_problem("{}", "name", "is missing", 1);
	expect_problem("{\"name\":null}", "name", "is not text or a number", 9);
	expect_problem("{\"name\":\"a\",\"stated\":[]}", "stated", "is not text or a number", 22);
	expect_problem("{\"name\":\"a\",\"number\":{}}", "number", "is not text or a number", 22);
	expect_problem("{\"name\":\"a\",\"hex\":true}", "hex", "is not a 64-bit number", 19);
	expect_problem(
		"{\"name\":\"a\",\"flag\":\"true\"}", "flag", "is neither true nor false", 20);
	expect_problem("{\"name\":\"a\",\"texts\":{}}", "texts", "is not a list", 21);
	expect_problem("{\"name\":\"a\",\"texts\":[[]]}", "texts",
		"has something else than texts in it", 22);
	expect_problem("{\"name\":\"a\",\"numbers\":3}", "numbers", "is not a list", 23);
	expect_problem(
		"{\"name\":\"a\",\"numbers\":[\"x\"]}", "numbers", "is not a 64-bit number", 24);
	expect_problem("{\"name\":\"a\",\"settings\":[]}", "settings", "is not a map", 24);
	expect_problem(
		"{\"name\":\"a\",\"settings\":{\"A\":[]}}", "A", "is not text or a number", 29);
	expect_problem("{\"name\":\"a\",\"leaf\":[]}", "leaf", "is not a map", 20);
	expect_problem("{\"name\":\"a\",\"leaves\":{}}", "leaves", "is not a list", 22);
	expect_problem(
		"{\"name\":\"a\",\"leaves\":[1]}", "leaves", "has an item that is not a map", 23);
}

Test(rows, a_range_needs_both_ends_in_their_order)
{
	expect_problem("{\"name\":\"a\",\"first\":1}", "last", "is missing", 1);
	expect_problem(
		"{\"name\":\"a\",\"first\":1,\"last\":[]}", "last", "is not text or a number", 30);
	expect_problem(
		"{\"name\":\"a\",\"first\":2,\"last\":1}", "first", "is greater than 'last'", 1);
	expect_problem("{\"name\":\"a\",\"first\":null,\"size\":[]}", "size",
		"is not text or a number", 33);
	expect_problem("{\"name\":\"a\",\"leaf\":{}}", "first", "is missing", 20);
	expect_problem("{\"name\":\"a\",\"leaves\":[{\"first\":null}]}", "first",
		"is not text or a number", 32);
}

Test(rows, what_no_row_knows_is_kept_by_name_and_differs)
{
	struct mk_row_problem problem;
	struct doc_fixture fixture;
	const struct thing *thing =
		read_thing(&fixture, "{\"name\":\"a\",\"weather\":\"fine\"}", &problem);

	cr_assert_not_null(thing);
	cr_assert_eq(thing->object.keys.count, 1);
	cr_expect_str_eq(thing->object.keys.items[0], "weather");
	cr_expect_not(mk_rows_same(&thing_rows, thing, thing));
	doc_fixture_finish(&fixture);
}

Test(rows, two_are_alike_in_every_member_or_differ)
{
	static const char *const changes[][2] = {{"\"a\"", "\"b\""}, {":3", ":4"},
		{"0x10\"", "0x11\""}, {"true", "false"}, {"0x1000\",\"last", "0x1001\",\"last"},
		{"[\"x\",null]", "[\"x\",\"y\"]"}, {"[\"x\",null]", "[\"x\"]"}, {"[1,2]", "[1,3]"},
		{"[1,2]", "[1]"}, {"\"B\":null", "\"C\":null"}, {"\"A\":\"1\"", "\"A\":\"2\""},
		{",\"B\":null", ""}, {"\"last\":\"0x0\"", "\"last\":\"0x1\""},
		{"\"last\":\"0x7\"", "\"last\":\"0x8\""}, {"\"v\"", "\"w\""},
		{"[\"v\",null]", "[\"v\"]"}, {"\"k\"", "\"l\""}, {"\"stated\":null,", ""},
		{"\"number\":3,", ""}};

	cr_expect(same(full, full));
	cr_expect(same(least, least));
	cr_expect_not(same(full, least));
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		char other[sizeof full + 16];
		const char *at = strstr(full, changes[i][0]);
		cr_assert_not_null(at, "%s", changes[i][0]);
		snprintf(other, sizeof other, "%.*s%s%s", (int)(at - full), full, changes[i][1],
			at + strlen(changes[i][0]));
		cr_expect_not(same(full, other), "%s for %s", changes[i][1], changes[i][0]);
	}
}

Test(rows, of_a_range_without_a_place_the_size_counts)
{
	struct leaf some = {.range = {.size = 1}};
	struct leaf more = {.range = {.size = 2}};

	cr_expect(mk_row_same(&wish, &some, &some));
	cr_expect_not(mk_row_same(&wish, &some, &more));
}
