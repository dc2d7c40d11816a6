/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <string.h>

#include "report/report.h"
#include "report/wrap.h"

static struct mk_arena arena;
static struct mk_findings findings;

static const struct mk_problem overlap = {
	.code = "MK0101",
	.name = "slices-disjoint",
	.severity = MK_ERROR,
	.title = "two slices overlap",
	.why = "One node overwrites what the other relies on, and nothing says so.",
	.fix = "Move one of them.",
};

static const struct mk_problem idle = {
	.code = "MK0120", .name = "ram-owned", .severity = MK_WARNING, .why = "It is lost."};

static void set_up(void)
{
	mk_arena_init(&arena, NULL);
	mk_findings_init(&findings, &arena);
}

static void tear_down(void)
{
	mk_arena_finish(&arena);
}

TestSuite(escape, .init = set_up, .fini = tear_down);
TestSuite(origin, .init = set_up, .fini = tear_down);
TestSuite(excerpt, .init = set_up, .fini = tear_down);
TestSuite(text, .init = set_up, .fini = tear_down);
TestSuite(gcc, .init = set_up, .fini = tear_down);
TestSuite(json, .init = set_up, .fini = tear_down);
TestSuite(wrap, .init = set_up, .fini = tear_down);
TestSuite(explain, .init = set_up, .fini = tear_down);

static const char *escaped_bytes(const char *text, size_t length)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_escape_text(&out, text, length);
	return out.text;
}

static const char *escaped(const char *text)
{
	return escaped_bytes(text, strlen(text));
}

static struct mk_source *source_of(const char *name, const char *text)
{
	struct mk_source *source = mk_arena_alloc(&arena, sizeof *source);

	*source = (struct mk_source){name, text, text ? strlen(text) : 0};
	return source;
}

static void allow(struct mk_finding *finding)
{
	finding->standing = MK_ALLOWED_BY_LAYOUT;
	finding->allowed = "reviewed";
}

static const char *rendered(const char *format, struct mk_report_options options)
{
	struct mk_report_group group = {"layout.yaml", "board.dtb", &findings};
	struct mk_report report = {&group, 1, options, "1.2.3"};
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_report_format_find(format)->write(&report, &out);
	return out.text;
}

static const char *report_text(void)
{
	return rendered("text", (struct mk_report_options){0});
}

static bool holds(const char *text, const char *part)
{
	return strstr(text, part) != NULL;
}

Test(escape, printable_text_of_any_script_passes)
{
	cr_assert(eq(str, (char *)escaped("node 'größe' 節点 \xf0\x9f\x98\x80 \\ ~"),
		"node 'größe' 節点 \xf0\x9f\x98\x80 \\ ~"));
}

Test(escape, a_newline_does_not_start_a_line)
{
	cr_assert(eq(str, (char *)escaped("a\n::error ::forged\r\tb"),
		"a\\x0A::error ::forged\\x0D\\x09b"));
}

Test(escape, terminal_sequences_are_shown_not_obeyed)
{
	cr_assert(eq(str, (char *)escaped("\x1b[31mred\x7f"), "\\x1B[31mred\\x7F"));
}

Test(escape, c1_controls_are_controls)
{
	cr_assert(eq(str, (char *)escaped("\xc2\x80\xc2\x9f\xc2\xa1"), "\\x80\\x9F\xc2\xa1"));
}

Test(escape, nul_is_a_control)
{
	cr_assert(eq(str, (char *)escaped_bytes("a\0b", 3), "a\\x00b"));
}

Test(escape, text_cannot_change_its_own_direction)
{
	cr_assert(eq(str, (char *)escaped("\u202e\u202a\u2066\u2069\u200e\u200f\u061c"),
		"\\u{202E}\\u{202A}\\u{2066}\\u{2069}\\u{200E}\\u{200F}\\u{061C}"));
}

