/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/references.h"

/* Chains of parts without registers: as long, and as many of them, as are followed. */
#define MAX_DEPTH 32u
#define MAX_FOLLOWED (1u << 20)

/* A node that is no device. */
struct part {
	size_t turn; /* when it was followed last */
	bool read;
	mk_providers providers; /* if so */
};

/* What was followed so far, for whichever rule. */
struct mk_followed {
	size_t turn;	      /* counts users */
	bool told;	      /* that something is not looked at: once for all rules */
	struct part *parts[]; /* by the order of their nodes; NULL: not yet met */
};

void mk_references_begin(struct mk_references *references, struct mk_check *check,
	mk_reference_visitor *visit, void *context)
{
	size_t node_count = check->plan->board->tree->node_count;

	*references = (struct mk_references){.check = check,
		.devices = mk_check_devices(check),
		.visit = visit,
		.context = context};
	if (!check->followed)
		check->followed = mk_arena_alloc(check->arena,
			sizeof *check->followed + node_count * sizeof *check->followed->parts);
}

static struct part *part_of(struct mk_references *references, const struct mk_dt_node *node)
{
	struct part **part = &references->check->followed->parts[node->order];

	if (!*part)
		*part = mk_arena_alloc(references->check->arena, sizeof **part);
	return *part;
}

/* What has to be driven for the provider to work; NULL where that is nothing on this board. */
static const struct mk_device *driven_for(
	const struct mk_devices *devices, const struct mk_dt_node *provider)
{
	const struct mk_device *device = mk_devices_owner(devices, provider);

	while (device && !device->mmio.count)
		device = mk_devices_owner(devices, device->node->parent);
	return device;
}

/* Interrupt controllers are the kernels'; what an IOMMU does is told by MK0609 and MK0615. */
static bool is_looked_at(const struct mk_provider *provider)
{
	return strncmp(provider->property, "iommu", strlen("iommu")) != 0 &&
	       strncmp(provider->property, "msi-", strlen("msi-")) != 0;
}

static const mk_providers *providers_of(
	struct mk_references *references, const struct mk_dt_node *node)
{
	struct part *part = part_of(references, node);
	struct mk_check *check = references->check;

	if (!part->read &&
		!mk_board_providers(check->plan->board, check->arena, node, &part->providers))
		mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, node),
			"all that '%s' refers to: the tree is made so that it takes too long",
			node->path);
	part->read = true;
	return &part->providers;
}

static void say_unseen(struct mk_references *references, const struct mk_dt_node *part)
{
	struct mk_check *check = references->check;

	if (!check->followed->told)
		mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, part),
			"what '%s' needs in turn, for '%s' and others: the chain is too long, or "
			"they are too many",
			part->path, references->user->node->path);
	check->followed->told = true;
}

/* Each part once for a user. */
static bool is_new(struct mk_references *references, const struct mk_dt_node *part, unsigned depth)
{
	struct part *followed = part_of(references, part);
	size_t turn = references->check->followed->turn;
	bool too_far;

	if (followed->turn == turn)
		return false;
	followed->turn = turn;
	too_far = depth == MAX_DEPTH || references->followed > MAX_FOLLOWED;
	if (too_far)
		say_unseen(references, part);
	return !too_far;
}

static void follow(
	struct mk_references *references, struct mk_found_reference found, unsigned depth)
{
	const struct mk_dt_node *part = found.provider->node;
	const struct mk_provider *provider = found.provider;
	const mk_providers *further;

	found.driven = driven_for(references->devices, part);
	references->visit(references->context, &found);
	if (found.driven || !is_new(references, part, depth))
		return;
	if (provider->selects)
		found.through = provider->named;
	further = providers_of(references, part);
	references->followed += 1 + further->count;
	mk_each(provider, further) {
		found.provider = provider;
		if (is_looked_at(provider))
			follow(references, found, depth + 1);
	}
}

static void follow_all(struct mk_references *references, const mk_providers *providers)
{
	const struct mk_provider *provider;

	mk_each(provider, providers)
		if (is_looked_at(provider))
			follow(references,
				(struct mk_found_reference){
					.first = provider, .provider = provider},
				0);
}

void mk_references_of(struct mk_references *references, const struct mk_device *user)
{
	references->check->followed->turn++;
	references->user = user;
	follow_all(references, &user->providers);
}

/* The next node that is in the device; those of a device that is in it are that one's. */
static const struct mk_dt_node *next_behind(const struct mk_references *references,
	const struct mk_dt_node *top, const struct mk_dt_node *node)
{
	bool into = node == top || (node->enabled && !mk_devices_find(references->devices, node));

	if (into && node->first_child)
		return node->first_child;
	while (node != top && !node->next_sibling)
		node = node->parent;
	return node == top ? NULL : node->next_sibling;
}

void mk_references_behind(struct mk_references *references, const struct mk_device *user)
{
	const struct mk_dt_node *node = user->node;

	while ((node = next_behind(references, user->node, node)))
		if (node->enabled && node->compatible &&
			!mk_devices_find(references->devices, node))
			follow_all(references, providers_of(references, node));
}
