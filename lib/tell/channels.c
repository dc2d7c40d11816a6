/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/channels.h"

#include <string.h>

#include "base/sort.h"
#include "board/dma.h"

/* Caches behind caches; real boards have three levels. */
#define MOST_CACHE_LEVELS 8

/* One user of one thing. */
struct use {
	enum mk_channel_kind kind;
	const struct mk_dt_node *node;
	uint64_t number;
	const struct mk_dt_node *user; /* NULL: every core */
};

struct gathering {
	struct mk_arena *arena;
	const struct mk_board *board;
	const struct mk_devices *devices;
	MK_VEC(struct use) uses;
};

static const char *const words[MK_CHANNEL_KINDS] = {
	[MK_CHANNEL_CACHE] = "cache",
	[MK_CHANNEL_CLUSTER] = "cluster of cores",
	[MK_CHANNEL_MEMORY] = "memory controller",
	[MK_CHANNEL_BUS] = "bus",
	[MK_CHANNEL_INTERCONNECT] = "interconnect",
	[MK_CHANNEL_IOMMU] = "IOMMU",
	[MK_CHANNEL_DMA] = "DMA controller",
	[MK_CHANNEL_MASTER] = "bus master",
	[MK_CHANNEL_CLOCK] = "clock",
	[MK_CHANNEL_RESET] = "reset",
	[MK_CHANNEL_POWER] = "power domain",
	[MK_CHANNEL_INTERRUPT] = "interrupt controller",
};

const char *mk_channel_kind_word(enum mk_channel_kind kind)
{
	return words[kind];
}

static void add(struct gathering *gathering, struct use use)
{
	*mk_vec_add(gathering->arena, &gathering->uses) = use;
}

/* --- cores ------------------------------------------------------------------------------------ */

/* Names of the property: Devicetree Specification v0.4, 3.9.2, and ePAPR before it. */
static const struct mk_dt_node *next_cache(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node)
{
	uint32_t phandle = mk_dt_u32(node, "next-level-cache", 0);

	if (!phandle)
		phandle = mk_dt_u32(node, "l2-cache", 0);
	return phandle ? mk_dt_by_phandle(tree, phandle) : NULL;
}

static void add_caches(struct gathering *gathering, const struct mk_dt_node *core)
{
	const struct mk_dt_node *node = core;

	for (unsigned level = 0; level < MOST_CACHE_LEVELS; level++) {
		node = next_cache(gathering->board->tree, node);
		if (!node)
			return;
		add(gathering, (struct use){.kind = MK_CHANNEL_CACHE, .node = node, .user = core});
	}
}

static bool is_memory_controller(const struct mk_dt_node *node)
{
	return strncmp(node->name, "memory-controller", strlen("memory-controller")) == 0 ||
	       strncmp(node->name, "dmc@", strlen("dmc@")) == 0;
}

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

/* Arm's coherent interconnects (Linux: arm/cci.txt, perf/arm,ccn.yaml, perf/arm,cmn.yaml), and what
 * is named as one. */
static bool is_interconnect(const struct mk_dt_node *node)
{
	const char *compatible = mk_dt_string(node, "compatible");

	return starts_with(node->name, "interconnect@") ||
	       (compatible &&
		       (starts_with(compatible, "arm,cci-") ||
			       starts_with(compatible, "arm,ccn-") ||
			       starts_with(compatible, "arm,cmn-")) &&
		       !strstr(compatible, "-pmu") && !strstr(compatible, "-ctrl-if"));
}

/* What every core uses: no user is told. */
static void add_common(struct gathering *gathering)
{
	const struct mk_dt_node *node = gathering->board->tree->root;

	if (gathering->board->gic.node)
		add(gathering, (struct use){.kind = MK_CHANNEL_INTERRUPT,
				       .node = gathering->board->gic.node});
	for (; node; node = node->next) {
		if (node->enabled && is_memory_controller(node))
			add(gathering, (struct use){.kind = MK_CHANNEL_MEMORY, .node = node});
		if (node->enabled && is_interconnect(node))
			add(gathering, (struct use){.kind = MK_CHANNEL_INTERCONNECT, .node = node});
	}
}

static void add_cores(struct gathering *gathering)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &gathering->board->cpus) {
		add_caches(gathering, cpu->node);
		add(gathering, (struct use){.kind = MK_CHANNEL_CLUSTER,
				       .number = cpu->cluster,
				       .user = cpu->node});
	}
}

/* --- devices ---------------------------------------------------------------------------------- */

struct property_row {
	const char *name;
	enum mk_channel_kind kind;
};

static const struct property_row property_rows[] = {
	{"clocks", MK_CHANNEL_CLOCK},
	{"resets", MK_CHANNEL_RESET},
	{"power-domains", MK_CHANNEL_POWER},
	{"interconnects", MK_CHANNEL_INTERCONNECT},
	{"iommus", MK_CHANNEL_IOMMU},
	{"iommu-map", MK_CHANNEL_IOMMU},
	{"dmas", MK_CHANNEL_DMA},
	{"msi-parent", MK_CHANNEL_INTERRUPT},
	{"msi-map", MK_CHANNEL_INTERRUPT},
};

