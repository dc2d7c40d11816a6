/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as one page that needs nothing else: pictures, tables, findings. */
#include "base/xml.h"
#include "show/draw.h"
#include "show/page.h"

static const char *board_name(const struct mk_view *view)
{
	const struct mk_board *board = view->plan->board;

	return board->model ? board->model : board->compatible;
}

static void write_head(struct mk_page *page)
{
	mk_buffer_printf(page->out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		mk_page_css_hash, mk_page_js_hash);
	mk_page_name(page, board_name(page->view));
	mk_buffer_printf(
		page->out, " - mkpart plan</title>\n<style>%s</style>\n</head>\n", mk_page_css);
}

static void write_fact(struct mk_page *page, const char *what, const char *text)
{
	mk_buffer_printf(page->out, "%s <strong>", what);
	mk_page_name(page, text);
	mk_buffer_puts(page->out, "</strong>");
}

static void write_header(struct mk_page *page)
{
	const struct mk_plan *plan = page->view->plan;

	mk_buffer_puts(page->out, "<header>\n<h1>");
	mk_page_name(page, board_name(page->view));
	mk_buffer_puts(page->out, "</h1>\n<p>");
	write_fact(page, "Layout", page->view->layout);
	write_fact(page, ", board", page->view->board);
	mk_buffer_puts(page->out, "</p>\n<p>");
	write_fact(page, "Platform", mk_plan_platform_name(plan));
	write_fact(page, ", compatible", plan->board->compatible);
	write_fact(page, ", contract", plan->contract->name);
	mk_buffer_printf(page->out, ", INTIDs up to %u</p>\n<p class=\"faint\">", plan->max_irq);
	mk_buffer_printf(page->out, "By mkpart %s</p>\n</header>\n", page->view->version);
}

static void write_navigation(struct mk_page *page)
{
	mk_buffer_puts(page->out, "<nav aria-label=\"Sections\"><ul>"
				  "<li><a href=\"#findings\">Findings</a></li>"
				  "<li><a href=\"#memory\">Memory</a></li>"
				  "<li><a href=\"#nodes\">Nodes</a></li>"
				  "<li><a href=\"#interrupts\">Interrupts</a></li>"
				  "<li><a href=\"#ipis\">IPIs</a></li>");
	if (page->view->plan->connections.count)
		mk_buffer_puts(page->out, "<li><a href=\"#connections\">Connections</a></li>");
	mk_buffer_puts(page->out, "<li><a href=\"#devices\">Devices</a></li>");
	if (page->view->plan->contract->boot)
		mk_buffer_puts(page->out, "<li><a href=\"#untypeds\">Untypeds</a></li>");
	mk_buffer_puts(page->out, "</ul></nav>\n");
}

/* Fills are referred to from all over the page, so they come first. */
static void write_fills(struct mk_page *page)
{
	mk_buffer_puts(
		page->out, "<svg class=\"fills\" width=\"0\" height=\"0\" aria-hidden=\"true\">\n");
	mk_draw_fills(page->out, page->picture);
	mk_buffer_puts(page->out, "</svg>\n");
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	struct mk_page page = {.arena = out->arena,
		.out = out,
		.view = view,
		.picture = mk_picture_make(out->arena, view->plan)};

	write_head(&page);
	mk_buffer_puts(out, "<body>\n");
	write_header(&page);
	write_navigation(&page);
	write_fills(&page);
	mk_buffer_puts(out, "<main>\n");
	mk_page_findings(&page);
	mk_page_memory(&page);
	mk_page_nodes(&page);
	mk_page_interrupts(&page);
	mk_page_ipis(&page);
	mk_page_connections(&page);
	mk_page_devices(&page);
	mk_page_untypeds(&page);
	mk_buffer_printf(out, "</main>\n<script>%s</script>\n</body>\n</html>\n", mk_page_js);
}

const struct mk_display mk_display_html = {
	.name = "html",
	.doc = "the plan as one page: pictures, interrupts, IPIs, devices, findings",
	.draw = draw,
};
