/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "doc_fixture.h"

/* Reads `text` and expects one finding, at that place. */
static void expect_refusal(const char *text, const char *code, unsigned line, unsigned column)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml", text);
	doc_fixture_only(&fixture, code, line, column);
	doc_fixture_finish(&fixture);
}

static void expect_silence(const char *text)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml", text);
	doc_fixture_silent(&fixture);
	cr_expect_not_null(fixture.doc);
	doc_fixture_finish(&fixture);
}

static void expect_bytes_refused(
	const char *text, size_t length, const char *code, unsigned line, unsigned column)
{
	struct doc_fixture fixture;

	doc_fixture_read_bytes(&fixture, "t.yaml", text, length);
	doc_fixture_only(&fixture, code, line, column);
	cr_expect_null(fixture.doc);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, maps_lists_and_scalars_keep_their_order_and_places)
{
	struct doc_fixture fixture;
	const struct mk_doc *list, *text;

	doc_fixture_read(&fixture, "t.yaml", "a: 1\nlist:\n  - x\n  - 'two words'\n");
	doc_fixture_silent(&fixture);
	cr_assert_eq(fixture.doc->kind, MK_DOC_MAP);
	cr_assert_eq(fixture.doc->entries.count, 2);
	cr_expect_str_eq(fixture.doc->entries.items[0].key, "a");
	cr_expect_str_eq(fixture.doc->entries.items[0].value->text, "1");
	cr_expect_eq(fixture.doc->entries.items[1].origin.line, 2);
	cr_expect_eq(fixture.doc->entries.items[1].origin.length, 4);
	list = fixture.doc->entries.items[1].value;
	cr_assert_eq(list->kind, MK_DOC_LIST);
	cr_assert_eq(list->items.count, 2);
	text = list->items.items[1];
	cr_expect_str_eq(text->text, "two words");
	cr_expect(text->quoted);
	cr_expect_not(list->items.items[0]->quoted);
	cr_expect_eq(text->origin.line, 4);
	cr_expect_eq(text->origin.column, 5);
	cr_expect_eq(text->origin.length, 11);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, columns_count_code_points)
{
	struct doc_fixture fixture;
	const struct mk_doc_entry *entry;

	doc_fixture_read(
		&fixture, "t.yaml", "{\"\xc3\xa4\xe2\x82\xac\": \"\xf0\x9f\x98\x80\", b: c}");
	doc_fixture_silent(&fixture);
	entry = &fixture.doc->entries.items[1];
	cr_expect_eq(fixture.doc->entries.items[0].origin.length, 4);
	cr_expect_eq(entry->origin.column, 13);
	cr_expect_eq(entry->value->origin.column, 16);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, line_ends_of_other_alphabets_do_not_move_places)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml", "a: x\xe2\x80\xa8\nb: y\r\nc: z");
	doc_fixture_silent(&fixture);
	cr_assert_eq(fixture.doc->entries.count, 3);
	cr_expect_eq(fixture.doc->entries.items[1].origin.line, 2);
	cr_expect_eq(fixture.doc->entries.items[2].origin.line, 3);
	cr_expect_eq(fixture.doc->entries.items[2].origin.column, 1);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, a_text_over_several_lines_marks_its_first)
{
	struct doc_fixture fixture;
	const struct mk_doc *text;

	doc_fixture_read(&fixture, "t.yaml", "a: \"one\n  two\"\n");
	text = fixture.doc->entries.items[0].value;
	cr_expect_str_eq(text->text, "one two");
	cr_expect_eq(text->origin.length, 4);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, nothing_is_written_in_five_ways)
{
	struct doc_fixture fixture;
	const struct mk_doc_entry *entry;

	doc_fixture_read(&fixture, "t.yaml", "a:\nb: ~\nc: null\nd: Null\ne: NULL\n");
	doc_fixture_silent(&fixture);
	mk_each(entry, &fixture.doc->entries)
		cr_expect_eq(entry->value->kind, MK_DOC_NULL, "%s", entry->key);
	doc_fixture_finish(&fixture);
	doc_fixture_read(&fixture, "t.yaml", "a: ''\nb: '~'\nc: \"null\"\nd: nULL\n");
	mk_each(entry, &fixture.doc->entries)
		cr_expect_eq(entry->value->kind, MK_DOC_SCALAR, "%s", entry->key);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, an_alias_shares_the_node_of_its_anchor)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml", "a: &x [1]\nb: *x\n&k c: 1\nd: *k\n");
	doc_fixture_silent(&fixture);
	cr_expect_eq(fixture.doc->entries.items[0].value, fixture.doc->entries.items[1].value);
	cr_expect_str_eq(fixture.doc->entries.items[3].value->text, "c");
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, the_latest_anchor_of_a_name_counts)
{
	struct doc_fixture fixture;
	const struct mk_doc *list;

	doc_fixture_read(&fixture, "t.yaml", "[&x 1, *x, &x 2, *x, &x [&x 3], *x]");
	doc_fixture_silent(&fixture);
	list = fixture.doc;
	cr_expect_str_eq(list->items.items[1]->text, "1");
	cr_expect_str_eq(list->items.items[3]->text, "2");
	cr_expect_str_eq(list->items.items[5]->text, "3");
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, many_anchors_are_all_found)
{
	char *text = malloc(1000 * 32);
	struct doc_fixture fixture;
	size_t length = 0;

	cr_assert_not_null(text);
	for (unsigned i = 0; i < 1000; i++) {
		unsigned name = i * 7919 % 1000;
		length += (size_t)sprintf(text + length, "- &a%u x\n", name);
	}
	for (unsigned i = 0; i < 1000; i++) {
		unsigned name = i * 7919 % 1000;
		length += (size_t)sprintf(text + length, "- *a%u\n", name);
	}
	doc_fixture_read(&fixture, "t.yaml", text);
	doc_fixture_silent(&fixture);
	for (unsigned i = 0; i < 1000; i++)
		cr_assert_eq(fixture.doc->items.items[i], fixture.doc->items.items[1000 + i]);
	doc_fixture_finish(&fixture);
	free(text);
}

