/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/palette.h"

#define NODE_COLORS 6u

struct mk_paint mk_node_paint(size_t node)
{
	static const struct mk_paint colors[NODE_COLORS] = {
		{.fill = "#e69f00", .ink = "#000000", .escape = "\033[30;48;5;214m"},
		{.fill = "#56b4e9", .ink = "#000000", .escape = "\033[30;48;5;74m"},
		{.fill = "#009e73", .ink = "#000000", .escape = "\033[30;48;5;36m"},
		{.fill = "#f0e442", .ink = "#000000", .escape = "\033[30;48;5;227m"},
		{.fill = "#0072b2", .ink = "#ffffff", .escape = "\033[97;48;5;25m"},
		{.fill = "#cc79a7", .ink = "#000000", .escape = "\033[30;48;5;175m"},
	};
	struct mk_paint paint = colors[node % NODE_COLORS];

	/* The second round begins one further, so that no colour meets its hatch again. */
	paint.hatch = (enum mk_hatch)((node + node / NODE_COLORS) % NODE_COLORS);
	return paint;
}

struct mk_paint mk_part_paint(enum mk_part part)
{
	static const struct mk_paint paints[MK_PART_COUNT] = {
		[MK_PART_FREE] = {"#ffffff", "#767676", "", MK_HATCH_NONE},
		[MK_PART_SHARED] = {"#ffffff", "#000000", "\033[30;48;5;255m", MK_HATCH_RISING},
		[MK_PART_OWN] = {"#ffffff", "#000000", "\033[30;48;5;254m", MK_HATCH_DOTS},
		[MK_PART_OUTSIDE] = {"#7f7f7f", "#000000", "\033[30;48;5;245m", MK_HATCH_FALLING},
		[MK_PART_LOADER] = {"#4d4d4d", "#ffffff", "\033[97;48;5;240m", MK_HATCH_NONE},
		[MK_PART_RESERVED] = {"#b3b3b3", "#000000", "\033[30;48;5;249m", MK_HATCH_CROSS},
		[MK_PART_CLASH] = {"#d55e00", "#000000", "\033[1;97;48;5;160m", MK_HATCH_CROSS},
		[MK_PART_CROWD] = {"#d9d9d9", "#000000", "\033[30;48;5;253m", MK_HATCH_DOTS},
	};

	return paints[part];
}

struct mk_paint mk_segment_paint(const struct mk_segment *segment)
{
	if (segment->part == MK_PART_NODE)
		return mk_node_paint(segment->tenants[0]->node);
	return mk_part_paint(segment->part);
}
