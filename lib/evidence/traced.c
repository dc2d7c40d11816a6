/* SPDX-License-Identifier: BSD-2-Clause */
/* Entries of the layout that say what they are there for. */
#include <stdio.h>
#include <string.h>

#include "base/sort.h"
#include "base/words.h"
#include "evidence/evidence.h"

struct gathering {
	struct mk_arena *arena;
	mk_traced_list *list;
};

/* NULL where the entry is for no requirement. */
static struct mk_traced *add(struct gathering *gathering, const char *kind,
	mk_requirements requirements, struct mk_origin origin, const struct mk_plan_node *node)
{
	struct mk_traced *traced;

	if (!requirements.count)
		return NULL;
	traced = mk_vec_add(gathering->arena, gathering->list);
	*traced = (struct mk_traced){.kind = kind, .origin = origin, .requirements = requirements};
	if (node)
		*mk_vec_add(gathering->arena, &traced->nodes) = node;
	return traced;
}

/* The same for what has a name, which is called by its kind: "IPI 'ready'". */
static struct mk_traced *add_named(struct gathering *gathering, const char *kind, const char *name,
	mk_requirements requirements, struct mk_origin origin, const struct mk_plan_node *node)
{
	struct mk_traced *traced = add(gathering, kind, requirements, origin, node);

	if (!traced)
		return NULL;
	traced->name = name;
	traced->what = mk_arena_printf(gathering->arena, "%s '%s'", kind, name);
	return traced;
}

static void add_regions(struct gathering *gathering, const struct mk_plan_node *node)
{
	const struct mk_region *region;
	struct mk_traced *traced;

	mk_each(region, &node->regions) {
		traced = add(gathering, "memory",
			mk_requirements_of_region(gathering->arena, region), region->origin, node);
		if (traced)
			traced->what = mk_arena_printf(gathering->arena, "node '%s' memory %s",
				node->name,
				region->placed ? mk_range_text(gathering->arena, region->range)
					       : "without a place");
	}
}

static void add_devices(struct gathering *gathering, const struct mk_plan_node *node)
{
	const struct mk_plan_device *device;
	const struct mk_plan_irq *irq;
	struct mk_traced *traced;

	mk_each(device, &node->devices) {
		traced = add(gathering, "device",
			mk_requirements_of_device(gathering->arena, device), device->origin, node);
		if (traced) {
			traced->name = device->node->path;
			traced->what = mk_arena_printf(gathering->arena, "node '%s' device %s",
				node->name, device->node->path);
		}
	}
	mk_each(irq, &node->irqs) {
		traced = add(gathering, "interrupt", mk_requirements_of_irq(gathering->arena, irq),
			irq->origin, node);
		if (traced)
			traced->what = mk_arena_printf(gathering->arena, "node '%s' INTID %u",
				node->name, (unsigned)irq->intid.value);
	}
}

static void add_nodes(struct gathering *gathering, const struct mk_plan *plan)
{
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes) {
		add_named(gathering, "node", node->name,
			mk_requirements_of_node(gathering->arena, node),
			node->layout->record.origin, node);
		add_regions(gathering, node);
		add_devices(gathering, node);
	}
}

static void add_shared(struct gathering *gathering, const struct mk_plan *plan)
{
	const struct mk_plan_shared *shared;
	const struct mk_plan_member *member;

	mk_each(shared, &plan->shared) {
		struct mk_traced *traced = add_named(gathering, "shared region", shared->name,
			mk_requirements_of_shared(gathering->arena, shared), shared->origin, NULL);
		if (traced)
			mk_each(member, &shared->members)
				*mk_vec_add(gathering->arena, &traced->nodes) = member->node;
	}
}

/* Nothing to a `traced` that is NULL. */
static void add_ends(struct gathering *gathering, struct mk_traced *traced,
	const struct mk_plan_node *from, const struct mk_plan_node *to)
{
	if (traced && from)
		*mk_vec_add(gathering->arena, &traced->nodes) = from;
	if (traced && to)
		*mk_vec_add(gathering->arena, &traced->nodes) = to;
}

