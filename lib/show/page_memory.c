/* SPDX-License-Identifier: BSD-2-Clause */
/* Banks to scale, what is small in them enlarged, and each range in a list. */
#include <inttypes.h>

#include "base/words.h"
#include "base/xml.h"
#include "show/draw.h"
#include "show/page.h"

static void write_ends(struct mk_page *page, struct mk_range window)
{
	mk_buffer_printf(page->out,
		"<div class=\"ends\"><span>0x%" PRIx64 "</span><span>0x%" PRIx64 "</span></div>\n",
		window.first, window.last);
}

static void write_bar(struct mk_page *page, const struct mk_strip *strip, struct mk_range window)
{
	mk_buffer_puts(page->out, "<svg class=\"bar\" role=\"group\" aria-label=\"");
	mk_page_name(page, mk_strip_name(strip));
	mk_buffer_printf(page->out,
		"\" data-first=\"0x%" PRIx64 "\" data-last=\"0x%" PRIx64 "\">\n", window.first,
		window.last);
	mk_draw_bar(page->out, page->picture, strip, window, false);
	mk_buffer_puts(page->out, "</svg>\n");
	write_ends(page, window);
}

static void write_enlarged(struct mk_page *page, const struct mk_strip *strip)
{
	mk_windows windows = mk_draw_windows(page->arena, strip);
	const struct mk_range *window;

	if (!windows.count)
		return;
	mk_buffer_puts(page->out, "<h4>Enlarged</h4>\n<div class=\"enlarged\">\n");
	mk_each(window, &windows) {
		mk_buffer_puts(page->out, "<figure>");
		write_bar(page, strip, *window);
		mk_buffer_puts(page->out, "</figure>\n");
	}
	mk_buffer_puts(page->out, "</div>\n");
}

static void write_row(struct mk_page *page, const struct mk_segment *segment)
{
	mk_buffer_puts(page->out, "<tr><td class=\"mono\">");
	mk_page_swatch(page, segment);
	mk_buffer_puts(page->out, "</td>");
	mk_page_cell(page, "words", mk_segment_owner(page->arena, page->picture, segment));
	mk_page_cell(page, "mono range", mk_range_text(page->arena, segment->range));
	mk_page_cell(page, "number", mk_size_text(page->arena, mk_range_size(segment->range)));
	mk_buffer_printf(page->out, "<td>%s</td></tr>\n", mk_segment_how(segment));
}

static void write_list(struct mk_page *page, const struct mk_strip *strip)
{
	static const char *const heads[] = {"Key", "Owner", "Range", "Size", "How", NULL};
	const struct mk_segment *segment;

	mk_page_table(page, "Ranges", heads);
	mk_each(segment, &strip->segments)
		write_row(page, segment);
	mk_page_table_end(page, 0);
}

static void write_strip(struct mk_page *page, const struct mk_strip *strip)
{
	mk_buffer_puts(page->out, "<div class=\"strip\">\n<h3>");
	mk_page_name(page, mk_strip_name(strip));
	mk_buffer_printf(page->out, " <small class=\"mono\">%s, %s</small></h3>\n",
		mk_range_text(page->arena, strip->range),
		mk_size_text(page->arena, mk_range_size(strip->range)));
	write_bar(page, strip, strip->range);
	write_enlarged(page, strip);
	write_list(page, strip);
	mk_buffer_puts(page->out, "</div>\n");
}

static void write_unplaced(struct mk_page *page)
{
	static const char *const heads[] = {"Key", "Wanted by", "Size", NULL};
	size_t count = page->picture->unplaced.count;

	if (!count)
		return;
	mk_buffer_puts(page->out, "<h3>Without a place</h3>\n");
	mk_page_table(page, "Requests without a place", heads);
	for (size_t i = 0; i < count && i < MK_PAGE_MAX_ROWS; i++) {
		const struct mk_tenant *tenant = page->picture->unplaced.items[i];
		struct mk_segment segment = {.part = tenant->part, .tenants = {tenant}};
		mk_buffer_puts(page->out, "<tr><td class=\"mono\">");
		mk_page_swatch(page, &segment);
		mk_buffer_puts(page->out, "</td>");
		mk_page_cell(page, "words", mk_tenant_name(page->arena, page->picture, tenant));
		mk_page_cell(
			page, "number", mk_size_text(page->arena, tenant->claim->region->size));
		mk_buffer_puts(page->out, "</tr>\n");
	}
	mk_page_table_end(page, count > MK_PAGE_MAX_ROWS ? count - MK_PAGE_MAX_ROWS : 0);
}

void mk_page_memory(struct mk_page *page)
{
	const struct mk_strip *strip;

	mk_buffer_puts(page->out,
		"<section id=\"memory\"><h2>Memory</h2>\n<p class=\"faint tools\" hidden>In a bar, "
		"arrow keys move between pieces, Enter zooms to a piece, + and - zoom, and Escape "
		"shows the whole bar.</p>\n");
	mk_each(strip, &page->picture->strips)
		write_strip(page, strip);
	if (page->picture->strips_left_out)
		mk_buffer_printf(page->out, "<p>%zu more banks are left out.</p>\n",
			page->picture->strips_left_out);
	write_unplaced(page);
	mk_buffer_puts(page->out, "</section>\n");
}
