/* SPDX-License-Identifier: BSD-2-Clause */
/* The formats for CI servers and code scanning. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <string.h>

#include "report/fingerprint.h"
#include "report/report.h"
#include "report/uri.h"
#include "base/xml.h"

static struct mk_arena arena;
static struct mk_findings findings;
static struct mk_source layout = {"l.yaml", "cpus: a\nname: a\n", 16};

static const struct mk_problem overlap = {
	.code = "MK0101", .name = "slices-disjoint", .severity = MK_ERROR, .title = "two: overlap"};
static const struct mk_problem idle = {
	.code = "MK0120", .name = "ram-owned", .severity = MK_WARNING, .title = "unused"};

static void set_up(void)
{
	mk_arena_init(&arena, NULL);
	mk_findings_init(&findings, &arena);
}

static void tear_down(void)
{
	mk_arena_finish(&arena);
}

TestSuite(github, .init = set_up, .fini = tear_down);
TestSuite(gitlab, .init = set_up, .fini = tear_down);
TestSuite(junit, .init = set_up, .fini = tear_down);
TestSuite(checkstyle, .init = set_up, .fini = tear_down);
TestSuite(sarif, .init = set_up, .fini = tear_down);
TestSuite(uri, .init = set_up, .fini = tear_down);
TestSuite(xml, .init = set_up, .fini = tear_down);
TestSuite(fingerprint, .init = set_up, .fini = tear_down);

static struct mk_origin at(unsigned line, unsigned column, unsigned length)
{
	return (struct mk_origin){&layout, NULL, line, column, length};
}

static const char *rendered(const char *format)
{
	struct mk_report_group group = {"l.yaml", "b.dtb", &findings};
	struct mk_report report = {&group, 1, {0}, "1.2.3"};
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_report_format_find(format)->write(&report, &out);
	return out.text;
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *found = text; (found = strstr(found, part)); found++)
		count++;
	return count;
}

static void allow(struct mk_finding *finding, enum mk_standing standing, const char *why)
{
	finding->standing = standing;
	finding->allowed = why;
}

Test(github, encodes_what_would_end_a_property_or_a_message)
{
	layout.name = "a:b,c%.yaml";
	mk_report(&findings, &overlap, at(1, 5, 3), "x::y,\n100%%");
	cr_assert(eq(str, (char *)rendered("github"),
		"::error file=a%3Ab%2Cc%25.yaml,line=1,col=5,endColumn=7,"
		"title=MK0101%3A two%3A overlap::x::y,\\x0A100%25\n"));
}

Test(github, errors_come_first_and_further_places_follow_the_message)
{
	struct mk_finding *finding;

	mk_report(&findings, &idle, at(1, 1, 1), "w");
	finding = mk_report(&findings, &overlap, at(2, 1, 0), "e");
	mk_add_note(&findings, finding, at(1, 1, 1), "n");
	mk_suggest(&findings, finding, "s");
	cr_assert(eq(str, (char *)rendered("github"),
		"::error file=l.yaml,line=2,col=1,endColumn=1,title=MK0101%3A two%3A overlap::"
		"e%0Al.yaml:1:1: note: n%0Afix: s\n"
		"::warning file=l.yaml,line=1,col=1,endColumn=1,title=MK0120%3A unused::w\n"));
}

Test(github, ten_of_a_kind_are_annotated_and_the_eleventh_is_counted)
{
	for (int i = 0; i < 10; i++)
		mk_report(&findings, &overlap, at(1, 1, 1), "e%d", i);
	cr_assert(zero(sz, count_of(rendered("github"), "mkpart:")));
	mk_report(&findings, &overlap, at(1, 1, 1), "e");
	cr_assert(eq(sz,
		count_of(rendered("github"), "\nmkpart: only in this log, after ten annotations of "
					     "a kind: 1 more error\n"),
		1));
}

Test(github, what_is_about_no_file_is_about_the_layout)
{
	mk_report(&findings, &overlap, (struct mk_origin){0}, "e");
	cr_assert(eq(sz, count_of(rendered("github"), "::error file=l.yaml,title="), 1));
}

Test(github, what_is_allowed_is_not_told)
{
	allow(mk_report(&findings, &overlap, at(1, 1, 1), "e"), MK_ALLOWED_BY_LAYOUT, "r");
	cr_assert(eq(str, (char *)rendered("github"), ""));
}

Test(gitlab, no_findings_are_an_empty_list)
{
	cr_assert(eq(str, (char *)rendered("gitlab"), "[]\n"));
}

Test(gitlab, a_finding_about_a_whole_file_is_at_its_first_line)
{
	json_t *document, *location;

	mk_report(&findings, &overlap, (struct mk_origin){.source = &layout}, "e");
	document = json_loads(rendered("gitlab"), 0, NULL);
	location = json_object_get(json_array_get(document, 0), "location");
	cr_assert(eq(int,
		(int)json_integer_value(
			json_object_get(json_object_get(location, "lines"), "begin")),
		1));
	json_decref(document);
}

Test(gitlab, the_path_is_as_the_repository_has_it)
{
	layout.name = "././boards/l.yaml";
	mk_report(&findings, &overlap, at(1, 1, 1), "e");
	cr_assert(eq(sz, count_of(rendered("gitlab"), "\"path\": \"boards/l.yaml\""), 1));
}

Test(junit, a_layout_without_findings_is_a_test_that_passes)
{
	cr_assert(eq(str, (char *)rendered("junit"),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<testsuites name=\"mkpart\" tests=\"1\" failures=\"0\" errors=\"0\" time=\"0\">\n"
		"  <testsuite name=\"l.yaml on b.dtb\" tests=\"1\" failures=\"0\" errors=\"0\" "
		"skipped=\"0\" time=\"0\">\n"
		"    <testcase classname=\"mkpart\" name=\"no findings\" time=\"0\"/>\n"
		"  </testsuite>\n"
		"</testsuites>\n"));
}

Test(junit, errors_fail_warnings_speak_and_what_is_allowed_is_skipped)
{
	const char *text;

	mk_report(&findings, &overlap, at(1, 1, 1), "e");
	mk_report(&findings, &idle, at(1, 1, 1), "w");
	allow(mk_report(&findings, &idle, at(1, 1, 1), "a"), MK_ALLOWED_BY_LAYOUT, "<why>");
	text = rendered("junit");
	cr_assert(eq(sz, count_of(text, "tests=\"3\" failures=\"1\""), 2));
	cr_assert(eq(sz, count_of(text, "<failure type=\"MK0101\" message=\"e\">"), 1));
	cr_assert(eq(sz, count_of(text, "<system-out>l.yaml:1:1: warning: w"), 1));
	cr_assert(eq(sz, count_of(text, "<skipped message=\"&lt;why&gt;\"/>"), 1));
}

Test(checkstyle, findings_stand_under_their_files)
{
	struct mk_source board = {"b.dtb", NULL, 0};

	mk_report(&findings, &idle, at(1, 1, 1), "w");
	mk_report(&findings, &overlap, (struct mk_origin){.source = &board, .path = "/m"}, "e");
	mk_report(&findings, &overlap, at(2, 3, 1), "\"<f>\"");
	cr_assert(eq(str, (char *)rendered("checkstyle"),
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<checkstyle version=\"4.3\">\n"
		"  <file name=\"b.dtb\">\n"
		"    <error line=\"1\" severity=\"error\" message=\"e\" "
		"source=\"mkpart.MK0101\"/>\n"
		"  </file>\n"
		"  <file name=\"l.yaml\">\n"
		"    <error line=\"1\" column=\"1\" severity=\"warning\" message=\"w\" "
		"source=\"mkpart.MK0120\"/>\n"
		"    <error line=\"2\" column=\"3\" severity=\"error\" "
		"message=\"&quot;&lt;f&gt;&quot;\" source=\"mkpart.MK0101\"/>\n"
		"  </file>\n"
		"</checkstyle>\n"));
}

/* The value below a path such as "runs.0.results.0.level", or NULL. */
static json_t *below(json_t *value, const char *path)
{
	while (value && *path) {
		size_t length = strcspn(path, ".");
		const char *step = mk_arena_copy(&arena, path, length);
		value = json_is_array(value) ? json_array_get(value, strtoul(step, NULL, 10))
					     : json_object_get(value, step);
		path += length + (path[length] == '.');
	}
	return value;
}

