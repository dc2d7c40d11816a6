/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/sort.h"
#include "base/words.h"
#include "check/devices.h"
#include "check/references.h"
#include "check/rule.h"

/* As many are named in a message; notes have room for more. */
#define MAX_NAMED 3u
#define MAX_NOTES 8u

/* A node's device that needs another device, which the node does not have. */
struct need {
	const struct mk_plan_node *node;
	const struct mk_device *user;
	const struct mk_device *provider;
	const char *property;	/* of the user, that names the provider */
	struct mk_holder owner; /* of the provider; empty: nobody */
};

struct needs {
	struct mk_check *check;
	struct mk_references references;
	const struct mk_plan_node *node; /* whose device is being looked at */
	MK_VEC(struct need) list;
};

/* --- who needs what --------------------------------------------------------------------------- */

static void add_need(void *context, const struct mk_found_reference *found)
{
	struct needs *needs = context;
	const struct mk_device *user = needs->references.user;
	const struct mk_dt_node *gic = needs->check->plan->board->gic.node;

	if (!found->driven || found->driven == user ||
		(gic && mk_dt_is_within(found->driven->node, gic)) ||
		mk_check_has_around(needs->check, needs->node, found->driven->node))
		return;
	*mk_vec_add(needs->check->arena, &needs->list) = (struct need){.node = needs->node,
		.user = user,
		.provider = found->driven,
		.property = found->first->property,
		.owner = mk_check_holder_around(needs->check, found->driven->node)};
}

static void add_needs_of(
	struct needs *needs, const struct mk_plan_node *node, const struct mk_device *user)
{
	needs->node = node;
	mk_references_of(&needs->references, user);
}

static void add_user(struct needs *needs, const struct mk_device *user)
{
	struct mk_holder holder = mk_check_holder_around(needs->check, user->node);
	const struct mk_plan_node *node;

	if (!holder.node)
		return;
	if (!holder.device->shared) {
		add_needs_of(needs, holder.node, user);
		return;
	}
	mk_each(node, &needs->check->plan->nodes)
		if (mk_check_has_around(needs->check, node, user->node))
			add_needs_of(needs, node, user);
}

/* What nobody has first, then by provider and user. */
static int compare_needs(const void *left, const void *right)
{
	const struct need *a = left;
	const struct need *b = right;

	if (a->node != b->node)
		return a->node->position < b->node->position ? -1 : 1;
	if (!a->owner.node != !b->owner.node)
		return a->owner.node ? 1 : -1;
	if (a->provider != b->provider)
		return a->provider->node->order < b->provider->node->order ? -1 : 1;
	return (a->user->node->order > b->user->node->order) -
	       (a->user->node->order < b->user->node->order);
}

/* Sorts, and leaves one need of each user for each provider. */
static void settle(struct needs *needs)
{
	size_t count = 0;

	mk_vec_sort(&needs->list, compare_needs);
	for (size_t i = 0; i < needs->list.count; i++)
		if (!count || compare_needs(&needs->list.items[count - 1], &needs->list.items[i]))
			needs->list.items[count++] = needs->list.items[i];
	needs->list.count = count;
}

/* --- telling ---------------------------------------------------------------------------------- */

/* Where the node has the user, or what it is in. */
static struct mk_origin origin_of(struct mk_check *check, const struct need *need)
{
	const struct mk_dt_node *device = need->user->node;
	struct mk_holder holder;

	do {
		holder = mk_check_holder_at(check, need->node, device);
		device = device->parent;
	} while (!holder.node);
	return holder.device->origin;
}

/* "'/eth' (clocks), '/mmc' (resets) and 2 more": the users of one provider. */
static const char *users_text(struct mk_check *check, const struct need *needs, size_t count)
{
	struct mk_listing users;

	mk_listing_begin(&users, check->arena, MAX_NAMED);
	for (size_t i = 0; i < count; i++)
		mk_listing_add(&users, "'%s' (%s)", needs[i].user->node->path, needs[i].property);
	return mk_listing_text(&users);
}

