/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/written.h"

static bool wants(const struct mk_plan_node *node, enum mk_cluster_choice choice)
{
	return node->cpu && mk_written_node(node)->cluster.given &&
	       mk_written_node(node)->cluster.value == choice;
}

static void report(struct mk_check *check, const struct mk_plan_node *node,
	const struct mk_plan_node *other, bool same)
{
	struct mk_finding *finding = mk_check_report(check, mk_written_node(node)->cluster.origin,
		"nodes '%s' and '%s' ask to be in %s, but cores '%s' and '%s' are in %s",
		other->name, node->name, same ? "the same cluster" : "different clusters",
		other->cpu->node->name, node->cpu->node->name,
		same ? "different ones" : "the same one");

	mk_add_note(check->findings, finding, mk_written_node(other)->cluster.origin,
		"node '%s' says so here", other->name);
	mk_add_note(check->findings, finding, node->cpu_origin,
		"node '%s' is on core '%s' from here", node->name, node->cpu->node->name);
	mk_suggest(check->findings, finding,
		"move one of them, or write cpu: any to have mkpart choose a core");
}

/* All against the first one. */
static void check_same(struct mk_check *check)
{
	const struct mk_plan_node *first = NULL;
	const struct mk_plan_node *node;

	mk_each(node, &check->plan->nodes) {
		if (!wants(node, MK_CLUSTER_CHOICE_SAME))
			continue;
		if (!first)
			first = node;
		else if (node->cpu->cluster != first->cpu->cluster)
			report(check, node, first, true);
	}
}

static const struct mk_plan_node *earlier_in_cluster(
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const struct mk_plan_node *other;

	for (other = plan->nodes.items; other < node; other++)
		if (wants(other, MK_CLUSTER_CHOICE_DIFFERENT) &&
			other->cpu->cluster == node->cpu->cluster)
			return other;
	return NULL;
}

static void clusters_kept(struct mk_check *check)
{
	const struct mk_plan_node *node;

	check_same(check);
	mk_each(node, &check->plan->nodes) {
		const struct mk_plan_node *other;
		if (!wants(node, MK_CLUSTER_CHOICE_DIFFERENT))
			continue;
		other = earlier_in_cluster(check->plan, node);
		if (other)
			report(check, node, other, false);
	}
}

extern const struct mk_rule mk_rule_cpu_one_node;

const struct mk_rule mk_rule_cpu_clusters_kept = {
	.problem = {.code = "MK0415",
		.name = "clusters-kept",
		.severity = MK_ERROR,
		.title = "nodes are not in clusters as they ask to be",
		.why = "Cores of one cluster share a cache, and often power and clock. Nodes ask "
		       "to be in one cluster for fast shared memory, or in different ones so as "
		       "not to disturb each other; on these cores they get the opposite.",
		.fix = "Put the nodes on other cores, or leave `cluster` out; `mkpart board DTB` "
		       "lists "
		       "cores with their clusters."},
	.whole = clusters_kept,
	.prerequisites = MK_RULES(&mk_rule_cpu_one_node),
};
