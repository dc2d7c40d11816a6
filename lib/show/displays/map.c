/* SPDX-License-Identifier: BSD-2-Clause */
/* The address space for a terminal: a letter for each cell of memory. Plain ASCII. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/escape.h"
#include "base/words.h"
#include "show/node_words.h"
#include "show/palette.h"
#include "show/show.h"

/* Of one strip. */
#define MAX_ROWS 8u
#define LEAST_CELL 4096u

/* Of what has no place. */
#define MAX_UNPLACED 100u

#define INDENT 2u
#define GAP 2u

struct map {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_view *view;
	const struct mk_picture *picture;
	bool shown[MK_PART_COUNT]; /* what the legend has to explain */
	bool mixed;		   /* some cell holds several that are seen nowhere else */
	bool less;		   /* something fills no whole cell */
};

/* --- text within the width -------------------------------------------------------------------- */

static const char *ascii(struct map *map, const char *text)
{
	return mk_ascii_text(map->arena, text);
}

/* How much of `text` goes into `room`: whole words, or as much as fits of a long one. */
static size_t fitting(const char *text, size_t room)
{
	size_t length = strnlen(text, room + 1);

	if (length <= room)
		return length;
	for (size_t at = room; at > room / 3; at--)
		if (text[at] == ' ')
			return at;
	return room;
}

/* Text that may be as long as an input: of more than three lines the rest is left out. */
static void write_text(struct map *map, const char *text, size_t column)
{
	size_t room = map->view->columns - column;

	for (unsigned line = 0; line < 3; line++) {
		size_t length = fitting(text, room);
		mk_buffer_add(map->out, text, length);
		text += length;
		text += strspn(text, " ");
		if (!*text)
			break;
		mk_buffer_putc(map->out, '\n');
		mk_buffer_fill(map->out, ' ', column);
	}
	mk_buffer_puts(map->out, *text ? "...\n" : "\n");
}

/* --- colour ----------------------------------------------------------------------------------- */

static void write_painted(struct map *map, struct mk_paint paint, char letter, size_t count)
{
	const char *escape = map->view->color ? paint.escape : "";

	mk_buffer_puts(map->out, escape);
	mk_buffer_fill(map->out, letter, count);
	mk_buffer_puts(map->out, *escape ? "\033[0m" : "");
}

/* --- cells ------------------------------------------------------------------------------------ */

/* A strip cut into cells, and those into rows. Sizes in bytes; powers of two. */
struct grid {
	const struct mk_strip *strip;
	uint64_t cell;
	size_t cells_per_row;
	size_t cell_count;
	int digits; /* of addresses */
};

struct cell {
	char letter;
	struct mk_paint paint;
};

static struct mk_range cell_range(const struct grid *grid, size_t index)
{
	struct mk_range range = grid->strip->range;

	range.first += index * grid->cell;
	if (range.last - range.first >= grid->cell)
		range.last = range.first + (grid->cell - 1);
	return range;
}

static struct grid grid_of(const struct map *map, const struct mk_strip *strip)
{
	struct grid grid = {.strip = strip, .cell = LEAST_CELL, .cells_per_row = 8};
	uint64_t beyond = strip->range.last - strip->range.first; /* of its first address */
	size_t room;

	grid.digits = snprintf(NULL, 0, "%" PRIx64, strip->range.last);
	room = map->view->columns - INDENT - 2 - (size_t)grid.digits - GAP;
	while (grid.cells_per_row * 2 <= room)
		grid.cells_per_row *= 2;
	while (beyond / grid.cell >= MAX_ROWS * grid.cells_per_row)
		grid.cell *= 2;
	grid.cell_count = (size_t)(beyond / grid.cell) + 1;
	return grid;
}

/* Whether it has a cell for itself. */
static bool fills_cell(const struct grid *grid, const struct mk_segment *segment)
{
	uint64_t offset = segment->range.first - grid->strip->range.first;
	uint64_t index = offset / grid->cell + (offset % grid->cell != 0);

	return index < grid->cell_count &&
	       cell_range(grid, (size_t)index).last <= segment->range.last;
}

/*
 * Of what lies in a cell, that is shown which is seen in no other; where nothing needs that, what
 * has most of the cell.
 */
static struct cell choose(struct map *map, const struct grid *grid, size_t index, size_t from)
{
	const struct mk_segment *segments = grid->strip->segments.items;
	struct mk_range range = cell_range(grid, index);
	const struct mk_segment *small = NULL;
	const struct mk_segment *large = &segments[from];
	bool mixed = false;
	uint64_t most = 0;

