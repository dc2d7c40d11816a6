/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "doc_fixture.h"

static void expect_refusal(const char *text, const char *code, unsigned line, unsigned column)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.json", text);
	doc_fixture_only(&fixture, code, line, column);
	doc_fixture_finish(&fixture);
}

static void expect_silence(const char *text)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.json", text);
	doc_fixture_silent(&fixture);
	cr_expect_not_null(fixture.doc);
	doc_fixture_finish(&fixture);
}

Test(syntax_json, values_keep_their_text_and_places)
{
	struct doc_fixture fixture;
	const struct mk_doc_entry *entries;

	doc_fixture_read(&fixture, "t.json",
		"{\"n\": 1e2, \"t\": true,\n \"z\": null, \"s\": \"x\", \"l\": [1, -2]}");
	doc_fixture_silent(&fixture);
	cr_assert_eq(fixture.doc->entries.count, 5);
	entries = fixture.doc->entries.items;
	cr_expect_str_eq(entries[0].value->text, "1e2");
	cr_expect_not(entries[0].value->quoted);
	cr_expect_str_eq(entries[1].value->text, "true");
	cr_expect_not(entries[1].value->quoted);
	cr_expect_eq(entries[2].value->kind, MK_DOC_NULL);
	cr_expect_str_eq(entries[3].value->text, "x");
	cr_expect(entries[3].value->quoted);
	cr_expect_eq(entries[2].origin.line, 2);
	cr_expect_eq(entries[2].origin.column, 2);
	cr_expect_eq(entries[2].origin.length, 3);
	cr_expect_eq(entries[4].value->items.items[1]->origin.column, 32);
	cr_expect_eq(entries[4].value->items.items[1]->origin.length, 2);
	doc_fixture_finish(&fixture);
}

Test(syntax_json, escapes_are_decoded)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.json", "{\"\\u0061\\\"]\": \"\\n\\ud83d\\ude00\\\\\"}");
	doc_fixture_silent(&fixture);
	cr_expect_str_eq(fixture.doc->entries.items[0].key, "a\"]");
	cr_expect_str_eq(fixture.doc->entries.items[0].value->text, "\n\xf0\x9f\x98\x80\\");
	doc_fixture_finish(&fixture);
}

Test(syntax_json, columns_count_code_points)
{
	struct doc_fixture fixture;

	doc_fixture_read(
		&fixture, "t.json", "{\"\xc3\xa4\xe2\x82\xac\": \"\xf0\x9f\x98\x80\", \"b\": 1}");
	doc_fixture_silent(&fixture);
	cr_expect_eq(fixture.doc->entries.items[1].origin.column, 13);
	doc_fixture_finish(&fixture);
	expect_refusal("[\"\xc3\xa4\xe2\x82\xac\", x]", "MK0003", 1, 8);
}

Test(syntax_json, what_is_not_json_is_refused_where_it_is)
{
	expect_refusal("", "MK0003", 1, 1);
	expect_refusal(" \n ", "MK0003", 1, 1);
	expect_refusal("{\"a\": 1,}", "MK0003", 1, 8);
	expect_refusal("{\"a\": 1", "MK0003", 1, 8);
	expect_refusal("{'a': 1}", "MK0003", 1, 2);
	expect_refusal("{a: 1}", "MK0003", 1, 2);
	expect_refusal("[1,\n  0755]", "MK0003", 2, 3);
	expect_refusal("[1] # more", "MK0003", 1, 5);
	expect_refusal("[\"a\nb\"]", "MK0003", 1, 2);
	expect_refusal("[\"\\q\"]", "MK0003", 1, 2);
	expect_refusal("[\"\\ud800\"]", "MK0003", 1, 2);
	expect_refusal("[] []", "MK0003", 1, 4);
	expect_refusal("17", "MK0003", 1, 1);
	expect_silence(" [1 , {\"a\" : [ ] } ]\n");
}

Test(syntax_json, a_key_given_twice_is_reported_with_both_places)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.json", "{\"a\": 1,\n \"\\u0061\": 2}");
	finding = doc_fixture_only(&fixture, "MK0005", 2, 2);
	cr_assert_eq(finding->notes.count, 1);
	cr_expect_eq(finding->notes.items[0].origin.column, 2);
	cr_expect_str_eq(fixture.doc->entries.items[0].value->text, "1");
	doc_fixture_finish(&fixture);
	expect_silence("{\"a\": {\"a\": 1}}");
}

