/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For CI servers: JUnit's XML. A suite for each layout and board; in it a case for each finding:
 * errors fail, what is allowed is skipped, and warnings and notes pass with what they say as
 * output, for they are no failure. A suite where nothing is found has one case that passes.
 */
#include "report/report.h"
#include "base/xml.h"

struct tally {
	size_t cases;
	size_t failures;
	size_t skipped;
	size_t standing;
};

static struct tally tally_of(const struct mk_report_group *group)
{
	struct tally tally = {0};
	struct mk_finding *const *finding;

	mk_each(finding, &group->findings->list) {
		tally.cases++;
		if ((*finding)->standing != MK_STANDS)
			tally.skipped++;
		else if ((*finding)->severity == MK_ERROR)
			tally.failures++;
	}
	tally.standing = tally.cases - tally.skipped;
	if (!tally.standing)
		tally.cases++;
	return tally;
}

/* The finding as text shows it, without its excerpts. */
static void write_body(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	struct mk_buffer body;

	mk_buffer_init(&body, out->arena);
	mk_origin_text(&body, &finding->origin);
	if (!finding->origin.source)
		mk_buffer_puts(&body, "mkpart");
	mk_xml_escaped(out, body.text);
	mk_buffer_printf(out, ": %s: ", mk_severity_name(finding->severity));
	mk_xml_text(out, finding->message);
	mk_buffer_init(&body, out->arena);
	mk_reported_details(&body, report, reported);
	mk_xml_escaped(out, body.text);
	mk_buffer_putc(out, '\n');
}

static void write_outcome(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	const char *pardon = mk_pardon_reason(finding);

	if (pardon) {
		mk_buffer_puts(out, "      <skipped");
		mk_xml_attribute(out, "message", pardon);
		mk_buffer_puts(out, "/>\n");
	} else if (finding->severity == MK_ERROR) {
		mk_buffer_puts(out, "      <failure");
		mk_xml_attribute(out, "type", finding->problem->code);
		mk_xml_attribute(out, "message", finding->message);
		mk_buffer_putc(out, '>');
		write_body(out, report, reported);
		mk_buffer_puts(out, "</failure>\n");
	} else {
		mk_buffer_puts(out, "      <system-out>");
		write_body(out, report, reported);
		mk_buffer_puts(out, "</system-out>\n");
	}
}

/* Names hold no line, so that a CI server's history survives an edit elsewhere. */
static void write_case(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	const struct mk_problem *problem = finding->problem;

	mk_buffer_puts(out, "    <testcase");
	mk_xml_attribute(out, "classname",
		mk_arena_printf(out->arena, "%s %s", problem->code, problem->name));
	mk_xml_attribute(out, "name", finding->message);
	mk_xml_attribute(out, "file", mk_reported_file(report, reported));
	mk_xml_count(out, "line", mk_reported_line(reported));
	mk_buffer_puts(out, " time=\"0\">\n");
	write_outcome(out, report, reported);
	mk_buffer_puts(out, "    </testcase>\n");
}

static const char *suite_name(struct mk_arena *arena, const struct mk_report_group *group)
{
	const char *layout = group->layout ? mk_shown_file(group->layout) : "mkpart";

	if (!group->board)
		return layout;
	return mk_arena_printf(arena, "%s on %s", layout, mk_shown_file(group->board));
}

static void write_suite(struct mk_buffer *out, const struct mk_report *report, size_t index)
{
	const struct mk_report_group *group = &report->groups[index];
	struct tally tally = tally_of(group);

	mk_buffer_puts(out, "  <testsuite");
	mk_xml_attribute(out, "name", suite_name(out->arena, group));
	mk_xml_count(out, "tests", tally.cases);
	mk_xml_count(out, "failures", tally.failures);
	mk_buffer_puts(out, " errors=\"0\"");
	mk_xml_count(out, "skipped", tally.skipped);
	mk_buffer_puts(out, " time=\"0\">\n");
	if (!tally.standing)
		mk_buffer_puts(out, "    <testcase classname=\"mkpart\" name=\"no findings\" "
				    "time=\"0\"/>\n");
	for (size_t i = 0; i < group->findings->list.count; i++)
		write_case(out, report,
			&(struct mk_reported){.finding = group->findings->list.items[i],
				.group = index,
				.board_count = 1});
	mk_buffer_puts(out, "  </testsuite>\n");
}

static void write_junit(const struct mk_report *report, struct mk_buffer *out)
{
	struct tally sum = {0};

	for (size_t i = 0; i < report->group_count; i++) {
		struct tally tally = tally_of(&report->groups[i]);
		sum.cases += tally.cases;
		sum.failures += tally.failures;
	}
	mk_buffer_puts(out, MK_XML_DECLARATION "<testsuites name=\"mkpart\"");
	mk_xml_count(out, "tests", sum.cases);
	mk_xml_count(out, "failures", sum.failures);
	mk_buffer_puts(out, " errors=\"0\" time=\"0\">\n");
	for (size_t i = 0; i < report->group_count; i++)
		write_suite(out, report, i);
	mk_buffer_puts(out, "</testsuites>\n");
}

const struct mk_report_format mk_report_format_junit = {
	.name = "junit",
	.doc = "for CI servers: JUnit XML, a suite for each layout and board",
	.write = write_junit,
};
