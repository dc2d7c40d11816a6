/* SPDX-License-Identifier: BSD-2-Clause */
#include "lsp/cursor.h"

#include <stdint.h>
#include <string.h>

#include "lsp/walk.h"

/* What is open at a place in the text. Deeper text is not looked at: no layout has it. */
#define DEPTH_MAX 64

enum level_kind {
	LEVEL_BLOCK, /* a map of lines "key: value" */
	LEVEL_ITEM,  /* "- " */
	LEVEL_MAP,   /* { */
	LEVEL_LIST,  /* [ */
};

struct level {
	enum level_kind kind;
	size_t indent; /* of lines */
	bool keyed;    /* of a map: `key` is the last one, and its value comes */
	struct mk_stretch key;
	size_t first_given; /* in reader.given */
};

struct reader {
	struct mk_arena *arena;
	const char *text;
	size_t at;
	size_t end; /* the cursor */
	struct level levels[DEPTH_MAX];
	size_t depth;
	MK_VEC(struct mk_stretch) given;
	struct mk_stretch word; /* the last one, if nothing is behind it */
	bool quoted;
	bool deep; /* beyond DEPTH_MAX */
};

static struct level *top(struct reader *reader)
{
	return reader->depth ? &reader->levels[reader->depth - 1] : NULL;
}

static bool in_brackets(const struct reader *reader)
{
	return reader->depth && reader->levels[reader->depth - 1].kind >= LEVEL_MAP;
}

static void push(struct reader *reader, enum level_kind kind, size_t indent)
{
	if (reader->depth == DEPTH_MAX) {
		reader->deep = true;
		return;
	}
	reader->levels[reader->depth++] =
		(struct level){.kind = kind, .indent = indent, .first_given = reader->given.count};
}

static void pop(struct reader *reader)
{
	if (!reader->depth)
		return;
	reader->depth--;
	reader->given.count = reader->levels[reader->depth].first_given;
}

/* --- words ------------------------------------------------------------------------------------ */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r';
}

static char peek(const struct reader *reader, size_t ahead)
{
	return reader->at + ahead < reader->end ? reader->text[reader->at + ahead] : '\n';
}

/* Whether a ':' there ends a key. */
static bool ends_key(const struct reader *reader)
{
	char next = peek(reader, 1);

	if (peek(reader, 0) != ':' || is_blank(next) || next == '\n')
		return peek(reader, 0) == ':';
	return in_brackets(reader) && (reader->quoted || strchr("\"'{[", next));
}

static bool ends_word(struct reader *reader)
{
	char byte = peek(reader, 0);

	if (byte == '\n' || is_blank(byte) || ends_key(reader))
		return true;
	return in_brackets(reader) && strchr(",{}[]", byte);
}

static void read_quoted(struct reader *reader)
{
	char quote = peek(reader, 0);

	reader->quoted = true;
	reader->word.first = ++reader->at;
	while (reader->at < reader->end && peek(reader, 0) != quote && peek(reader, 0) != '\n')
		reader->at += quote == '"' && peek(reader, 0) == '\\' ? 2 : 1;
	if (reader->at > reader->end)
		reader->at = reader->end;
	reader->word.end = reader->at;
	reader->at += reader->at < reader->end && peek(reader, 0) == quote;
}

static void read_word(struct reader *reader)
{
	reader->quoted = false;
	reader->word.first = reader->at;
	while (reader->at < reader->end && !ends_word(reader))
		reader->at++;
	reader->word.end = reader->at;
}

/* --- keys ------------------------------------------------------------------------------------- */

static void take_key(struct reader *reader)
{
	struct level *level = top(reader);

	if (!level || (level->kind != LEVEL_BLOCK && level->kind != LEVEL_MAP))
		return;
	level->key = reader->word;
	level->keyed = true;
	*mk_vec_add(reader->arena, &reader->given) = reader->word;
}

/* A line's content begins at that column, perhaps behind "- ". */
static void indent(struct reader *reader, size_t column, bool item)
{
	while (reader->depth &&
		(top(reader)->indent > column ||
			(top(reader)->indent == column && item && top(reader)->kind == LEVEL_ITEM)))
		pop(reader);
	if (item)
		push(reader, LEVEL_ITEM, column);
	else if (reader->depth && top(reader)->kind == LEVEL_ITEM && top(reader)->indent == column)
		pop(reader);
}

/* The map that a key at that column is in: the one that is open there, or a new one. */
static void open_block(struct reader *reader, size_t column)
{
	struct level *level = top(reader);

	if (!level || level->kind != LEVEL_BLOCK || level->indent != column)
		push(reader, LEVEL_BLOCK, column);
	else
		level->keyed = false;
}

/* From a line's start to what stands on it. */
static void start_line(struct reader *reader)
{
	size_t start = reader->at;
	size_t column;

	while (is_blank(peek(reader, 0)) && reader->at < reader->end)
		reader->at++;
	column = reader->at - start;
	if (reader->at < reader->end && (peek(reader, 0) == '\n' || peek(reader, 0) == '#'))
		return;
	while (peek(reader, 0) == '-' && (is_blank(peek(reader, 1)) || peek(reader, 1) == '\n')) {
		indent(reader, column, true);
		reader->at++;
		while (is_blank(peek(reader, 0)) && reader->at < reader->end)
			reader->at++;
		column = reader->at - start;
	}
	indent(reader, column, false);
	open_block(reader, column);
}

/* --- one step --------------------------------------------------------------------------------- */

static void close_bracket(struct reader *reader, enum level_kind kind)
{
	if (in_brackets(reader) && top(reader)->kind == kind)
		pop(reader);
}

