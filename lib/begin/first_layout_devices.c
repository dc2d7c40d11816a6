/* SPDX-License-Identifier: BSD-2-Clause */
/* Which devices there are to give away, and which only together. */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "base/words.h"
#include "begin/first_layout_parts.h"
#include "board/devices.h"

/* --- names ------------------------------------------------------------------------------------ */

static size_t index_of(const struct mk_devices *devices, const struct mk_device *device)
{
	return (size_t)(device - devices->list.items);
}

/* What a layout's list takes; a name that YAML cannot hold comes out escaped, for reading. */
static const char *list_item(struct mk_arena *arena, const char *name)
{
	struct mk_buffer item;

	if (mk_draft_is_plain(name))
		return name;
	mk_buffer_init(&item, arena);
	mk_draft_scalar(&item, name);
	return item.text;
}

static void name_by_path(struct mk_arena *arena, struct mk_groups *groups)
{
	const struct mk_plan_device *assigned;

	mk_each(assigned, &groups->plan->nodes.items[0].devices) {
		const struct mk_device *device = mk_devices_find(groups->devices, assigned->node);
		if (device)
			groups->names[index_of(groups->devices, device)] =
				list_item(arena, assigned->node->path);
	}
}

static void name_by_alias(struct mk_groups *groups, const struct mk_dt_property *alias)
{
	const struct mk_dt_tree *tree = groups->plan->board->tree;
	const char *path = mk_dt_string_at(alias, 0);
	const struct mk_dt_node *node = path ? mk_dt_by_path(tree, path) : NULL;
	const struct mk_device *device = node ? mk_devices_find(groups->devices, node) : NULL;
	const char **name;

	if (!device || !mk_draft_is_plain(alias->name) || strcmp(alias->name, MK_PLAN_REST) == 0)
		return;
	name = &groups->names[index_of(groups->devices, device)];
	if (*name && (**name == '/' || **name == '\''))
		*name = alias->name;
}

/* Paths first, then the first alias of each. */
static void choose_names(struct mk_arena *arena, struct mk_groups *groups)
{
	const struct mk_dt_node *aliases = mk_dt_child(groups->plan->board->tree->root, "aliases");

	name_by_path(arena, groups);
	for (uint32_t i = 0; aliases && i < aliases->property_count; i++)
		name_by_alias(groups, &aliases->properties[i]);
}

/* --- groups ----------------------------------------------------------------------------------- */

static size_t leader_of(const struct mk_groups *groups, size_t index)
{
	while (groups->leaders[index] != index) {
		groups->leaders[index] = groups->leaders[groups->leaders[index]];
		index = groups->leaders[index];
	}
	return index;
}

static void join(const struct mk_groups *groups, size_t a, size_t b)
{
	a = leader_of(groups, a);
	b = leader_of(groups, b);
	groups->leaders[a > b ? a : b] = a > b ? b : a;
}

static void tie(struct mk_groups *groups)
{
	size_t count = groups->devices->list.count;
	const struct mk_bond *bond;

	for (size_t i = 0; i < count; i++)
		groups->leaders[i] = i;
	mk_each(bond, &groups->devices->bonds)
		for (size_t i = 1; i < bond->devices.count; i++)
			join(groups, bond->devices.items[0], bond->devices.items[i]);
	for (size_t i = 0; i < count; i++) {
		groups->leaders[i] = leader_of(groups, i);
		groups->sizes[groups->leaders[i]] += groups->names[i] != NULL;
	}
}

static bool is_available(const struct mk_plan *plan, const struct mk_interrupt *interrupt)
{
	return interrupt->kind == MK_INTERRUPT_SPI && interrupt->intid.value < plan->max_irq &&
	       !mk_platform_takes_spi(plan->platform, interrupt->intid);
}

