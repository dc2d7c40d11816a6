/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/excerpt.h"

#include <stdbool.h>
#include <string.h>

#include "base/escape.h"

#define DEFAULT_COLUMNS 100u
#define GUTTER_COLUMNS 8u
#define TAB_COLUMNS 8u
#define ELLIPSIS "..."
#define ELLIPSIS_COLUMNS 3u

#define WAYPOINT_DISTANCE 256u
#define WINDOW_UNITS 128u /* looked at on each side of the mark; more than fit */

/* Walks a text, counting lines and columns as readers do. */
struct walk {
	const struct mk_source *source;
	struct mk_waypoint at;
};

static bool walk_ended(const struct walk *walk)
{
	return walk->at.offset >= walk->source->length;
}

static struct mk_unit walk_peek(const struct walk *walk)
{
	return mk_unit_read(
		walk->source->text + walk->at.offset, walk->source->length - walk->at.offset);
}

static bool is_ascii(char byte)
{
	return !((unsigned char)byte & 0x80);
}

static void walk_step(struct walk *walk)
{
	const char *text = walk->source->text + walk->at.offset;

	walk->at.offset += is_ascii(*text) ? 1 : walk_peek(walk).bytes;
	walk->at.column++;
	if (*text == '\n') {
		walk->at.line++;
		walk->at.column = 1;
	}
}

/* Behind a byte order mark, which has no column. */
static struct mk_waypoint first_place(const struct mk_source *source)
{
	bool marked = source->length >= 3 && memcmp(source->text, "\xef\xbb\xbf", 3) == 0;

	return (struct mk_waypoint){marked ? 3 : 0, 1, 1};
}

/* So many units, or to the end; most are in runs that need no look at each. */
static void walk_on(struct walk *walk, unsigned units)
{
	while (units && !walk_ended(walk)) {
		size_t left = walk->source->length - walk->at.offset;
		unsigned run = (unsigned)mk_plain_length(
			walk->source->text + walk->at.offset, left < units ? left : units);
		walk->at.offset += run;
		walk->at.column += run;
		units -= run;
		if (units && !walk_ended(walk)) {
			walk_step(walk);
			units--;
		}
	}
}

static void find_waypoints(struct mk_arena *arena, struct mk_waypoints *waypoints)
{
	struct walk walk = {waypoints->source, first_place(waypoints->source)};

	do {
		*mk_vec_add(arena, &waypoints->list) = walk.at;
		walk_on(&walk, WAYPOINT_DISTANCE);
	} while (!walk_ended(&walk));
}

static const struct mk_waypoints *waypoints_of(
	struct mk_excerpts *excerpts, const struct mk_source *source)
{
	struct mk_waypoints *waypoints;

	mk_each(waypoints, &excerpts->sources)
		if (waypoints->source == source)
			return waypoints;
	waypoints = mk_vec_add(excerpts->arena, &excerpts->sources);
	waypoints->source = source;
	find_waypoints(excerpts->arena, waypoints);
	return waypoints;
}

static bool is_before(const struct mk_waypoint *at, unsigned line, unsigned column)
{
	return at->line < line || (at->line == line && at->column < column);
}

/* The last waypoint that is not behind a place. */
static struct mk_waypoint nearest_waypoint(
	const struct mk_waypoints *waypoints, unsigned line, unsigned column)
{
	size_t low = 0;
	size_t high = waypoints->list.count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (is_before(&waypoints->list.items[middle], line, column + 1))
			low = middle;
		else
			high = middle;
	}
	return waypoints->list.items[low];
}

/* What of a line lies around a mark. */
struct window {
	struct mk_unit units[2 * WINDOW_UNITS];
	size_t count;
	size_t mark;	 /* index of the unit that the mark stands under, up to `count` */
	bool cut_before; /* the line has more than the window on that side */
	bool cut_behind;
};

static bool line_ends(const struct walk *walk)
{
	const char *text = walk->source->text + walk->at.offset;
	size_t left = walk->source->length - walk->at.offset;

	return left == 0 || text[0] == '\n' || (left > 1 && text[0] == '\r' && text[1] == '\n');
}

/* False where the text has no such line. */
static bool look_around(
	const struct mk_waypoints *waypoints, const struct mk_origin *origin, struct window *window)
{
	unsigned start = origin->column > WINDOW_UNITS ? origin->column - WINDOW_UNITS : 1;
	struct walk walk = {waypoints->source, nearest_waypoint(waypoints, origin->line, start)};

	while (!walk_ended(&walk) && is_before(&walk.at, origin->line, start) &&
		!(walk.at.line == origin->line && line_ends(&walk)))
		walk_step(&walk);
	if (walk.at.line != origin->line)
		return false;
	window->count = 0;
	window->mark = 0;
	window->cut_before = walk.at.column > 1;
	while (window->count < 2 * WINDOW_UNITS && !line_ends(&walk)) {
		window->units[window->count++] = walk_peek(&walk);
		window->mark += walk.at.column < origin->column;
		walk_step(&walk);
	}
	window->cut_behind = !line_ends(&walk);
	return true;
}