Test(escape, nothing_hides)
{
	cr_assert(eq(str, (char *)escaped("\u200b\u200d\u2028\u2029\ufeff\U000e0041"),
		"\\u{200B}\\u{200D}\\u{2028}\\u{2029}\\u{FEFF}\\u{E0041}"));
}

Test(escape, bytes_that_are_not_utf8_are_shown_one_by_one)
{
	cr_assert(eq(str, (char *)escaped("a\xff\x80z"), "a\\xFF\\x80z"));
}

Test(escape, overlong_forms_surrogates_and_beyond_unicode_are_not_utf8)
{
	cr_assert(eq(str, (char *)escaped("\xc0\x8a"), "\\xC0\\x8A"));
	cr_assert(eq(str, (char *)escaped("\xe0\x80\x8a"), "\\xE0\\x80\\x8A"));
	cr_assert(eq(str, (char *)escaped("\xed\xa0\x80"), "\\xED\\xA0\\x80"));
	cr_assert(eq(str, (char *)escaped("\xf4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80"));
}

Test(escape, the_last_valid_code_points_pass)
{
	cr_assert(eq(str, (char *)escaped("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbd"),
		"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbd"));
}

Test(escape, what_is_no_character_is_shown_by_number)
{
	cr_assert(eq(str, (char *)escaped("\xef\xb7\x90\xef\xb7\xaf\xef\xbf\xbe\xf4\x8f\xbf\xbf"),
		"\\u{FDD0}\\u{FDEF}\\u{FFFE}\\u{10FFFF}"));
	cr_assert(eq(str, (char *)escaped("\xef\xb7\x8f\xef\xbf\xbd"), "\xef\xb7\x8f\xef\xbf\xbd"));
}

Test(escape, a_sequence_cut_by_the_end_is_not_read_beyond_it)
{
	cr_assert(eq(str, (char *)escaped_bytes("\xe2\x80\xae", 2), "\\xE2\\x80"));
}

Test(escape, orders_to_a_ci_runner_are_broken)
{
	cr_assert(eq(str, (char *)escaped("##[error]x"), "\\x23#[error]x"));
	cr_assert(eq(str, (char *)escaped("##vso[task]x"), "\\x23#vso[task]x"));
	cr_assert(eq(str, (char *)escaped("## heading ##"), "## heading ##"));
}

Test(escape, ten_thousand_characters_are_ten_thousand_characters)
{
	char *name = mk_arena_alloc(&arena, 10001);

	memset(name, 'x', 10000);
	cr_assert(eq(str, (char *)escaped(name), name));
	memset(name, '\n', 10000);
	cr_assert(eq(sz, strlen(escaped(name)), 40000));
}

static const char *origin_text(struct mk_origin origin)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_origin_text(&out, &origin);
	return out.text;
}

Test(origin, a_place_in_a_text_has_line_and_column)
{
	struct mk_origin origin = {.source = source_of("a.yaml", ""), .line = 9, .column = 13};

	cr_assert(eq(str, (char *)origin_text(origin), "a.yaml:9:13"));
}

Test(origin, a_place_in_a_tree_has_a_path)
{
	struct mk_origin origin = {.source = source_of("b.dtb", NULL), .path = "/memory@0\n"};

	cr_assert(eq(str, (char *)origin_text(origin), "b.dtb:/memory@0\\x0A"));
}

Test(origin, a_whole_file_is_its_name_and_nowhere_is_nothing)
{
	cr_assert(eq(
		str, (char *)origin_text((struct mk_origin){.source = source_of("a", "")}), "a"));
	cr_assert(eq(str, (char *)origin_text((struct mk_origin){0}), ""));
}

Test(origin, a_name_cannot_be_an_order_to_a_ci_runner)
{
	struct mk_origin origin = {.source = source_of("::error ::forged", "")};

	cr_assert(eq(str, (char *)origin_text(origin), "./::error ::forged"));
	origin.source = source_of("  ::error ::forged", "");
	cr_assert(eq(str, (char *)origin_text(origin), "./  ::error ::forged"));
}

