/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/json_slips.h"

#include <ctype.h>
#include <string.h>

#include "base/number.h"
#include "doc/reading_problems.h"

#define BLANKS " \t\r\n"
#define PUNCTUATION "{}[],:"
#define FOREIGN "=;"

/* A token of the text, first to before end. */
struct token {
	size_t first;
	size_t end;
};

struct scan {
	struct mk_builder *builder;
	const struct mk_source *source;
	size_t at;
	struct token comma;   /* the last token, where it was a comma that nothing followed yet */
	struct token value;   /* the last token, where it ended a value */
	struct token opening; /* the last token, where it opened a map or list */
	char open[MK_DOC_MAX_DEPTH + 1]; /* what closes the brackets that are open */
	unsigned depth;
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

/* It may have been meant to end before the brackets and the comma at the end of the line. */
static void report_open_string(struct scan *scan, struct token token, const char *text)
{
	struct mk_findings *findings = scan->builder->findings;
	struct mk_finding *finding = report(scan, token, "the string does not end on its line",
		mk_arena_printf(scan->builder->arena, "close it with %c", text[0]), NULL);
	size_t end = token.end;

	while (end > token.first + 1 && is_one_of(byte_at(scan, end - 1), "]}, "))
		end--;
	if (text[0] == '"' && end > token.first + 1)
		mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_GUESS),
			origin_of(scan, (struct token){end, end}), "", "\"");
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
		report_open_string(scan, token, text);
	scan->at = scan->source->length; /* what follows is text to some readers */
}

static bool is_json_number(const char *text)
{
	text += *text == '-';
	if (*text == '+')
		return false;
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
	else if (*text == '+' && is_json_number(text + 1))
		report(scan, token, "JSON numbers have no '+'", "remove it", text + 1);
	else if (*text == '0' && text[1] && !text[strspn(text, "0123456789")])
		report(scan, token, "JSON numbers do not begin with 0",
			mk_arena_printf(scan->builder->arena, "write %s if it is decimal",
				text + strspn(text, "0")),
			strpbrk(text, "89") ? text + strspn(text, "0") : NULL);
	else if (mk_number_parse(text, strlen(text), &number) == MK_NUMBER_OK)
		report(scan, token, "JSON numbers have no unit and no '_'",
			mk_arena_printf(scan->builder->arena, "put it in quotes: %s", quoted),
			quoted);
	else if (!is_one_of(*text, "0123456789-+."))
		report(scan, token, "JSON needs quotes around text",
			mk_arena_printf(scan->builder->arena, "put it in quotes: %s", quoted),
			strpbrk(text, "\"\\'") ? NULL : quoted);
}

/* `text` put in at a place mends it. */
static void report_missing(
	struct scan *scan, size_t at, const char *message, const char *fix, const char *text)
{
	struct mk_findings *findings = scan->builder->findings;
	struct token behind = {at, at};
	struct mk_finding *finding = report(scan, behind, message, fix, NULL);

	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE),
		origin_of(scan, behind), "", text);
}

/* A value or key begins: no comma may be missing before it. */
static void judge_gap(struct scan *scan)
{
	if (scan->value.end && scan->depth)
		report_missing(scan, scan->value.end, "a comma is missing", "put a ',' here", ",");
}

/* The bracket at the token closes what is open, or closes the wrong thing. */
static void judge_closing(struct scan *scan, struct token token)
{
	struct mk_arena *arena = scan->builder->arena;
	const char *text = text_of(scan, token);

	if (!scan->depth) {
		report(scan, token, mk_arena_printf(arena, "'%s' closes nothing", text),
			"remove it", "");
		return;
	}
	while (scan->open[scan->depth - 1] != *text && strchr(scan->open, *text)) {
		const char *wanted = mk_arena_copy(arena, &scan->open[scan->depth - 1], 1);
		report_missing(scan, token.first,
			mk_arena_printf(arena, "'%s' is missing before '%s'", wanted, text),
			mk_arena_printf(arena, "put a '%s' here", wanted), wanted);
		scan->open[--scan->depth] = '\0';
	}
	if (scan->open[scan->depth - 1] != *text) {
		const char *wanted = mk_arena_copy(arena, &scan->open[scan->depth - 1], 1);
		report(scan, token, mk_arena_printf(arena, "'%s' instead of '%s'", text, wanted),
			mk_arena_printf(arena, "write '%s'", wanted), wanted);
	}
	scan->open[--scan->depth] = '\0';
}

