/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libyaml's events become the document. The event interface, because the document interface
 * is quadratic in anchors; and reading stops at the first bracket beyond the depth limit, because
 * libyaml's scanner is quadratic in depth.
 */
#include <string.h>
#include <yaml.h>

#include "doc/reading_problems.h"
#include "syntax/anchors.h"
#include "syntax/builder.h"
#include "syntax/yaml_slips.h"

#define TAG_DIRECTIVES_MAX 64u

/* A map or list whose end has not been seen yet. */
struct frame {
	struct mk_doc *node;
	struct mk_anchor *anchor; /* NULL without one */
	const char *key;	  /* map: waits for its value; NULL where a key is next */
	struct mk_origin key_origin;
	size_t expanded; /* nodes so far, itself and what aliases repeat included */
	unsigned height; /* levels of maps and lists in it so far */
};

struct yaml_reader {
	struct mk_builder builder;
	yaml_parser_t parser;
	yaml_event_t event;
	struct frame frames[MK_DOC_MAX_DEPTH];
	unsigned depth;
	struct mk_doc *root;
	struct mk_anchor *anchors;
	size_t aliased; /* nodes that aliases have repeated */
};

enum step { GO_ON, END, GIVE_UP };

static void release_parser(void *object)
{
	struct yaml_reader *reader = object;

	yaml_event_delete(&reader->event);
	yaml_parser_delete(&reader->parser);
}

static struct mk_origin event_origin(const struct yaml_reader *reader)
{
	const yaml_event_t *event = &reader->event;

	return mk_places_origin(
		&reader->builder.places, event->start_mark.index, event->end_mark.index);
}

static struct frame *top_frame(struct yaml_reader *reader)
{
	return reader->depth ? &reader->frames[reader->depth - 1] : NULL;
}

static bool key_is_next(struct yaml_reader *reader)
{
	const struct frame *top = top_frame(reader);

	return top && top->node->kind == MK_DOC_MAP && !top->key;
}

static enum step refuse_key(struct yaml_reader *reader, const char *what)
{
	mk_report(reader->builder.findings, &mk_wrong_type, event_origin(reader),
		"a key must be text, not %s", what);
	return GIVE_UP;
}

/* Puts a finished node where it belongs. */
static enum step place(
	struct yaml_reader *reader, struct mk_doc *node, size_t expanded, unsigned height)
{
	struct mk_findings *findings = reader->builder.findings;
	struct frame *top = top_frame(reader);
	const char *key;

	if (!top) {
		reader->root = node;
		return GO_ON;
	}
	top->expanded += expanded; /* cannot wrap: nodes and repeated nodes are both limited */
	if (height > top->height)
		top->height = height;
	if (top->node->kind == MK_DOC_LIST) {
		*mk_vec_add(reader->builder.arena, &top->node->items) = node;
		return GO_ON;
	}
	key = top->key;
	top->key = NULL;
	return mk_doc_add_entry(findings, top->node, top->key_origin, key, node) ? GO_ON : GIVE_UP;
}

/* The anchor of this name from now on stands for `node`. NULL without a name. */
static struct mk_anchor *define_anchor(
	struct yaml_reader *reader, const yaml_char_t *name, struct mk_doc *node, bool open)
{
	struct mk_anchor *anchor;

	if (!name)
		return NULL;
	anchor = mk_anchor_add(reader->builder.arena, &reader->anchors, (const char *)name);
	anchor->node = node;
	anchor->open = open;
	anchor->expanded = 1;
	anchor->height = 0;
	return anchor;
}

static void refuse_alias(struct yaml_reader *reader, const char *name)
{
	struct mk_findings *findings = reader->builder.findings;
	struct mk_finding *finding = mk_report(findings, &mk_bad_syntax, event_origin(reader),
		"alias '*%s' names no anchor above it", name);
	const char *nearest = mk_anchor_nearest(reader->builder.arena, reader->anchors, name);

	if (nearest)
		mk_suggest(findings, finding, "did you mean '*%s'?", nearest);
}

