/* SPDX-License-Identifier: BSD-2-Clause */
#include <stdbool.h>
#include <string.h>

#include "layout/tidy.h"

/* A text on its way through, character by character. */
struct spacing {
	struct mk_buffer *out;
	const char *at;
	const char *end;
	unsigned depth;	   /* brackets that are open */
	unsigned newlines; /* at the end of what is written; the beginning counts as two */
	char last;	   /* the last character that is no blank in this line; 0: none yet */
	char before;	   /* the one before that */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

static void put(struct spacing *spacing, char byte)
{
	mk_buffer_putc(spacing->out, byte);
	spacing->newlines = 0;
	spacing->before = spacing->last;
	spacing->last = byte;
}

static void end_line(struct spacing *spacing)
{
	if (spacing->newlines < 2)
		mk_buffer_putc(spacing->out, '\n');
	spacing->newlines += spacing->newlines < 2;
	spacing->last = 0;
}

static bool is_quote(char byte)
{
	return byte == '"' || byte == '\'';
}

/*
 * Whether a quote or bracket here begins a value, rather than being one of its characters. What
 * announces a value is followed by a blank, but for the colon behind a key in quotes, and for
 * brackets and their commas.
 */
static bool begins_value(const struct spacing *spacing)
{
	if (!spacing->last || (spacing->depth && strchr("[{,", spacing->last)))
		return true;
	if (!strchr(":-?", spacing->last))
		return false;
	return is_blank(spacing->at[-1]) || (spacing->last == ':' && is_quote(spacing->before));
}

/* Behind the quoted text that begins here; NULL where it has no end, and so is none. */
static const char *quoted_end(const struct spacing *spacing)
{
	char quote = *spacing->at;

	for (const char *at = spacing->at + 1; at < spacing->end; at++) {
		if (*at == quote)
			return at + 1;
		at += quote == '"' && *at == '\\';
	}
	return NULL;
}

/* Quoted text stays as it is; one over several lines as well. */
static void copy_quoted(struct spacing *spacing)
{
	const char *end = quoted_end(spacing);

	do
		put(spacing, *spacing->at++);
	while (end && spacing->at < end);
}

/* To the end of the line, blanks there excluded. */
static void copy_line(struct spacing *spacing)
{
	const char *end = memchr(spacing->at, '\n', (size_t)(spacing->end - spacing->at));
	const char *last = end = end ? end : spacing->end;

	while (last > spacing->at && is_blank(last[-1]))
		last--;
	while (spacing->at < last)
		put(spacing, *spacing->at++);
	spacing->at = end;
}

/* Blanks between two characters of a line: as many as belong there. */
static void take_blanks(struct spacing *spacing)
{
	const char *start = spacing->at;
	char next;

	while (spacing->at < spacing->end && is_blank(*spacing->at))
		spacing->at++;
	next = spacing->at < spacing->end ? *spacing->at : '\n';
	if (next == '\n')
		return;
	if (!spacing->depth || !spacing->last || next == '#') {
		mk_buffer_add(spacing->out, start, (size_t)(spacing->at - start));
		spacing->newlines = 0;
		return;
	}
	if (strchr("[{", spacing->last) || strchr("]},", next))
		return;
	if (strchr(",:", spacing->last))
		mk_buffer_putc(spacing->out, ' ');
	else /* inside a text */
		mk_buffer_add(spacing->out, start, (size_t)(spacing->at - start));
}

/* A comma, or a colon that ends a key in quotes, is followed by a space. */
static void take_separator(struct spacing *spacing)
{
	bool was_quoted = is_quote(spacing->last);
	char byte = *spacing->at;

	put(spacing, *spacing->at++);
	if (spacing->at < spacing->end && !strchr(" \t\r\n]}", *spacing->at) &&
		(byte == ',' || was_quoted))
		mk_buffer_putc(spacing->out, ' ');
}

static void take_other(struct spacing *spacing)
{
	char byte = *spacing->at;
	bool opens = (byte == '[' || byte == '{') && (spacing->depth || begins_value(spacing));
	bool closes = (byte == ']' || byte == '}') && spacing->depth;

	spacing->depth += opens;
	spacing->depth -= closes;
	put(spacing, *spacing->at++);
}

static bool starts_comment(const struct spacing *spacing, const char *text)
{
	return *spacing->at == '#' && (spacing->at == text || strchr(" \t\n", spacing->at[-1]));
}

void mk_tidy_spacing(struct mk_buffer *out, const char *text, size_t length)
{
	struct spacing spacing = {.out = out, .at = text, .end = text + length, .newlines = 2};

	while (spacing.at < spacing.end) {
		char byte = *spacing.at;
		if (byte == '\n') {
			end_line(&spacing);
			spacing.at++;
		} else if (is_blank(byte)) {
			take_blanks(&spacing);
		} else if (starts_comment(&spacing, text)) {
			copy_line(&spacing);
		} else if (is_quote(byte) && begins_value(&spacing)) {
			copy_quoted(&spacing);
		} else if (spacing.depth && (byte == ',' || byte == ':')) {
			take_separator(&spacing);
		} else {
			take_other(&spacing);
		}
	}
	if (!spacing.newlines)
		end_line(&spacing);
	while (out->length > 1 && spacing.newlines > 1 && out->text[out->length - 1] == '\n' &&
		out->text[out->length - 2] == '\n')
		out->text[--out->length] = '\0';
}
