/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/json_slips.h"

#include <string.h>

#include "base/number.h"
#include "doc/reading_problems.h"

#define BLANKS " \t\r\n"
#define PUNCTUATION "{}[],:"

/* A token of the text, first to before end. */
struct token {
	size_t first;
	size_t end;
};

struct scan {
	struct mk_builder *builder;
	const struct mk_source *source;
	size_t at;
	struct token comma; /* the last token, where it was a comma that nothing followed yet */
	struct token value; /* the last token, where it ended a value */
	unsigned depth;	    /* brackets that are open */
	bool found;
};

static char byte_at(const struct scan *scan, size_t at)
{
	return at < scan->source->length ? scan->source->text[at] : '\0';
}

static bool is_one_of(char byte, const char *set)
{
	return byte && strchr(set, byte);
}

static struct mk_origin origin_of(const struct scan *scan, struct token token)
{
	const struct mk_places *places = &scan->builder->places;

	return mk_places_origin(
		places, mk_places_index(places, token.first), mk_places_index(places, token.end));
}

static const char *text_of(const struct scan *scan, struct token token)
{
	return mk_arena_copy(
		scan->builder->arena, scan->source->text + token.first, token.end - token.first);
}

/* `text` instead of the token mends it; NULL: nothing is known to. */
static struct mk_finding *report(struct scan *scan, struct token token, const char *message,
	const char *fix, const char *text)
{
	struct mk_findings *findings = scan->builder->findings;
	struct mk_origin origin = origin_of(scan, token);
	struct mk_finding *finding = mk_report(findings, &mk_bad_syntax, origin, "%s", message);

	scan->found = true;
	mk_suggest(findings, finding, "%s", fix);
	if (text)
		mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), origin,
			text_of(scan, token), text);
	return finding;
}

static void take_comment(struct scan *scan)
{
	const char *text = scan->source->text;
	struct token token = {scan->at, scan->at + 2};
	const char *close;

	if (text[scan->at] != '#' && byte_at(scan, scan->at + 1) == '*') {
		close = memmem(text + token.end, scan->source->length - token.end, "*/", 2);
		scan->at = close ? (size_t)(close - text) + 2 : scan->source->length;
	} else {
		while (scan->at < scan->source->length && text[scan->at] != '\n' &&
			text[scan->at] != '\r')
			scan->at++;
	}
	token.end = scan->at;
	report(scan, token, "JSON has no comments",
		"remove it, or give the file a name that ends in .yaml, where # begins a comment",
		memchr(text + token.first, '\n', token.end - token.first) ? NULL : "");
}

/* A string in either kind of quotes. */
static struct token take_string(struct scan *scan)
{
	char quote = byte_at(scan, scan->at);
	struct token token = {scan->at++, 0};

	while (scan->at < scan->source->length && !is_one_of(byte_at(scan, scan->at), "\r\n") &&
		byte_at(scan, scan->at) != quote)
		scan->at += byte_at(scan, scan->at) == '\\' ? 2 : 1;
	if (scan->at > scan->source->length)
		scan->at = scan->source->length;
	if (byte_at(scan, scan->at) == quote)
		scan->at++;
	token.end = scan->at;
	return token;
}

static void judge_string(struct scan *scan, struct token token)
{
	const char *text = text_of(scan, token);
	size_t length = token.end - token.first;

	if (text[0] == '\'' && length > 1 && text[length - 1] == '\'' && !strpbrk(text, "\"\\"))
		report(scan, token, "JSON has no single quotes", "use double quotes",
			mk_arena_printf(
				scan->builder->arena, "\"%.*s\"", (int)length - 2, text + 1));
	if (length >= 2 && text[length - 1] == text[0])
		return;
	if (token.end < scan->source->length)
		report(scan, token, "the string does not end on its line",
			mk_arena_printf(scan->builder->arena, "close it with %c", text[0]), NULL);
	scan->at = scan->source->length; /* what follows is text to some readers */
}

static bool is_json_number(const char *text)
{
	text += *text == '-';
	if (*text == '0' && text[1] >= '0' && text[1] <= '9')
		return false;
	return *text && !text[strspn(text, "0123456789.eE+-")];
}