Test(syntax_yaml, an_alias_without_anchor_is_refused)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.yaml", "a: &memory 1\nb: *memry\n");
	finding = doc_fixture_only(&fixture, "MK0003", 2, 4);
	cr_expect_str_eq(finding->message, "alias '*memry' names no anchor above it");
	cr_expect_str_eq(finding->suggestion, "did you mean '*memory'?");
	doc_fixture_finish(&fixture);
	expect_refusal("a: &x [*x]", "MK0003", 1, 8);
	expect_refusal("a: &x 1\nb: &x [*x]", "MK0003", 2, 8);
	expect_silence("a: &x 1\nb: [*x]");
}

Test(syntax_yaml, only_text_can_be_a_key)
{
	expect_refusal("? [a]\n: b", "MK0007", 1, 3);
	expect_refusal("? {a: b}\n: b", "MK0007", 1, 3);
	expect_refusal("a: &x 1\n*x : b", "MK0007", 2, 1);
	expect_silence("? a\n: b");
	expect_silence("'a': b\n\"c\": d");
}

Test(syntax_yaml, a_key_given_twice_is_reported_with_both_places)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.yaml", "a: 1\nb: 2\n'a': 3\n");
	finding = doc_fixture_only(&fixture, "MK0005", 3, 1);
	cr_assert_eq(finding->notes.count, 1);
	cr_expect_eq(finding->notes.items[0].origin.line, 1);
	cr_expect_eq(fixture.doc->entries.count, 2);
	cr_expect_str_eq(fixture.doc->entries.items[0].value->text, "1");
	doc_fixture_finish(&fixture);
	expect_silence("a: {a: 1}\nA: 2");
}

Test(syntax_yaml, tags_are_refused_on_every_kind_of_node)
{
	expect_refusal("a: !!str 1", "MK0016", 1, 4);
	expect_refusal("a: !x {}", "MK0016", 1, 4);
	expect_refusal("a: ! []", "MK0016", 1, 4);
	expect_refusal("a: ! b", "MK0016", 1, 4);
	expect_refusal("a: ! 'b'", "MK0016", 1, 4);
	expect_refusal("a: &x ! b", "MK0016", 1, 4);
	expect_refusal("a: &x # ?\n  ! b", "MK0016", 1, 4);
	expect_refusal("a: !", "MK0016", 1, 4);
	expect_refusal("! a: b", "MK0016", 1, 1);
	expect_refusal("--- !!map\na: b", "MK0016", 1, 5);
	expect_silence("a: '!b'\nc: b!\nd: &x 'e'\n");
}

Test(syntax_yaml, one_directive_is_fine_and_many_tag_directives_are_not)
{
	char *text = doc_fixture_repeat("", "%TAG ! x\n", 63, "--- a\n");

	expect_refusal(text, "MK0003", 2, 1); /* the same handle again: libyaml's own complaint */
	free(text);
	text = doc_fixture_repeat("", "%TAG ! x\n", 64, "--- a\n");
	expect_refusal(text, "MK0016", 64, 1);
	free(text);
	expect_silence("%YAML 1.1\n%TAG ! x\n---\na: 1\n");
}

Test(syntax_yaml, a_second_document_is_refused)
{
	expect_refusal("a: 1\n---\nb: 2\n", "MK0015", 2, 1);
	expect_refusal("a: 1\n---\n", "MK0015", 2, 1);
	expect_refusal("a: 1\n...\n---\n[", "MK0015", 3, 1);
	expect_silence("---\na: 1\n...\n");
}

