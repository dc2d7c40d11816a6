/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/page.h"

#include "base/xml.h"
#include "show/draw.h"

void mk_page_name(struct mk_page *page, const char *name)
{
	mk_xml_text(page->out, mk_shown_name(page->arena, name));
}

void mk_page_cell(struct mk_page *page, const char *kind, const char *text)
{
	if (kind)
		mk_buffer_printf(page->out, "<td class=\"%s\">", kind);
	else
		mk_buffer_puts(page->out, "<td>");
	mk_page_name(page, text);
	mk_buffer_puts(page->out, "</td>");
}

void mk_page_table(struct mk_page *page, const char *label, const char *const *heads)
{
	mk_buffer_printf(page->out,
		"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">"
		"<table>\n<thead><tr>",
		label);
	for (; *heads; heads++)
		mk_buffer_printf(page->out, "<th scope=\"col\">%s</th>", *heads);
	mk_buffer_puts(page->out, "</tr></thead>\n<tbody>\n");
}

void mk_page_table_end(struct mk_page *page, size_t left_out)
{
	mk_buffer_puts(page->out, "</tbody></table></div>\n");
	if (left_out)
		mk_buffer_printf(page->out,
			"<p>%zu more are left out; the format json lists them all.</p>\n",
			left_out);
}

void mk_page_swatch(struct mk_page *page, const struct mk_segment *segment)
{
	mk_buffer_puts(page->out,
		"<svg class=\"swatch\" width=\"16\" height=\"16\" aria-hidden=\"true\">");
	mk_draw_swatch(page->out, segment, 1, 1, 14);
	mk_buffer_printf(
		page->out, "</svg> <span class=\"mono\">%c</span>", mk_segment_letter(segment));
}

void mk_page_node(struct mk_page *page, size_t node)
{
	struct mk_tenant tenant = {.part = MK_PART_NODE, .node = node};

	mk_page_swatch(page, &(struct mk_segment){.part = tenant.part, .tenants = {&tenant}});
	mk_buffer_puts(page->out, " ");
	mk_page_name(page, page->picture->nodes.items[node]->name);
}