static const char *text_below(json_t *document, const char *path)
{
	const char *text = json_string_value(below(document, path));

	return text ? mk_arena_printf(&arena, "%s", text) : "(none)";
}

static json_t *sarif(void)
{
	return json_loads(rendered("sarif"), 0, NULL);
}

Test(sarif, a_result_points_at_its_rule)
{
	json_t *document;
	const char *rule;

	mk_report(&findings, &overlap, at(1, 1, 1), "e");
	document = sarif();
	rule = mk_arena_printf(&arena, "runs.0.tool.driver.rules.%d.id",
		(int)json_integer_value(below(document, "runs.0.results.0.ruleIndex")));
	cr_assert(eq(str, (char *)text_below(document, rule), "MK0101"));
	cr_assert(eq(str, (char *)text_below(document, "runs.0.tool.driver.version"), "1.2.3"));
	json_decref(document);
}

Test(sarif, a_message_has_no_placeholders_and_no_links)
{
	json_t *document;

	mk_report(&findings, &overlap, at(1, 1, 1), "{0} [text](where) \\](x)");
	document = sarif();
	cr_assert(eq(str, (char *)text_below(document, "runs.0.results.0.message.text"),
		"{{0}} [text] (where) \\] (x)"));
	json_decref(document);
}

Test(sarif, the_end_of_a_region_is_behind_it)
{
	json_t *document;

	mk_report(&findings, &overlap, at(1, 5, 3), "e");
	document = sarif();
	cr_assert(eq(int,
		(int)json_integer_value(below(document,
			"runs.0.results.0.locations.0.physicalLocation.region.endColumn")),
		8));
	json_decref(document);
}