static enum step take_alias(struct yaml_reader *reader)
{
	const char *name = (const char *)reader->event.data.alias.anchor;
	const struct mk_anchor *anchor = mk_anchor_find(reader->anchors, name);

	if (key_is_next(reader))
		return refuse_key(reader, "an alias");
	if (!anchor || anchor->open) {
		refuse_alias(reader, name);
		return GIVE_UP;
	}
	reader->aliased += anchor->expanded;
	if (reader->aliased > MK_DOC_MAX_ALIASED) {
		mk_report(reader->builder.findings, &mk_alias_budget, event_origin(reader),
			"aliases repeat more than %u values", MK_DOC_MAX_ALIASED);
		return GIVE_UP;
	}
	if (reader->depth + anchor->height > MK_DOC_MAX_DEPTH) {
		mk_builder_too_deep(&reader->builder, event_origin(reader));
		return GIVE_UP;
	}
	return place(reader, anchor->node, anchor->expanded, anchor->height);
}

/*
 * libyaml keeps the tag '!' of a scalar to itself, so the text is looked at: a tag comes first,
 * or behind the anchor.
 */
static bool starts_with_tag(const struct yaml_reader *reader)
{
	const struct mk_places *places = &reader->builder.places;
	const char *text = places->source->text;
	size_t at = mk_places_offset(places, reader->event.start_mark.index);
	size_t end = mk_places_offset(places, reader->event.end_mark.index);
	bool in_anchor = at < end && text[at] == '&';
	bool in_comment = false;

	for (; at < end; at++) {
		bool blank = strchr(" \t\r\n", text[at]) != NULL;
		in_anchor = in_anchor && !blank;
		in_comment = text[at] != '\n' && (in_comment || text[at] == '#');
		if (!in_anchor && !in_comment && !blank)
			break;
	}
	return at < end && text[at] == '!';
}

static void check_tag(struct yaml_reader *reader, const yaml_char_t *tag)
{
	if (tag || starts_with_tag(reader))
		mk_report(reader->builder.findings, &mk_tag_used, event_origin(reader),
			"a YAML tag is used here");
}

static bool is_null(const char *text)
{
	static const char *const spellings[] = {"", "~", "null", "Null", "NULL"};

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (strcmp(text, spellings[i]) == 0)
			return true;
	return false;
}

static struct mk_doc *make_scalar(struct yaml_reader *reader, const char *text)
{
	bool quoted = reader->event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	bool null = !quoted && is_null(text);
	struct mk_doc *node = mk_builder_node(
		&reader->builder, null ? MK_DOC_NULL : MK_DOC_SCALAR, event_origin(reader));

	if (!node)
		return NULL;
	node->quoted = quoted;
	node->text = text;
	define_anchor(reader, reader->event.data.scalar.anchor, node, false);
	return node;
}

static enum step take_key(struct yaml_reader *reader, const char *text)
{
	struct frame *top = top_frame(reader);

	if (reader->event.data.scalar.anchor && !make_scalar(reader, text))
		return GIVE_UP;
	top->key = text;
	top->key_origin = event_origin(reader);
	return GO_ON;
}

static enum step take_scalar(struct yaml_reader *reader)
{
	const char *value = (const char *)reader->event.data.scalar.value;
	size_t length = reader->event.data.scalar.length;
	const char *text = mk_arena_copy(reader->builder.arena, value, length);
	struct mk_doc *node;

	check_tag(reader, reader->event.data.scalar.tag);
	if (strlen(text) != length) {
		mk_report(reader->builder.findings, &mk_bad_encoding, event_origin(reader),
			"a text holds a NUL character, written '\\0'");
		return GIVE_UP;
	}
	if (key_is_next(reader))
		return take_key(reader, text);
	node = make_scalar(reader, text);
	return node ? place(reader, node, 1, 0) : GIVE_UP;
}