Test(syntax_yaml, an_empty_layout_is_refused)
{
	expect_refusal("", "MK0003", 1, 1);
	expect_refusal(" \n\n", "MK0003", 1, 1);
	expect_refusal("# nothing here\n", "MK0003", 1, 1);
	expect_refusal("---\n", "MK0003", 1, 1);
	expect_bytes_refused(NULL, 0, "MK0003", 1, 1);
	expect_silence("{}");
}

Test(syntax_yaml, syntax_errors_name_both_places)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.yaml", "a: 1\nb: [1,\n  2\nc: 3\n");
	finding = doc_fixture_only(&fixture, "MK0003", 4, 2);
	cr_expect_null(fixture.doc);
	cr_assert_eq(finding->notes.count, 1);
	cr_expect_eq(finding->notes.items[0].origin.line, 2);
	cr_expect_eq(finding->notes.items[0].origin.column, 4);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, a_tab_is_named_as_the_culprit)
{
	struct doc_fixture fixture;
	const struct mk_finding *finding;

	doc_fixture_read(&fixture, "t.yaml", "a:\n\t- b\n");
	finding = doc_fixture_only(&fixture, "MK0003", 2, 1);
	cr_expect_str_eq(finding->suggestion, "use spaces instead of tabs");
	doc_fixture_finish(&fixture);
	expect_refusal("a: @b", "MK0003", 1, 4);
	expect_silence("a: '@b'\t# fine\n");
}

Test(syntax_yaml, bytes_that_are_not_utf8_are_refused_where_they_are)
{
	expect_bytes_refused("a: \xff", 4, "MK0002", 1, 4);
	expect_bytes_refused("a\n\xc3\xa4\xc0\x80", 6, "MK0002", 2, 2);
	expect_bytes_refused("\xe0\x9f\xbf", 3, "MK0002", 1, 1);     /* overlong */
	expect_bytes_refused("\xed\xa0\x80", 3, "MK0002", 1, 1);     /* surrogate */
	expect_bytes_refused("\xf4\x90\x80\x80", 4, "MK0002", 1, 1); /* above U+10FFFF */
	expect_bytes_refused("a\xe2\x82", 3, "MK0002", 1, 2);	     /* cut off */
	expect_bytes_refused("a\x80", 2, "MK0002", 1, 2);
	expect_bytes_refused("a: b\0c", 6, "MK0002", 1, 5);
	expect_silence("- \x7e\n- \xc2\xa0\n- \xdf\xbf\n- \xe0\xa0\x80\n- \xed\x9f\xbf\n"
		       "- \xee\x80\x80\n- \xf0\x90\x80\x80\n- \xf4\x8f\xbf\xbf\n");
}

Test(syntax_yaml, a_nul_character_cannot_be_smuggled_in)
{
	expect_refusal("a: \"b\\0\"", "MK0002", 1, 4);
	expect_refusal("\"b\\x00\": 1", "MK0002", 1, 1);
	expect_silence("a: 'b\\0'");
}

Test(syntax_yaml, a_byte_order_mark_is_skipped_and_not_counted)
{
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml",
		"\xef\xbb\xbf"
		"a: 1");
	doc_fixture_silent(&fixture);
	cr_expect_str_eq(fixture.doc->entries.items[0].key, "a");
	cr_expect_eq(fixture.doc->entries.items[0].origin.column, 1);
	doc_fixture_finish(&fixture);
}

Test(syntax_yaml, one_mebibyte_is_the_last_size_that_is_read)
{
	char *text = doc_fixture_repeat("a: 1\n#", "x", MK_DOC_MAX_BYTES - 6, "");

	cr_assert_eq(strlen(text), MK_DOC_MAX_BYTES);
	expect_silence(text);
	free(text);
	text = doc_fixture_repeat("a: 1\n#", "x", MK_DOC_MAX_BYTES - 5, "");
	expect_refusal(text, "MK0013", 0, 0);
	free(text);
}

Test(syntax_yaml, thirty_two_levels_are_the_deepest)
{
	char *open = doc_fixture_repeat("", "[", MK_DOC_MAX_DEPTH, "");
	char *text = doc_fixture_repeat(open, "]", MK_DOC_MAX_DEPTH, "");

	expect_silence(text);
	free(open);
	free(text);
	text = doc_fixture_repeat("", "[", MK_DOC_MAX_DEPTH + 1, "");
	expect_refusal(text, "MK0012", 1, MK_DOC_MAX_DEPTH + 1);
	free(text);
	text = doc_fixture_repeat("", "- ", 100, "");
	expect_refusal(text, "MK0012", 1, 2 * MK_DOC_MAX_DEPTH + 1);
	free(text);
}