/* The two lines shown for columns column..column+length-1 of the only line of a text. */
static const char *excerpt_of(const char *text, unsigned column, unsigned length)
{
	struct mk_origin origin = {source_of("a.yaml", text), NULL, 1, column, length};
	const char *all;

	mk_findings_init(&findings, &arena);
	mk_report(&findings, &overlap, origin, "m");
	all = strchr(report_text(), '\n') + 1;
	return mk_arena_copy(&arena, all, (size_t)(strstr(all, "\n  fix: ") - all));
}

Test(excerpt, the_mark_stands_under_what_is_meant)
{
	cr_assert(eq(str, (char *)excerpt_of("  - {start: 0x88000000, size: 64M}\n", 13, 10),
		"    1 |   - {start: 0x88000000, size: 64M}\n"
		"      |             ^~~~~~~~~~"));
}

Test(excerpt, length_zero_marks_one_character)
{
	cr_assert(eq(str, (char *)excerpt_of("abc\n", 2, 0), "    1 | abc\n      |  ^"));
}

Test(excerpt, tabs_are_expanded_in_both_lines)
{
	cr_assert(eq(str, (char *)excerpt_of("a\tb:\tc", 5, 1),
		"    1 | a       b:      c\n"
		"      |           ^~~~~~"));
	cr_assert(eq(str, (char *)excerpt_of("\t\tkey", 3, 3),
		"    1 |                 key\n"
		"      |                 ^~~"));
}

Test(excerpt, columns_count_characters_not_bytes)
{
	cr_assert(eq(str, (char *)excerpt_of("größe: ärger", 8, 5),
		"    1 | größe: ärger\n"
		"      |        ^~~~~"));
}

Test(excerpt, wide_characters_take_two_columns_and_combining_ones_none)
{
	cr_assert(eq(str, (char *)excerpt_of("節点: x", 5, 1),
		"    1 | 節点: x\n"
		"      |       ^"));
	cr_assert(eq(str, (char *)excerpt_of("e\u0301: x", 5, 1),
		"    1 | e\u0301: x\n"
		"      |    ^"));
}

Test(excerpt, what_is_escaped_is_as_wide_as_its_escape)
{
	cr_assert(eq(str, (char *)excerpt_of("\x1b\u202e\xff: x", 6, 1),
		"    1 | \\x1B\\u{202E}\\xFF: x\n"
		"      |                   ^"));
}

Test(excerpt, the_mark_may_stand_behind_the_last_character)
{
	cr_assert(eq(str, (char *)excerpt_of("abc\r\n", 4, 7), "    1 | abc\n      |    ^"));
	cr_assert(holds(excerpt_of("abc", 4000000000u, 1), "^"));
	cr_assert(eq(str, (char *)excerpt_of("", 1, 1), "    1 | \n      | ^"));
}

Test(excerpt, the_mark_does_not_leave_the_line)
{
	cr_assert(eq(
		str, (char *)excerpt_of("abc\ndef\n", 2, 4000000000u), "    1 | abc\n      |  ^~"));
}

Test(excerpt, a_byte_order_mark_has_no_column)
{
	cr_assert(eq(str, (char *)excerpt_of("\xef\xbb\xbfkey: x", 6, 1),
		"    1 | key: x\n      |      ^"));
}

static size_t widest_line(const char *text)
{
	size_t widest = 0;

	for (const char *at = text; *at; at += *at == '\n') {
		size_t width = strcspn(at, "\n");
		widest = width > widest ? width : widest;
		at += width;
	}
	return widest;
}

Test(excerpt, a_long_line_is_cut_around_the_mark)
{
	char *line = mk_arena_alloc(&arena, 10001);

	memset(line, 'x', 10000);
	for (unsigned column = 1; column <= 10001; column += 100) {
		const char *excerpt;
		const char *mark;
		if (column <= 10000)
			line[column - 1] = 'M';
		excerpt = excerpt_of(line, column, 1);
		mark = strchr(excerpt, '\n') + 1;
		cr_assert(le(sz, widest_line(excerpt), 100));
		if (column <= 10000)
			cr_assert(eq(chr, excerpt[strcspn(mark, "^")], 'M'));
		line[column - 1] = 'x';
	}
}