/* An IOMMU, or behind one: that ties it to others by more than their node shows. */
static bool has_to_do_with_iommu(const struct mk_device *device)
{
	return mk_dt_property(device->node, "#iommu-cells") ||
	       mk_dt_property(device->node, "iommus");
}

/* Whether moving it alone would do: nothing hangs together with it, and it works by interrupt. */
static bool is_example(const struct mk_groups *groups, size_t index)
{
	const struct mk_device *device = &groups->devices->list.items[index];
	const struct mk_interrupt *interrupt;

	if (!groups->names[index] || groups->sizes[groups->leaders[index]] != 1 ||
		device->node == groups->plan->board->console || !device->mmio.count ||
		!device->interrupts.count || has_to_do_with_iommu(device) ||
		!mk_draft_is_plain(groups->names[index]))
		return false;
	mk_each(interrupt, &device->interrupts)
		if (!is_available(groups->plan, interrupt))
			return false;
	return true;
}

/* One with an alias is better known. */
static void choose_example(struct mk_groups *groups)
{
	for (size_t i = 0; i < groups->devices->list.count; i++) {
		if (!is_example(groups, i))
			continue;
		if (!groups->example || groups->names[i][0] != '/')
			groups->example = groups->names[i];
		if (groups->example[0] != '/')
			return;
	}
}

struct mk_groups *mk_groups_make(struct mk_arena *arena, const struct mk_plan *plan)
{
	struct mk_groups *groups = mk_arena_alloc(arena, sizeof *groups);
	size_t count;

	groups->plan = plan;
	groups->devices = mk_board_devices(plan->board, arena);
	count = groups->devices->list.count;
	groups->names = mk_arena_array(arena, count, sizeof *groups->names);
	groups->leaders = mk_arena_array(arena, count, sizeof *groups->leaders);
	groups->sizes = mk_arena_array(arena, count, sizeof *groups->sizes);
	choose_names(arena, groups);
	tie(groups);
	choose_example(groups);
	return groups;
}

/* --- comments --------------------------------------------------------------------------------- */

/* "INTID 54, 55" and so on, each line once where it is listed several times in a row. */
static void add_lines(struct mk_buffer *line, const struct mk_plan *plan,
	const mk_interrupts *interrupts, enum mk_interrupt_kind kind, const char *word)
{
	const struct mk_interrupt *interrupt;
	uint32_t previous = UINT32_MAX;

	mk_each(interrupt, interrupts) {
		uint32_t intid = interrupt->intid.value;
		if (interrupt->kind != kind || intid == previous)
			continue;
		mk_buffer_printf(line, "%s%s%" PRIu32 "%s", previous == UINT32_MAX ? "; " : ", ",
			previous == UINT32_MAX ? word : "", intid,
			intid > plan->max_irq ||
					mk_platform_takes_spi(plan->platform, interrupt->intid)
				? " (which no node can have)"
				: "");
		previous = intid;
	}
}

static void add_cascaded(struct mk_buffer *line, const mk_interrupts *interrupts)
{
	const struct mk_dt_node *previous = NULL;
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, interrupts) {
		if (interrupt->kind != MK_INTERRUPT_CASCADED || interrupt->controller == previous)
			continue;
		mk_buffer_printf(line, "; interrupts by %s", interrupt->controller->path);
		previous = interrupt->controller;
	}
}

static void add_unresolved(struct mk_buffer *line, const mk_interrupts *interrupts)
{
	const struct mk_interrupt *interrupt;
	size_t count = 0;

	mk_each(interrupt, interrupts)
		count += interrupt->kind == MK_INTERRUPT_UNRESOLVED;
	if (count)
		mk_buffer_printf(line, "; %zu interrupt%s nowhere", count,
			count == 1 ? " that leads" : "s that lead");
}

