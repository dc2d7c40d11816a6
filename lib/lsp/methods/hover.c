/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/escape.h"
#include "lsp/facts.h"
#include "lsp/place.h"

/*
 * Text for people. It is sent as plain text: names come from whoever wrote the layout or the tree,
 * and Markdown in them could show or load what it likes.
 */
struct card {
	struct mk_buffer text;
	const struct mk_place *place;
};

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "hoverProvider", true);
}

static void add_choices(struct card *card)
{
	const char *const *choice = card->place->spot.key->choices;

	if (!choice)
		return;
	mk_buffer_puts(&card->text, "one of:");
	for (; *choice; choice++)
		mk_buffer_printf(&card->text, " %s", *choice);
	mk_buffer_puts(&card->text, "\n");
}

static void add_key(struct card *card)
{
	const struct mk_spot *spot = &card->place->spot;

	mk_buffer_printf(
		&card->text, "%s\n%s\n", mk_spot_path(card->text.arena, spot), spot->key->doc);
	add_choices(card);
}

static void write_card(struct card *card)
{
	const mk_ctx *ctx = card->place->document->ctx;
	const struct mk_spot *spot = &card->place->spot;

	if (!spot->is_key)
		mk_facts_write(&card->text, ctx->plan, ctx->doc, spot);
	if (spot->is_key || !card->text.length)
		add_key(card);
	while (card->text.length && card->text.text[card->text.length - 1] == '\n')
		card->text.text[--card->text.length] = '\0';
}

static void run_hover(struct mk_call *call)
{
	struct mk_place place;
	struct card card = {.place = &place};
	struct mk_json_value *result, *contents;

	if (!mk_place_at(call, &place))
		return;
	mk_buffer_init(&card.text, call->arena);
	write_card(&card);
	result = mk_call_object(call);
	contents = mk_json_object(&call->json, result, "contents");
	mk_json_text(&call->json, contents, "kind", "plaintext");
	mk_put_message(&call->json, contents, "value", card.text.text);
	mk_put_range(&call->json, result, "range", &place.lines,
		mk_lines_span(&place.lines, &place.spot.origin));
}

const struct mk_lsp_method mk_lsp_method_hover = {
	.name = "textDocument/hover",
	.announce = announce,
	.run = run_hover,
};
