/* SPDX-License-Identifier: BSD-2-Clause */
/* Who signals whom: a matrix, or a list where there are too many nodes for one. */
#include <inttypes.h>

#include "show/order.h"
#include "show/page.h"

#define MATRIX_MAX_NODES 24u
#define CELL_MAX_IPIS 50u

/* Of an IPI that shares its SGI with others. */
static void write_bit(struct mk_page *page, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;

	if (mk_plan_doorbell_bit(ipi, &bit) && bit.doorbell->region.placed)
		mk_buffer_printf(page->out, ", bit %" PRIu32 " of word 0x%" PRIx64, bit.bit,
			bit.doorbell->region.range.first + bit.offset);
}

static void write_ipi(struct mk_page *page, const struct mk_plan_ipi *ipi)
{
	mk_buffer_puts(page->out, "<div>");
	mk_page_name(page, ipi->name);
	if (ipi->sgi < MK_SGI_COUNT)
		mk_buffer_printf(page->out, " <small>SGI %" PRIu32, ipi->sgi);
	else
		mk_buffer_puts(page->out, " <small>no SGI");
	write_bit(page, ipi);
	mk_buffer_puts(page->out, "</small></div>");
}

static void write_cell(struct mk_page *page, const mk_ipi_list *ipis,
	const struct mk_plan_node *from, const struct mk_plan_node *to)
{
	size_t count = 0;

	mk_buffer_puts(page->out, from == to ? "<td class=\"self\">" : "<td>");
	for (size_t i = 0; i < ipis->count; i++)
		if (ipis->items[i]->from == from && ipis->items[i]->to == to &&
			count++ < CELL_MAX_IPIS)
			write_ipi(page, ipis->items[i]);
	if (count > CELL_MAX_IPIS)
		mk_buffer_printf(page->out, "<div>%zu more</div>", count - CELL_MAX_IPIS);
	mk_buffer_puts(page->out, "</td>");
}

static void write_matrix(struct mk_page *page, const mk_ipi_list *ipis)
{
	const mk_node_list *nodes = &page->picture->nodes;

	mk_buffer_puts(page->out,
		"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"IPI matrix\">"
		"<table class=\"matrix\">\n<thead><tr><th scope=\"col\">from \\ to</th>");
	for (size_t i = 0; i < nodes->count; i++) {
		mk_buffer_puts(page->out, "<th scope=\"col\">");
		mk_page_node(page, i);
		mk_buffer_puts(page->out, "</th>");
	}
	mk_buffer_puts(page->out, "</tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < nodes->count; i++) {
		mk_buffer_puts(page->out, "<tr><th scope=\"row\">");
		mk_page_node(page, i);
		mk_buffer_puts(page->out, "</th>");
		for (size_t j = 0; j < nodes->count; j++)
			write_cell(page, ipis, nodes->items[i], nodes->items[j]);
		mk_buffer_puts(page->out, "</tr>\n");
	}
	mk_buffer_puts(page->out, "</tbody></table></div>\n");
}

static const char *end_name(const struct mk_plan_node *node)
{
	return node ? node->name : "unknown";
}

/* All of them, or those whose ends are not both known. */
static void write_list(struct mk_page *page, const mk_ipi_list *ipis, bool all)
{
	static const char *const heads[] = {"IPI", "From", "To", NULL};
	size_t rows = 0;

	for (size_t i = 0; i < ipis->count; i++) {
		const struct mk_plan_ipi *ipi = ipis->items[i];
		const struct mk_plan_node *from = ipi->from;
		const struct mk_plan_node *to = ipi->to;
		if ((!all && from && to) || rows++ >= MK_PAGE_MAX_ROWS)
			continue;
		if (rows == 1)
			mk_page_table(page, "IPIs", heads);
		mk_buffer_puts(page->out, "<tr><td>");
		write_ipi(page, ipi);
		mk_buffer_puts(page->out, "</td>");
		mk_page_cell(page, NULL, end_name(from));
		mk_page_cell(page, NULL, end_name(to));
		mk_buffer_puts(page->out, "</tr>\n");
	}
	if (rows)
		mk_page_table_end(page, rows > MK_PAGE_MAX_ROWS ? rows - MK_PAGE_MAX_ROWS : 0);
}

void mk_page_ipis(struct mk_page *page)
{
	mk_ipi_list ipis = mk_show_ipis(page->arena, page->view->plan);
	bool matrix = page->picture->nodes.count <= MATRIX_MAX_NODES;

	mk_buffer_puts(page->out, "<section id=\"ipis\"><h2>IPIs</h2>\n");
	if (!ipis.count)
		mk_buffer_puts(page->out, "<p>None.</p>\n");
	else if (matrix)
		write_matrix(page, &ipis);
	write_list(page, &ipis, !matrix);
	mk_buffer_puts(page->out, "</section>\n");
}
