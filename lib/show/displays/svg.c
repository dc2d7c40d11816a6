/* SPDX-License-Identifier: BSD-2-Clause */
/* The address space as a picture that stands alone: to scale bank by bank, with all ranges. */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/words.h"
#include "base/xml.h"
#include "show/draw.h"
#include "show/palette.h"
#include "show/show.h"

/* Pixels. */
#define WIDTH 1040u
#define MARGIN 20u
#define BAR (WIDTH - 2 * MARGIN)
#define LINE 18u
#define ZOOM_GAP 26u /* between a bar and what enlarges a part of it */
#define RANGE_AT 46u
#define SIZE_AT 330u
#define OWNER_AT 450u
#define OWNER_LETTERS 78u /* that have room */

#define MAX_UNPLACED 100u

struct svg {
	struct mk_arena *arena;
	struct mk_buffer *out; /* the body; how high it is comes before it */
	const struct mk_picture *picture;
	unsigned y; /* free from here on */
};

/* --- text ------------------------------------------------------------------------------------- */

/* As much of a text as there is room for. */
static const char *cut(struct svg *svg, const char *text, size_t room)
{
	struct mk_buffer buffer;
	size_t length = strlen(text);
	size_t width = 0;

	mk_buffer_init(&buffer, svg->arena);
	for (size_t at = 0; at < length;) {
		struct mk_unit unit = mk_unit_read(text + at, length - at);
		width += unit.width;
		if (width > room) {
			mk_buffer_puts(&buffer, "...");
			break;
		}
		mk_buffer_add(&buffer, unit.text, unit.bytes);
		at += unit.bytes;
	}
	return buffer.text;
}

static void text_at(struct svg *svg, unsigned x, const char *style, const char *text)
{
	mk_buffer_printf(svg->out, "<text x=\"%u\" y=\"%u\"%s>", x, svg->y + LINE - 5, style);
	mk_xml_text(svg->out, text);
	mk_buffer_puts(svg->out, "</text>\n");
}

static void heading(struct svg *svg, const char *text)
{
	svg->y += LINE / 2;
	text_at(svg, MARGIN, " font-weight=\"bold\"", cut(svg, text, 120));
	svg->y += LINE + 4;
}

/* Swatch, letter, range, size, owner. */
static void row(struct svg *svg, const struct mk_segment *segment, const char *range,
	const char *size, const char *owner)
{
	const char letter[] = {mk_segment_letter(segment), '\0'};

	mk_draw_swatch(svg->out, segment, MARGIN, svg->y + 3, 12);
	text_at(svg, MARGIN + 15, " font-weight=\"bold\"", letter);
	text_at(svg, MARGIN + RANGE_AT - 18, "", range);
	text_at(svg, SIZE_AT, "", size);
	text_at(svg, OWNER_AT, "", cut(svg, owner, OWNER_LETTERS));
	svg->y += LINE;
}

/* --- bars ------------------------------------------------------------------------------------- */

struct box {
	unsigned x;
	unsigned width;
};

static void bar(
	struct svg *svg, const struct mk_strip *strip, struct mk_range window, struct box box)
{
	mk_buffer_printf(svg->out,
		"<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\" fill=\"#ffffff\""
		" stroke=\"#767676\"/>\n<svg x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\">\n",
		box.x, svg->y, box.width, MK_BAR_HEIGHT, box.x, svg->y, box.width, MK_BAR_HEIGHT);
	mk_draw_bar(svg->out, svg->picture, strip, window, true);
	mk_buffer_puts(svg->out, "</svg>\n");
}

/* Its ends, below a bar. */
static void ends(struct svg *svg, struct mk_range window, struct box box)
{
	text_at(svg, box.x, " font-size=\"11\"",
		mk_arena_printf(svg->arena, "0x%" PRIx64, window.first));
	text_at(svg, box.x + box.width, " font-size=\"11\" text-anchor=\"end\"",
		mk_arena_printf(svg->arena, "0x%" PRIx64, window.last));
}

/* Leads from the place in the strip's bar, whose lower edge is at `from`, to what enlarges it. */
static void wedge(struct svg *svg, const struct mk_strip *strip, struct mk_range window,
	struct box box, unsigned from)
{
	unsigned left = MARGIN + mk_draw_place(strip->range, window.first) * BAR / 1000;
	unsigned right = MARGIN + mk_draw_place(strip->range, window.last) * BAR / 1000;

	mk_buffer_printf(svg->out,
		"<path d=\"M%u %uH%uL%u %uH%uZ\" fill=\"#000000\" fill-opacity=\"0.08\"/>\n", left,
		from, right + 2, box.x + box.width, svg->y, box.x);
}