Test(excerpt, a_line_that_just_fits_is_whole)
{
	char *line = mk_arena_alloc(&arena, 94);
	char *fits;

	memset(line, 'x', 92);
	fits = mk_arena_printf(&arena, "    1 | %s\n      | ^", line);
	cr_assert(eq(str, (char *)excerpt_of(line, 1, 1), fits));
	cr_assert(le(sz, widest_line(excerpt_of(line, 93, 1)), 100));
	line[92] = 'x';
	cr_assert(holds(excerpt_of(line, 1, 1), "x...\n"));
}

Test(excerpt, any_line_of_a_long_text_is_found)
{
	struct mk_buffer text;
	const struct mk_source *source;

	mk_buffer_init(&text, &arena);
	for (unsigned i = 1; i <= 5000; i++)
		mk_buffer_printf(&text, "line-%u\n", i);
	source = source_of("a.yaml", text.text);
	for (unsigned i = 1; i <= 5000; i += 97) {
		struct mk_origin origin = {source, NULL, i, 6, 1};
		const char *wanted =
			mk_arena_printf(&arena, "%5u | line-%u\n      |      ^\n", i, i);
		mk_findings_init(&findings, &arena);
		mk_report(&findings, &overlap, origin, "m");
		cr_assert(holds(report_text(), wanted));
	}
}

Test(excerpt, a_line_that_does_not_exist_has_none)
{
	mk_report(
		&findings, &overlap, (struct mk_origin){source_of("a", "x\n"), NULL, 7, 1, 1}, "m");
	cr_assert(eq(str, (char *)report_text(),
		"a:7:1: error: m [MK0101]\n  fix: Move one of them.\n\n1 error\n"));
}

Test(text, shows_both_places_and_the_fix)
{
	const struct mk_source *layout = source_of("l.yaml", "first\nsecond\n");
	const struct mk_source *board = source_of("b.dtb", NULL);
	struct mk_finding *finding = mk_report(
		&findings, &overlap, (struct mk_origin){layout, NULL, 2, 1, 6}, "they overlap");

	mk_add_note(&findings, finding, (struct mk_origin){layout, NULL, 1, 1, 5}, "the other");
	mk_add_note(&findings, finding, (struct mk_origin){.source = board, .path = "/memory@0"},
		"the RAM");
	mk_suggest(&findings, finding, "move it");
	cr_assert(eq(str, (char *)report_text(),
		"l.yaml:2:1: error: they overlap [MK0101]\n"
		"    2 | second\n"
		"      | ^~~~~~\n"
		"l.yaml:1:1: note: the other\n"
		"    1 | first\n"
		"      | ^~~~~\n"
		"b.dtb:/memory@0: note: the RAM\n"
		"  fix: move it\n"
		"\n"
		"1 error\n"));
}

Test(text, falls_back_on_what_mends_every_such_finding)
{
	mk_report(&findings, &overlap, (struct mk_origin){0}, "a");
	cr_assert(holds(report_text(), "  fix: Move one of them.\n"));
}

Test(text, counts_what_it_shows_and_what_it_does_not)
{
	mk_report(&findings, &overlap, (struct mk_origin){0}, "a");
	mk_report(&findings, &overlap, (struct mk_origin){0}, "b");
	mk_report(&findings, &idle, (struct mk_origin){0}, "c");
	allow(mk_report(&findings, &idle, (struct mk_origin){0}, "d"));
	cr_assert(eq(str, (char *)report_text(),
		"mkpart: error: a [MK0101]\n  fix: Move one of them.\n\n"
		"mkpart: error: b [MK0101]\n  fix: Move one of them.\n\n"
		"mkpart: warning: c [MK0120]\n\n"
		"2 errors, 1 warning, 1 allowed\n"));
}

