/* SPDX-License-Identifier: BSD-2-Clause */
/* What each root task receives, under contracts whose kernels are told: it can be foretold. */
#include <inttypes.h>

#include "base/words.h"
#include "plan/boot.h"
#include "show/page.h"

struct rows {
	struct mk_page *page;
	size_t count; /* also of those that are left out */
};

static void write_untyped(struct rows *rows, size_t node, const struct mk_untyped *untyped)
{
	struct mk_page *page = rows->page;
	struct mk_range range = {
		untyped->start, untyped->start + (UINT64_C(1) << untyped->bits) - 1};

	if (rows->count++ >= MK_PAGE_MAX_ROWS)
		return;
	mk_buffer_puts(page->out, "<tr><td class=\"words\">");
	mk_page_node(page, node);
	mk_buffer_puts(page->out, "</td>");
	mk_page_cell(page, "words mono", mk_range_text(page->arena, range));
	mk_page_cell(page, "number", mk_arena_printf(page->arena, "2^%" PRIu32, untyped->bits));
	mk_page_cell(page, "number", mk_size_text(page->arena, mk_range_size(range)));
	mk_page_cell(page, "words", untyped->device ? "device" : "RAM");
	mk_buffer_puts(page->out, "</tr>\n");
}

static void write_node(struct rows *rows, size_t index)
{
	const struct mk_plan_boot *boot = rows->page->picture->nodes.items[index]->boot;
	const struct mk_untyped *untyped;

	if (boot && !boot->start.complaint)
		mk_each(untyped, &boot->start.untypeds)
			write_untyped(rows, index, untyped);
}

static bool is_assumed(const struct mk_page *page)
{
	const struct mk_plan_node *node;

	mk_each(node, &page->view->plan->nodes)
		if (node->boot && (node->boot->kernel_assumed || node->boot->root_assumed))
			return true;
	return false;
}

/* Few contracts have it: without, there is no section. */
void mk_page_untypeds(struct mk_page *page)
{
	static const char *const heads[] = {"Node", "Memory", "Bits", "Size", "Kind", NULL};
	struct rows rows = {page, 0};

	if (!page->view->plan->contract->boot)
		return;
	mk_buffer_puts(page->out, "<section id=\"untypeds\"><h2>Untypeds</h2>\n"
				  "<p>What each root task receives, in its kernel's order.");
	if (is_assumed(page))
		mk_buffer_puts(page->out, " The kernel or the root task was not given: its size is "
					  "assumed.");
	mk_buffer_puts(page->out, "</p>\n");
	mk_page_table(page, "Untypeds", heads);
	for (size_t i = 0; i < page->picture->nodes.count; i++)
		write_node(&rows, i);
	mk_page_table_end(page, rows.count > MK_PAGE_MAX_ROWS ? rows.count - MK_PAGE_MAX_ROWS : 0);
	mk_buffer_puts(page->out, "</section>\n");
}
