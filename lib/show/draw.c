/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/words.h"
#include "base/xml.h"
#include "show/palette.h"

/* Thousandths of a percent. */
#define WHOLE 100000u
#define SMALL 1200u /* of a bar: 12 pixels of 1000, less than a letter needs */
#define LETTER 900u /* what one of a name's letters needs */
#define LEAST 200u  /* of a bar: what is narrower is drawn as wide as that */

#define MAX_WINDOWS 6u

/* --- fills ------------------------------------------------------------------------------------ */

static const char *fill_name(struct mk_arena *arena, const struct mk_segment *segment)
{
	static const char *const names[] = {
		[MK_PART_FREE] = "free",
		[MK_PART_SHARED] = "shared",
		[MK_PART_OWN] = "own",
		[MK_PART_OUTSIDE] = "outside",
		[MK_PART_LOADER] = "loader",
		[MK_PART_RESERVED] = "reserved",
		[MK_PART_CLASH] = "overlap",
		[MK_PART_CROWD] = "crowd",
	};

	if (segment->part == MK_PART_NODE)
		return mk_arena_printf(
			arena, "fill-node%zu", segment->tenants[0]->node % MK_NODE_PAINTS);
	return mk_arena_printf(arena, "fill-%s", names[segment->part]);
}

static void draw_fill(struct mk_buffer *out, const struct mk_segment *segment)
{
	static const char *const strokes[] = {
		[MK_HATCH_RISING] = "M-2 2L2 -2M0 8L8 0M6 10L10 6",
		[MK_HATCH_DOTS] = "M1 2h2M5 6h2",
		[MK_HATCH_UPRIGHT] = "M4 0V8",
		[MK_HATCH_FALLING] = "M-2 6L2 10M0 0L8 8M6 -2L10 2",
		[MK_HATCH_LEVEL] = "M0 4H8",
		[MK_HATCH_CROSS] = "M0 8L8 0M0 0L8 8",
	};
	struct mk_paint paint = mk_segment_paint(segment);

	mk_buffer_printf(out,
		"<pattern id=\"%s\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
		"<rect width=\"8\" height=\"8\" fill=\"%s\"/>",
		fill_name(out->arena, segment), paint.fill);
	if (paint.hatch != MK_HATCH_NONE)
		mk_buffer_printf(out,
			"<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-opacity=\"0.5\"%s/>",
			strokes[paint.hatch], paint.ink,
			paint.hatch == MK_HATCH_DOTS ? " stroke-width=\"2\"" : "");
	mk_buffer_puts(out, "</pattern>\n");
}

/* What most plans have nothing of is defined only where it is used. */
static bool is_rare(const struct mk_picture *picture, enum mk_part part)
{
	const struct mk_tenant *tenant;

	if (part != MK_PART_OWN && part != MK_PART_OUTSIDE)
		return false;
	mk_each(tenant, &picture->tenants)
		if (tenant->part == part)
			return false;
	return true;
}

void mk_draw_fills(struct mk_buffer *out, const struct mk_picture *picture)
{
	mk_buffer_puts(out, "<defs>\n");
	for (size_t i = 0; i < picture->nodes.count && i < MK_NODE_PAINTS; i++) {
		struct mk_tenant tenant = {.part = MK_PART_NODE, .node = i};
		draw_fill(out, &(struct mk_segment){.part = tenant.part, .tenants = {&tenant}});
	}
	for (int part = MK_PART_FREE; part < MK_PART_COUNT; part++)
		if (part != MK_PART_NODE && !is_rare(picture, (enum mk_part)part))
			draw_fill(out, &(struct mk_segment){.part = (enum mk_part)part});
	mk_buffer_puts(out, "</defs>\n");
}