static enum step open_node(struct yaml_reader *reader, enum mk_doc_kind kind,
	const yaml_char_t *anchor, const yaml_char_t *tag)
{
	struct mk_doc *node;

	check_tag(reader, tag);
	if (key_is_next(reader))
		return refuse_key(reader, kind == MK_DOC_MAP ? "a map" : "a list");
	if (reader->depth == MK_DOC_MAX_DEPTH) {
		mk_builder_too_deep(&reader->builder, event_origin(reader));
		return GIVE_UP;
	}
	node = mk_builder_node(&reader->builder, kind, event_origin(reader));
	if (!node)
		return GIVE_UP;
	reader->frames[reader->depth++] = (struct frame){
		.node = node,
		.anchor = define_anchor(reader, anchor, node, true),
		.expanded = 1,
	};
	return GO_ON;
}

static enum step close_node(struct yaml_reader *reader)
{
	const struct frame *frame = &reader->frames[--reader->depth];
	struct mk_anchor *anchor = frame->anchor;

	/* The name may stand for another node by now. */
	if (anchor && anchor->node == frame->node) {
		anchor->open = false;
		anchor->expanded = frame->expanded;
		anchor->height = frame->height + 1;
	}
	return place(reader, frame->node, frame->expanded, frame->height + 1);
}

static enum step open_document(struct yaml_reader *reader)
{
	if (!reader->root)
		return GO_ON;
	mk_report(reader->builder.findings, &mk_second_document, event_origin(reader),
		"a second document starts here");
	return END;
}

static enum step take_event(struct yaml_reader *reader)
{
	const yaml_event_t *event = &reader->event;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return open_document(reader);
	case YAML_ALIAS_EVENT:
		return take_alias(reader);
	case YAML_SCALAR_EVENT:
		return take_scalar(reader);
	case YAML_SEQUENCE_START_EVENT:
		return open_node(reader, MK_DOC_LIST, event->data.sequence_start.anchor,
			event->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return open_node(reader, MK_DOC_MAP, event->data.mapping_start.anchor,
			event->data.mapping_start.tag);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_node(reader);
	case YAML_STREAM_END_EVENT:
		return END;
	default:
		return GO_ON;
	}
}

/*
 * libyaml compares each %TAG directive with all before it. Tags are refused anyway; so many
 * directives are refused before it sees them.
 */
static bool check_directives(struct mk_builder *builder)
{
	static const char directive[] = "%TAG";
	const struct mk_source *source = builder->places.source;
	const char *at = source->text;
	const char *end = at + source->length;
	size_t index;

	for (size_t count = 0; count < TAG_DIRECTIVES_MAX; count++) {
		at = memmem(at, (size_t)(end - at), directive, sizeof directive - 1);
		if (!at)
			return true;
		at++;
	}
	index = mk_places_index(&builder->places, (size_t)(at - 1 - source->text));
	mk_report(builder->findings, &mk_tag_used,
		mk_places_origin(&builder->places, index, index + 4), "%%TAG is used %u times",
		TAG_DIRECTIVES_MAX);
	return false;
}

/* So many lines back a key that ran into its value can make libyaml stumble. */
#define LINES_BACK 8

static bool is_key_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || byte == '_';
}

/* The byte behind "key:" in "  - key:value", or behind the dash of "-key: value"; 0: not such. */
static size_t missing_space(const struct mk_source *source, size_t line)
{
	const char *text = source->text;
	size_t end = source->length;
	size_t at = line;
	size_t word;

	while (at < end && text[at] == ' ')
		at++;
	if (at + 1 < end && text[at] == '-' && (is_key_letter(text[at + 1]) || text[at + 1] == '{'))
		return at + 1;
	while (at + 1 < end && text[at] == '-' && text[at + 1] == ' ')
		at += 2;
	for (word = at; at < end && is_key_letter(text[at]);)
		at++;
	if (at == word || at + 1 >= end || text[at] != ':' || strchr(" \t\r\n/", text[at + 1]))
		return 0;
	return at + 1;
}

static size_t line_start(const struct mk_source *source, size_t at)
{
	while (at > 0 && source->text[at - 1] != '\n')
		at--;
	return at;
}

