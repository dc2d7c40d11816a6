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

	if (edit->kind == MK_EDIT_NUMBER)
		return mk_number_parse(extent.text, extent.length, &value) == MK_NUMBER_OK &&
		       value == edit->number_was;
	return strlen(edit->was) == extent.length &&
	       memcmp(edit->was, extent.text, extent.length) == 0;
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

/* JSON's text as YAML has it: words without their quotes. */
static const char *without_word_quotes(struct mk_arena *arena, const char *text)
{
	struct mk_buffer out;

	mk_buffer_init(&out, arena);
	while (*text) {
		size_t length = strcspn(text, "\"");
		const char *end = text[length] ? strchr(text + length + 1, '"') : NULL;
		const char *word;
		mk_buffer_add(&out, text, length);
		text += length;
		if (!end)
			break;
		word = mk_arena_copy(arena, text + 1, (size_t)(end - text - 1));
		if (may_be_plain(word))
			mk_buffer_puts(&out, word);
		else
			mk_buffer_add(&out, text, (size_t)(end + 1 - text));
		text = end + 1;
	}
	mk_buffer_puts(&out, text);
	return out.text;
}

static const char *scalar_insertion(
	struct mk_arena *arena, const struct mk_edit *edit, struct extent extent)
{
	char quote = is_quoted(extent) ? *extent.text : '"';

	if (!is_quoted(extent) && may_be_plain(edit->text) && !is_json(edit->origin.source))
		return edit->text;
	return mk_arena_printf(arena, "%c%s%c", quote, edit->text, quote);
}

/* The place that an edit marks; an insertion marks nothing. */
static struct mk_origin marked_by(const struct mk_edit *edit)
{
	struct mk_origin origin = edit->origin;

	if (edit->kind == MK_EDIT_VERBATIM && !*edit->was)
		origin.length = 0;
	return origin;
}

/* NULL where the source does not have there, in plain spelling, what the edit replaces. */
static const char *insertion_of(
	struct mk_excerpts *excerpts, const struct mk_edit *edit, struct mk_change *change)
{
	struct mk_origin origin = marked_by(edit);
	bool verbatim = edit->kind == MK_EDIT_VERBATIM;
	struct extent extent;

	if (!mk_excerpt_marked(excerpts, &origin, &extent.text, &extent.length) ||
		!is_what_it_was(edit, verbatim ? extent : without_quotes(extent)))
		return NULL;
	*change = (struct mk_change){origin, extent.text, extent.length, NULL};
	if (verbatim)
		return is_json(origin.source) ? edit->text
					      : without_word_quotes(excerpts->arena, edit->text);
	return may_be_quoted(edit->text) ? scalar_insertion(excerpts->arena, edit, extent) : NULL;
}

bool mk_remedy_changes(
	struct mk_excerpts *excerpts, const struct mk_remedy *remedy, mk_changes *changes)
{
	const struct mk_edit *edit;

	*changes = (mk_changes){0};
	mk_each(edit, &remedy->edits) {
		struct mk_change change;
		change.text = insertion_of(excerpts, edit, &change);
		if (!change.text)
			return false;
		*mk_vec_add(excerpts->arena, changes) = change;
	}
	return changes->count > 0;
}