/* Free memory takes the page's own colour. */
static void draw_look(struct mk_buffer *out, const struct mk_segment *segment)
{
	mk_buffer_printf(out, " class=\"%s\" fill=\"url(#%s)\" stroke=\"%s\"",
		segment->part == MK_PART_FREE ? "piece free" : "piece",
		fill_name(out->arena, segment), segment->part == MK_PART_FREE ? "none" : "#000000");
}

void mk_draw_swatch(struct mk_buffer *out, const struct mk_segment *segment, unsigned x, unsigned y,
	unsigned size)
{
	mk_buffer_printf(
		out, "<rect x=\"%u\" y=\"%u\" width=\"%u\" height=\"%u\"", x, y, size, size);
	draw_look(out, segment);
	mk_buffer_puts(out, "/>");
}

/* --- to scale --------------------------------------------------------------------------------- */

/* `part` of `whole` in `units`; without floating point, whose text depends on the locale. */
static unsigned scale(uint64_t part, uint64_t whole, unsigned units)
{
	while (whole >> 40) {
		part >>= 1;
		whole >>= 1;
	}
	return (unsigned)(part * units / whole);
}

unsigned mk_draw_place(struct mk_range window, uint64_t address)
{
	return scale(address - window.first, mk_range_size(window), 1000);
}

struct place {
	unsigned start;
	unsigned width;
};

static struct place place_of(struct mk_range window, struct mk_range range)
{
	uint64_t size = mk_range_size(window);
	unsigned start = scale(range.first - window.first, size, WHOLE);
	unsigned end = range.last == window.last
			       ? WHOLE
			       : scale(range.last - window.first + 1, size, WHOLE);

	return (struct place){start, end > start ? end - start : 0};
}

bool mk_draws_small(struct mk_range window, struct mk_range range)
{
	return place_of(window, range).width < SMALL;
}

static void put_percent(struct mk_buffer *out, const char *name, unsigned value)
{
	mk_buffer_printf(out, " %s=\"%u.%03u%%\"", name, value / 1000, value % 1000);
}

/* --- bars ------------------------------------------------------------------------------------- */

static void draw_title(
	struct mk_buffer *out, const struct mk_picture *picture, const struct mk_segment *segment)
{
	const char *how = mk_segment_how(segment);

	mk_buffer_puts(out, "<title>");
	mk_xml_text(out, mk_segment_owner(out->arena, picture, segment));
	mk_buffer_printf(out, "%s%s, %s, %s</title>", *how ? ", " : "", how,
		mk_range_text(out->arena, segment->range),
		mk_size_text(out->arena, mk_range_size(segment->range)));
}

static void put_ends(struct mk_buffer *out, const struct mk_segment *segment)
{
	mk_buffer_printf(out, " data-first=\"0x%" PRIx64 "\" data-last=\"0x%" PRIx64 "\"",
		segment->range.first, segment->range.last);
}

/* The name alone of what the segment is; "" where it has none that is fit for a picture. */
static const char *short_name(const struct mk_segment *segment)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
	bool is_one = segment->part != MK_PART_CLASH && segment->part != MK_PART_CROWD;
	bool is_named = is_one && segment->count && segment->tenants[0]->name &&
			!segment->tenants[0]->name[strspn(segment->tenants[0]->name, letters)];

	if (segment->part == MK_PART_LOADER)
		return "loader";
	return is_named ? segment->tenants[0]->name : "";
}

static void draw_letter(
	struct mk_buffer *out, const struct mk_segment *segment, struct place place, bool names)
{
	struct mk_paint paint = mk_segment_paint(segment);
	const char *name = short_name(segment);