/* Rows of three; only to the first one a wedge can be followed. */
static void draw_enlarged(struct svg *svg, const struct mk_strip *strip, unsigned from)
{
	mk_windows windows = mk_draw_windows(svg->arena, strip);
	unsigned columns = windows.count < 3 ? (unsigned)windows.count : 3;

	for (unsigned i = 0; i < windows.count; i++) {
		unsigned pitch = (BAR + MARGIN) / columns;
		struct box box = {MARGIN + i % columns * pitch, pitch - MARGIN};
		if (i % columns == 0)
			svg->y += i ? MK_BAR_HEIGHT + LINE : ZOOM_GAP;
		if (i < columns)
			wedge(svg, strip, windows.items[i], box, from);
		bar(svg, strip, windows.items[i], box);
		svg->y += MK_BAR_HEIGHT;
		ends(svg, windows.items[i], box);
		svg->y -= MK_BAR_HEIGHT;
	}
	if (windows.count)
		svg->y += MK_BAR_HEIGHT + LINE;
}

static void draw_bars(struct svg *svg, const struct mk_strip *strip)
{
	struct box box = {MARGIN, BAR};

	bar(svg, strip, strip->range, box);
	svg->y += MK_BAR_HEIGHT;
	ends(svg, strip->range, box);
	svg->y += LINE;
	draw_enlarged(svg, strip, svg->y - LINE);
}

static void draw_strip(struct svg *svg, const struct mk_strip *strip)
{
	const struct mk_segment *segment;

	heading(svg, mk_arena_printf(svg->arena, "%s, %s, %s",
			     mk_shown_name(svg->arena, mk_strip_name(strip)),
			     mk_range_text(svg->arena, strip->range),
			     mk_size_text(svg->arena, mk_range_size(strip->range))));
	draw_bars(svg, strip);
	svg->y += 6;
	mk_each(segment, &strip->segments) {
		const char *how = mk_segment_how(segment);
		row(svg, segment, mk_range_text(svg->arena, segment->range),
			mk_size_text(svg->arena, mk_range_size(segment->range)),
			mk_arena_printf(svg->arena, "%s%s%s",
				mk_segment_owner(svg->arena, svg->picture, segment),
				*how ? ", " : "", how));
	}
}

static void draw_unplaced(struct svg *svg)
{
	size_t count = svg->picture->unplaced.count;

	if (count)
		heading(svg, "without a place");
	for (size_t i = 0; i < count && i < MAX_UNPLACED; i++) {
		const struct mk_tenant *tenant = svg->picture->unplaced.items[i];
		struct mk_segment segment = {.part = tenant->part, .tenants = {tenant}};
		row(svg, &segment, "no place",
			mk_size_text(svg->arena, tenant->claim->region->size),
			mk_tenant_name(svg->arena, svg->picture, tenant));
	}
	if (count > MAX_UNPLACED)
		heading(svg, mk_arena_printf(svg->arena, "...and %zu more", count - MAX_UNPLACED));
}

/* --- the document ----------------------------------------------------------------------------- */

static const char *board_name(struct svg *svg)
{
	const struct mk_board *board = svg->picture->plan->board;

	return mk_shown_name(svg->arena, board->model ? board->model : board->compatible);
}

static void draw_body(struct svg *svg)
{
	const struct mk_strip *strip;

	heading(svg, board_name(svg));
	mk_each(strip, &svg->picture->strips)
		draw_strip(svg, strip);
	if (svg->picture->strips_left_out)
		heading(svg, mk_arena_printf(svg->arena, "...and %zu more banks",
				     svg->picture->strips_left_out));
	draw_unplaced(svg);
	svg->y += MARGIN;
}

static void draw_head(struct svg *svg, struct mk_buffer *out)
{
	mk_buffer_puts(out, MK_XML_DECLARATION);
	mk_buffer_printf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\""
		" viewBox=\"0 0 %u %u\" role=\"img\" aria-labelledby=\"title desc\""
		" font-family=\"monospace\" font-size=\"12\" fill=\"#000000\">\n"
		"<title id=\"title\">Memory of ",
		WIDTH, svg->y, WIDTH, svg->y);
	mk_xml_text(out, board_name(svg));
	mk_buffer_printf(out,
		"</title>\n<desc id=\"desc\">The address space bank by bank, to scale: what each of "
		"%zu nodes has, what they share, and what is free. Each range is listed below its "
		"bank.</desc>\n",
		svg->picture->nodes.count);
	mk_draw_fills(out, svg->picture);
	mk_buffer_printf(
		out, "<rect width=\"%u\" height=\"%u\" fill=\"#ffffff\"/>\n", WIDTH, svg->y);
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	struct mk_buffer body;
	struct svg svg = {.arena = out->arena,
		.out = &body,
		.picture = mk_picture_make(out->arena, view->plan)};

	mk_buffer_init(&body, out->arena);
	draw_body(&svg);
	draw_head(&svg, out);
	mk_buffer_add(out, body.text, body.length);
	mk_buffer_puts(out, "</svg>\n");
}

const struct mk_display mk_display_svg = {
	.name = "svg",
	.doc = "the address space bank by bank, as a picture for documents",
	.draw = draw,
};
