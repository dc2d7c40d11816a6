/* SPDX-License-Identifier: BSD-2-Clause */
/* For GitLab: a code quality report, which has no place for findings that are allowed. */
#include <string.h>

#include "doc/json.h"
#include "report/fingerprint.h"
#include "report/report.h"

static const char *severity_name(const struct mk_finding *finding)
{
	static const char *const names[] = {"info", "minor", "critical"};

	return finding->problem->unreadable ? "blocker" : names[finding->severity];
}

/* GitLab compares paths with the repository's, which have no "./". */
static const char *plain_path(const char *path)
{
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	return path;
}

static void put_finding(struct mk_json *json, const struct mk_report *report,
	const struct mk_reported *reported, const char *fingerprint)
{
	const struct mk_finding *finding = reported->finding;
	struct mk_json_value *item = mk_json_object(json, json->root, NULL);
	struct mk_json_value *location, *lines;
	struct mk_buffer description;

	mk_buffer_init(&description, json->arena);
	mk_reported_sentence(&description, report, reported);
	mk_json_text(json, item, "description", description.text);
	mk_json_text(json, item, "check_name", finding->problem->code);
	mk_json_text(json, item, "fingerprint", fingerprint);
	mk_json_text(json, item, "severity", severity_name(finding));
	location = mk_json_object(json, item, "location");
	mk_json_escaped(json, location, "path", plain_path(mk_reported_file(report, reported)));
	lines = mk_json_object(json, location, "lines");
	mk_json_number(json, lines, "begin", mk_reported_line(reported));
}

static void write_gitlab(const struct mk_report *report, struct mk_buffer *out)
{
	mk_reported_list list = mk_report_merge_all(out->arena, report);
	const char *const *fingerprints = mk_fingerprints(out->arena, report, &list);
	struct mk_json json;

	mk_json_begin_list(&json, out->arena);
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i].finding->standing == MK_STANDS)
			put_finding(&json, report, &list.items[i], fingerprints[i]);
	mk_json_end(&json, out);
}

const struct mk_report_format mk_report_format_gitlab = {
	.name = "gitlab",
	.doc = "for GitLab: a code quality report",
	.write = write_gitlab,
};
