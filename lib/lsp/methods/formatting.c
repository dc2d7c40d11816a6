/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/method.h"

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "documentFormattingProvider", true);
}

static void free_context(void *object)
{
	mk_ctx_free(object);
}

/* NULL, refused, where there is none. Lives as long as the call. */
static const char *spell(struct mk_call *call, const struct mk_document *document, size_t *length)
{
	struct mk_arena_slot *slot = mk_arena_reserve(call->arena, free_context);
	const char *bytes = NULL;
	mk_status status = MK_NO_MEMORY;
	mk_ctx *ctx = mk_ctx_new();

	slot->object = ctx;
	if (ctx) {
		mk_load_layout(ctx, document->path, document->text, document->length);
		status = mk_format_layout(ctx, &bytes, length);
	}
	if (status == MK_NO_MEMORY)
		mk_arena_exhaust(call->arena);
	if (status == MK_OK)
		return bytes;
	mk_call_refuse(call, MK_CALL_FAILED, "the layout cannot be parsed");
	return NULL;
}

struct extent {
	const char *text;
	size_t length;
};

/* Whether an edit cannot begin or end there: within a character, or between CR and LF. */
static bool is_inside(struct extent extent, size_t at)
{
	if (at == 0 || at >= extent.length)
		return false;
	if (extent.text[at] == '\n')
		return extent.text[at - 1] == '\r';
	return ((unsigned char)extent.text[at] & 0xc0) == 0x80;
}

/* Bytes that both begin with. */
static size_t same_start(struct extent a, struct extent b)
{
	size_t same = 0;

	while (same < a.length && same < b.length && a.text[same] == b.text[same])
		same++;
	while (is_inside(a, same) || is_inside(b, same))
		same--;
	return same;
}

/* Bytes that both end with, behind the first `start`. */
static size_t same_end(struct extent a, struct extent b, size_t start)
{
	size_t most = (a.length < b.length ? a.length : b.length) - start;
	size_t same = 0;

	while (same < most && a.text[a.length - same - 1] == b.text[b.length - same - 1])
		same++;
	while (same && (is_inside(a, a.length - same) || is_inside(b, b.length - same)))
		same--;
	return same;
}

/* One edit, from the first difference to the last, so that the cursor stays where it is. */
static void put_edit(struct mk_call *call, struct extent old, struct extent spelt)
{
	struct mk_json_value *list = mk_call_list(call);
	size_t start = same_start(old, spelt);
	size_t end = same_end(old, spelt, start);
	struct mk_json_value *item;
	struct mk_lines lines;

	if (old.length == spelt.length && start == old.length)
		return;
	mk_lines_init(&lines, call->arena, old.text, old.length);
	item = mk_json_object(&call->json, list, NULL);
	mk_put_range(
		&call->json, item, "range", &lines, (struct mk_stretch){start, old.length - end});
	mk_json_text(&call->json, item, "newText",
		mk_arena_copy(call->arena, spelt.text + start, spelt.length - end - start));
}

static void run_formatting(struct mk_call *call)
{
	const struct mk_document *document = mk_call_document(call);
	const char *text;
	size_t length;

	if (!document)
		return;
	text = spell(call, document, &length);
	if (text)
		put_edit(call, (struct extent){document->text, document->length},
			(struct extent){text, length});
}

const struct mk_lsp_method mk_lsp_method_formatting = {
	.name = "textDocument/formatting",
	.announce = announce,
	.run = run_formatting,
};