static void write_device(const struct mk_groups *groups, struct mk_buffer *out, size_t index)
{
	const struct mk_device *device = &groups->devices->list.items[index];
	const struct mk_mmio *mmio;
	struct mk_buffer line;

	mk_buffer_init(&line, out->arena);
	mk_each(mmio, &device->mmio)
		mk_buffer_printf(&line, "%s%s", line.length ? ", " : "; ",
			mk_range_text(out->arena, mmio->range));
	add_lines(&line, groups->plan, &device->interrupts, MK_INTERRUPT_SPI, "INTID ");
	add_lines(&line, groups->plan, &device->interrupts, MK_INTERRUPT_PPI, "per-core INTID ");
	add_cascaded(&line, &device->interrupts);
	add_unresolved(&line, &device->interrupts);
	mk_draft_comment(out, 0, "  %s%s: %s", groups->names[index],
		device->node == groups->plan->board->console ? " (the console)" : "",
		line.length ? line.text + strlen("; ") : "");
}

static const char *bond_text(struct mk_arena *arena, const struct mk_bond *bond)
{
	switch (bond->why) {
	case MK_BOND_PAGE:
		return mk_arena_printf(arena, "they share page 0x%" PRIx64, bond->page);
	case MK_BOND_INTERRUPT:
		return mk_arena_printf(arena, "they share INTID %" PRIu32, bond->intid.value);
	case MK_BOND_CONTROLLER:
		break;
	}
	return mk_arena_printf(arena, "their interrupts arrive at %s", bond->controller->path);
}

/* So many reasons are enough. */
#define SHOWN 4u

static void write_reasons(const struct mk_groups *groups, struct mk_buffer *out, size_t leader)
{
	const struct mk_bond *bond;
	struct mk_listing reasons;

	mk_listing_begin(&reasons, out->arena, SHOWN);
	mk_each(bond, &groups->devices->bonds)
		if (groups->leaders[bond->devices.items[0]] == leader)
			mk_listing_add(&reasons, "%s", bond_text(out->arena, bond));
	mk_draft_comment(out, 0, "These belong together: %s.", mk_listing_text(&reasons));
}

struct member {
	size_t leader;
	size_t device;
};

static int compare_members(const void *left, const void *right)
{
	const struct member *a = left;
	const struct member *b = right;

	if (a->leader != b->leader)
		return a->leader < b->leader ? -1 : 1;
	return mk_compare_numbers(a->device, b->device);
}

typedef MK_VEC(struct member) members;

/* Those that node 0 has of groups of several, by group. */
static members sorted_members(const struct mk_groups *groups, struct mk_arena *arena)
{
	members list = {0};

	for (size_t i = 0; i < groups->devices->list.count; i++)
		if (groups->names[i] && groups->sizes[groups->leaders[i]] > 1)
			*mk_vec_add(arena, &list) = (struct member){groups->leaders[i], i};
	mk_vec_sort(&list, compare_members);
	return list;
}

static void write_groups(const struct mk_groups *groups, struct mk_buffer *out)
{
	members list = sorted_members(groups, out->arena);
	const struct member *member;

	mk_each(member, &list) {
		if (member == list.items || member->leader != member[-1].leader) {
			mk_buffer_puts(out, "#\n");
			write_reasons(groups, out, member->leader);
		}
		write_device(groups, out, member->device);
	}
}

static void write_singles(const struct mk_groups *groups, struct mk_buffer *out)
{
	for (size_t i = 0; i < groups->devices->list.count; i++)
		if (groups->names[i] && groups->sizes[groups->leaders[i]] == 1)
			write_device(groups, out, i);
}

void mk_groups_write(const struct mk_groups *groups, struct mk_buffer *out)
{
	if (!groups->plan->nodes.items[0].devices.count)
		return;
	mk_buffer_putc(out, '\n');
	mk_draft_comment(out, 0,
		"The devices of node0, with their registers and interrupts. To move one, list it "
		"under `devices` of another node, as it is written here.");
	mk_buffer_puts(out, "#\n");
	write_singles(groups, out);
	write_groups(groups, out);
}