Test(sarif, a_node_of_a_tree_is_a_logical_location)
{
	struct mk_source board = {"/srv/b.dtb", NULL, 0};
	json_t *document, *place;

	mk_report(&findings, &overlap, (struct mk_origin){.source = &board, .path = "/m"}, "e");
	document = sarif();
	place = below(document, "runs.0.results.0.locations.0");
	cr_assert(eq(ptr, below(place, "physicalLocation.region"), NULL));
	cr_assert(eq(str, (char *)text_below(place, "physicalLocation.artifactLocation.uri"),
		"file:///srv/b.dtb"));
	cr_assert(
		eq(str, (char *)text_below(place, "logicalLocations.0.fullyQualifiedName"), "/m"));
	json_decref(document);
}

Test(sarif, an_edit_is_a_fix_where_the_source_has_what_it_replaces)
{
	struct mk_finding *finding = mk_report(&findings, &overlap, at(1, 1, 4), "e");
	const char *change = "runs.0.results.0.fixes.0.artifactChanges.0.replacements.0."
			     "insertedContent.text";
	json_t *document;

	mk_suggest(&findings, finding, "did you mean 'cpu'?");
	mk_fix(&findings, finding, MK_REMEDY_SAFE, finding->origin, "cpus", "cpu");
	document = sarif();
	cr_assert(eq(str, (char *)text_below(document, change), "cpu"));
	json_decref(document);
	mk_drop_remedies(finding);
	mk_fix(&findings, finding, MK_REMEDY_SAFE, finding->origin, "cpux", "cpu");
	document = sarif();
	cr_assert(eq(ptr, below(document, "runs.0.results.0.fixes"), NULL));
	json_decref(document);
}