static void report_many(const struct mk_problem *problem, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mk_report(&findings, problem, (struct mk_origin){0}, "m");
}

Test(text, one_finding_stands_for_those_that_are_not_listed)
{
	report_many(&idle, MK_FINDINGS_MAX);
	cr_assert(not(holds(report_text(), "not listed")));
	report_many(&idle, 12);
	cr_assert(holds(report_text(),
		"mkpart: warning: at least 12 more findings of this kind are not listed "
		"[MK0120]\n"));
	cr_assert(holds(report_text(), "1012 warnings; 12 of them not listed\n"));
}

/* However many others come before it. */
Test(text, an_error_is_listed_and_counts)
{
	report_many(&idle, 3 * MK_FINDINGS_MAX);
	mk_report(&findings, &overlap, (struct mk_origin){0}, "both have it");
	cr_assert(holds(report_text(), "mkpart: error: both have it [MK0101]\n"));
	cr_assert(eq(sz, mk_findings_count(&findings, MK_ERROR), 1));
	cr_assert(eq(sz, mk_findings_count(&findings, MK_WARNING), 3 * MK_FINDINGS_MAX));
}

/* Its names are those of no other: an allowance about a name does not cover it. */
Test(text, a_finding_that_is_not_listed_leaves_nothing_in_others)
{
	struct mk_finding *kept;
	struct mk_finding *cut;

	report_many(&idle, MK_FINDINGS_MAX - 1);
	kept = mk_report(&findings, &idle, (struct mk_origin){0}, "m");
	cut = mk_report(&findings, &idle, (struct mk_origin){0}, "m");
	mk_about(&findings, cut, "x");
	mk_suggest(&findings, cut, "y");
	cr_assert(zero(sz, kept->subjects.count));
	cr_assert(zero(sz, findings.list.items[MK_FINDINGS_MAX]->subjects.count));
	cr_assert(zero(ptr, (void *)findings.list.items[MK_FINDINGS_MAX]->suggestion));
	cr_assert(eq(sz, findings.list.items[MK_FINDINGS_MAX]->unlisted, 1));
}

Test(text, no_findings_are_said_to_be_none)
{
	cr_assert(eq(str, (char *)report_text(), "no findings\n"));
	allow(mk_report(&findings, &idle, (struct mk_origin){0}, "d"));
	cr_assert(eq(str, (char *)report_text(), "no findings, 1 allowed\n"));
}

Test(text, is_colored_only_when_asked)
{
	mk_report(&findings, &overlap, (struct mk_origin){0}, "a");
	cr_assert(not(holds(report_text(), "\033")));
	cr_assert(holds(rendered("text", (struct mk_report_options){.color = true}),
		"\033[1mmkpart:\033[0m \033[1;31merror:\033[0m a [MK0101]\n"));
}

Test(text, explains_when_asked)
{
	mk_report(&findings, &idle, (struct mk_origin){0}, "a");
	cr_assert(holds(rendered("text", (struct mk_report_options){.explain = true}),
		"  why: It is lost.\n"));
}

Test(text, a_long_fix_is_wrapped_under_itself)
{
	struct mk_finding *finding = mk_report(&findings, &idle, (struct mk_origin){0}, "a");
	struct mk_buffer fix;

	mk_buffer_init(&fix, &arena);
	for (int i = 0; i < 40; i++)
		mk_buffer_puts(&fix, "word\n ");
	mk_suggest(&findings, finding, "%s", fix.text);
	cr_assert(le(sz, widest_line(report_text()), 100));
	cr_assert(holds(report_text(), "\n       word"));
}

