/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/syntax.h"

#include <stdint.h>
#include <string.h>

#include "base/kind.h"
#include "doc/reading_problems.h"
#include "syntax/places.h"

#define BOM "\xef\xbb\xbf"
#define BOM_BYTES (sizeof BOM - 1)

/* `extra` bytes follow that continue a code point, and complete it to at least `least`. */
static bool continues(
	const unsigned char *following, size_t extra, uint32_t code_point, uint32_t least)
{
	for (size_t i = 0; i < extra; i++) {
		if ((following[i] & 0xc0) != 0x80)
			return false;
		code_point = code_point << 6 | (following[i] & 0x3f);
	}
	return code_point >= least && code_point <= 0x10ffff &&
	       !(code_point >= 0xd800 && code_point <= 0xdfff);
}

/* Length of the UTF-8 sequence at the start of `left` bytes; 0 if it is none. */
static size_t long_sequence(const unsigned char *at, size_t left)
{
	static const struct {
		unsigned char mask, lead;
		uint32_t least; /* code point; what is below has a shorter form */
	} forms[] = {
		{0xe0, 0xc0, 0x80},
		{0xf0, 0xe0, 0x800},
		{0xf8, 0xf0, 0x10000},
	};

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		uint32_t bits = at[0] & (0xffu ^ forms[i].mask);
		if ((at[0] & forms[i].mask) == forms[i].lead && left > i + 1 &&
			continues(at + 1, i + 1, bits, forms[i].least))
			return i + 2;
	}
	return 0;
}

/* Most are ASCII; NUL is not taken for a character. */
static size_t sequence_length(const unsigned char *at, size_t left)
{
	if (at[0] < 0x80)
		return at[0] != 0;
	return long_sequence(at, left);
}

static bool check_encoding(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	const unsigned char *text = (const unsigned char *)source->text;
	struct mk_places places;
	struct mk_origin origin;
	size_t at = 0, step = 1;
	size_t index;

	while (at < source->length && (step = sequence_length(text + at, source->length - at)))
		at += step;
	if (step)
		return true;
	mk_places_init(&places, arena, source);
	index = mk_places_index(&places, at);
	origin = mk_places_origin(&places, index, index + 1);
	if (text[at])
		mk_report(findings, &mk_bad_encoding, origin, "byte 0x%02x is not valid UTF-8 here",
			text[at]);
	else
		mk_report(findings, &mk_bad_encoding, origin, "the text holds a NUL byte");
	return false;
}

/* The same source without a byte order mark, so that columns of line 1 count what is seen. */
static const struct mk_source *without_bom(struct mk_arena *arena, const struct mk_source *source)
{
	struct mk_source *rest;

	if (source->length < BOM_BYTES || memcmp(source->text, BOM, BOM_BYTES) != 0)
		return source;
	rest = mk_arena_alloc(arena, sizeof *rest);
	*rest = (struct mk_source){
		source->name, source->text + BOM_BYTES, source->length - BOM_BYTES};
	return rest;
}

static bool ends_with(const char *name, const char *suffix)
{
	size_t length = strlen(name);
	size_t suffix_length = strlen(suffix);

	return length >= suffix_length && strcmp(name + length - suffix_length, suffix) == 0;
}

static bool starts_with_brace(const struct mk_source *source)
{
	size_t at = 0;

	while (at < source->length && strchr(" \t\r\n", source->text[at]))
		at++;
	return at < source->length && source->text[at] == '{';
}

static const struct mk_reader *reader_for(const char *name)
{
	const struct mk_reader *fallback = NULL;

	for (size_t i = 0; i < mk_reader_count; i++) {
		if (!mk_readers[i]->suffix)
			fallback = mk_readers[i];
		else if (ends_with(name, mk_readers[i]->suffix))
			return mk_readers[i];
	}
	return fallback;
}

static const struct mk_reader *choose_reader(const struct mk_source *source)
{
	bool braced = strcmp(source->name, "-") == 0 && starts_with_brace(source);

	return reader_for(braced ? ".json" : source->name);
}

/* True where the file is something else that people have at hand. */
static bool is_other_kind(const struct mk_source *source, struct mk_findings *findings)
{
	enum mk_kind kind = mk_kind_of(source->text, source->length);
	const char *name = source->name;
	struct mk_finding *finding;

	if (kind == MK_KIND_UNKNOWN || kind == MK_KIND_LAYOUT || kind == MK_KIND_EMPTY)
		return false;
	finding = mk_report(findings, &mk_other_file, (struct mk_origin){.source = source},
		"'%s' is %s, not a layout", name, mk_kind_noun(kind));
	if (kind == MK_KIND_DTB && ends_with(name, ".dtbo"))
		mk_suggest(findings, finding,
			"give the layout here; an overlay is merged into the board's tree first: "
			"fdtoverlay -i BASE.dtb -o board.dtb %s",
			name);
	else if (kind == MK_KIND_DTB)
		mk_suggest(findings, finding,
			"give the layout here, and the device tree with --board %s; if there is no "
			"layout, `mkpart init %s --nodes 2` prints a first one",
			name, name);
	else if (mk_kind_unpacker(kind))
		mk_suggest(
			findings, finding, "unpack it first: %s %s", mk_kind_unpacker(kind), name);
	else if (kind == MK_KIND_DTS)
		mk_suggest(findings, finding,
			"compile it, then make a layout for it: dtc -I dts -O dtb -o board.dtb %s; "
			"mkpart init board.dtb --nodes 2",
			name);
	return true;
}

static const struct mk_doc_limits layout_limits = {MK_DOC_MAX_BYTES, MK_DOC_MAX_NODES};

static bool check_size(const struct mk_source *source, const struct mk_doc_limits *limits,
	struct mk_findings *findings)
{
	if (source->length <= limits->bytes)
		return true;
	mk_report(findings, &mk_too_large, (struct mk_origin){.source = source},
		"the text has %zu bytes, the limit is %zu", source->length, limits->bytes);
	return false;
}

const struct mk_source *mk_syntax_text(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings)
{
	if (!check_size(source, limits, findings))
		return NULL;
	source = without_bom(arena, source);
	return check_encoding(arena, source, findings) ? source : NULL;
}

static struct mk_doc *read_with(const struct mk_reader *reader, struct mk_arena *arena,
	const struct mk_source *source, const struct mk_doc_limits *limits,
	struct mk_findings *findings)
{
	if (!check_size(source, limits, findings) || is_other_kind(source, findings))
		return NULL;
	source = mk_syntax_text(arena, source, limits, findings);
	if (!source)
		return NULL;
	if (!reader)
		reader = choose_reader(source);
	return reader->read(arena, source, limits, findings);
}

struct mk_doc *mk_syntax_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings)
{
	return read_with(NULL, arena, source, &layout_limits, findings);
}

struct mk_doc *mk_syntax_read_json(struct mk_arena *arena, const struct mk_source *source,
	const struct mk_doc_limits *limits, struct mk_findings *findings)
{
	return read_with(
		reader_for(".json"), arena, source, limits ? limits : &layout_limits, findings);
}
