/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "doc_fixture.h"
#include "syntax/xml.h"

static const struct mk_xml_element *read(struct doc_fixture *fixture, const char *text)
{
	*fixture = (struct doc_fixture){0};
	mk_arena_init(&fixture->arena, NULL);
	mk_findings_init(&fixture->findings, &fixture->arena);
	fixture->source = (struct mk_source){"t.system", text, strlen(text)};
	return mk_xml_read(&fixture->arena, &fixture->source, &fixture->findings);
}

static void expect_refusal(const char *text, const char *code, unsigned line, unsigned column)
{
	struct doc_fixture fixture;

	cr_expect_null(read(&fixture, text));
	doc_fixture_only(&fixture, code, line, column);
	doc_fixture_finish(&fixture);
}

static void expect_silence(const char *text)
{
	struct doc_fixture fixture;

	cr_expect_not_null(read(&fixture, text));
	doc_fixture_silent(&fixture);
	doc_fixture_finish(&fixture);
}

Test(syntax_xml, elements_attributes_and_their_places)
{
	struct doc_fixture fixture;
	const struct mk_xml_element *root = read(
		&fixture, "<?xml version=\"1.0\"?>\n<a>\n  <b x = '1' y=\"two\"/><c></c >\n</a>\n");

	doc_fixture_silent(&fixture);
	cr_assert_not_null(root);
	cr_expect_str_eq(root->name, "a");
	cr_expect_eq(root->origin.line, 2);
	cr_assert_eq(root->children.count, 2);
	cr_expect_str_eq(root->children.items[0]->name, "b");
	cr_expect_eq(root->children.items[0]->origin.column, 4);
	cr_expect_str_eq(mk_xml_value(root->children.items[0], "y"), "two");
	cr_expect_eq(root->children.items[0]->attributes.items[1].origin.column, 14);
	cr_expect_null(mk_xml_value(root->children.items[0], "z"));
	cr_expect_str_eq(root->children.items[1]->name, "c");
	doc_fixture_finish(&fixture);
}

Test(syntax_xml, comments_text_and_instructions_are_passed_over)
{
	expect_silence(
		"\xef\xbb\xbf<!-- <a> --><a><?b <c> ?>text &nothing;<![CDATA[<d>]]></a>\n<!-- -->");
	expect_refusal("<a><!-- </a>", "MK0003", 1, 4);
	expect_refusal("<a><![CDATA[</a>", "MK0003", 1, 4);
	expect_refusal("<a><?b </a>", "MK0003", 1, 4);
}

Test(syntax_xml, references_in_values)
{
	struct doc_fixture fixture;
	const struct mk_xml_element *root =
		read(&fixture, "<a x=\"&lt;&amp;&#65;&#x1f600;&#xE9;&apos;&quot;&gt;\ty\"/>");

	doc_fixture_silent(&fixture);
	cr_assert_not_null(root);
	cr_expect_str_eq(mk_xml_value(root, "x"), "<&A\xf0\x9f\x98\x80\xc3\xa9'\"> y");
	doc_fixture_finish(&fixture);
	expect_refusal("<a x=\"&#0;\"/>", "MK0003", 1, 7);
	expect_refusal("<a x=\"&#xd800;\"/>", "MK0003", 1, 7);
	expect_silence("<a x=\"&#x10ffff;\"/>");
	expect_refusal("<a x=\"&#x110000;\"/>", "MK0003", 1, 7);
	expect_refusal("<a x=\"&#99999999999999999999;\"/>", "MK0003", 1, 7);
	expect_refusal("<a x=\"&#;\"/>", "MK0003", 1, 7);
	expect_refusal("<a x=\"&#x4g;\"/>", "MK0003", 1, 7);
	expect_refusal("<a x=\"&lt\"/>", "MK0003", 1, 7);
}

Test(syntax_xml, what_is_no_xml_is_refused_at_its_place)
{
	expect_refusal("", "MK0003", 1, 1);
	expect_refusal("text", "MK0003", 1, 1);
	expect_refusal("<a/>text", "MK0003", 1, 5);
	expect_refusal("<a/><b/>", "MK0003", 1, 6);
	expect_refusal("<!DOCTYPE a><a/>", "MK0003", 1, 1);
	expect_refusal("<a>", "MK0003", 1, 4);
	expect_refusal("</a>", "MK0003", 1, 1);
	expect_refusal("<a></b>", "MK0003", 1, 4);
	expect_refusal("<a></a", "MK0003", 1, 7);
	expect_refusal("<a", "MK0003", 1, 3);
	expect_refusal("<1/>", "MK0003", 1, 2);
	expect_refusal("<a x/>", "MK0003", 1, 5);
	expect_refusal("<a x=1/>", "MK0003", 1, 6);
	expect_refusal("<a x='1'y='2'/>", "MK0003", 1, 9);
	expect_refusal("<a x='1", "MK0003", 1, 6);
	expect_refusal("<a x='<'/>", "MK0003", 1, 6);
	expect_refusal("<a x='1' x='2'/>", "MK0003", 1, 10);
	expect_refusal("<a>\xff</a>", "MK0002", 1, 4);
}

static void expect_bound(
	const char *code, const char *before, const char *unit, size_t most, const char *after)
{
	char *within = doc_fixture_repeat(before, unit, most, after);
	char *beyond = doc_fixture_repeat(before, unit, most + 1, after);
	struct doc_fixture fixture;

	expect_silence(within);
	cr_expect_null(read(&fixture, beyond));
	cr_expect_not_null(doc_fixture_finding(&fixture, code));
	doc_fixture_finish(&fixture);
	free(beyond);
	free(within);
}

Test(syntax_xml, elements_and_attributes_together_are_limited)
{
	expect_bound("MK0013", "<a>", "<b/>", MK_DOC_MAX_NODES - 1, "</a>");
	expect_bound("MK0013", "<a>", "<b c='d'/>", MK_DOC_MAX_NODES / 2 - 1, "<b/></a>");
}

Test(syntax_xml, attributes_of_an_element_are_limited)
{
	char *attributes = calloc(MK_DOC_MAX_KEYS + 2, 16);
	struct doc_fixture fixture;
	char *at = attributes + sprintf(attributes, "<a");

	for (unsigned i = 0; i < MK_DOC_MAX_KEYS; i++)
		at += sprintf(at, " x%u=''", i);
	strcpy(at, "/>");
	expect_silence(attributes);
	strcpy(at, " y=''/>");
	cr_expect_null(read(&fixture, attributes));
	cr_expect_not_null(doc_fixture_finding(&fixture, "MK0013"));
	doc_fixture_finish(&fixture);
	free(attributes);
}