Test(gcc, gives_each_place_one_line)
{
	const struct mk_source *layout = source_of("l.yaml", "x\n");
	struct mk_finding *finding =
		mk_report(&findings, &overlap, (struct mk_origin){layout, NULL, 1, 1, 1}, "a\nb");

	mk_add_note(&findings, finding, (struct mk_origin){layout, NULL, 2, 1, 1}, "the other");
	mk_suggest(&findings, finding, "move it");
	cr_assert(eq(str, (char *)rendered("gcc", (struct mk_report_options){0}),
		"l.yaml:1:1: error: a\\x0Ab [MK0101]\n"
		"l.yaml:2:1: note: the other\n"
		"l.yaml:1:1: note: fix: move it\n"));
}

Test(json, holds_all_and_says_what_is_absent)
{
	json_t *document;
	json_t *finding;
	int line = -1;
	const char *allowed = NULL;

	allow(mk_report(&findings, &overlap,
		(struct mk_origin){source_of("l.yaml", "x"), NULL, 3, 4, 5}, "m"));
	document = json_loads(rendered("json", (struct mk_report_options){0}), 0, NULL);
	finding = json_array_get(json_object_get(document, "findings"), 0);
	cr_assert(zero(int, json_unpack(finding, "{s:i, s:s, s:n}", "line", &line, "allowed",
				    &allowed, "path")));
	cr_assert(eq(int, line, 3));
	cr_assert(eq(str, (char *)allowed, "reviewed"));
	cr_assert(zero(int, (int)json_integer_value(json_object_get(document, "errors"))));
	json_decref(document);
}

Test(json, takes_any_bytes)
{
	json_t *document;
	json_t *finding;

	mk_report(&findings, &overlap,
		(struct mk_origin){source_of("\xff\n\"name", "x"), NULL, 1, 1, 1},
		"\x1b\"\xed\xa0\x80\u202e\\");
	document = json_loads(rendered("json", (struct mk_report_options){0}), 0, NULL);
	cr_assert(ne(ptr, document, NULL));
	finding = json_array_get(json_object_get(document, "findings"), 0);
	cr_assert(eq(str, (char *)json_string_value(json_object_get(finding, "file")),
		"\\xFF\\x0A\"name"));
	cr_assert(eq(str, (char *)json_string_value(json_object_get(finding, "message")),
		"\\x1B\"\\xED\\xA0\\x80\\u{202E}\\"));
	json_decref(document);
}

static const char *wrapped(const char *text, size_t indent, size_t columns)
{
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_wrap(&out, text, (struct mk_wrapping){indent, indent, columns});
	return out.text;
}

Test(wrap, a_line_is_filled_to_the_last_column_and_not_beyond)
{
	cr_assert(eq(str, (char *)wrapped("aaa bbb ccc", 0, 7), "aaa bbb\nccc\n"));
	cr_assert(eq(str, (char *)wrapped("aaa bbb ccc", 0, 6), "aaa\nbbb\nccc\n"));
	cr_assert(eq(str, (char *)wrapped("aaa bbb ccc", 1, 8), "aaa bbb\n ccc\n"));
}

Test(wrap, a_word_that_is_too_long_is_not_broken)
{
	cr_assert(eq(str, (char *)wrapped("a 0x88000000..0x8bffffff b", 2, 10),
		"a\n  0x88000000..0x8bffffff\n  b\n"));
}

Test(wrap, no_line_begins_with_an_order_to_a_runner)
{
	cr_assert(eq(str, (char *)wrapped("aaa ::error bbb", 2, 8), "aaa ::error\n  bbb\n"));
	cr_assert(eq(str, (char *)wrapped("aaa\n::error", 2, 8), "aaa ::error\n"));
}

Test(wrap, blanks_at_the_ends_vanish)
{
	cr_assert(eq(str, (char *)wrapped("  a  b  ", 0, 80), "a b\n"));
	cr_assert(eq(str, (char *)wrapped("", 0, 80), "\n"));
}

Test(wrap, a_newline_ends_a_line)
{
	cr_assert(eq(str, (char *)wrapped("a\nb c", 2, 80), "a\n  b c\n"));
}