Test(syntax_yaml, aliases_cannot_make_a_layout_deeper)
{
	char *deep = doc_fixture_repeat("- &x ", "[", MK_DOC_MAX_DEPTH - 1, "");
	char *closed = doc_fixture_repeat(deep, "]", MK_DOC_MAX_DEPTH - 1, "\n");
	char *text = doc_fixture_repeat(closed, "- *x\n", 1, "");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat(closed, "- [*x]\n", 1, "");
	expect_refusal(text, "MK0012", 2, 4);
	free(text);
	free(closed);
	free(deep);
}

Test(syntax_yaml, the_alias_budget_counts_every_node_that_is_repeated)
{
	/* A list of 255 scalars has 256 nodes, and 256 aliases repeat 65536. */
	char *list = doc_fixture_repeat("- &x [", "a,", 255, "]\n");
	char *text = doc_fixture_repeat(list, "- *x\n", MK_DOC_MAX_ALIASED / 256, "");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat(list, "- *x\n", MK_DOC_MAX_ALIASED / 256 + 1, "");
	expect_refusal(text, "MK0014", MK_DOC_MAX_ALIASED / 256 + 2, 3);
	free(text);
	free(list);
}

Test(syntax_yaml, nested_aliases_multiply_against_the_budget)
{
	expect_refusal("- &a [x,x,x,x,x,x,x,x,x]\n"
		       "- &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
		       "- &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
		       "- &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
		       "- &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
		       "- &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
		"MK0014", 5, 28);
}

Test(syntax_yaml, the_number_of_values_is_limited)
{
	char *text = doc_fixture_repeat("[", "a,", MK_DOC_MAX_NODES - 1, "]");

	expect_silence(text);
	free(text);
	text = doc_fixture_repeat("[", "a,", MK_DOC_MAX_NODES, "]");
	expect_refusal(text, "MK0013", 1, 2 * MK_DOC_MAX_NODES);
	free(text);
}

static char *map_of(unsigned key_count)
{
	char *text = malloc(key_count * 16 + 1);
	size_t length = 0;

	cr_assert_not_null(text);
	for (unsigned i = 0; i < key_count; i++)
		length += (size_t)sprintf(text + length, "k%u: 1\n", i);
	return text;
}

Test(syntax_yaml, the_number_of_keys_in_a_map_is_limited)
{
	char *text = map_of(MK_DOC_MAX_KEYS);

	expect_silence(text);
	free(text);
	text = map_of(MK_DOC_MAX_KEYS + 1);
	expect_refusal(text, "MK0013", MK_DOC_MAX_KEYS + 1, 1);
	free(text);
}

Test(syntax_yaml, reading_ends_when_no_finding_would_be_kept)
{
	char *text = doc_fixture_repeat("", "a: 1\n", 100000, "");
	struct doc_fixture fixture;

	doc_fixture_read(&fixture, "t.yaml", text);
	cr_expect_null(fixture.doc);
	cr_expect_eq(fixture.findings.list.count, MK_FINDINGS_MAX + 1);
	cr_expect_eq(mk_findings_unlisted(&fixture.findings), 1);
	doc_fixture_finish(&fixture);
	free(text);
}

static void *allocate_from(size_t size_bytes, void *left)
{
	return (*(unsigned *)left)-- ? malloc(size_bytes) : NULL;
}

static void release_to(void *memory, void *left)
{
	(void)left;
	free(memory);
}

static void read_fixture(void *data)
{
	struct doc_fixture *fixture = data;

	fixture->doc = mk_syntax_read(&fixture->arena, &fixture->source, &fixture->findings);
}

/* Under AddressSanitizer this also shows that nothing of libyaml's is left behind. */
Test(syntax_yaml, running_out_of_memory_anywhere_releases_everything)
{
	char *text = doc_fixture_repeat("", "- [a, &b c, {d: *b}]\n", 2000, "");
	unsigned budget = 0;
	int failed = -1;

	/* With red zones, each object is an allocation: only the first of tens of thousands fail
	 * one by one. */
	for (; failed; budget += 1 + budget / 64) {
		unsigned left = budget;
		const struct mk_allocator allocator = {allocate_from, release_to, &left};
		struct doc_fixture fixture = {.source = {"t.yaml", text, strlen(text)}};
		mk_arena_init(&fixture.arena, &allocator);
		mk_findings_init(&fixture.findings, &fixture.arena);
		failed = mk_arena_guard(&fixture.arena, read_fixture, &fixture);
		cr_expect_eq(failed != 0, fixture.doc == NULL);
		mk_arena_finish(&fixture.arena);
	}
	cr_expect_gt(budget, 5);
	free(text);
}