static void add_provider(struct gathering *gathering, const struct mk_device *device,
	const struct mk_provider *provider)
{
	for (size_t i = 0; i < sizeof property_rows / sizeof *property_rows; i++)
		if (strcmp(provider->property, property_rows[i].name) == 0)
			add(gathering, (struct use){.kind = property_rows[i].kind,
					       .node = provider->node,
					       .user = device->node});
}

/* The controller that a device's interrupts go to first, as its specifiers are that one's; or NULL.
 * The GIC is used by all. */
static const struct mk_dt_node *first_controller(
	const struct mk_board *board, const struct mk_dt_node *node)
{
	uint32_t phandle = mk_dt_u32(node, "interrupts-extended", 0);
	const struct mk_dt_node *controller;
	const struct mk_dt_node *named = node;

	if (!phandle && !mk_dt_property(node, "interrupts"))
		return NULL;
	for (; !phandle && named; named = named->parent)
		phandle = mk_dt_u32(named, "interrupt-parent", 0);
	controller = phandle ? mk_dt_by_phandle(board->tree, phandle) : NULL;
	return controller != board->gic.node ? controller : NULL;
}

static void add_devices(struct gathering *gathering)
{
	const struct mk_device *device;
	const struct mk_provider *provider;
	const struct mk_dt_node *controller;

	mk_each(device, &gathering->devices->list) {
		mk_each(provider, &device->providers)
			add_provider(gathering, device, provider);
		if (device->node->parent && device->node->parent->parent)
			add(gathering, (struct use){.kind = MK_CHANNEL_BUS,
					       .node = device->node->parent,
					       .user = device->node});
		controller = first_controller(gathering->board, device->node);
		if (controller)
			add(gathering, (struct use){.kind = MK_CHANNEL_INTERRUPT,
					       .node = controller,
					       .user = device->node});
		if (mk_dt_masters_bus(device->node))
			add(gathering,
				(struct use){.kind = MK_CHANNEL_MASTER, .user = device->node});
	}
}

/* --- together --------------------------------------------------------------------------------- */

/* What is shared, first of all; in the order of the tree. Of its users every core comes first. */
static int compare_shared(const struct use *a, const struct use *b)
{
	int order = mk_compare_numbers(a->kind, b->kind);

	if (!order)
		order = mk_compare_numbers(a->number, b->number);
	return order ? order
		     : mk_compare_numbers(
			       a->node ? a->node->order : 0, b->node ? b->node->order : 0);
}

static int compare_uses(const void *left, const void *right)
{
	const struct use *a = left;
	const struct use *b = right;
	int order = compare_shared(a, b);

	if (!order)
		order = mk_compare_numbers(a->user != NULL, b->user != NULL);
	return order || !a->user ? order : mk_compare_numbers(a->user->order, b->user->order);
}

static void add_channel(
	struct gathering *gathering, mk_channels *channels, const struct use *uses, size_t count)
{
	struct mk_channel channel = {.kind = uses->kind,
		.node = uses->node,
		.number = uses->number,
		.every_core = !uses->user};

	for (size_t i = 0; i < count; i++)
		if (uses[i].user && (i == 0 || uses[i].user != uses[i - 1].user))
			*mk_vec_add(gathering->arena, &channel.users) = uses[i].user;
	if (channel.every_core || channel.users.count > 1)
		*mk_vec_add(gathering->arena, channels) = channel;
}

static void add_known(struct mk_arena *arena, mk_channels *channels, const struct mk_board *board)
{
	for (size_t i = 0; i < mk_known_channel_count; i++)
		if (mk_channel_is_known(&mk_known_channels[i], board))
			*mk_vec_add(arena, channels) = (struct mk_channel){
				.kind = mk_known_channels[i].kind, .known = &mk_known_channels[i]};
}

bool mk_channels_state(const mk_channels *channels, enum mk_channel_kind kind)
{
	const struct mk_channel *channel;

	mk_each(channel, channels)
		if (channel->kind == kind && !channel->known)
			return true;
	return false;
}

mk_channels mk_board_channels(
	struct mk_arena *arena, const struct mk_board *board, const struct mk_devices *devices)
{
	struct gathering gathering = {.arena = arena, .board = board, .devices = devices};
	mk_channels channels = {NULL, 0, 0};
	const struct use *uses;
	size_t count;

	add_common(&gathering);
	add_cores(&gathering);
	add_devices(&gathering);
	uses = gathering.uses.items;
	mk_sort(gathering.uses.items, gathering.uses.count, sizeof *uses, compare_uses);
	for (size_t i = 0; i < gathering.uses.count; i += count) {
		count = 1;
		while (i + count < gathering.uses.count &&
			compare_shared(&uses[i], &uses[i + count]) == 0)
			count++;
		add_channel(&gathering, &channels, &uses[i], count);
	}
	add_known(arena, &channels, board);
	return channels;
}
