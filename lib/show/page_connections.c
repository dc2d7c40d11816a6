/* SPDX-License-Identifier: BSD-2-Clause */
/* Connections between components, and what becomes of each. */
#include "show/page.h"

static void write_end(struct mk_page *page, const struct mk_connection_end *end)
{
	const struct mk_plan_node *node = end->node;

	mk_buffer_puts(page->out, "<td>");
	mk_page_name(page, end->text);
	if (node) {
		mk_buffer_puts(page->out, " <small>in ");
		mk_page_name(page, node->name);
		mk_buffer_puts(page->out, "</small>");
	}
	mk_buffer_puts(page->out, "</td>");
}

static void write_row(struct mk_page *page, const struct mk_plan_connection *connection)
{
	mk_buffer_puts(page->out, "<tr>");
	mk_page_cell(page, NULL, connection->name);
	mk_page_cell(page, NULL, connection->type);
	write_end(page, &connection->from);
	write_end(page, &connection->to);
	mk_page_cell(page, NULL, mk_connection_outcome(connection));
	mk_buffer_puts(page->out, "</tr>\n");
}

/* Few layouts have any: without, there is no section. */
void mk_page_connections(struct mk_page *page)
{
	static const char *const heads[] = {"Connection", "Type", "From", "To", "Becomes", NULL};
	mk_connection_list list = mk_order_connections(page->arena, page->view->plan);

	if (!list.count)
		return;
	mk_buffer_puts(page->out, "<section id=\"connections\"><h2>Connections</h2>\n");
	mk_page_table(page, "Connections", heads);
	for (size_t i = 0; i < list.count && i < MK_PAGE_MAX_ROWS; i++)
		write_row(page, list.items[i]);
	mk_page_table_end(page, list.count > MK_PAGE_MAX_ROWS ? list.count - MK_PAGE_MAX_ROWS : 0);
	mk_buffer_puts(page->out, "</section>\n");
}