static void take_mark(struct reader *reader)
{
	char mark = peek(reader, 0);

	reader->at++;
	if (mark == '{')
		push(reader, LEVEL_MAP, SIZE_MAX);
	else if (mark == '[')
		push(reader, LEVEL_LIST, SIZE_MAX);
	else if (mark == '}')
		close_bracket(reader, LEVEL_MAP);
	else if (mark == ']')
		close_bracket(reader, LEVEL_LIST);
	else if (mark == ',' && in_brackets(reader))
		top(reader)->keyed = false;
}

/*
 * What a bracket opened under a key is indented more than the key. A line that is not begins anew:
 * the bracket is yet to be closed.
 */
static void leave_brackets(struct reader *reader)
{
	size_t block = reader->depth;
	size_t column = 0;
	bool is_blank_line;

	while (block && reader->levels[block - 1].kind >= LEVEL_MAP)
		block--;
	while (is_blank(peek(reader, column)) && reader->at + column < reader->end)
		column++;
	is_blank_line = peek(reader, column) == '\n' && reader->at + column < reader->end;
	if (!block || !reader->levels[block - 1].keyed || is_blank_line ||
		column > reader->levels[block - 1].indent)
		return;
	while (reader->depth > block)
		pop(reader);
}

static void skip_comment(struct reader *reader)
{
	while (reader->at < reader->end && peek(reader, 0) != '\n')
		reader->at++;
}

static void take_word(struct reader *reader)
{
	if (strchr("\"'", peek(reader, 0)))
		read_quoted(reader);
	else
		read_word(reader);
	while (reader->at < reader->end && is_blank(peek(reader, 0)) && reader->quoted)
		reader->at++;
	if (ends_key(reader) && reader->at < reader->end) {
		take_key(reader);
		reader->at++;
	}
}

static void step(struct reader *reader)
{
	char byte = peek(reader, 0);

	if (byte == '\n') {
		reader->at++;
		leave_brackets(reader);
		if (!in_brackets(reader))
			start_line(reader);
	} else if (is_blank(byte))
		reader->at++;
	else if (byte == '#' && (!reader->at || strchr(" \t\n", reader->text[reader->at - 1])))
		skip_comment(reader);
	else if (strchr("{[", byte) || (in_brackets(reader) && strchr("}],", byte)))
		take_mark(reader);
	else
		take_word(reader);
}

static void read_text(struct reader *reader)
{
	start_line(reader);
	while (reader->at < reader->end && !reader->deep) {
		reader->word = (struct mk_stretch){reader->end, reader->end};
		reader->quoted = false;
		step(reader);
	}
	if (reader->word.end != reader->end) {
		reader->word = (struct mk_stretch){reader->end, reader->end};
		reader->quoted = false;
	}
}

/* --- what it means ---------------------------------------------------------------------------- */

struct meaning {
	const struct mk_record_rows *owner; /* whose key it is */
	const struct mk_key *key;	    /* the innermost that is open; NULL: none */
	const struct mk_record_rows *rows;  /* of what is in it */
	bool wants_item;		    /* it takes a list, and no item is open */
};

/* Follows the keys that are open; false where one is not known. */
static bool follow(const struct reader *reader, struct meaning *meaning)
{
	*meaning = (struct meaning){.rows = &mk_layout_rows};
	for (size_t i = 0; i < reader->depth; i++) {
		const struct level *level = &reader->levels[i];
		if (level->kind == LEVEL_ITEM || level->kind == LEVEL_LIST)
			meaning->wants_item = false;
		if (!level->keyed)
			continue;
		meaning->owner = meaning->rows;
		meaning->key = meaning->owner ? mk_key_named(meaning->owner,
							reader->text + level->key.first,
							level->key.end - level->key.first)
					      : NULL;
		if (!meaning->key)
			return false;
		meaning->rows = meaning->key->record;
		meaning->wants_item =
			meaning->key->type == MK_KEY_RECORDS || meaning->key->type == MK_KEY_TEXTS;
	}
	return true;
}

/* The key whose value a lone word is: of what stands for a record, or for a list, another one. */
static const struct mk_key *word_key(const struct meaning *meaning, bool in_list)
{
	if (!meaning->key)
		return NULL;
	if (meaning->wants_item && !in_list)
		return mk_key_any(meaning->owner, meaning->key->word_key);
	return meaning->rows ? mk_key_any(meaning->rows, meaning->rows->bare_key) : meaning->key;
}

/* On a line of its own a word may become a key, or be an item of a list. */
static void take_meaning(
	struct mk_cursor *cursor, const struct meaning *meaning, const struct level *level)
{
	bool open = level && !level->keyed;
	bool line = open && level->kind == LEVEL_BLOCK;

	if (line || (open && level->kind == LEVEL_MAP))
		cursor->rows = meaning->rows;
	if (!open || line || level->kind == LEVEL_LIST)
		cursor->key = word_key(meaning, line);
	if (line && meaning->key && meaning->key->type == MK_KEY_RECORD)
		cursor->key = NULL;
	cursor->is_item = line && meaning->wants_item;
}

void mk_cursor_find(
	struct mk_cursor *cursor, struct mk_arena *arena, const char *text, size_t offset)
{
	struct reader *reader = mk_arena_alloc(arena, sizeof *reader);
	struct meaning meaning;
	const struct level *level;

	*cursor = (struct mk_cursor){.word = {offset, offset}};
	*reader = (struct reader){.arena = arena, .text = text, .end = offset};
	read_text(reader);
	if (reader->deep || !follow(reader, &meaning))
		return;
	level = top(reader);
	cursor->word = reader->word;
	cursor->quoted = reader->quoted;
	cursor->in_brackets = in_brackets(reader);
	take_meaning(cursor, &meaning, level);
	for (size_t i = level ? level->first_given : 0; i < reader->given.count; i++)
		*mk_vec_add(arena, &cursor->given) = reader->given.items[i];
}