static void add_joints(struct gathering *gathering, const struct mk_plan *plan)
{
	const struct mk_plan_connection *connection;
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		add_ends(gathering,
			add_named(gathering, "IPI", ipi->name,
				mk_requirements_of_ipi(gathering->arena, ipi), ipi->origin, NULL),
			ipi->from, ipi->to);
	mk_each(connection, &plan->connections)
		add_ends(gathering,
			add_named(gathering, "connection", connection->name,
				mk_requirements_of_connection(gathering->arena, connection),
				connection->layout->record.origin, NULL),
			connection->from.node, connection->to.node);
}

/* Those that are not added with their owners. */
static const char *const kinds_of_claims[] = {
	[MK_CLAIM_OWN] = "memory",
	[MK_CLAIM_OUTSIDE] = "memory",
	[MK_CLAIM_MMIO] = "registers",
	[MK_CLAIM_LOADER] = "memory",
	[MK_CLAIM_RESERVED] = "reserved range",
	[MK_CLAIM_RESERVED_FROM_NODE] = "reserved range",
	[MK_CLAIM_REGISTERS] = NULL,
};

static void add_claims(struct gathering *gathering, const struct mk_plan *plan)
{
	const struct mk_claim *claim;
	struct mk_traced *traced;

	mk_each(claim, &plan->claims.list) {
		if (!kinds_of_claims[claim->kind])
			continue;
		traced = add(gathering, kinds_of_claims[claim->kind],
			mk_requirements_of_claim(gathering->arena, claim), claim->origin,
			claim->node);
		if (traced)
			traced->what = mk_arena_printf(gathering->arena, "%s %s", claim->what,
				claim->placed ? mk_range_text(gathering->arena, claim->range)
					      : "without a place");
	}
}

static void add_outside(struct gathering *gathering, const struct mk_plan *plan)
{
	const struct mk_plan_outside *outside;

	mk_each(outside, &plan->outside)
		add_named(gathering, "peer", outside->name,
			mk_requirements_of_outside(gathering->arena, outside),
			outside->layout->record.origin, NULL);
}

static bool is_below(const char *entry, const char *list, size_t position)
{
	char head[64];

	snprintf(head, sizeof head, "%s[%zu].", list, position);
	return strncmp(entry, head, strlen(head)) == 0;
}

/* What is said of all kernels, or of the board, is in the outputs of all nodes. */
static void add_nodes_of_entry(struct gathering *gathering, const struct mk_plan *plan,
	const char *entry, struct mk_traced *traced)
{
	bool of_all = strcmp(entry, "kernel") == 0 || strncmp(entry, "board", 5) == 0;
	const struct mk_plan_node *node;
	const struct mk_plan_shared *shared;
	const struct mk_plan_member *member;

	mk_each(node, &plan->nodes)
		if (of_all || is_below(entry, "nodes",
				      (size_t)(node->layout - plan->layout->nodes.items)))
			*mk_vec_add(gathering->arena, &traced->nodes) = node;
	mk_each(shared, &plan->shared)
		if (shared->layout &&
			is_below(entry, "shared",
				(size_t)(shared->layout - plan->layout->shared.items)))
			mk_each(member, &shared->members)
				*mk_vec_add(gathering->arena, &traced->nodes) = member->node;
}

/* Of what is nothing in the plan: the kernels' configuration, a core without a node. */
static void add_elsewhere(struct gathering *gathering, const struct mk_plan *plan)
{
	mk_requirements_list list = mk_requirements_elsewhere(gathering->arena, plan);
	const struct mk_requirements_at *at;
	struct mk_traced *traced;

	mk_each(at, &list) {
		traced = add(gathering, "entry", at->list, at->origin, NULL);
		traced->what = mk_arena_printf(gathering->arena, "entry %s", at->entry);
		add_nodes_of_entry(gathering, plan, at->entry, traced);
	}
}