/* "True" as "true"; NULL for what is none of the words that other languages have. */
static const char *literal_meant(const char *text)
{
	static const char *const words[][2] = {{"True", "true"}, {"TRUE", "true"}, {"yes", "true"},
		{"False", "false"}, {"FALSE", "false"}, {"no", "false"}, {"None", "null"},
		{"NULL", "null"}, {"nil", "null"}, {"undefined", "null"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(text, words[i][0]) == 0)
			return words[i][1];
	return NULL;
}

static void judge_word(struct scan *scan, struct token token)
{
	const char *text = text_of(scan, token);
	const char *literal = literal_meant(text);
	const char *quoted = mk_arena_printf(scan->builder->arena, "\"%s\"", text);
	uint64_t number;

	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0 || strcmp(text, "null") == 0 ||
		is_json_number(text))
		return;
	if (literal)
		report(scan, token, "JSON has no such word",
			mk_arena_printf(scan->builder->arena, "write %s", literal), literal);
	else if (strncmp(text, "0x", 2) == 0 || strncmp(text, "0X", 2) == 0)
		report(scan, token, "JSON has no hexadecimal numbers",
			mk_arena_printf(scan->builder->arena, "put it in quotes: %s", quoted),
			quoted);
	else if (mk_number_parse(text, strlen(text), &number) == MK_NUMBER_OK)
		report(scan, token, "JSON numbers have no unit and no '_'",
			mk_arena_printf(scan->builder->arena, "put it in quotes: %s", quoted),
			quoted);
	else if (!is_one_of(*text, "0123456789-+."))
		report(scan, token, "JSON needs quotes around text",
			mk_arena_printf(scan->builder->arena, "put it in quotes: %s", quoted),
			strpbrk(text, "\"\\'") ? NULL : quoted);
}

/* A value or key begins: no comma may be missing before it. */
static void judge_gap(struct scan *scan)
{
	struct token behind = {scan->value.end, scan->value.end};
	struct mk_finding *finding;

	if (!scan->value.end || !scan->depth)
		return;
	finding = report(scan, behind, "a comma is missing", "put a ',' here", NULL);
	mk_add_edit(scan->builder->findings,
		mk_add_remedy(scan->builder->findings, finding, MK_REMEDY_SAFE),
		origin_of(scan, behind), "", ",");
}

static void take_punctuation(struct scan *scan)
{
	char byte = byte_at(scan, scan->at);
	struct token token = {scan->at, scan->at + 1};

	scan->at++;
	if (is_one_of(byte, "]}") && scan->comma.end)
		report(scan, scan->comma,
			mk_arena_printf(scan->builder->arena, "a comma before '%c'", byte),
			"remove it", "");
	if (byte == ',' && scan->comma.end)
		report(scan, token, "two commas in a row", "remove one", "");
	if (is_one_of(byte, "[{"))
		judge_gap(scan);
	scan->depth += is_one_of(byte, "[{");
	scan->depth -= scan->depth && is_one_of(byte, "]}");
	scan->comma = byte == ',' ? token : (struct token){0, 0};
	scan->value = is_one_of(byte, "]}") ? token : (struct token){0, 0};
}

static void take_value(struct scan *scan)
{
	bool quoted = is_one_of(byte_at(scan, scan->at), "\"'");
	struct token token = {scan->at, 0};

	judge_gap(scan);
	if (quoted) {
		token = take_string(scan);
		judge_string(scan, token);
	} else {
		while (scan->at < scan->source->length &&
			!is_one_of(byte_at(scan, scan->at), BLANKS PUNCTUATION "\""))
			scan->at++;
		token.end = scan->at;
		judge_word(scan, token);
	}
	scan->value = token;
	scan->comma = (struct token){0, 0};
}

static bool starts_comment(const struct scan *scan)
{
	char byte = byte_at(scan, scan->at);

	return byte == '#' || (byte == '/' && is_one_of(byte_at(scan, scan->at + 1), "/*"));
}

bool mk_json_slips_report(struct mk_builder *builder)
{
	struct scan scan = {.builder = builder, .source = builder->places.source};

	while (scan.at < scan.source->length &&
		!mk_findings_is_full(builder->findings, &mk_bad_syntax)) {
		if (is_one_of(byte_at(&scan, scan.at), BLANKS))
			scan.at++;
		else if (starts_comment(&scan))
			take_comment(&scan);
		else if (is_one_of(byte_at(&scan, scan.at), PUNCTUATION))
			take_punctuation(&scan);
		else
			take_value(&scan);
	}
	return scan.found;
}