static void report_owned(struct mk_check *check, const struct need *needs, size_t count)
{
	struct mk_finding *finding = mk_check_report(check, origin_of(check, needs),
		"node '%s' has '%s', which devices of node '%s' need: %s", needs->owner.node->name,
		needs->provider->node->path, needs->node->name, users_text(check, needs, count));

	mk_add_note(check->findings, finding, needs->owner.device->origin,
		"node '%s' has it from here", needs->owner.node->name);
	mk_about(check->findings, finding, needs->provider->node->path);
	mk_about(check->findings, finding, needs->node->name);
}

/* How many of the first needs are one node's for one provider. */
static size_t run_length(const struct need *needs, size_t count)
{
	size_t length = 1;

	while (length < count && needs[length].provider == needs->provider &&
		needs[length].node == needs->node)
		length++;
	return length;
}

static const char *providers_text(struct mk_check *check, const struct need *needs, size_t count)
{
	struct mk_listing providers;

	mk_listing_begin(&providers, check->arena, MAX_NAMED);
	for (size_t i = 0; i < count; i += run_length(&needs[i], count - i))
		mk_listing_add(&providers, "'%s'", needs[i].provider->node->path);
	return mk_listing_text(&providers);
}

/* One finding for all: what is nobody's stays as the firmware left it. */
static void report_nobodys(struct mk_check *check, const struct need *needs, size_t count)
{
	const struct mk_dt_tree *tree = check->plan->board->tree;
	struct mk_finding *finding = mk_check_report(check, origin_of(check, needs),
		"devices of node '%s' need %s, which no node owns", needs->node->name,
		providers_text(check, needs, count));
	size_t told = 0;
	size_t length;

	for (size_t i = 0; i < count; i += length) {
		length = run_length(&needs[i], count - i);
		mk_about(check->findings, finding, needs[i].provider->node->path);
		if (told++ < MAX_NOTES)
			mk_add_note(check->findings, finding,
				mk_dt_origin(tree, needs[i].provider->node), "needed by %s",
				users_text(check, &needs[i], length));
	}
	mk_about(check->findings, finding, needs->node->name);
}

static size_t nobodys_count(const struct need *needs, size_t count)
{
	size_t nobodys = 0;

	while (nobodys < count && !needs[nobodys].owner.node && needs[nobodys].node == needs->node)
		nobodys++;
	return nobodys;
}

static void provider_owned(struct mk_check *check)
{
	struct needs needs = {.check = check};
	const struct mk_device *device;
	size_t length;

	mk_references_begin(&needs.references, check, add_need, &needs);
	mk_each(device, &needs.references.devices->list)
		add_user(&needs, device);
	settle(&needs);
	for (size_t i = 0; i < needs.list.count; i += length) {
		const struct need *first = &needs.list.items[i];
		size_t left = needs.list.count - i;
		length = nobodys_count(first, left);
		if (length) {
			report_nobodys(check, first, length);
			continue;
		}
		length = run_length(first, left);
		report_owned(check, first, length);
	}
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_parent_and_child, mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_provider_owned = {
	.problem = {.code = "MK0608",
		.name = "provider-owned",
		.severity = MK_WARNING,
		.title = "a device needs another one that its node does not have",
		.why = "A clock, reset line, power domain, pin, DMA channel, regulator or GPIO "
		       "that a device needs is switched in the registers of another device. If "
		       "another node has that device, this node depends on what the other does, "
		       "and cannot switch anything itself. If no node has it, everything stays as "
		       "the firmware left it, which may be off.",
		.fix = "Give the provider to the node that needs it; or have its owner switch "
		       "things on before, and on request over shared memory; or check that the "
		       "firmware leaves it on. Then allow this finding with that reason.",
		.about = "the provider's path, or the node whose devices need it"},
	.whole = provider_owned,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_parent_and_child, &mk_rule_device_is_hardware),
};
