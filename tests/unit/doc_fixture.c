/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc_fixture.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

void doc_fixture_read_bytes(
	struct doc_fixture *fixture, const char *name, const char *text, size_t length)
{
	*fixture = (struct doc_fixture){.source = {name, text, length}};
	mk_arena_init(&fixture->arena, NULL);
	mk_findings_init(&fixture->findings, &fixture->arena);
	fixture->doc = mk_syntax_read(&fixture->arena, &fixture->source, &fixture->findings);
}

void doc_fixture_read(struct doc_fixture *fixture, const char *name, const char *text)
{
	doc_fixture_read_bytes(fixture, name, text, strlen(text));
}

void doc_fixture_decode(struct doc_fixture *fixture, const char *name, const char *text)
{
	doc_fixture_read(fixture, name, text);
	if (fixture->doc)
		fixture->layout =
			mk_layout_decode(&fixture->arena, fixture->doc, &fixture->findings);
}

void doc_fixture_finish(struct doc_fixture *fixture)
{
	mk_arena_finish(&fixture->arena);
}

const struct mk_finding *doc_fixture_finding(const struct doc_fixture *fixture, const char *code)
{
	struct mk_finding *const *finding;

	mk_each(finding, &fixture->findings.list)
		if (strcmp((*finding)->problem->code, code) == 0)
			return *finding;
	return NULL;
}

const struct mk_finding *doc_fixture_only(
	const struct doc_fixture *fixture, const char *code, unsigned line, unsigned column)
{
	const struct mk_finding *finding;

	cr_assert_eq(fixture->findings.list.count, 1, "%zu findings, wanted one %s for: %.200s",
		fixture->findings.list.count, code, fixture->source.text);
	finding = fixture->findings.list.items[0];
	cr_assert_str_eq(finding->problem->code, code, "'%s' [%s], wanted %s for: %.200s",
		finding->message, finding->problem->code, code, fixture->source.text);
	cr_assert(finding->origin.line == line && finding->origin.column == column,
		"%s at %u:%u, wanted %u:%u: %s", code, finding->origin.line, finding->origin.column,
		line, column, finding->message);
	return finding;
}

void doc_fixture_silent(const struct doc_fixture *fixture)
{
	const struct mk_findings *findings = &fixture->findings;

	cr_assert_eq(findings->list.count, 0, "'%s' for: %.200s", findings->list.items[0]->message,
		fixture->source.text);
}

char *doc_fixture_repeat(const char *before, const char *unit, size_t count, const char *after)
{
	size_t unit_length = strlen(unit);
	char *text = malloc(strlen(before) + count * unit_length + strlen(after) + 1);
	char *at;

	cr_assert_not_null(text);
	at = stpcpy(text, before);
	for (size_t i = 0; i < count; i++)
		at = stpcpy(at, unit);
	stpcpy(at, after);
	return text;
}
