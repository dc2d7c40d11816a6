/* SPDX-License-Identifier: BSD-2-Clause */
/* What each node is, and the devices that it has. */
#include <inttypes.h>

#include "base/words.h"
#include "base/xml.h"
#include "show/node_words.h"
#include "show/page.h"

/* Of a device's registers or interrupts, and of components. */
#define MAX_ITEMS 32u

/* --- nodes ------------------------------------------------------------------------------------ */

static const char *components(struct mk_page *page, const struct mk_plan_node *node)
{
	struct mk_buffer text;
	size_t count;
	const char **names = mk_order_components(page->arena, node, &count);

	mk_buffer_init(&text, page->arena);
	for (size_t i = 0; i < count && i < MAX_ITEMS; i++)
		mk_buffer_printf(
			&text, "%s%s", i ? ", " : "", mk_shown_name(page->arena, names[i]));
	return text.text;
}

static void write_node(struct mk_page *page, size_t index)
{
	const struct mk_plan_node *node = page->picture->nodes.items[index];

	mk_buffer_puts(page->out, "<tr><td class=\"words\">");
	mk_page_node(page, index);
	mk_buffer_printf(page->out, "</td><td class=\"number\">%" PRIu32 "</td>", node->id);
	mk_page_cell(page, "words", mk_node_core_text(page->arena, node));
	mk_page_cell(page, "words", mk_node_kernel_text(page->arena, node));
	mk_page_cell(page, "number", mk_size_text(page->arena, mk_node_memory_size(node)));
	mk_page_cell(page, "number", mk_arena_printf(page->arena, "%zu", node->spis.count));
	mk_page_cell(page, "words", components(page, node));
	mk_buffer_puts(page->out, "</tr>\n");
}

void mk_page_nodes(struct mk_page *page)
{
	static const char *const heads[] = {
		"Node", "Id", "Core", "Kernel", "Memory", "SPIs", "Components", NULL};

	mk_buffer_puts(page->out, "<section id=\"nodes\"><h2>Nodes</h2>\n");
	mk_page_table(page, "Nodes", heads);
	for (size_t i = 0; i < page->picture->nodes.count; i++)
		write_node(page, i);
	mk_page_table_end(page, 0);
	mk_buffer_puts(page->out, "</section>\n");
}

/* --- devices ---------------------------------------------------------------------------------- */

static void join(struct mk_buffer *list, const char *item)
{
	mk_buffer_printf(list, "%s%s", list->length ? ", " : "", item);
}

static const char *registers(struct mk_page *page, const struct mk_plan_device *device)
{
	struct mk_buffer list;

	mk_buffer_init(&list, page->arena);
	for (size_t i = 0; i < device->mmio.count && i < MAX_ITEMS; i++)
		join(&list, mk_mmio_text(page->arena, &device->mmio.items[i]));
	if (device->mmio.count > MAX_ITEMS)
		join(&list, "...");
	return list.text;
}

static const char *interrupts(struct mk_page *page, const struct mk_plan_device *device)
{
	struct mk_buffer list;

	mk_buffer_init(&list, page->arena);
	for (size_t i = 0; i < device->interrupts.count && i < MAX_ITEMS; i++) {
		const struct mk_interrupt *interrupt = &device->interrupts.items[i];
		if (interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI)
			join(&list,
				mk_arena_printf(page->arena, "%" PRIu32, interrupt->intid.value));
	}
	if (device->interrupts.count > MAX_ITEMS)
		join(&list, "...");
	return list.text;
}

static void write_device(struct mk_page *page, size_t node, const struct mk_plan_device *device)
{
	mk_buffer_puts(page->out, "<tr><td class=\"words\">");
	mk_page_node(page, node);
	mk_buffer_puts(page->out, "</td><td class=\"path mono\">");
	mk_page_name(page, device->node->path);
	mk_buffer_puts(page->out, "</td><td class=\"words mono\">");
	mk_xml_text(page->out, registers(page, device));
	mk_buffer_puts(page->out, "</td><td class=\"words\">");
	mk_xml_text(page->out, interrupts(page, device));
	mk_buffer_printf(page->out, "</td><td>%s</td></tr>\n",
		device->shared ? "shared" : (device->rest ? "with the rest" : ""));
}

static size_t device_count(const struct mk_page *page)
{
	const struct mk_plan_node *node;
	size_t count = 0;

	mk_each(node, &page->view->plan->nodes)
		count += node->devices.count;
	return count;
}

void mk_page_devices(struct mk_page *page)
{
	static const char *const heads[] = {"Node", "Device", "Registers", "INTIDs", "How", NULL};
	size_t rows = 0;

	mk_buffer_puts(page->out, "<section id=\"devices\"><h2>Devices</h2>\n");
	if (!device_count(page)) {
		mk_buffer_puts(page->out, "<p>None.</p>\n</section>\n");
		return;
	}
	mk_page_table(page, "Devices", heads);
	for (size_t i = 0; i < page->picture->nodes.count; i++) {
		mk_device_list devices =
			mk_order_devices(page->arena, page->picture->nodes.items[i]);
		for (size_t j = 0; j < devices.count; j++)
			if (rows++ < MK_PAGE_MAX_ROWS)
				write_device(page, i, devices.items[j]);
	}
	mk_page_table_end(page, rows > MK_PAGE_MAX_ROWS ? rows - MK_PAGE_MAX_ROWS : 0);
	mk_buffer_puts(page->out, "</section>\n");
}