/* The text ends: what is open is closed there. */
static void judge_end(struct scan *scan)
{
	char missing[MK_DOC_MAX_DEPTH + 1] = "";
	size_t end = scan->value.end;

	if (scan->found || !scan->depth || !end)
		return;
	for (unsigned i = 0; i < scan->depth; i++)
		missing[i] = scan->open[scan->depth - 1 - i];
	report_missing(scan, end,
		mk_arena_printf(scan->builder->arena, "the text ends before '%s'", missing),
		mk_arena_printf(scan->builder->arena, "put '%s' here", missing),
		mk_arena_printf(scan->builder->arena, "%s", missing));
}

/* What other languages have for ':' and ','. */
static void take_foreign_sign(struct scan *scan)
{
	struct token token = {scan->at, scan->at + 1};
	bool is_equals = byte_at(scan, scan->at) == '=';

	report(scan, token, is_equals ? "JSON has ':' here, not '='" : "JSON has ',' here, not ';'",
		is_equals ? "write ':'" : "write ','", is_equals ? ":" : ",");
	scan->at++;
	scan->value = (struct token){0, 0};
}

static void judge_comma(struct scan *scan, struct token token)
{
	if (scan->comma.end)
		report(scan, token, "two commas in a row", "remove one", "");
	else if (scan->opening.end)
		report(scan, token, "a comma before the first item", "remove it", "");
}

static void open_bracket(struct scan *scan, char byte)
{
	judge_gap(scan);
	if (scan->depth < MK_DOC_MAX_DEPTH)
		scan->open[scan->depth++] = byte == '[' ? ']' : '}';
}

static void take_punctuation(struct scan *scan)
{
	char byte = byte_at(scan, scan->at);
	struct token token = {scan->at, scan->at + 1};
	bool opens = is_one_of(byte, "[{");
	bool closes = is_one_of(byte, "]}");

	scan->at++;
	if (closes && scan->comma.end)
		report(scan, scan->comma,
			mk_arena_printf(scan->builder->arena, "a comma before '%c'", byte),
			"remove it", "");
	if (byte == ',')
		judge_comma(scan, token);
	if (opens)
		open_bracket(scan, byte);
	if (closes)
		judge_closing(scan, token);
	scan->comma = byte == ',' ? token : (struct token){0, 0};
	scan->opening = opens ? token : (struct token){0, 0};
	scan->value = closes ? token : (struct token){0, 0};
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
			!is_one_of(byte_at(scan, scan->at), BLANKS PUNCTUATION FOREIGN "\""))
			scan->at++;
		token.end = scan->at;
		judge_word(scan, token);
	}
	scan->value = token;
	scan->comma = scan->opening = (struct token){0, 0};
}

static bool starts_comment(const struct scan *scan)
{
	char byte = byte_at(scan, scan->at);

	return byte == '#' || (byte == '/' && is_one_of(byte_at(scan, scan->at + 1), "/*"));
}

/* "version: 1" at the start: one finding, not one for each word. */
static bool report_yaml(struct scan *scan)
{
	const char *text = scan->source->text;
	size_t length = scan->source->length;
	size_t first = 0;
	size_t end;

	while (first < length && is_one_of(text[first], BLANKS))
		first++;
	for (end = first; end < length && (isalnum((unsigned char)text[end]) || text[end] == '_');)
		end++;
	if (end == first || byte_at(scan, end) != ':')
		return false;
	report(scan, (struct token){first, end}, "this is YAML, not JSON",
		"give the file a name that ends in .yaml", NULL);
	return true;
}

bool mk_json_slips_report(struct mk_builder *builder)
{
	struct scan scan = {.builder = builder, .source = builder->places.source};

	if (report_yaml(&scan))
		return true;
	while (scan.at < scan.source->length &&
		!mk_findings_is_full(builder->findings, &mk_bad_syntax)) {
		if (is_one_of(byte_at(&scan, scan.at), BLANKS))
			scan.at++;
		else if (starts_comment(&scan))
			take_comment(&scan);
		else if (is_one_of(byte_at(&scan, scan.at), PUNCTUATION))
			take_punctuation(&scan);
		else if (is_one_of(byte_at(&scan, scan.at), FOREIGN))
			take_foreign_sign(&scan);
		else
			take_value(&scan);
	}
	judge_end(&scan);
	return scan.found;
}
