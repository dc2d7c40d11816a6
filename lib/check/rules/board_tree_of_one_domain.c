/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"
#include "check/rule.h"

/* The next child of the root that is a cluster of a system device tree; NULL after the last. */
static const struct mk_dt_node *next_cluster(const struct mk_dt_node *node)
{
	while (node && !mk_dt_is_compatible(node, "cpus,cluster"))
		node = node->next_sibling;
	return node;
}

/* One /cpus of that kind, with cores in it, is what one domain has, too. */
static bool is_of_one_domain(const struct mk_board *board, const struct mk_dt_node *first)
{
	const struct mk_dt_node *cpus = mk_dt_child(board->tree->root, "cpus");

	return !first || (first == cpus && board->cpus.count && !next_cluster(first->next_sibling));
}

#define NAMES_SHOWN 4u

static const char *names_text(struct mk_check *check, const struct mk_dt_node *cluster)
{
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, NAMES_SHOWN);
	for (; cluster; cluster = next_cluster(cluster->next_sibling))
		mk_listing_add(&names, "'%s'", cluster->name);
	return mk_listing_text(&names);
}

static void tree_of_one_domain(struct mk_check *check)
{
	const struct mk_board *board = check->plan->board;
	const struct mk_dt_node *first = next_cluster(board->tree->root->first_child);
	struct mk_finding *finding;

	if (is_of_one_domain(board, first))
		return;
	finding = mk_check_report(check, check->layout->board.record.origin,
		"the board's tree is a system device tree, with its cores in %s",
		names_text(check, first));
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, first),
		"a cluster is described here");
}

const struct mk_rule mk_rule_board_tree_of_one_domain = {
	.problem = {.code = "MK0530",
		.name = "tree-of-one-domain",
		.severity = MK_ERROR,
		.title = "a system device tree in place of the board's own",
		.why = "A system device tree describes a chip as each of its clusters sees it: "
		       "cores are in nodes of their own (compatible 'cpus,cluster'), not in /cpus, "
		       "and `address-map` says which addresses a cluster reaches. Kernel and "
		       "loader do not read that, so mkpart looks at nothing else in the layout.",
		.fix = "First make the tree of the domain that runs seL4, with Lopper and its "
		       "assist gen_domain_dts; or take the tree with which Linux is started on "
		       "that cluster."},
	.whole = tree_of_one_domain,
	.first = true,
};