	for (size_t i = from;
		i < grid->strip->segments.count && segments[i].range.first <= range.last; i++) {
		struct mk_range inside = mk_range_intersection(segments[i].range, range);
		if (segments[i].part != MK_PART_FREE && !fills_cell(grid, &segments[i])) {
			mixed |= small &&
				 mk_segment_letter(small) != mk_segment_letter(&segments[i]);
			small = &segments[i];
		}
		if (inside.last - inside.first >= most) {
			most = inside.last - inside.first;
			large = &segments[i];
		}
	}
	map->mixed |= mixed;
	if (mixed)
		return (struct cell){'%', mk_part_paint(MK_PART_CROWD)};
	if (!small)
		small = large;
	return (struct cell){mk_segment_letter(small), mk_segment_paint(small)};
}

static struct cell *make_cells(struct map *map, const struct grid *grid)
{
	struct cell *cells = mk_arena_array(map->arena, grid->cell_count, sizeof *cells);
	size_t from = 0;

	for (size_t i = 0; i < grid->cell_count; i++) {
		uint64_t first = cell_range(grid, i).first;
		while (grid->strip->segments.items[from].range.last < first)
			from++;
		cells[i] = choose(map, grid, i, from);
	}
	return cells;
}

/* Cells that look alike go together, so that a colour is said once. */
static void write_cells(struct map *map, const struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count;) {
		size_t same = 1;
		while (i + same < count && cells[i + same].letter == cells[i].letter &&
			cells[i + same].paint.escape == cells[i].paint.escape)
			same++;
		write_painted(map, cells[i].paint, cells[i].letter, same);
		i += same;
	}
	mk_buffer_putc(map->out, '\n');
}

static void write_grid(struct map *map, const struct grid *grid)
{
	const struct cell *cells = make_cells(map, grid);

	for (size_t i = 0; i < grid->cell_count; i += grid->cells_per_row) {
		size_t left = grid->cell_count - i;
		mk_buffer_printf(map->out, "%*s0x%0*" PRIx64 "%*s", (int)INDENT, "", grid->digits,
			cell_range(grid, i).first, (int)GAP, "");
		write_cells(
			map, cells + i, left < grid->cells_per_row ? left : grid->cells_per_row);
	}
}

/* --- what is in a strip, exactly -------------------------------------------------------------- */

struct list {
	const struct grid *grid;
	size_t range_width;
	size_t size_width;
};

static struct list measure(struct map *map, const struct grid *grid)
{
	struct list list = {.grid = grid};
	const struct mk_segment *segment;

	mk_each(segment, &grid->strip->segments) {
		size_t range = strlen(mk_range_text(map->arena, segment->range));
		size_t size = strlen(mk_size_text(map->arena, mk_range_size(segment->range)));
		list.range_width = range > list.range_width ? range : list.range_width;
		list.size_width = size > list.size_width ? size : list.size_width;
	}
	return list;
}

static const char *words(struct map *map, const struct mk_segment *segment)
{
	const char *owner = mk_segment_owner(map->arena, map->picture, segment);
	const char *how = mk_segment_how(segment);

	return mk_arena_printf(map->arena, "%s%s%s", ascii(map, owner), *how ? ", " : "", how);
}

/* Letter, range, size and owner; on two lines where they do not fit one. */
static void write_segment(
	struct map *map, const struct list *list, const struct mk_segment *segment)
{
	size_t column = INDENT + 1 + GAP + list->range_width + GAP + list->size_width + 1 + GAP;
	const char *size = mk_size_text(map->arena, mk_range_size(segment->range));
	bool less = segment->part != MK_PART_FREE && !fills_cell(list->grid, segment);

	map->shown[segment->part] = true;
	map->less |= less;
	mk_buffer_fill(map->out, ' ', INDENT);
	write_painted(map, mk_segment_paint(segment), mk_segment_letter(segment), 1);
	mk_buffer_fill(map->out, ' ', GAP);
	mk_buffer_printf(map->out, "%-*s", (int)list->range_width,
		mk_range_text(map->arena, segment->range));
	if (column + 16 <= map->view->columns) {
		mk_buffer_printf(
			map->out, "  %-*s%c  ", (int)list->size_width, size, less ? '<' : ' ');
		write_text(map, words(map, segment), column);
		return;
	}
	column = INDENT + 1 + GAP;
	mk_buffer_printf(map->out, "\n%*s", (int)column, "");
	write_text(map,
		mk_arena_printf(
			map->arena, "%s%s, %s", size, less ? " <" : "", words(map, segment)),
		column);
}

