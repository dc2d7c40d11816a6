/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "report/edit.h"

static struct mk_arena arena;

static void set_up(void)
{
	mk_arena_init(&arena, NULL);
}

static void tear_down(void)
{
	mk_arena_finish(&arena);
}

TestSuite(edit, .init = set_up, .fini = tear_down);

static const char *insertion(const char *name, const char *text, struct mk_edit edit)
{
	struct mk_source source = {name, text, strlen(text)};
	struct mk_excerpts excerpts = {.arena = &arena};
	struct mk_remedy remedy = {0};
	mk_changes changes;

	edit.origin.source = &source;
	*mk_vec_add(&arena, &remedy.edits) = edit;
	return mk_remedy_changes(&excerpts, &remedy, &changes) ? changes.items[0].text : "(none)";
}

/* For `was` in columns column..column+length-1 of a text's only line. */
static const char *renamed(const char *name, const char *text, unsigned column, unsigned length,
	const char *was, const char *becomes)
{
	return insertion(name, text,
		(struct mk_edit){.origin = {.line = 1, .column = column, .length = length},
			.kind = MK_EDIT_SCALAR,
			.was = was,
			.text = becomes});
}

static const char *renumbered(const char *name, const char *text, unsigned column, unsigned length,
	uint64_t was, const char *becomes)
{
	return insertion(name, text,
		(struct mk_edit){.origin = {.line = 1, .column = column, .length = length},
			.kind = MK_EDIT_NUMBER,
			.number_was = was,
			.text = becomes});
}

Test(edit, a_plain_name_is_replaced_by_a_plain_name)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus: 1", 1, 4, "cpus", "cpu"), "cpu"));
}

Test(edit, quotes_are_kept)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "'cpus': 1", 1, 6, "cpus", "cpu"), "'cpu'"));
	cr_assert(eq(
		str, (char *)renamed("l.json", "{\"cpus\": 1}", 2, 6, "cpus", "cpu"), "\"cpu\""));
}

Test(edit, a_name_that_yaml_would_cut_is_quoted)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "[uart]", 2, 4, "uart", "arm,uart@0"),
		"\"arm,uart@0\""));
	cr_assert(eq(str, (char *)renamed("l.yaml", "[uart]", 2, 4, "uart", "-uart"), "\"-uart\""));
}

Test(edit, what_is_marked_must_be_the_scalar_and_nothing_else)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "&a cpus: 1", 1, 7, "cpus", "cpu"), "(none)"));
	cr_assert(
		eq(str, (char *)renamed("l.yaml", "\"c\\x70us\"", 1, 9, "cpus", "cpu"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus: 1", 1, 3, "cpus", "cpu"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus", 1, 5, "cpus", "cpu"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "", 1, 4, "cpus", "cpu"), "(none)"));
}

Test(edit, columns_count_characters)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "größe: cpus", 8, 4, "cpus", "cpu"), "cpu"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "gr\xc3\xb6sse", 1, 6, "gr\xc3\xb6sse", "size"),
		"size"));
}

Test(edit, a_number_is_replaced_however_it_is_spelled)
{
	cr_assert(eq(str, (char *)renumbered("l.yaml", "256M", 1, 4, 0x10000000, "0x20000000"),
		"0x20000000"));
	cr_assert(eq(str, (char *)renumbered("l.yaml", "256M", 1, 4, 0x10000001, "0x20000000"),
		"(none)"));
}

Test(edit, json_has_hexadecimal_numbers_in_strings_only)
{
	cr_assert(
		eq(str, (char *)renumbered("l.json", "4096", 1, 4, 4096, "0x2000"), "\"0x2000\""));
	cr_assert(eq(
		str, (char *)renumbered("l.json", "\"4K\"", 1, 4, 4096, "0x2000"), "\"0x2000\""));
}

Test(edit, names_that_would_need_escapes_are_left_to_people)
{
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus", 1, 4, "cpus", "c\"u"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus", 1, 4, "cpus", "c\nu"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus", 1, 4, "cpus", "c\\u"), "(none)"));
	cr_assert(eq(str, (char *)renamed("l.yaml", "cpus", 1, 4, "cpus", "##[x]"), "(none)"));
}

static const char *rewritten(const char *name, const char *text, unsigned column, unsigned length,
	const char *was, const char *becomes)
{
	return insertion(name, text,
		(struct mk_edit){.origin = {.line = 1, .column = column, .length = length},
			.kind = MK_EDIT_VERBATIM,
			.was = was,
			.text = becomes});
}

Test(edit, words_of_source_text_have_quotes_in_json_alone)
{
	cr_assert(eq(str, (char *)rewritten("l.yaml", "[1]", 2, 1, "", "{\"size\": "), "{size: "));
	cr_assert(eq(
		str, (char *)rewritten("l.json", "[1]", 2, 1, "", "{\"size\": "), "{\"size\": "));
	cr_assert(eq(str, (char *)rewritten("l.yaml", "[1]", 2, 1, "1", "\"a b\""), "\"a b\""));
}

Test(edit, source_text_must_be_what_it_was)
{
	cr_assert(eq(str, (char *)rewritten("l.yaml", "[1,]", 3, 1, ",", ""), ""));
	cr_assert(eq(str, (char *)rewritten("l.yaml", "[1,]", 3, 1, "]", ""), "(none)"));
}

Test(edit, a_remedy_is_all_of_its_edits_or_none)
{
	struct mk_source source = {"l.yaml", "ab", 2};
	struct mk_excerpts excerpts = {.arena = &arena};
	struct mk_origin first = {.source = &source, .line = 1, .column = 1, .length = 1};
	struct mk_origin second = {.source = &source, .line = 1, .column = 2, .length = 1};
	struct mk_remedy remedy = {0};
	mk_changes changes;

	*mk_vec_add(&arena, &remedy.edits) = (struct mk_edit){
		.origin = first, .kind = MK_EDIT_VERBATIM, .was = "a", .text = "x"};
	cr_assert(mk_remedy_changes(&excerpts, &remedy, &changes));
	*mk_vec_add(&arena, &remedy.edits) = (struct mk_edit){
		.origin = second, .kind = MK_EDIT_VERBATIM, .was = "a", .text = "x"};
	cr_assert(not(mk_remedy_changes(&excerpts, &remedy, &changes)));
}

Test(edit, without_an_edit_there_is_none)
{
	struct mk_excerpts excerpts = {.arena = &arena};
	struct mk_remedy remedy = {0};
	mk_changes changes;

	cr_assert(not(mk_remedy_changes(&excerpts, &remedy, &changes)));
}