mk_traced_list mk_evidence_traced(const struct mk_evidence *evidence)
{
	mk_traced_list list = {0};
	struct gathering gathering = {evidence->arena, &list};

	if (!evidence->plan)
		return list;
	add_nodes(&gathering, evidence->plan);
	add_shared(&gathering, evidence->plan);
	add_joints(&gathering, evidence->plan);
	add_outside(&gathering, evidence->plan);
	add_claims(&gathering, evidence->plan);
	add_elsewhere(&gathering, evidence->plan);
	return list;
}

/* --- requirements ----------------------------------------------------------------------------- */

static void add_all(struct mk_arena *arena, mk_requirements *list, const struct mk_traced *traced)
{
	for (size_t i = 0; i < traced->requirements.count; i++)
		*mk_vec_add(arena, list) = traced->requirements.items[i];
}

mk_requirements mk_evidence_requirements(
	const struct mk_evidence *evidence, const mk_traced_list *traced)
{
	const struct mk_traced *entry;
	mk_requirements list = {0};

	mk_each(entry, traced)
		add_all(evidence->arena, &list, entry);
	list.count = mk_sort_texts_once(list.items, list.count);
	return list;
}

bool mk_traced_is_for(const struct mk_traced *traced, const char *requirement)
{
	for (size_t i = 0; i < traced->requirements.count; i++)
		if (strcmp(traced->requirements.items[i], requirement) == 0)
			return true;
	return false;
}

/* Which checks are about an entry: by the first digits of their codes. */
static const struct area {
	const char *kind;
	const char *code;
} areas[] = {
	{"node", "MK04"},
	{"node", "MK08"},
	{"node", "MK09"},
	{"node", "MK10"},
	{"node", "MK12"},
	{"memory", "MK01"},
	{"memory", "MK12"},
	{"reserved range", "MK01"},
	{"registers", "MK01"},
	{"peer", "MK10"},
	{"device", "MK06"},
	{"device", "MK01"},
	{"interrupt", "MK02"},
	{"shared region", "MK07"},
	{"shared region", "MK01"},
	{"IPI", "MK03"},
	{"connection", "MK11"},
};

bool mk_traced_is_checked(const struct mk_traced *traced, const struct mk_judged *judged)
{
	if (judged->verdict == MK_VERDICT_LEFT_OUT || !judged->note)
		return false;
	for (size_t i = 0; i < sizeof areas / sizeof *areas; i++)
		if (strcmp(areas[i].kind, traced->kind) == 0 &&
			strncmp(areas[i].code, judged->problem->code, strlen(areas[i].code)) == 0)
			return true;
	return false;
}

bool mk_traced_is_in(const struct mk_traced *traced, const struct mk_evidence_file *output)
{
	if (!output->of_node)
		return true;
	for (size_t i = 0; i < traced->nodes.count; i++) {
		const char *name = traced->nodes.items[i]->name;
		size_t length = strlen(name);
		if (strncmp(output->name, name, length) == 0 && output->name[length] == '/')
			return true;
	}
	return false;
}

static bool is_about(const struct mk_finding *finding, const struct mk_traced *traced)
{
	const char *const *subject;

	mk_each(subject, &finding->subjects)
		if (traced->name && strcmp(*subject, traced->name) == 0)
			return true;
	return finding->origin.line && finding->origin.source == traced->origin.source &&
	       finding->origin.line == traced->origin.line;
}

mk_requirements mk_finding_requirements(const struct mk_evidence *evidence,
	const mk_traced_list *traced, const struct mk_finding *finding)
{
	const struct mk_traced *entry;
	mk_requirements list = {0};

	mk_each(entry, traced)
		if (is_about(finding, entry))
			add_all(evidence->arena, &list, entry);
	list.count = mk_sort_texts_once(list.items, list.count);
	return list;
}
