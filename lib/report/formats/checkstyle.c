/* SPDX-License-Identifier: BSD-2-Clause */
/* For the many tools that read Checkstyle's XML: findings by file. */
#include <string.h>

#include "base/sort.h"
#include "report/report.h"
#include "base/xml.h"

static const char *severity_name(enum mk_severity severity)
{
	static const char *const names[] = {"info", "warning", "error"};

	return names[severity];
}

/* A finding under the file that it is in. */
struct entry {
	const char *file;
	const struct mk_reported *reported;
	size_t index; /* in the list of all */
};

static int compare_entries(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;
	int order = strcmp(a->file, b->file);

	return order ? order : mk_compare_numbers(a->index, b->index);
}

static void write_error(
	struct mk_buffer *out, const struct mk_report *report, const struct mk_reported *reported)
{
	const struct mk_finding *finding = reported->finding;
	struct mk_buffer message;

	mk_buffer_init(&message, out->arena);
	mk_reported_sentence(&message, report, reported);
	mk_buffer_puts(out, "    <error");
	mk_xml_count(out, "line", mk_reported_line(reported));
	if (finding->origin.line)
		mk_xml_count(out, "column", finding->origin.column);
	mk_xml_attribute(out, "severity", severity_name(finding->severity));
	mk_buffer_puts(out, " message=\"");
	mk_xml_escaped(out, message.text);
	mk_buffer_printf(out, "\" source=\"mkpart.%s\"/>\n", finding->problem->code);
}

static void write_file(struct mk_buffer *out, const struct mk_report *report,
	const struct entry *first, size_t count)
{
	mk_buffer_puts(out, "  <file");
	mk_xml_attribute(out, "name", first->file);
	mk_buffer_puts(out, ">\n");
	for (size_t i = 0; i < count; i++)
		write_error(out, report, first[i].reported);
	mk_buffer_puts(out, "  </file>\n");
}

static size_t same_file(const struct entry *entries, size_t count)
{
	size_t same = 1;

	while (same < count && strcmp(entries[0].file, entries[same].file) == 0)
		same++;
	return same;
}

static void write_checkstyle(const struct mk_report *report, struct mk_buffer *out)
{
	mk_reported_list list = mk_report_merge_all(out->arena, report);
	struct entry *entries = mk_arena_array(out->arena, list.count, sizeof *entries);
	size_t used = 0, count;

	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].finding->standing == MK_STANDS)
			entries[used++] = (struct entry){
				mk_reported_file(report, &list.items[i]), &list.items[i], i};
	mk_sort(entries, used, sizeof *entries, compare_entries);
	mk_buffer_puts(out, MK_XML_DECLARATION "<checkstyle version=\"4.3\">\n");
	for (size_t i = 0; i < used; i += count) {
		count = same_file(entries + i, used - i);
		write_file(out, report, entries + i, count);
	}
	mk_buffer_puts(out, "</checkstyle>\n");
}

const struct mk_report_format mk_report_format_checkstyle = {
	.name = "checkstyle",
	.doc = "for tools that read Checkstyle XML: findings by file",
	.write = write_checkstyle,
};
