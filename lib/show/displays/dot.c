/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A graph for Graphviz: who shares memory with whom, and who signals whom. Its language (DOT) has
 * names in double quotes; in these a backslash, and as in HTML a '&', begins what is not text.
 */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/number.h"
#include "plan/order.h"
#include "show/node_words.h"
#include "show/order.h"
#include "show/show.h"

struct graph {
	struct mk_buffer *out;
	const struct mk_plan *plan;
};

/* --- text ------------------------------------------------------------------------------------- */

/* Escaped as for people, then for DOT. */
static void add_text(struct graph *graph, const char *text)
{
	struct mk_buffer shown;

	mk_buffer_init(&shown, graph->out->arena);
	mk_escape_text(&shown, text, strlen(text));
	for (const char *at = shown.text; *at; at++) {
		if (*at == '"' || *at == '\\')
			mk_buffer_putc(graph->out, '\\');
		mk_buffer_putc(graph->out, *at);
		if (*at == '&')
			mk_buffer_puts(graph->out, "amp;");
	}
}

/* Nodes, regions and peers may have one name: each kind has a letter of its own. */
static void add_id(struct graph *graph, char kind, const char *name)
{
	mk_buffer_printf(graph->out, "\"%c:", kind);
	add_text(graph, name);
	mk_buffer_putc(graph->out, '"');
}

/* Opens the attributes of what has just been named, with a label of lines. */
static void add_label(struct graph *graph, const char *first, const char *second)
{
	mk_buffer_puts(graph->out, " [label=\"");
	add_text(graph, first);
	if (second && *second) {
		mk_buffer_puts(graph->out, "\\n");
		add_text(graph, second);
	}
	mk_buffer_putc(graph->out, '"');
}

/* --- who there is ----------------------------------------------------------------------------- */

static const char *node_words(struct mk_arena *arena, const struct mk_plan_node *node)
{
	char size[32];

	mk_number_size_text(mk_node_memory_size(node), size);
	return mk_arena_printf(arena, "id %" PRIu32 ", %s, %s", node->id,
		node->cpu ? node->cpu->node->name : "no core", size);
}

static void add_nodes(struct graph *graph)
{
	mk_node_list nodes = mk_order_nodes(graph->out->arena, graph->plan);

	for (size_t i = 0; i < nodes.count; i++) {
		const struct mk_plan_node *node = nodes.items[i];
		mk_buffer_puts(graph->out, "\t");
		add_id(graph, 'n', node->name);
		add_label(graph, node->name, node_words(graph->out->arena, node));
		mk_buffer_puts(graph->out, ", shape=box, style=\"rounded,bold\"];\n");
	}
}

static void add_peers(struct graph *graph)
{
	mk_outside_list peers = mk_order_outside(graph->out->arena, graph->plan);

	for (size_t i = 0; i < peers.count; i++) {
		mk_buffer_puts(graph->out, "\t");
		add_id(graph, 'o', peers.items[i]->name);
		add_label(graph, peers.items[i]->name, "outside");
		mk_buffer_puts(graph->out, ", shape=box, style=dashed];\n");
	}
}

/* --- who shares ------------------------------------------------------------------------------- */

static const char *region_words(struct mk_arena *arena, const struct mk_region *region)
{
	char size[32];

	if (!region->placed)
		return "no place";
	mk_number_size_text(mk_range_size(region->range), size);
	return mk_arena_printf(arena, "0x%" PRIx64 "..0x%" PRIx64 ", %s", region->range.first,
		region->range.last, size);
}

static void add_use(struct graph *graph, const struct mk_plan_shared *shared, char kind,
	const char *name, bool read_only)
{
	mk_buffer_puts(graph->out, "\t");
	add_id(graph, kind, name);
	mk_buffer_puts(graph->out, " -> ");
	add_id(graph, 's', shared->name);
	mk_buffer_printf(graph->out, " [dir=none%s];\n",
		read_only ? ", style=dotted, label=\"reads only\"" : "");
}

static bool reads_only(const struct mk_plan_shared *shared, const struct mk_plan_node *node)
{
	const struct mk_plan_member *member;

	mk_each(member, &shared->members)
		if (member->node == node)
			return member->read_only;
	return false;
}

static bool peer_reads_only(const struct mk_plan_shared *shared, const struct mk_plan_outside *peer)
{
	const struct mk_plan_outsider *outsider;

	mk_each(outsider, &shared->outsiders)
		if (outsider->outside == peer)
			return outsider->read_only;
	return false;
}

static void add_members(struct graph *graph, const struct mk_plan_shared *shared)
{
	struct mk_arena *arena = graph->out->arena;
	mk_node_list nodes = mk_order_members(arena, graph->plan, shared);
	mk_outside_list peers = mk_order_outsiders(arena, graph->plan, shared);

	for (size_t i = 0; i < nodes.count; i++)
		add_use(graph, shared, 'n', nodes.items[i]->name,
			reads_only(shared, nodes.items[i]));
	for (size_t i = 0; i < peers.count; i++)
		add_use(graph, shared, 'o', peers.items[i]->name,
			peer_reads_only(shared, peers.items[i]));
}

static void add_regions(struct graph *graph)
{
	mk_shared_list list = mk_show_shared(graph->out->arena, graph->plan);

	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_shared *shared = list.items[i];
		mk_buffer_puts(graph->out, "\t");
		add_id(graph, 's', shared->name);
		add_label(graph, shared->name, region_words(graph->out->arena, &shared->region));
		mk_buffer_puts(graph->out, ", shape=cylinder];\n");
		add_members(graph, shared);
	}
}

/* --- who signals ------------------------------------------------------------------------------ */

static const char *signal_words(struct mk_arena *arena, const struct mk_plan_ipi *ipi)
{
	if (ipi->sgi >= MK_SGI_COUNT)
		return "no SGI";
	return mk_arena_printf(
		arena, "SGI %" PRIu32 "%s", ipi->sgi, ipi->multiplexed ? ", multiplexed" : "");
}

/* An end that is not known is no node. */
static void add_ipis(struct graph *graph)
{
	mk_ipi_list list = mk_show_ipis(graph->out->arena, graph->plan);

	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_ipi *ipi = list.items[i];
		if (!ipi->from || !ipi->to)
			continue;
		mk_buffer_puts(graph->out, "\t");
		add_id(graph, 'n', ipi->from->name);
		mk_buffer_puts(graph->out, " -> ");
		add_id(graph, 'n', ipi->to->name);
		add_label(graph, ipi->name, signal_words(graph->out->arena, ipi));
		mk_buffer_puts(graph->out, "];\n");
	}
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	struct graph graph = {out, view->plan};

	mk_buffer_puts(out, "digraph partition {\n"
			    "\tgraph [rankdir=LR, fontname=\"sans-serif\"];\n"
			    "\tnode [fontname=\"sans-serif\"];\n"
			    "\tedge [fontname=\"sans-serif\", fontsize=10];\n");
	add_nodes(&graph);
	add_peers(&graph);
	add_regions(&graph);
	add_ipis(&graph);
	mk_buffer_puts(out, "}\n");
}

const struct mk_display mk_display_dot = {
	.name = "dot",
	.doc = "which nodes share memory and signal each other, as a graph for Graphviz",
	.draw = draw,
};
