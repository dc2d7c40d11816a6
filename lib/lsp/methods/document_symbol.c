/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "lsp/method.h"

/* SymbolKind of LSP 3.17. */
enum {
	KIND_MODULE = 2,
	KIND_CLASS = 5,
	KIND_OBJECT = 19,
	KIND_STRUCT = 23,
	KIND_EVENT = 24,
};

/* What the items of a list at the top are. */
static const struct {
	const char *key;
	unsigned kind;
} kinds[] = {{"nodes", KIND_CLASS}, {"shared", KIND_STRUCT}, {"ipis", KIND_EVENT}};

struct outline {
	struct mk_call *call;
	struct mk_lines lines;
};

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "documentSymbolProvider", true);
}

static unsigned kind_of(const char *key)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].key, key) == 0)
			return kinds[i].kind;
	return KIND_OBJECT;
}

/* As far as anything in it reaches, and at least to `end`. Recursion is bounded as the tree is. */
static size_t reach(const struct outline *outline, const struct mk_doc *doc, size_t end)
{
	const struct mk_doc_entry *entry;
	struct mk_stretch place;

	if (doc->kind == MK_DOC_SCALAR) {
		place = mk_lines_span(&outline->lines, &doc->origin);
		return place.end > end ? place.end : end;
	}
	if (doc->entries.count) {
		entry = &doc->entries.items[doc->entries.count - 1];
		place = mk_lines_span(&outline->lines, &entry->origin);
		return reach(outline, entry->value, place.end > end ? place.end : end);
	}
	return doc->items.count ? reach(outline, doc->items.items[doc->items.count - 1], end) : end;
}

static struct mk_json_value *add(const struct outline *outline, struct mk_json_value *list,
	const char *name, unsigned kind, struct mk_stretch selection, size_t end)
{
	struct mk_json *json = &outline->call->json;
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_escaped(json, item, "name", name);
	mk_json_number(json, item, "kind", kind);
	mk_put_range(json, item, "range", &outline->lines,
		(struct mk_stretch){selection.first, end > selection.end ? end : selection.end});
	mk_put_range(json, item, "selectionRange", &outline->lines, selection);
	return item;
}

/* By its name, or by what else tells it from the others. */
static const struct mk_doc *title_of(const struct mk_doc *item)
{
	static const char *const keys[] = {"name", "code", "path", "start", "size"};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct mk_doc *value = mk_doc_value(item, keys[i]);
		if (value && value->kind == MK_DOC_SCALAR && *value->text)
			return value;
	}
	return item->kind == MK_DOC_SCALAR && *item->text ? item : NULL;
}

static void add_items(const struct outline *outline, struct mk_json_value *parent, const char *key,
	const struct mk_doc *list)
{
	struct mk_json *json = &outline->call->json;
	struct mk_json_value *children = mk_json_list(json, parent, "children");

	for (size_t i = 0; i < list->items.count; i++) {
		const struct mk_doc *item = list->items.items[i];
		const struct mk_doc *title = title_of(item);
		struct mk_stretch selection;
		if (!title)
			continue;
		selection = mk_lines_span(&outline->lines, &title->origin);
		add(outline, children, title->text, kind_of(key), selection,
			reach(outline, item, selection.end));
	}
}

static void run_document_symbol(struct mk_call *call)
{
	struct mk_document *document = mk_call_checked(call);
	struct outline outline = {.call = call};
	const struct mk_doc_entry *entry;
	struct mk_json_value *list, *symbol;

	if (!document)
		return;
	mk_lines_of(&outline.lines, call->arena, document->ctx);
	list = mk_call_list(call);
	mk_each(entry, &document->ctx->doc->entries) {
		struct mk_stretch key = mk_lines_span(&outline.lines, &entry->origin);
		if (!*entry->key)
			continue;
		symbol = add(&outline, list, entry->key, KIND_MODULE, key,
			reach(&outline, entry->value, key.end));
		add_items(&outline, symbol, entry->key, entry->value);
	}
}

const struct mk_lsp_method mk_lsp_method_document_symbol = {
	.name = "textDocument/documentSymbol",
	.announce = announce,
	.run = run_document_symbol,
};
