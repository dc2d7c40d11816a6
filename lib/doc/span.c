/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/span.h"

#include <string.h>

/* A place on its way through a text. */
struct walk {
	const char *at;
	const char *end;
	unsigned line;
	unsigned column;
};

static bool starts_code_point(char byte)
{
	return ((unsigned char)byte & 0xc0) != 0x80;
}

static void step(struct walk *walk)
{
	bool ends_line = *walk->at == '\n';

	do
		walk->at++;
	while (walk->at < walk->end && !starts_code_point(*walk->at));
	walk->line += ends_line;
	walk->column = ends_line ? 1 : walk->column + 1;
}

static bool walk_to(struct walk *walk, const struct mk_origin *origin)
{
	const struct mk_source *source = origin->source;
	const char *end_of_line;

	if (!source || !source->text || !origin->line)
		return false;
	*walk = (struct walk){source->text, source->text + source->length, 1, 1};
	for (; walk->line < origin->line; walk->line++) {
		end_of_line = memchr(walk->at, '\n', (size_t)(walk->end - walk->at));
		if (!end_of_line)
			return false;
		walk->at = end_of_line + 1;
	}
	while (walk->column < origin->column && walk->at < walk->end && *walk->at != '\n')
		step(walk);
	return walk->column == origin->column;
}

const char *mk_doc_span_from(const struct mk_origin *origin)
{
	struct walk walk;

	return walk_to(&walk, origin) ? walk.at : NULL;
}

/* Over a quoted text whose opening quote is next. */
static void skip_quoted(struct walk *walk)
{
	char quote = *walk->at;

	for (step(walk); walk->at < walk->end && *walk->at != quote; step(walk))
		if (quote == '"' && *walk->at == '\\' && walk->at + 1 < walk->end)
			step(walk);
	if (walk->at < walk->end)
		step(walk);
}

static void skip_line(struct walk *walk)
{
	while (walk->at < walk->end && *walk->at != '\n')
		step(walk);
}

/* A quote inside a plain text is none. */
static bool begins_token(const struct walk *walk, const char *start)
{
	return walk->at == start || strchr(" \t\r\n[]{},:", walk->at[-1]);
}

/* From an opening bracket to behind the one that closes it. */
static bool skip_brackets(struct walk *walk)
{
	const char *start = walk->at;
	unsigned depth = 0;

	while (walk->at < walk->end) {
		char byte = *walk->at;
		if ((byte == '"' || byte == '\'') && begins_token(walk, start)) {
			skip_quoted(walk);
			continue;
		}
		if (byte == '#' && strchr(" \t\n", walk->at[-1])) {
			skip_line(walk);
			continue;
		}
		depth += byte == '[' || byte == '{';
		depth -= byte == ']' || byte == '}';
		step(walk);
		if (!depth)
			return true;
	}
	return false;
}

/* Over a scalar; one that goes on in the next line does not end where its mark does. */
static bool skip_scalar(struct walk *walk, const struct mk_doc *doc)
{
	const char *start = walk->at;
	char quote = *start;

	for (unsigned left = doc->origin.length; left && walk->at < walk->end; left--)
		step(walk);
	if (!doc->quoted)
		return (size_t)(walk->at - start) >= strlen(doc->text);
	return (quote == '"' || quote == '\'') && walk->at > start + 1 && walk->at[-1] == quote;
}

bool mk_doc_span_of(const struct mk_doc *doc, struct mk_doc_span *span)
{
	struct walk walk;
	const char *start;
	bool found = false;

	if (!walk_to(&walk, &doc->origin) || walk.at == walk.end)
		return false;
	start = walk.at;
	if (doc->kind == MK_DOC_SCALAR)
		found = skip_scalar(&walk, doc);
	else if (doc->kind != MK_DOC_NULL && (*start == '[' || *start == '{'))
		found = skip_brackets(&walk);
	*span = (struct mk_doc_span){start, (size_t)(walk.at - start), doc->origin, doc->origin};
	span->behind.line = walk.line;
	span->behind.column = walk.column;
	return found;
}
