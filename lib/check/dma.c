/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/dma.h"

#include <string.h>

#include "base/words.h"
#include "check/words.h"

#define MAX_NAMED 3u

bool mk_is_for_dma(const struct mk_plan_holding *holding)
{
	return holding->purpose && strcmp(holding->purpose, "dma") == 0;
}

const struct mk_dt_node *mk_check_iommu_of(struct mk_check *check, const struct mk_dt_node *at)
{
	const struct mk_device *device = mk_devices_find(mk_check_devices(check), at);
	const struct mk_provider *provider;

	if (!device)
		return NULL;
	mk_each(provider, &device->providers)
		if (strncmp(provider->property, "iommu", strlen("iommu")) == 0)
			return provider->node;
	return NULL;
}

bool mk_check_masters_bus(struct mk_check *check, const struct mk_dt_node *at)
{
	const struct mk_device *device = mk_devices_find(mk_check_devices(check), at);

	return device && device->mmio.count && !mk_dt_is_plain_bus(at) && mk_dt_masters_bus(at);
}

static void add_share(
	struct mk_dma_share *share, const struct mk_dma *dma, const struct mk_region *region)
{
	if (!region->placed)
		return;
	share->reached += mk_dma_reach(dma, region->range);
	share->total += mk_range_size(region->range);
}

/* What is for DMA and out of reach has a finding of its own: here it is nobody's. */
static void add_own(
	struct mk_dma_share *share, const struct mk_dma *dma, const struct mk_plan_holding *holding)
{
	struct mk_dma_share own = {0, 0};

	add_share(&own, dma, &holding->region);
	share->reached += own.reached;
	share->total += mk_is_for_dma(holding) ? own.reached : own.total;
}

static struct mk_dma_share *share_of(const struct mk_check *check,
	const struct mk_dma_shares *shares, const struct mk_plan_node *node)
{
	return &shares->nodes[node - check->plan->nodes.items];
}

static void add_held(
	const struct mk_check *check, struct mk_dma_shares *shares, const struct mk_dma *dma)
{
	const struct mk_plan_holding *holding;

	mk_each(holding, &check->plan->holdings)
		if (holding->outside)
			add_share(
				&shares->peers[holding->outside->position], dma, &holding->region);
		else if (holding->kind == MK_HOLDING_MEMORY)
			add_own(share_of(check, shares, holding->node), dma, holding);
}

static void add_shared(const struct mk_check *check, struct mk_dma_shares *shares,
	const struct mk_dma *dma, const struct mk_plan_node *apart_from)
{
	const struct mk_plan_shared *shared;
	const struct mk_plan_member *member;

	mk_each(shared, &check->plan->shared) {
		bool apart = apart_from && mk_plan_is_member(shared, apart_from);
		if (shared->form == MK_SHARED_DOORBELL)
			continue;
		mk_each(member, &shared->members)
			if (!apart || member->node == apart_from)
				add_share(share_of(check, shares, member->node), dma,
					&shared->region);
	}
}

static struct mk_dma_shares *empty_shares(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	struct mk_dma_shares *shares = check->dma_shares;

	if (!shares) {
		shares = mk_arena_alloc(check->arena, sizeof *shares);
		shares->nodes =
			mk_arena_array(check->arena, plan->nodes.count, sizeof *shares->nodes);
		shares->peers =
			mk_arena_array(check->arena, plan->outside.count, sizeof *shares->peers);
		check->dma_shares = shares;
	}
	for (size_t i = 0; i < plan->nodes.count; i++)
		shares->nodes[i] = (struct mk_dma_share){0, 0};
	for (size_t i = 0; i < plan->outside.count; i++)
		shares->peers[i] = (struct mk_dma_share){0, 0};
	return shares;
}

const struct mk_dma_shares *mk_check_dma_shares(
	struct mk_check *check, const struct mk_dma *dma, const struct mk_plan_node *apart_from)
{
	struct mk_dma_shares *shares = empty_shares(check);
	const struct mk_plan_node *node;
	const struct mk_region *region;

	mk_each(node, &check->plan->nodes)
		mk_each(region, &node->regions)
			add_share(share_of(check, shares, node), dma, region);
	add_held(check, shares, dma);
	add_shared(check, shares, dma, apart_from);
	return shares;
}

bool mk_dma_is_same(const struct mk_dma *a, const struct mk_dma *b)
{
	return a->windows.count == b->windows.count &&
	       (!a->windows.count || !memcmp(a->windows.items, b->windows.items,
					     a->windows.count * sizeof *a->windows.items));
}

static struct mk_dma_group *group_of(
	struct mk_check *check, struct mk_node_dma *own, const struct mk_dma *dma)
{
	struct mk_dma_group *group;

	mk_each(group, &own->groups)
		if (mk_dma_is_same(&group->dma, dma))
			return group;
	group = mk_vec_add(check->arena, &own->groups);
	group->dma = *dma;
	group->share = *share_of(check, mk_check_dma_shares(check, dma, NULL), own->node);
	return group;
}

static void add_to_groups(
	struct mk_check *check, struct mk_node_dma *own, const struct mk_plan_device *device)
{
	struct mk_dma dma = mk_board_dma(check->plan->board, check->arena, device->node);

	if (dma.confined)
		*mk_vec_add(check->arena, &group_of(check, own, &dma)->devices) = device;
}

static void add_master(
	struct mk_check *check, struct mk_node_dma *own, const struct mk_plan_device *device)
{
	own->masters++;
	if (!mk_check_iommu_of(check, device->node))
		add_to_groups(check, own, device);
}

const struct mk_node_dma *mk_check_node_dma(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	struct mk_node_dma *own = check->node_dma;

	if (own && own->node == node)
		return own;
	own = mk_arena_alloc(check->arena, sizeof *own);
	own->node = node;
	mk_each(device, &node->devices)
		if (mk_check_masters_bus(check, device->node))
			add_master(check, own, device);
	check->node_dma = own;
	return own;
}

void mk_check_each_dma_group(struct mk_check *check, const struct mk_plan_node *node,
	void (*visit)(struct mk_check *check, const struct mk_plan_node *node,
		const struct mk_dma_group *group, struct mk_dma_share share))
{
	const struct mk_node_dma *own = mk_check_node_dma(check, node);
	const struct mk_dma_group *group;

	mk_each(group, &own->groups)
		visit(check, node, group, group->share);
}

const char *mk_dma_group_text(struct mk_check *check, const struct mk_dma_group *group)
{
	const struct mk_plan_device *const *device;
	struct mk_listing paths;

	mk_listing_begin(&paths, check->arena, MAX_NAMED);
	mk_each(device, &group->devices)
		mk_listing_add(&paths, "'%s'", (*device)->node->path);
	return mk_listing_text(&paths);
}

const char *mk_dma_windows_text(struct mk_check *check, const struct mk_dma *dma)
{
	const struct mk_range *window;
	struct mk_listing list;

	if (!dma->windows.count)
		return "nothing";
	mk_listing_begin(&list, check->arena, 1);
	mk_each(window, &dma->windows)
		mk_listing_add(&list, "%s", mk_check_range(check, *window));
	return mk_listing_text(&list);
}

void mk_dma_note(
	struct mk_check *check, struct mk_finding *finding, const struct mk_dma_group *group)
{
	const struct mk_plan_device *const *device;

	mk_add_note(check->findings, finding,
		mk_dt_origin(check->plan->board->tree, group->dma.bus),
		"the `dma-ranges` of this bus say so");
	mk_each(device, &group->devices)
		mk_about(check->findings, finding, (*device)->node->path);
}
