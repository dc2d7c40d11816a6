/* SPDX-License-Identifier: BSD-2-Clause */
/* Every interrupt that a node has, to look one up. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "base/xml.h"
#include "show/page.h"
#include "tell/owner_parts.h"

struct line {
	uint32_t intid; /* UINT32_MAX where it ends at no GIC: those come last */
	size_t node;
	const struct mk_dt_node *device;      /* NULL: listed by number */
	const struct mk_interrupt *interrupt; /* of the device */
};

typedef MK_VEC(struct line) lines;

/* Names beside the path that are looked at: more than are shown of a name. */
#define NAMES_BYTES 200u

/* An alias, or a label. */
struct alias {
	const char *path;
	const char *name;
};

typedef MK_VEC(struct alias) aliases;

static int compare_lines(const void *left, const void *right)
{
	const struct line *a = left;
	const struct line *b = right;

	if (a->intid != b->intid)
		return a->intid < b->intid ? -1 : 1;
	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return mk_compare_natural(
		a->device ? a->device->path : NULL, b->device ? b->device->path : NULL);
}

static void collect_device(
	struct mk_page *page, lines *list, size_t node, const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts) {
		bool at_gic =
			interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI;
		*mk_vec_add(page->arena, list) =
			(struct line){at_gic ? interrupt->intid.value : UINT32_MAX, node,
				device->node, interrupt};
	}
}

static size_t most_lines(const struct mk_plan *plan)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;
	size_t count = 0;

	mk_each(node, &plan->nodes) {
		count += node->irqs.count;
		mk_each(device, &node->devices)
			count += device->interrupts.count;
	}
	return count;
}

static lines collect(struct mk_page *page)
{
	lines list = {.capacity = most_lines(page->view->plan)};

	list.items = mk_arena_array(page->arena, list.capacity, sizeof *list.items);
	for (size_t i = 0; i < page->picture->nodes.count; i++) {
		const struct mk_plan_node *node = page->picture->nodes.items[i];
		const struct mk_plan_device *device;
		const struct mk_plan_irq *irq;
		mk_each(device, &node->devices)
			collect_device(page, &list, i, device);
		mk_each(irq, &node->irqs)
			if (!irq->device)
				*mk_vec_add(page->arena, &list) =
					(struct line){irq->intid.value, i, NULL, NULL};
	}
	mk_vec_sort(&list, compare_lines);
	return list;
}

static const char *number(struct mk_page *page, const struct line *line)
{
	const struct mk_interrupt *interrupt = line->interrupt;

	if (line->intid == UINT32_MAX)
		return interrupt->kind == MK_INTERRUPT_CASCADED && interrupt->controller
			       ? mk_arena_printf(page->arena, "at %s", interrupt->controller->path)
			       : "unresolved";
	if (line->intid >= MK_INTID_SPI_FIRST)
		return mk_arena_printf(
			page->arena, "SPI %" PRIu32, line->intid - MK_INTID_SPI_FIRST);
	if (line->intid >= MK_INTID_PPI_FIRST)
		return mk_arena_printf(
			page->arena, "PPI %" PRIu32, line->intid - MK_INTID_PPI_FIRST);
	return mk_arena_printf(page->arena, "SGI %" PRIu32, line->intid);
}

static int compare_alias(const void *left, const void *right)
{
	const struct alias *a = left;
	const struct alias *b = right;
	int order = strcmp(a->path, b->path);

	return order ? order : mk_compare_natural(a->name, b->name);
}

static int compare_path(const void *key, const void *item)
{
	return strcmp(key, ((const struct alias *)item)->path);
}

static void add_aliases(struct mk_arena *arena, aliases *list, const struct mk_dt_node *naming)
{
	for (uint32_t i = 0; naming && i < naming->property_count; i++) {
		const char *path = mk_dt_string_at(&naming->properties[i], 0);
		if (path)
			*mk_vec_add(arena, list) = (struct alias){path, naming->properties[i].name};
	}
}

/* All names that the tree has for its nodes, by path. */
static aliases collect_aliases(struct mk_page *page)
{
	const struct mk_dt_node *root = page->view->plan->board->tree->root;
	aliases list = {0};

	add_aliases(page->arena, &list, mk_dt_child(root, "aliases"));
	add_aliases(page->arena, &list, mk_dt_child(root, "__symbols__"));
	mk_vec_sort(&list, compare_alias);
	return list;
}

/* What a device is looked for by, besides its path: aliases, labels, what it is compatible with. */
static const char *other_names(
	struct mk_page *page, const aliases *list, const struct mk_dt_node *device)
{
	const char *type = mk_dt_string(device, "compatible");
	struct mk_buffer names;

	mk_buffer_init(&names, page->arena);
	for (size_t i = mk_vec_lower_bound(list, device->path, compare_path);
		i < list->count && strcmp(list->items[i].path, device->path) == 0 &&
		names.length < NAMES_BYTES;
		i++)
		mk_buffer_printf(&names, "%s%s", names.length ? " " : "", list->items[i].name);
	if (type)
		mk_buffer_printf(&names, "%s%s", names.length ? " " : "", type);
	return mk_shown_name(page->arena, names.text);
}

static void write_line(struct mk_page *page, const aliases *names, const struct line *line)
{
	const char *trigger = line->interrupt ? mk_answer_trigger(line->interrupt) : NULL;
	char intid[16] = "-";

	if (line->intid != UINT32_MAX)
		snprintf(intid, sizeof intid, "%" PRIu32, line->intid);
	mk_buffer_puts(page->out, "<tr");
	if (line->device)
		mk_xml_attribute(page->out, "data-search", other_names(page, names, line->device));
	mk_buffer_puts(page->out, ">");
	mk_page_cell(page, "number", intid);
	mk_page_cell(page, line->intid == UINT32_MAX ? "path" : "short", number(page, line));
	mk_page_cell(page, "short", trigger ? trigger : "-");
	mk_page_cell(page, "path", line->device ? line->device->path : "listed by number");
	mk_buffer_puts(page->out, "<td class=\"words\">");
	mk_page_node(page, line->node);
	mk_buffer_puts(page->out, "</td></tr>\n");
}

void mk_page_interrupts(struct mk_page *page)
{
	static const char *const heads[] = {"INTID", "Number", "Trigger", "Device", "Node", NULL};
	lines list = collect(page);
	aliases names;

	if (!list.count) {
		mk_buffer_puts(page->out,
			"<section id=\"interrupts\"><h2>Interrupts</h2>\n<p>None.</p>\n</section>\n");
		return;
	}
	mk_buffer_puts(page->out,
		"<section id=\"interrupts\" class=\"searchable\"><h2>Interrupts</h2>\n"
		"<p class=\"search\" hidden><label>Search <input type=\"search\" "
		"placeholder=\"spi 55, uart, a node\" autocomplete=\"off\" "
		"spellcheck=\"false\"></label> <output aria-live=\"polite\"></output></p>\n");
	names = collect_aliases(page);
	mk_page_table(page, "Interrupts", heads);
	for (size_t i = 0; i < list.count && i < MK_PAGE_MAX_ROWS; i++)
		write_line(page, &names, &list.items[i]);
	mk_page_table_end(page, list.count > MK_PAGE_MAX_ROWS ? list.count - MK_PAGE_MAX_ROWS : 0);
	mk_buffer_puts(page->out, "</section>\n");
}
