/* SPDX-License-Identifier: BSD-2-Clause */
/* Bytes to document. One reader a file under readers/; each ends in its row. */
#ifndef MK_SYNTAX_SYNTAX_H
#define MK_SYNTAX_SYNTAX_H

#include "doc/doc.h"

/* One input language. Rows are collected by the build from the files of readers/. */
struct mk_reader {
	const char *name;   /* "yaml" */
	const char *suffix; /* of file names: ".json"; NULL for the reader of all other names */

	/*
	 * The document, or NULL after an error that leaves nothing to look at. Every error is
	 * reported. `source->text` is valid UTF-8 without NUL bytes and within limits->bytes.
	 */
	struct mk_doc *(*read)(struct mk_arena *arena, const struct mk_source *source,
		const struct mk_doc_limits *limits, struct mk_findings *findings);
};

extern const struct mk_reader *const mk_readers[];
extern const size_t mk_reader_count;

/*
 * Reads a layout's text: checks size and encoding, picks the reader by the name's suffix
 * (by the first character where the name is "-": '{' is JSON), and reads. NULL when there is no
 * tree; then at least one error has been reported.
 */
struct mk_doc *mk_syntax_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings);

/*
 * The same for what a program wrote, which is JSON whatever its file is called. `limits` may be
 * NULL: then it is no larger than a layout.
 */
struct mk_doc *mk_syntax_read_json(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings);

/*
 * What every text has to be before anything reads it: within the limit of bytes, and UTF-8. The
 * source without a byte order mark; or NULL, which has been reported.
 */
const struct mk_source *mk_syntax_text(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings);

#endif
