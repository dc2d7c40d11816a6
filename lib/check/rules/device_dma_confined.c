/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "base/words.h"
#include "check/devices.h"
#include "check/dma.h"
#include "check/rule.h"

#define MAX_NAMED 3u

typedef MK_VEC(const struct mk_plan_device *) device_list;

/* Behind an IOMMU that the same node programs, the node decides what the device reaches. */
static bool is_unconfined(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dt_node *at)
{
	const struct mk_dt_node *iommu = mk_check_iommu_of(check, at);

	return mk_check_masters_bus(check, at) &&
	       (!iommu || !mk_check_has_around(check, node, iommu));
}

/* What a device reaches, by its buses. */
struct reached {
	const char *nodes; /* "'a' and 'b'", the device's own among them; or "" */
	const char *peers; /* the same of peers outside */
	bool others;	   /* not only the device's own */
	bool all;	   /* every node that has memory */
};

static void add_name(struct mk_buffer *text, const char *name)
{
	mk_buffer_printf(text, "%s'%s'", text->length ? " and " : "", name);
}

static struct reached reached_by(
	struct mk_check *check, const struct mk_dma *dma, const struct mk_plan_node *own)
{
	const struct mk_dma_shares *shares = mk_check_dma_shares(check, dma, own);
	const struct mk_plan *plan = check->plan;
	struct reached reached = {.all = true};
	const struct mk_plan_outside *peer;
	const struct mk_plan_node *node;
	struct mk_buffer nodes;
	struct mk_buffer peers;

	mk_buffer_init(&nodes, check->arena);
	mk_buffer_init(&peers, check->arena);
	mk_each(node, &plan->nodes) {
		const struct mk_dma_share *share = &shares->nodes[node - plan->nodes.items];
		if (!share->reached) {
			reached.all = reached.all && !share->total;
			continue;
		}
		add_name(&nodes, node->name);
		reached.others = reached.others || node != own;
	}
	mk_each(peer, &plan->outside)
		if (shares->peers[peer->position].reached)
			add_name(&peers, peer->name);
	reached.nodes = nodes.text;
	reached.peers = peers.text;
	return reached;
}

static const char *names_text(struct mk_check *check, const device_list *list)
{
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, MAX_NAMED);
	for (size_t i = 0; i < list->count; i++)
		mk_listing_add(&names, "'%s'", list->items[i]->node->path);
	return mk_listing_text(&names);
}

/* Says of the first device that has an IOMMU why that does not help. */
static void note_iommu(struct mk_check *check, struct mk_finding *finding, const device_list *list)
{
	const struct mk_plan_device *const *device;

	mk_each(device, list) {
		const struct mk_dt_node *iommu = mk_check_iommu_of(check, (*device)->node);
		if (!iommu)
			continue;
		mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, iommu),
			"this IOMMU is in front of '%s', but no kernel programs it",
			(*device)->node->path);
		return;
	}
}

static void report(struct mk_check *check, const struct mk_plan_node *node, const char *reached,
	const device_list *list)
{
	const struct mk_plan_device *const *device;
	struct mk_finding *finding;

	finding = mk_check_report(check, list->items[0]->origin,
		"node '%s' has devices that can write the memory of %s: %s", node->name, reached,
		names_text(check, list));
	note_iommu(check, finding, list);
	mk_about(check->findings, finding, node->name);
	mk_each(device, list)
		mk_about(check->findings, finding, (*device)->node->path);
}

/* Devices that reach the same nodes. */
struct group {
	const char *reached;
	device_list devices;
};

typedef MK_VEC(struct group) group_list;

static struct group *group_of(struct mk_check *check, group_list *groups, const char *reached)
{
	struct group *group;

	mk_each(group, groups)
		if (!strcmp(group->reached, reached))
			return group;
	group = mk_vec_add(check->arena, groups);
	group->reached = reached;
	return group;
}

/* "node 'a'", "nodes 'a' and 'b'", or "". */
static const char *counted(struct mk_check *check, const char *noun, const char *names)
{
	if (!*names)
		return "";
	return mk_arena_printf(
		check->arena, "%s%s %s", noun, strstr(names, "' and '") ? "s" : "", names);
}

/* Whose memory devices reach that are kept to these windows; NULL: nobody else's. */
static const char *reached_text(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_dma *dma)
{
	struct reached reached = reached_by(check, dma, node);
	const char *nodes = reached.others ? counted(check, "node", reached.nodes) : "";
	const char *peers = counted(check, "peer", reached.peers);

	if (reached.others && reached.all)
		nodes = "every node";
	if (!*nodes && !*peers)
		return NULL;
	return mk_arena_printf(
		check->arena, "%s%s%s", nodes, *nodes && *peers ? " and " : "", peers);
}

/* What is told of the windows of a bus, which most of its devices have. */
struct window_text {
	struct mk_dma dma;
	const char *text;
};

typedef MK_VEC(struct window_text) window_texts;

/* Whose memory a device reaches, so that it can do harm there; NULL: nobody else's. */
static const char *harmed_by(struct mk_check *check, const struct mk_plan_node *node,
	window_texts *known, const struct mk_dt_node *at)
{
	struct mk_dma dma = mk_board_dma(check->plan->board, check->arena, at);
	struct window_text *row;

	if (!dma.confined)
		return "every node";
	mk_each(row, known)
		if (mk_dma_is_same(&row->dma, &dma))
			return row->text;
	row = mk_vec_add(check->arena, known);
	*row = (struct window_text){dma, reached_text(check, node, &dma)};
	return row->text;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	window_texts known = {0};
	group_list groups = {0};
	struct group *group;

	mk_each(device, &node->devices) {
		const char *reached = is_unconfined(check, node, device->node)
					      ? harmed_by(check, node, &known, device->node)
					      : NULL;
		if (reached)
			*mk_vec_add(check->arena, &group_of(check, &groups, reached)->devices) =
				device;
	}
	mk_each(group, &groups)
		report(check, node, group->reached, &group->devices);
}

extern const struct mk_rule mk_rule_device_one_owner, mk_rule_device_not_kernels,
	mk_rule_device_is_hardware;

const struct mk_rule mk_rule_device_dma_confined = {
	.problem = {.code = "MK0609",
		.name = "dma-confined",
		.severity = MK_WARNING,
		.title = "a node's devices reach memory without an IOMMU that confines them",
		.why = "A bus master writes to whatever address its driver gives it; the MMU does "
		       "not see that. The kernels of this contract do not program IOMMUs, so a "
		       "faulty or subverted driver can overwrite another node's kernel. Buses with "
		       "`dma-ranges` confine a device to the memory that they name.",
		.fix = "Review these drivers as part of what every node trusts, or give such "
		       "devices to a node that all others trust; then allow this finding with that "
		       "reason. A node that also has the IOMMU can confine its own devices with it.",
		.about = "the node, or one of its devices' paths"},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_device_one_owner, &mk_rule_device_not_kernels,
		&mk_rule_device_is_hardware),
};