static unsigned unit_room(const struct mk_unit *unit)
{
	return *unit->text == '\t' ? TAB_COLUMNS : unit->width;
}

/* Part of a window: units first..end-1. */
struct part {
	size_t first;
	size_t end;
	unsigned room;
};

static void grow_behind(const struct window *window, struct part *part, unsigned limit)
{
	while (part->end < window->count &&
		part->room + unit_room(&window->units[part->end]) <= limit)
		part->room += unit_room(&window->units[part->end++]);
}

static void grow_before(const struct window *window, struct part *part, unsigned limit)
{
	while (part->first > 0 && part->room + unit_room(&window->units[part->first - 1]) <= limit)
		part->room += unit_room(&window->units[--part->first]);
}

/* The whole line where it fits; else as much as fits around the mark. */
static struct part choose_part(const struct window *window, unsigned columns)
{
	const unsigned limit = columns - 2 * ELLIPSIS_COLUMNS;
	struct part all = {0, 0, 0};
	struct part part = {window->mark, window->mark, 0};

	/* A mark behind the last character needs a column as well. */
	grow_behind(window, &all, columns - (window->mark == window->count));
	if (all.end == window->count && !window->cut_before && !window->cut_behind)
		return all;
	grow_behind(window, &part, limit / 2);
	grow_before(window, &part, limit);
	grow_behind(window, &part, limit);
	return part;
}

static unsigned shown_width(const struct mk_unit *unit, unsigned column)
{
	return *unit->text == '\t' ? TAB_COLUMNS - column % TAB_COLUMNS : unit->width;
}

static void write_unit(struct mk_buffer *out, const struct mk_unit *unit, unsigned width)
{
	if (*unit->text == '\t')
		mk_buffer_fill(out, ' ', width);
	else if (unit->escaped[0])
		mk_buffer_puts(out, unit->escaped);
	else
		mk_buffer_add(out, unit->text, unit->bytes);
}

/* Where the mark begins and how wide it is, in columns. */
struct mark {
	unsigned column;
	unsigned width;
};

static struct mark write_line(struct mk_buffer *out, const struct window *window,
	const struct part *part, unsigned length)
{
	bool cut_before = window->cut_before || part->first > 0;
	unsigned column = cut_before ? ELLIPSIS_COLUMNS : 0;
	struct mark mark = {0, 0};

	mk_buffer_puts(out, cut_before ? ELLIPSIS : "");
	for (size_t i = part->first; i < part->end; i++) {
		unsigned width = shown_width(&window->units[i], column);
		if (i == window->mark)
			mark.column = column;
		if (i >= window->mark && i - window->mark < length)
			mark.width += width;
		write_unit(out, &window->units[i], width);
		column += width;
	}
	if (window->mark >= part->end)
		mark.column = column;
	mk_buffer_puts(out, window->cut_behind || part->end < window->count ? ELLIPSIS : "");
	return mark;
}

static bool is_in_text(const struct mk_origin *origin)
{
	return origin->source && origin->source->text && !origin->path && origin->line;
}

void mk_excerpt_write(struct mk_excerpts *excerpts, const struct mk_origin *origin,
	const char *paint, const char *plain, struct mk_buffer *out)
{
	struct window window;
	struct part part;
	struct mark mark;

	if (!is_in_text(origin))
		return;
	if (!look_around(waypoints_of(excerpts, origin->source), origin, &window))
		return;
	part = choose_part(&window,
		(excerpts->columns ? excerpts->columns : DEFAULT_COLUMNS) - GUTTER_COLUMNS);
	mk_buffer_printf(out, "%5u | ", origin->line);
	mark = write_line(out, &window, &part, origin->length ? origin->length : 1);
	mk_buffer_puts(out, "\n      | ");
	mk_buffer_fill(out, ' ', mark.column);
	mk_buffer_puts(out, paint);
	mk_buffer_putc(out, '^');
	mk_buffer_fill(out, '~', mark.width > 1 ? mark.width - 1 : 0);
	mk_buffer_puts(out, plain);
	mk_buffer_putc(out, '\n');
}

/* Walks to a place in the text; false where its line is too short. */
static bool walk_to(struct walk *walk, unsigned line, unsigned column)
{
	while (is_before(&walk->at, line, column)) {
		if (walk_ended(walk) || (walk->at.line == line && line_ends(walk)))
			return false;
		walk_step(walk);
	}
	return walk->at.line == line && walk->at.column == column;
}

bool mk_excerpt_marked(struct mk_excerpts *excerpts, const struct mk_origin *origin,
	const char **text, size_t *length)
{
	const struct mk_waypoints *waypoints;
	struct walk walk;
	size_t start;

	if (!is_in_text(origin) || origin->length > WINDOW_UNITS)
		return false;
	waypoints = waypoints_of(excerpts, origin->source);
	walk = (struct walk){
		origin->source, nearest_waypoint(waypoints, origin->line, origin->column)};
	if (!walk_to(&walk, origin->line, origin->column))
		return false;
	start = walk.at.offset;
	if (!walk_to(&walk, origin->line, origin->column + origin->length))
		return false;
	*text = origin->source->text + start;
	*length = walk.at.offset - start;
	return true;
}
