/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/edit.h"

#include <string.h>

#include "base/number.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* Characters of a source. */
struct extent {
	const char *text;
	size_t length;
};

static bool is_quoted(struct extent extent)
{
	return extent.length >= 2 && (*extent.text == '"' || *extent.text == '\'') &&
	       extent.text[extent.length - 1] == *extent.text;
}

static struct extent without_quotes(struct extent extent)
{
	if (!is_quoted(extent))
		return extent;
	return (struct extent){extent.text + 1, extent.length - 2};
}

static bool is_what_it_was(const struct mk_edit *edit, struct extent extent)
{
	uint64_t value;

	if (edit->was)
		return strlen(edit->was) == extent.length &&
		       memcmp(edit->was, extent.text, extent.length) == 0;
	return mk_number_parse(extent.text, extent.length, &value) == MK_NUMBER_OK &&
	       value == edit->number_was;
}

/* Means itself between quotes of either kind, in YAML and in JSON. */
static bool may_be_quoted(const char *text)
{
	return text[strspn(text, LETTERS DIGITS " _-/@.,:+")] == '\0';
}

/* Means itself without quotes in YAML, inside brackets too. */
static bool may_be_plain(const char *text)
{
	return strspn(text, LETTERS DIGITS "/") && !text[strspn(text, LETTERS DIGITS "_-/@.+")];
}

static bool is_json(const struct mk_source *source)
{
	static const char suffix[] = ".json";
	size_t length = strlen(source->name);

	return length >= sizeof suffix - 1 &&
	       strcmp(source->name + length - (sizeof suffix - 1), suffix) == 0;
}

const char *mk_edit_insertion(struct mk_excerpts *excerpts, const struct mk_edit *edit)
{
	struct extent extent;

	if (!edit->text || !may_be_quoted(edit->text) ||
		!mk_excerpt_marked(excerpts, &edit->origin, &extent.text, &extent.length) ||
		!is_what_it_was(edit, without_quotes(extent)))
		return NULL;
	if (!is_quoted(extent) && may_be_plain(edit->text) && !is_json(edit->origin.source))
		return edit->text;
	return mk_arena_printf(excerpts->arena, "%c%s%c", is_quoted(extent) ? *extent.text : '"',
		edit->text, is_quoted(extent) ? *extent.text : '"');
}