/* A key without a space behind its colon becomes text that goes on in the lines below. */
static bool report_missing_space(struct yaml_reader *reader, size_t at)
{
	const struct mk_places *places = &reader->builder.places;
	struct mk_findings *findings = reader->builder.findings;
	size_t line = line_start(places->source, at);
	size_t found = missing_space(places->source, line);
	struct mk_finding *finding;
	struct mk_origin origin;
	size_t index;

	for (int back = 0; !found && line > 0 && back < LINES_BACK; back++) {
		line = line_start(places->source, line - 1);
		found = missing_space(places->source, line);
	}
	if (!found)
		return false;
	index = mk_places_index(places, found);
	origin = mk_places_origin(places, index, index);
	finding = mk_report(findings, &mk_bad_syntax, origin, "a space is missing after '%c'",
		places->source->text[found - 1]);
	mk_suggest(findings, finding, "put a space after the %s",
		places->source->text[found - 1] == ':' ? "colon" : "dash");
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), origin, "", " ");
	return true;
}

static void suggest(
	struct yaml_reader *reader, struct mk_finding *finding, size_t index, size_t context)
{
	const struct mk_places *places = &reader->builder.places;
	struct mk_findings *findings = reader->builder.findings;
	struct mk_yaml_slip slip = mk_yaml_slip_at(places->source, reader->parser.problem,
		mk_places_offset(places, index), mk_places_offset(places, context));
	struct mk_origin origin;

	if (!slip.advice)
		return;
	mk_suggest(findings, finding, "%s", slip.advice);
	if (!slip.text)
		return;
	origin = mk_places_origin(places, mk_places_index(places, slip.at),
		mk_places_index(places, slip.at + slip.was));
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_GUESS), origin,
		mk_arena_copy(reader->builder.arena, places->source->text + slip.at, slip.was),
		slip.text);
}

static void report_error(struct yaml_reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const struct mk_places *places = &reader->builder.places;
	size_t context = parser->context_mark.index;
	size_t index = parser->problem_mark.index;
	struct mk_finding *finding;

	/* libyaml does not call every failed allocation one, but then it names no problem. */
	if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
		mk_arena_exhaust(reader->builder.arena);
	if (parser->error == YAML_READER_ERROR)
		index = mk_places_index(places, parser->problem_offset);
	if (report_missing_space(reader, mk_places_offset(places, index)))
		return;
	finding = mk_report(reader->builder.findings, &mk_bad_syntax,
		mk_places_origin(places, index, index + 1), "%s", parser->problem);
	if (parser->context && context != index)
		mk_add_note(reader->builder.findings, finding,
			mk_places_origin(places, context, context + 1), "%s", parser->context);
	suggest(reader, finding, index, parser->context ? context : index);
}

static enum step next_event(struct yaml_reader *reader)
{
	enum step step;

	if (!yaml_parser_parse(&reader->parser, &reader->event)) {
		report_error(reader);
		return GIVE_UP;
	}
	step = take_event(reader);
	yaml_event_delete(&reader->event);
	return step;
}

static void start_parser(struct yaml_reader *reader, const struct mk_source *source)
{
	const char *text = source->length ? source->text : "";

	if (!yaml_parser_initialize(&reader->parser))
		mk_arena_exhaust(reader->builder.arena);
	yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader->parser, (const unsigned char *)text, source->length);
}

static struct mk_doc *read_yaml(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings)
{
	struct yaml_reader *reader = mk_arena_alloc(arena, sizeof *reader);
	struct mk_arena_slot *slot = mk_arena_reserve(arena, release_parser);
	struct mk_doc *root = NULL;
	enum step step;

	slot->object = reader;
	mk_builder_init(&reader->builder, arena, source, limits, findings);
	if (source->length && !check_directives(&reader->builder))
		return NULL;
	start_parser(reader, source);
	do
		step = next_event(reader);
	while (step == GO_ON);
	if (step == END)
		root = reader->root;
	mk_arena_release(slot);
	/* `---` alone makes a document, of which there is nothing. */
	if (step == END && (!root || (root->kind == MK_DOC_NULL && !*root->text))) {
		mk_builder_empty(&reader->builder);
		return NULL;
	}
	return root;
}

const struct mk_reader mk_reader_yaml = {
	.name = "yaml",
	.suffix = NULL,
	.read = read_yaml,
};