Test(syntax_json, numbers_that_json_readers_cannot_hold_are_refused)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.json", "[9223372036854775808]");
	finding = doc_fixture_only(&fixture, "MK0009", 1, 2);
	cr_expect_not_null(strstr(finding->suggestion, "\"0xffffffffffffffff\""));
	doc_fixture_finish(&fixture);
	expect_refusal("[ 1e999]", "MK0009", 1, 3);
	expect_refusal("[-9223372036854775809]", "MK0009", 1, 2);
	expect_silence("[9223372036854775807, \"18446744073709551615\"]");
}

Test(syntax_json, a_nul_character_cannot_be_smuggled_in)
{
	expect_refusal("[\"a\\u0000\"]", "MK0002", 1, 2);
	expect_refusal("{\"a\\u0000\": 1}", "MK0002", 1, 2);
	expect_silence("[\"a\\\\u0000\"]");
}

Test(syntax_json, thirty_two_levels_are_the_deepest)
{
	char *open = doc_fixture_repeat("", "[", MK_DOC_MAX_DEPTH, "");
	char *text = doc_fixture_repeat(open, "]", MK_DOC_MAX_DEPTH, "");

	expect_silence(text);
	free(open);
	free(text);
	text = doc_fixture_repeat("", "[", MK_DOC_MAX_DEPTH + 1, "");
	expect_refusal(text, "MK0012", 1, MK_DOC_MAX_DEPTH + 1);
	free(text);
	text = doc_fixture_repeat("", "[", 100000, "");
	expect_refusal(text, "MK0012", 1, MK_DOC_MAX_DEPTH + 1);
	free(text);
	text = doc_fixture_repeat("[\"", "[", 100, "\"]");
	expect_silence(text);
	free(text);
}

Test(syntax_json, one_mebibyte_is_the_last_size_that_is_read)
{
	char *text = doc_fixture_repeat("[1]", " ", MK_DOC_MAX_BYTES - 3, "");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat("[1]", " ", MK_DOC_MAX_BYTES - 2, "");
	expect_refusal(text, "MK0013", 0, 0);
	free(text);
}

Test(syntax_json, the_number_of_values_is_limited)
{
	char *text = doc_fixture_repeat("[", "1,", MK_DOC_MAX_NODES - 2, "1]");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat("[", "1,", MK_DOC_MAX_NODES - 1, "1]");
	expect_refusal(text, "MK0013", 1, 2 * MK_DOC_MAX_NODES);
	free(text);
	text = doc_fixture_repeat("[", "[],", 2 * MK_DOC_MAX_NODES, "1]");
	expect_refusal(text, "MK0013", 1, 3 * MK_DOC_MAX_NODES + 1);
	free(text);
}

Test(syntax_json, names_pick_the_reader)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "a.yaml", "{a: 1}");
	doc_fixture_silent(&fixture);
	doc_fixture_finish(&fixture);
	doc_fixture_read(&fixture, "a.json", "{a: 1}");
	cr_expect_not_null(doc_fixture_finding(&fixture, "MK0003"));
	doc_fixture_finish(&fixture);
	doc_fixture_read(&fixture, "-", "\n {a: 1}");
	cr_expect_not_null(doc_fixture_finding(&fixture, "MK0003"));
	doc_fixture_finish(&fixture);
	doc_fixture_read(&fixture, "-", "a: {b: 1}");
	doc_fixture_silent(&fixture);
	doc_fixture_finish(&fixture);
}

Test(syntax_json, escapes_stand_for_what_they_name)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.json",
		"[\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u007f\\u0080\\u07ff\\u0800\\uFFFD\","
		" \"\\ud800\\udc00x\\uDBFF\\uDFFF\"]");
	doc_fixture_silent(&fixture);
	cr_assert_eq(fixture.doc->items.count, 3);
	cr_expect_str_eq(fixture.doc->items.items[0]->text, "a\"\\/\b\f\n\r\t");
	cr_expect_str_eq(
		fixture.doc->items.items[1]->text, "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbd");
	cr_expect_str_eq(fixture.doc->items.items[2]->text, "\xf0\x90\x80\x80x\xf4\x8f\xbf\xbf");
	doc_fixture_finish(&fixture);
}
