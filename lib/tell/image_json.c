/* SPDX-License-Identifier: BSD-2-Clause */
/* What each root task of an image would receive, for programs. */
#include "doc/json.h"
#include "emit/untypeds.h"
#include "tell/image.h"

#define FORMAT_VERSION 1

struct document {
	struct mk_json json;
	const struct mk_image_view *view;
};

/* Of a range that is empty, or ends before it starts, the last address is null. */
static void add_span(struct mk_json *json, struct mk_json_value *object, struct mk_span span)
{
	if (span.base < span.end) {
		mk_json_range(json, object, (struct mk_range){span.base, span.end - 1});
		return;
	}
	mk_json_hex(json, object, "first", span.base);
	mk_json_null(json, object, "last");
	mk_json_hex(json, object, "size", 0);
}

static void add_spans(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const mk_spans *spans)
{
	struct mk_json_value *list = mk_json_list(json, parent, key);
	const struct mk_span *span;

	mk_each(span, spans)
		add_span(json, mk_json_object(json, list, NULL), *span);
}

static void add_devices(struct document *document, struct mk_json_value *parent, size_t node)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *list = mk_json_list(json, parent, "devices");
	const struct mk_span *span;

	mk_each(span, &document->view->starts[node].devices) {
		mk_words words = mk_image_range_words(json->arena, document->view, node, *span);
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		struct mk_json_value *what;
		add_span(json, item, *span);
		what = mk_json_list(json, item, "what");
		for (size_t i = 0; i < words.count; i++)
			mk_json_text(json, what, NULL, words.items[i]);
	}
}

/* The nodes whose RAM it receives. */
static void add_owned(struct document *document, struct mk_json_value *parent, size_t node)
{
	struct mk_json_value *list = mk_json_list(&document->json, parent, "owns_ram_of");

	for (size_t i = 0; i < document->view->image->blocks.count; i++)
		if (mk_image_owns_ram(document->view, node, i))
			mk_json_number(&document->json, list, NULL, i);
}

static void add_block(
	struct mk_json *json, struct mk_json_value *item, const struct mk_boot_block *block)
{
	struct mk_json_value *root;

	mk_json_hex(json, item, "kernel", block->kernel.base);
	root = mk_json_object(json, item, "root");
	add_span(json, root, block->root);
	mk_json_hex(json, root, "address", block->root_address);
	mk_json_hex(json, root, "entry", block->entry);
	add_spans(json, item, "memory", &block->ram);
	add_spans(json, item, "reserved", &block->reserved);
}

static void add_node(struct document *document, struct mk_json_value *list, size_t node)
{
	const struct mk_loader_block *block = &document->view->image->blocks.items[node];
	const struct mk_start *start = &document->view->starts[node];
	struct mk_json *json = &document->json;
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_number(json, item, "node", node);
	mk_json_flag(json, item, "starts", !block->complaint && !start->complaint);
	mk_json_text(json, item, "why_not", block->complaint ? block->complaint : start->complaint);
	if (!block->complaint)
		add_block(json, item, &block->block);
	add_owned(document, item, node);
	add_spans(json, item, "ram", &start->ram);
	add_devices(document, item, node);
	mk_json_untypeds(json, item, start);
	mk_json_number(json, item, "untypeds_lost", start->lost.count);
}

static void add_findings(struct document *document)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *list = mk_json_list(json, json->root, "findings");
	struct mk_finding *const *finding;

	mk_each(finding, &document->view->findings->list) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "code", (*finding)->problem->code);
		mk_json_text(json, item, "severity", mk_severity_name((*finding)->severity));
		mk_json_text(json, item, "message", (*finding)->message);
	}
}

static void add_head(struct document *document)
{
	const struct mk_loader_image *image = document->view->image;
	struct mk_json *json = &document->json;
	struct mk_json_value *part;

	mk_json_text(json, json->root, "format", "mkpart-image");
	mk_json_number(json, json->root, "version", FORMAT_VERSION);
	mk_json_text(json, json->root, "image", document->view->name);
	part = mk_json_object(json, json->root, "contract");
	mk_json_text(json, part, "name", document->view->contract->name);
	mk_json_text(json, part, "kernel", document->view->contract->kernel);
	mk_json_text(json, part, "loader", document->view->contract->loader);
	mk_json_text(json, json->root, "model", document->view->board->model);
	mk_json_flag(json, json->root, "readable", !image->complaint);
	mk_json_flag(json, json->root, "hypervisor", image->hypervisor);
	if (image->linked)
		add_span(json, mk_json_object(json, json->root, "loader"),
			(struct mk_span){
				image->link_address, image->link_address + image->source.length});
	else
		mk_json_null(json, json->root, "loader");
}

void mk_image_json(const struct mk_image_view *view, struct mk_buffer *out)
{
	struct document document = {.view = view};
	struct mk_json_value *nodes;

	mk_json_begin(&document.json, out->arena);
	add_head(&document);
	nodes = mk_json_list(&document.json, document.json.root, "nodes");
	for (size_t i = 0; i < view->image->blocks.count; i++)
		add_node(&document, nodes, i);
	add_findings(&document);
	mk_json_end(&document.json, out);
}
