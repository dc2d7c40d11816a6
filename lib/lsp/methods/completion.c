/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/cursor.h"
#include "lsp/method.h"
#include "lsp/offers.h"

/* CompletionItemKind of LSP 3.17. */
enum { KIND_FIELD = 5, KIND_VALUE = 12 };

struct completion {
	struct mk_call *call;
	struct mk_json_value *list;
	struct mk_lines lines;
	struct mk_cursor cursor;
	bool json;
	const char *before; /* what a word needs in front of it */
};

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	static const char *const triggers[] = {" ", ":", "/", "[", "{", "\"", NULL};

	mk_json_line(json, mk_json_object(json, capabilities, "completionProvider"),
		"triggerCharacters", triggers);
}

static void put_item(struct completion *completion, const char *label, const char *detail,
	unsigned kind, const char *text)
{
	struct mk_json *json = &completion->call->json;
	struct mk_json_value *item = mk_json_object(json, completion->list, NULL);
	struct mk_json_value *edit;

	mk_json_text(json, item, "label", label);
	mk_json_number(json, item, "kind", kind);
	if (detail && *detail)
		mk_json_escaped(json, item, "documentation", detail);
	edit = mk_json_object(json, item, "textEdit");
	mk_put_range(json, edit, "range", &completion->lines, completion->cursor.word);
	mk_json_text(json, edit, "newText", text);
}

/* A quote that the editor has put behind the cursor by itself goes along with the word. */
static void take_closing_quote(struct completion *completion, size_t length)
{
	struct mk_stretch *word = &completion->cursor.word;

	if (completion->cursor.quoted && !completion->cursor.key && word->end < length &&
		completion->lines.text[word->end] == '"')
		word->end++;
}

/* --- keys ------------------------------------------------------------------------------------- */

static bool is_given(const struct completion *completion, const struct mk_key *key)
{
	const struct mk_stretch *given;

	mk_each(given, &completion->cursor.given)
		if (strlen(key->name) == given->end - given->first &&
			memcmp(key->name, completion->lines.text + given->first,
				given->end - given->first) == 0)
			return true;
	return false;
}

static const char *key_text(const struct completion *completion, const struct mk_key *key)
{
	struct mk_arena *arena = completion->call->arena;

	if (completion->cursor.quoted)
		return mk_arena_printf(arena, "%s\": ", key->name);
	if (completion->json)
		return mk_arena_printf(arena, "\"%s\": ", key->name);
	return mk_arena_printf(arena, "%s%s:%s", completion->before, key->name,
		key->record && !completion->cursor.in_brackets ? "" : " ");
}

static void put_keys(struct completion *completion)
{
	const struct mk_record_rows *rows = completion->cursor.rows;

	for (size_t i = 0; rows && i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		if (!key->hidden && !is_given(completion, key))
			put_item(completion, key->name, key->doc, KIND_FIELD,
				key_text(completion, key));
	}
}

/* --- values ----------------------------------------------------------------------------------- */

/* Quoted where the text has quotes, or JSON or its characters want them. */
static const char *value_text(const struct completion *completion, const char *value, bool word)
{
	struct mk_arena *arena = completion->call->arena;
	bool plain = !completion->json || word;

	if (completion->cursor.quoted)
		return value;
	if (value[strcspn(value, ",:{}[]#&*!|>'\"%`")])
		plain = false;
	return mk_arena_printf(arena, plain ? "%s%s" : "%s\"%s\"", completion->before, value);
}

static void put_values(struct completion *completion, const struct mk_document *document)
{
	const struct mk_key *key = completion->cursor.key;
	mk_ctx *ctx = document->readable ? document->readable : document->ctx;
	mk_offers offers = mk_offers_of(completion->call->arena, ctx, key);
	const struct mk_offer *offer;

	mk_each(offer, &offers)
		if (!offer->name[strcspn(offer->name, "\"\\\n\r\t")])
			put_item(completion, offer->name, offer->doc, KIND_VALUE,
				value_text(completion, offer->name, key->type == MK_KEY_FLAG));
}

/* --- all -------------------------------------------------------------------------------------- */

static bool is_json(const char *path)
{
	size_t length = strlen(path);

	return length >= 5 && strcmp(path + length - 5, ".json") == 0;
}

/* An item of a list begins with a dash; a value is apart from its key. */
static const char *before_word(const struct completion *completion)
{
	size_t at = completion->cursor.word.first;

	if (completion->cursor.is_item)
		return "- ";
	return at && completion->lines.text[at - 1] == ':' && !completion->json ? " " : "";
}

/* Whether what is typed since could know more: the board, above all. */
static bool needs_check(const struct mk_document *document)
{
	return document->changed && (!document->readable || !document->readable->shared_board);
}

/* Of the text as it is: a half-typed one has no tree. Names are from the last one that had. */
static void run_completion(struct mk_call *call)
{
	struct mk_document *document = mk_call_document(call);
	struct completion completion = {.call = call};
	struct mk_position position;

	if (!document ||
		!mk_call_position(call, mk_incoming_at(call->params, "position"), &position))
		return;
	if (needs_check(document))
		mk_document_check(call->server, document);
	mk_lines_init(&completion.lines, call->arena, document->text, document->length);
	mk_cursor_find(&completion.cursor, call->arena, document->text,
		mk_lines_offset(&completion.lines, position));
	take_closing_quote(&completion, document->length);
	completion.json = is_json(document->path);
	completion.before = before_word(&completion);
	completion.list = mk_call_list(call);
	put_keys(&completion);
	if (completion.cursor.key)
		put_values(&completion, document);
}

const struct mk_lsp_method mk_lsp_method_completion = {
	.name = "textDocument/completion",
	.announce = announce,
	.run = run_completion,
};