	if (segment->part == MK_PART_FREE)
		return;
	mk_buffer_puts(out, "<text class=\"letter\"");
	put_percent(out, "x", place.start + place.width / 2);
	mk_buffer_printf(out,
		" y=\"25\" text-anchor=\"middle\" font-family=\"monospace\" font-size=\"14\""
		" font-weight=\"bold\" fill=\"%s\" stroke=\"%s\" stroke-width=\"4\""
		" paint-order=\"stroke\" pointer-events=\"none\" aria-hidden=\"true\"%s",
		paint.ink, paint.fill, place.width < SMALL ? " visibility=\"hidden\"" : "");
	put_ends(out, segment);
	mk_buffer_printf(out, " data-letter=\"%c\"", mk_segment_letter(segment));
	if (*name)
		mk_xml_attribute(out, "data-name", name);
	mk_buffer_printf(out, ">%c", mk_segment_letter(segment));
	if (names && *name && (strlen(name) + 2) * LETTER <= place.width)
		mk_buffer_printf(out, " %s", name);
	mk_buffer_puts(out, "</text>\n");
}

static void draw_piece(struct mk_buffer *out, const struct mk_picture *picture,
	struct mk_range window, const struct mk_segment *segment, bool names)
{
	struct place place = place_of(window, mk_range_intersection(window, segment->range));

	mk_buffer_puts(out, "<rect");
	put_percent(out, "x", place.start);
	put_percent(out, "width", place.width < LEAST ? LEAST : place.width);
	mk_buffer_printf(out, " height=\"%u\"", MK_BAR_HEIGHT);
	draw_look(out, segment);
	put_ends(out, segment);
	mk_buffer_puts(out, ">");
	draw_title(out, picture, segment);
	mk_buffer_puts(out, "</rect>\n");
	draw_letter(out, segment, place, names);
}

/* The small ones come last, so that nothing covers them. */
void mk_draw_bar(struct mk_buffer *out, const struct mk_picture *picture,
	const struct mk_strip *strip, struct mk_range window, bool names)
{
	const struct mk_segment *segment;

	for (int small = 0; small <= 1; small++)
		mk_each(segment, &strip->segments)
			if (mk_ranges_overlap(window, segment->range) &&
				mk_draws_small(window, mk_range_intersection(window,
							       segment->range)) == (small == 1))
				draw_piece(out, picture, window, segment, names);
}

/* --- what to enlarge -------------------------------------------------------------------------- */

/* Near enough that both can be seen in one bar, which still enlarges them. */
static bool is_near(struct mk_range strip, struct mk_range run, struct mk_range next)
{
	uint64_t longer =
		mk_range_size(run) > mk_range_size(next) ? mk_range_size(run) : mk_range_size(next);

	return (next.first - run.last) / 16 <= longer &&
	       next.last - run.first <= (strip.last - strip.first) / 8;
}

/* With an eighth of it on either side. */
static struct mk_range widened(struct mk_range run, struct mk_range strip)
{
	uint64_t margin = mk_range_size(run) / 8;
	struct mk_range window = strip;

	if (run.first - strip.first > margin)
		window.first = run.first - margin;
	if (strip.last - run.last > margin)
		window.last = run.last + margin;
	return window;
}

struct run {
	struct mk_range range;
	size_t count;
	bool told; /* of somebody in it: a reservation by itself is not worth a bar */
};

static void add_window(struct mk_arena *arena, mk_windows *windows, const struct mk_strip *strip,
	const struct run *run)
{
	if ((run->told || run->count > 1) && windows->count < MAX_WINDOWS)
		*mk_vec_add(arena, windows) = widened(run->range, strip->range);
}

mk_windows mk_draw_windows(struct mk_arena *arena, const struct mk_strip *strip)
{
	const struct mk_segment *segment;
	mk_windows windows = {0};
	struct run run = {.count = 0};

	mk_each(segment, &strip->segments) {
		if (segment->part == MK_PART_FREE || !mk_draws_small(strip->range, segment->range))
			continue;
		if (!run.count || !is_near(strip->range, run.range, segment->range)) {
			add_window(arena, &windows, strip, &run);
			run = (struct run){.range = segment->range};
		}
		run.range.last = segment->range.last;
		run.count++;
		run.told |= segment->part != MK_PART_RESERVED;
	}
	add_window(arena, &windows, strip, &run);
	return windows;
}
