/* SPDX-License-Identifier: BSD-2-Clause */
/* Layout texts, read and decoded for tests. */
#ifndef TEST_DOC_FIXTURE_H
#define TEST_DOC_FIXTURE_H

#include "layout/layout.h"
#include "syntax/syntax.h"

struct doc_fixture {
	struct mk_arena arena;
	struct mk_findings findings;
	struct mk_source source;
	struct mk_doc *doc;	  /* NULL: nothing could be read */
	struct mk_layout *layout; /* NULL: not decoded */
};

/* Reads only. `name` picks the reader; the text is borrowed. */
void doc_fixture_read_bytes(
	struct doc_fixture *fixture, const char *name, const char *text, size_t length);
void doc_fixture_read(struct doc_fixture *fixture, const char *name, const char *text);

/* Reads and decodes. */
void doc_fixture_decode(struct doc_fixture *fixture, const char *name, const char *text);

void doc_fixture_finish(struct doc_fixture *fixture);

/* The first finding with that code, or NULL. */
const struct mk_finding *doc_fixture_finding(const struct doc_fixture *fixture, const char *code);

/* Asserts that the only finding has that code and place; gives it. */
const struct mk_finding *doc_fixture_only(
	const struct doc_fixture *fixture, const char *code, unsigned line, unsigned column);

/* Asserts that there is no finding. */
void doc_fixture_silent(const struct doc_fixture *fixture);

/* `count` copies of `unit` between `before` and `after`; the caller frees it. */
char *doc_fixture_repeat(const char *before, const char *unit, size_t count, const char *after);

#endif