static void write_strip(struct map *map, const struct mk_strip *strip)
{
	struct grid grid = grid_of(map, strip);
	struct list list = measure(map, &grid);
	const struct mk_segment *segment;

	mk_buffer_putc(map->out, '\n');
	write_text(map,
		mk_arena_printf(map->arena, "%s, %s, in cells of %s",
			ascii(map, mk_strip_name(strip)),
			mk_size_text(map->arena, mk_range_size(strip->range)),
			mk_size_text(map->arena, grid.cell)),
		0);
	write_grid(map, &grid);
	mk_buffer_putc(map->out, '\n');
	mk_each(segment, &strip->segments)
		write_segment(map, &list, segment);
}

/* --- what the letters mean -------------------------------------------------------------------- */

static void write_meaning(struct map *map, char letter, struct mk_paint paint, const char *text)
{
	mk_buffer_fill(map->out, ' ', INDENT);
	write_painted(map, paint, letter, 1);
	mk_buffer_fill(map->out, ' ', GAP);
	write_text(map, text, INDENT + 1 + GAP);
}

static void write_nodes(struct map *map)
{
	const mk_node_list *nodes = &map->picture->nodes;

	for (size_t i = 0; i < nodes->count; i++) {
		const struct mk_plan_node *node = nodes->items[i];
		write_meaning(map, mk_node_letter(i), mk_node_paint(i),
			mk_arena_printf(map->arena, "node %s, %s, %s",
				ascii(map, mk_shown_name(map->arena, node->name)),
				node->cpu ? ascii(map, node->cpu->node->path) : "no core",
				mk_size_text(map->arena, mk_node_memory_size(node))));
	}
}

static void write_legend(struct map *map)
{
	static const char *const meanings[] = {
		[MK_PART_SHARED] = "shared by several nodes, RAM of no kernel",
		[MK_PART_OWN] = "a node's, but not RAM of its kernel",
		[MK_PART_OUTSIDE] = "belongs to a peer that is not a node",
		[MK_PART_LOADER] = "the loader, until the nodes run",
		[MK_PART_RESERVED] = "reserved: withheld from every node",
		[MK_PART_FREE] = "free",
		[MK_PART_CLASH] = "overlap: claimed by several owners",
	};

	mk_buffer_puts(map->out, "\n");
	write_nodes(map);
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
		struct mk_segment any = {.part = (enum mk_part)i};
		if (meanings[i] && map->shown[i])
			write_meaning(
				map, mk_segment_letter(&any), mk_part_paint(any.part), meanings[i]);
	}
	if (map->mixed || map->shown[MK_PART_CROWD])
		write_meaning(map, '%', mk_part_paint(MK_PART_CROWD), "several in one cell");
	if (map->less)
		write_meaning(map, '<', mk_part_paint(MK_PART_FREE), "smaller than a cell");
}

static void write_unplaced(struct map *map)
{
	size_t count = map->picture->unplaced.count;

	if (count)
		mk_buffer_puts(map->out, "\nwithout a place\n");
	for (size_t i = 0; i < count && i < MAX_UNPLACED; i++) {
		const struct mk_tenant *tenant = map->picture->unplaced.items[i];
		struct mk_segment segment = {.part = tenant->part, .tenants = {tenant}};
		write_meaning(map, mk_segment_letter(&segment), mk_segment_paint(&segment),
			mk_arena_printf(map->arena, "%s, %s",
				ascii(map, mk_tenant_name(map->arena, map->picture, tenant)),
				mk_size_text(map->arena, tenant->claim->region->size)));
	}
	if (count > MAX_UNPLACED)
		mk_buffer_printf(map->out, "  ...and %zu more\n", count - MAX_UNPLACED);
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	struct map map = {.arena = out->arena,
		.out = out,
		.view = view,
		.picture = mk_picture_make(out->arena, view->plan)};
	const struct mk_strip *strip;

	write_text(&map, ascii(&map, view->plan->board->model), 0);
	mk_each(strip, &map.picture->strips)
		write_strip(&map, strip);
	if (map.picture->strips_left_out)
		mk_buffer_printf(out, "\n...and %zu more banks\n", map.picture->strips_left_out);
	write_unplaced(&map);
	write_legend(&map);
}

const struct mk_display mk_display_map = {
	.name = "map",
	.doc = "the address space bank by bank, drawn for a terminal",
	.draw = draw,
};
