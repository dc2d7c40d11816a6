/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/yaml_slips.h"

#include <stdbool.h>
#include <string.h>

static char byte_at(const struct mk_source *source, size_t at)
{
	return at < source->length ? source->text[at] : '\0';
}

static size_t line_start(const struct mk_source *source, size_t at)
{
	while (at > 0 && source->text[at - 1] != '\n')
		at--;
	return at;
}

static size_t after_blanks(const struct mk_source *source, size_t at)
{
	while (byte_at(source, at) == ' ' || byte_at(source, at) == '\t')
		at++;
	return at;
}

/* Behind the last byte before `at` that is no blank and no end of line. */
static size_t before_blanks(const struct mk_source *source, size_t at)
{
	while (at > 0 && strchr(" \t\r\n", source->text[at - 1]))
		at--;
	return at;
}

/* Of the line that byte `at` is in. */
static size_t indent_of(const struct mk_source *source, size_t at)
{
	size_t start = line_start(source, at);

	return after_blanks(source, start) - start;
}

static bool is_key_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || byte == '_' || byte == '$';
}

/* A line that was to have a colon: "nodes", "nodes =", "// a comment". */
static struct mk_yaml_slip lone_key(const struct mk_source *source, size_t context)
{
	size_t first = after_blanks(source, line_start(source, context));
	size_t end = first;
	size_t sign;

	if (byte_at(source, first) == '/' && byte_at(source, first + 1) == '/')
		return (struct mk_yaml_slip){"a comment begins with '#'", first, 2, "#"};
	while (is_key_letter(byte_at(source, end)))
		end++;
	sign = after_blanks(source, end);
	if (end == first || !strchr("=\r\n", byte_at(source, sign)))
		return (struct mk_yaml_slip){0};
	return (struct mk_yaml_slip){"put a ':' behind the key", end,
		byte_at(source, sign) == '=' ? sign + 1 - end : 0, ":"};
}

/* "&uart@9000000": a device tree's reference to a label, whose '@' no anchor has. */
static struct mk_yaml_slip foreign_sign(const struct mk_source *source, size_t at)
{
	size_t first = at;

	while (first > 0 && (is_key_letter(source->text[first - 1]) ||
				    strchr("0123456789-", source->text[first - 1])))
		first--;
	if (byte_at(source, at) != '@' || first == 0 || source->text[first - 1] != '&')
		return (struct mk_yaml_slip){.advice = "put the text in quotes"};
	return (struct mk_yaml_slip){"write it without the '&'", first - 1, 1, ""};
}

/* Blanks, as many as the line of `model` begins with; `most` of them at most. */
static const char *blanks_like(const struct mk_source *source, size_t model, size_t most)
{
	static const char blanks[] = "                                ";
	size_t start = line_start(source, model);
	size_t count = indent_of(source, model);

	if (memchr(source->text + start, '\t', count) || count > most || count >= sizeof blanks)
		return NULL;
	return blanks + sizeof blanks - 1 - count;
}

/* An item of a list that is indented otherwise than its first one. */
static struct mk_yaml_slip crooked_item(const struct mk_source *source, size_t at, size_t context)
{
	size_t start = line_start(source, at);
	size_t first = after_blanks(source, start);

	if (byte_at(source, at) == ';')
		return (struct mk_yaml_slip){"remove the ';'", at, 1, ""};
	if (first != at || byte_at(source, at) != '-' || byte_at(source, context) != '-' ||
		after_blanks(source, line_start(source, context)) != context)
		return (struct mk_yaml_slip){0};
	return (struct mk_yaml_slip){"indent the item like the others of its list", start,
		first - start, blanks_like(source, context, 32)};
}

/* Tabs before the text of a line: what the line above has instead, where both are items. */
static struct mk_yaml_slip tabs(const struct mk_source *source, size_t at)
{
	struct mk_yaml_slip slip = {.advice = "use spaces instead of tabs"};
	size_t start = line_start(source, at);
	size_t first = after_blanks(source, start);
	size_t above = line_start(source, before_blanks(source, start));
	char shape = byte_at(source, first);

	if (start == 0 || at > first || shape != '-' ||
		byte_at(source, after_blanks(source, above)) != shape)
		return slip;
	slip.at = start;
	slip.was = first - start;
	slip.text = blanks_like(source, above, 32);
	return slip;
}

/* "nodes [a, b]", "nodes = [a, b]": a colon is missing. */
static struct mk_yaml_slip key_before_brackets(
	const struct mk_source *source, size_t at, const char *advice)
{
	size_t end = before_blanks(source, at);
	size_t sign = end;

	if (!strchr("[{", byte_at(source, at)))
		return (struct mk_yaml_slip){.advice = advice};
	if (end > 0 && source->text[end - 1] == '=')
		end = before_blanks(source, --sign);
	if (end == 0 || end < line_start(source, at) || !is_key_letter(source->text[end - 1]))
		return (struct mk_yaml_slip){.advice = advice};
	return (struct mk_yaml_slip){"put a ':' behind the key", end,
		byte_at(source, sign) == '=' ? sign + 1 - end : 0, ":"};
}

/* In brackets: a comma, or what closes them, is missing before `at`. */
static struct mk_yaml_slip open_brackets(
	const struct mk_source *source, size_t at, size_t context, bool map, const char *advice)
{
	struct mk_yaml_slip slip = {.advice = advice};
	size_t behind = before_blanks(source, at);
	size_t word = at;

	slip.text = map ? "}" : "]";
	slip.at = at;
	if (strchr("]}", byte_at(source, at)) && byte_at(source, at))
		return slip;
	if (behind < line_start(source, at)) { /* the brackets were to end in a line above */
		slip.at = behind;
		return slip;
	}
	if (byte_at(source, at) != ':')
		return key_before_brackets(source, at, advice);
	while (word > 0 && is_key_letter(source->text[word - 1])) /* "a: 1 key: 2" */
		word--;
	slip.at = before_blanks(source, word);
	if (slip.at > 0 && source->text[slip.at - 1] == ';')
		return (struct mk_yaml_slip){"write ',' instead of ';'", slip.at - 1, 1, ","};
	if (slip.at < line_start(source, word) &&
		indent_of(source, word) <= indent_of(source, context))
		return slip; /* the key below is no entry of the brackets */
	slip.text = slip.at < word && word < at ? "," : NULL;
	return slip;
}

struct mk_yaml_slip mk_yaml_slip_at(
	const struct mk_source *source, const char *problem, size_t at, size_t context)
{
	bool tab = byte_at(source, at) == '\t' && strstr(problem, "any token");

	if (tab || strstr(problem, "tab character"))
		return tabs(source, at);
	if (strstr(problem, "cannot start any token"))
		return foreign_sign(source, at);
	if (strstr(problem, "mapping values"))
		return lone_key(source, before_blanks(source, line_start(source, at)));
	if (strstr(problem, "',' or ']'"))
		return open_brackets(source, at, context, false,
			"close the list with ']', or put a ',' between its items");
	if (strstr(problem, "',' or '}'"))
		return open_brackets(source, at, context, true,
			"close the map with '}', or put a ',' between its entries");
	if (strstr(problem, "expected ':'"))
		return lone_key(source, context);
	if (strstr(problem, "'-' indicator"))
		return crooked_item(source, at, context);
	return (struct mk_yaml_slip){0};
}
