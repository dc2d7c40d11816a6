/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "report/baseline.h"
#include "report/report.h"
#include "syntax/syntax.h"

static struct mk_arena arena;
static struct mk_findings then;
static struct mk_findings now;

static const struct mk_problem overlap = {.code = "MK0101", .severity = MK_ERROR};
static const struct mk_problem idle = {.code = "MK0120", .severity = MK_WARNING};
static const struct mk_problem lost = {.code = "MK0001", .severity = MK_ERROR, .unreadable = true};

static void set_up(void)
{
	mk_arena_init(&arena, NULL);
	mk_findings_init(&then, &arena);
	mk_findings_init(&now, &arena);
}

static void tear_down(void)
{
	mk_arena_finish(&arena);
}

TestSuite(baseline, .init = set_up, .fini = tear_down);

static struct mk_finding *find(
	struct mk_findings *findings, const struct mk_problem *problem, const char *message)
{
	return mk_report(findings, problem, (struct mk_origin){0}, "%s", message);
}

static struct mk_baseline *of_text(const char *text, const char **complaint)
{
	struct mk_source source = {"base.json", text, strlen(text)};
	struct mk_findings findings;

	mk_findings_init(&findings, &arena);
	return mk_baseline_of(
		&arena, mk_syntax_read_json(&arena, &source, NULL, &findings), complaint);
}

static struct mk_baseline *of_groups(const struct mk_report_group *groups, size_t count)
{
	struct mk_report report = {.groups = groups, .group_count = count};
	struct mk_baseline *baseline;
	struct mk_buffer text;
	const char *complaint;

	mk_buffer_init(&text, &arena);
	mk_report_format_find("json")->write(&report, &text);
	baseline = of_text(text.text, &complaint);
	cr_assert(ne(ptr, baseline, NULL), "%s", complaint);
	return baseline;
}

/* Of what was found then in l.yaml. */
static struct mk_baseline *of_then(void)
{
	struct mk_report_group group = {"l.yaml", "x.dtb", &then};

	return of_groups(&group, 1);
}

static size_t known(void)
{
	struct mk_finding *const *finding;
	size_t count = 0;

	mk_each(finding, &now.list)
		count += (*finding)->standing == MK_KNOWN;
	return count;
}

static const char *complaint_about(const char *text)
{
	const char *complaint;

	cr_assert(eq(ptr, of_text(text, &complaint), NULL));
	return complaint;
}

Test(baseline, one_known_does_not_cover_a_second)
{
	struct mk_baseline *baseline;

	find(&then, &overlap, "alike");
	find(&now, &overlap, "alike");
	find(&now, &overlap, "alike");
	baseline = of_then();
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(eq(sz, known(), 1));
	cr_assert(eq(sz, mk_findings_count(&now, MK_ERROR), 1));
	cr_assert(zero(sz, mk_baseline_gone(baseline)));
}

Test(baseline, of_two_known_one_is_gone)
{
	struct mk_baseline *baseline;

	find(&then, &overlap, "alike");
	find(&then, &overlap, "alike");
	find(&now, &overlap, "alike");
	baseline = of_then();
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(eq(sz, known(), 1));
	cr_assert(eq(sz, mk_baseline_gone(baseline), 1));
}

Test(baseline, what_differs_in_code_message_path_or_layout_is_new)
{
	struct mk_finding *there = find(&now, &overlap, "m");
	struct mk_baseline *baseline;

	there->origin.path = "/soc/y";
	find(&then, &overlap, "m")->origin.path = "/soc/x";
	find(&now, &overlap, "n")->origin.path = "/soc/x";
	find(&now, &idle, "m")->origin.path = "/soc/x";
	baseline = of_then();
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(zero(sz, known()));
	there->origin.path = "/soc/x";
	mk_baseline_apply(baseline, "other.yaml", &now);
	cr_assert(zero(sz, known()));
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(eq(sz, known(), 1));
}

Test(baseline, bytes_that_no_text_holds_are_known_again)
{
	find(&then, &overlap, "\x1b\xff\n\"\\ \u202e");
	find(&now, &overlap, "\x1b\xff\n\"\\ \u202e");
	mk_baseline_apply(of_then(), "l.yaml", &now);
	cr_assert(eq(sz, known(), 1));
}

/* Told once for both boards where alike, and once each where the fixes differ. */
Test(baseline, what_two_boards_have_counts_once_for_each)
{
	struct mk_findings other;
	struct mk_report_group groups[] = {{"l.yaml", "x.dtb", &then}, {"l.yaml", "y.dtb", &other}};
	struct mk_baseline *baseline;

	mk_findings_init(&other, &arena);
	mk_suggest(&then, find(&then, &overlap, "m"), "a fix");
	mk_suggest(&other, find(&other, &overlap, "m"), "another fix");
	find(&then, &idle, "alike");
	find(&other, &idle, "alike");
	baseline = of_groups(groups, 2);
	find(&now, &overlap, "m");
	find(&now, &overlap, "m");
	find(&now, &idle, "alike");
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(eq(sz, known(), 2));
	cr_assert(zero(sz, mk_baseline_gone(baseline)));
}

Test(baseline, what_did_not_count_then_counts_now)
{
	find(&then, &idle, "m")->standing = MK_ALLOWED_BY_LAYOUT;
	find(&now, &idle, "m");
	mk_baseline_apply(of_then(), "l.yaml", &now);
	cr_assert(zero(sz, known()));
}

Test(baseline, what_was_known_then_is_known_now)
{
	find(&then, &idle, "m")->standing = MK_KNOWN;
	find(&now, &idle, "m");
	mk_baseline_apply(of_then(), "l.yaml", &now);
	cr_assert(eq(sz, known(), 1));
}

Test(baseline, what_is_allowed_by_now_is_not_gone)
{
	struct mk_baseline *baseline;

	find(&then, &idle, "m");
	find(&now, &idle, "m")->standing = MK_ALLOWED_BY_LAYOUT;
	baseline = of_then();
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(zero(sz, known()));
	cr_assert(zero(sz, mk_baseline_gone(baseline)));
}

Test(baseline, what_cannot_be_read_is_never_known)
{
	find(&then, &lost, "m");
	find(&now, &lost, "m");
	mk_baseline_apply(of_then(), "l.yaml", &now);
	cr_assert(zero(sz, known()));
}

Test(baseline, other_documents_are_refused_and_told_apart)
{
	cr_assert(eq(str, (char *)complaint_about("[]"),
		"it is not what 'mkpart check --format json' writes"));
	cr_assert(eq(str,
		(char *)complaint_about("{\"format\": \"mkpart-findings\", \"findings\": []}"),
		"it is from another version of mkpart, which writes findings differently"));
	cr_assert(eq(str,
		(char *)complaint_about("{\"format\": \"mkpart-findings\", \"version\": 1, "
					"\"findings\": [{\"standing\": \"stands\"}]}"),
		"its finding 1 was not written by mkpart"));
}

Test(baseline, a_document_without_findings_knows_nothing)
{
	struct mk_baseline *baseline = of_then();

	find(&now, &overlap, "m");
	mk_baseline_apply(baseline, "l.yaml", &now);
	cr_assert(zero(sz, known()));
	cr_assert(zero(sz, mk_baseline_gone(baseline)));
}