Test(explain, says_what_why_and_how)
{
	struct mk_problem unillustrated = overlap;
	struct mk_buffer out;

	unillustrated.code = "MK9999";
	mk_buffer_init(&out, &arena);
	mk_explain(&unillustrated, &out);
	cr_assert(eq(str, out.text,
		"MK9999 slices-disjoint (error)\n"
		"\n"
		"two slices overlap\n"
		"\n"
		"Why it matters\n"
		"  One node overwrites what the other relies on, and nothing says so.\n"
		"\n"
		"What to do\n"
		"  Move one of them.\n"));
}

Test(explain, no_line_exceeds_80_columns)
{
	struct mk_problem wordy = overlap;
	struct mk_buffer why;
	struct mk_buffer out;

	mk_buffer_init(&why, &arena);
	mk_buffer_init(&out, &arena);
	for (int i = 0; i < 500; i++)
		mk_buffer_printf(&why, "%.*s ", i % 11 + 1, "abcdefghijk");
	wordy.code = "MK9999";
	wordy.why = why.text;
	mk_explain(&wordy, &out);
	cr_assert(le(sz, widest_line(out.text), 80));
	cr_assert(ge(sz, widest_line(out.text), 75));
}

/* A layout of one line and as many findings as are kept: must not cost line length each. */
Test(excerpt, many_findings_in_one_long_line_are_cheap, .timeout = 10)
{
	char *line = mk_arena_alloc(&arena, 1024 * 1024);
	const struct mk_source *source;

	memset(line, 'x', 1024 * 1024 - 1);
	source = source_of("a.json", line);
	for (unsigned i = 0; i < MK_FINDINGS_MAX; i++)
		mk_report(&findings, &overlap, (struct mk_origin){source, NULL, 1, 1048000 - i, 1},
			"m");
	cr_assert(holds(report_text(), "1000 errors\n"));
}

Test(text, what_several_boards_have_alike_is_told_once)
{
	struct mk_source *layout = source_of("l.yaml", "a\nb\n");
	struct mk_report_group groups[3];
	struct mk_findings each[3];
	struct mk_report report = {groups, 3, {0}, "1.2.3"};
	struct mk_buffer out;

	for (int i = 0; i < 3; i++) {
		mk_findings_init(&each[i], &arena);
		groups[i] = (struct mk_report_group){"l.yaml",
			i == 0	 ? "x.dtb"
			: i == 1 ? "y.dtb"
				 : "z.dtb",
			&each[i]};
		mk_report(&each[i], &overlap, (struct mk_origin){layout, NULL, 1, 1, 1}, "on all");
		if (i)
			mk_report(&each[i], &idle, (struct mk_origin){layout, NULL, 2, 1, 1},
				"on two");
	}
	mk_buffer_init(&out, &arena);
	mk_report_format_find("text")->write(&report, &out);
	cr_assert(eq(str, out.text,
		"l.yaml:1:1: error: on all [MK0101]\n"
		"    1 | a\n      | ^\n"
		"  fix: Move one of them.\n\n"
		"l.yaml:2:1: warning: on two [MK0120]\n"
		"    2 | b\n      | ^\n"
		"  only on: y.dtb and z.dtb\n\n"
		"1 error, 1 warning\n"));
}

Test(text, what_one_board_has_twice_is_told_twice)
{
	struct mk_report_group groups[2];
	struct mk_findings each[2];
	struct mk_report report = {groups, 2, {0}, "1.2.3"};
	struct mk_buffer out;

	for (int i = 0; i < 2; i++) {
		mk_findings_init(&each[i], &arena);
		groups[i] = (struct mk_report_group){"l.yaml", i ? "y.dtb" : "x.dtb", &each[i]};
		mk_report(&each[i], &idle, (struct mk_origin){0}, "alike");
		mk_report(&each[i], &idle, (struct mk_origin){0}, "alike");
	}
	mk_buffer_init(&out, &arena);
	mk_report_format_find("text")->write(&report, &out);
	cr_assert(holds(out.text, "2 warnings\n"));
	cr_assert(not(holds(out.text, "only on")));
}