Test(sarif, what_does_not_stand_is_suppressed_by_whoever_does_so)
{
	json_t *document, *results;

	allow(mk_report(&findings, &idle, at(1, 1, 1), "a"), MK_ALLOWED_BY_LAYOUT, "r");
	allow(mk_report(&findings, &idle, at(2, 1, 1), "b"), MK_ALLOWED_BY_COMMAND, NULL);
	mk_report(&findings, &idle, at(2, 1, 1), "c");
	document = sarif();
	results = below(document, "runs.0.results");
	cr_assert(eq(str, (char *)text_below(results, "0.suppressions.0.kind"), "inSource"));
	cr_assert(eq(str, (char *)text_below(results, "0.suppressions.0.justification"), "r"));
	cr_assert(eq(str, (char *)text_below(results, "1.suppressions.0.kind"), "external"));
	cr_assert(zero(sz, json_array_size(below(results, "2.suppressions"))));
	json_decref(document);
}

static const char *const *fingerprints(void)
{
	static struct mk_report_group group;
	static struct mk_report report;
	mk_reported_list list;

	group = (struct mk_report_group){"l.yaml", "b.dtb", &findings};
	report = (struct mk_report){&group, 1, {0}, NULL};
	list = mk_report_merge_all(&arena, &report);
	return mk_fingerprints(&arena, &report, &list);
}

Test(fingerprint, does_not_change_when_lines_move)
{
	const char *before;

	mk_report(&findings, &overlap, at(1, 1, 1), "e");
	before = fingerprints()[0];
	findings.list.items[0]->origin.line = 7;
	cr_assert(eq(str, (char *)fingerprints()[0], (char *)before));
}

Test(fingerprint, is_another_for_another_subject_message_or_path)
{
	mk_report(&findings, &idle, at(1, 1, 1), "e");
	mk_report(&findings, &idle, at(1, 1, 1), "f");
	mk_about(&findings, mk_report(&findings, &idle, at(2, 1, 1), "e"), "x");
	for (int i = 0; i < 3; i++)
		for (int j = 0; j < i; j++)
			cr_assert(not(zero(int, strcmp(fingerprints()[i], fingerprints()[j]))));
}

Test(fingerprint, those_alike_are_numbered)
{
	mk_report(&findings, &idle, at(1, 1, 1), "e");
	mk_report(&findings, &idle, at(2, 1, 1), "e");
	cr_assert(eq(str, (char *)strchr(fingerprints()[0], ':'), ":1"));
	cr_assert(eq(str, (char *)strchr(fingerprints()[1], ':'), ":2"));
	cr_assert(zero(int, strncmp(fingerprints()[0], fingerprints()[1], 16)));
}

static const char *uri_of(const char *path)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_uri_of_path(&out, path);
	return out.text;
}

Test(uri, a_relative_path_is_a_relative_reference)
{
	cr_assert(eq(str, (char *)uri_of("boards/zcu102.yaml"), "boards/zcu102.yaml"));
	cr_assert(eq(str, (char *)uri_of("././a.yaml"), "a.yaml"));
	cr_assert(eq(str, (char *)uri_of("../a.yaml"), "../a.yaml"));
}

Test(uri, an_absolute_path_is_a_file)
{
	cr_assert(eq(str, (char *)uri_of("/srv/a.yaml"), "file:///srv/a.yaml"));
}

Test(uri, any_byte_has_a_place)
{
	cr_assert(eq(str, (char *)uri_of("a b%?#:\n\xff\"ö"), "a%20b%25%3F%23%3A%0A%FF%22%C3%B6"));
	cr_assert(eq(str, (char *)uri_of("<stdin>"), "%3Cstdin%3E"));
}

static const char *xml_of(const char *text)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_xml_text(&out, text);
	return out.text;
}

Test(xml, markup_is_text)
{
	cr_assert(eq(str, (char *)xml_of("<a b=\"c\">&amp;]]>'"),
		"&lt;a b=&quot;c&quot;&gt;&amp;amp;]]&gt;'"));
}

Test(xml, what_is_no_character_of_xml_is_shown)
{
	cr_assert(eq(str, (char *)xml_of("\x01\x0b\x1b\xef\xbf\xbe\xef\xbf\xbf\xed\xa0\x80"),
		"\\x01\\x0B\\x1B\\u{FFFE}\\u{FFFF}\\xED\\xA0\\x80"));
}
