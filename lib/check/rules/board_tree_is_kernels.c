/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/buffer.h"
#include "check/rule.h"

static bool resolves(const struct mk_dt_tree *tree, const char *name)
{
	const struct mk_dt_node *aliases = mk_dt_child(tree->root, "aliases");
	const char *path = name;

	if (*name != '/')
		path = aliases ? mk_dt_string(aliases, name) : NULL;
	return path && mk_dt_by_path(tree, path);
}

static bool is_listed(const char *const *names, const char *name)
{
	for (; names && *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

static void add_missing(struct mk_buffer *list, const struct mk_dt_tree *tree,
	const char *const *names, const char *const *told)
{
	for (; names && *names; names++)
		if (!resolves(tree, *names) && !is_listed(told, *names))
			mk_buffer_printf(list, "%s'%s'", list->length ? ", " : "", *names);
}

static void tree_is_kernels(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_platform *platform = plan->platform;
	struct mk_finding *finding;
	struct mk_buffer missing;

	if (plan->tree != MK_TREE_KERNEL || !platform)
		return;
	mk_buffer_init(&missing, check->arena);
	add_missing(&missing, plan->board->tree, platform->kernel_devices, NULL);
	add_missing(
		&missing, plan->board->tree, platform->loader_devices, platform->kernel_devices);
	if (!missing.length)
		return;
	finding = mk_check_report(check, check->layout->board.tree.origin,
		"the board's tree is not the kernel's own for platform %s: it lacks %s",
		platform->board ? platform->board : platform->name, missing.text);
	mk_add_note(check->findings, finding,
		mk_dt_origin(plan->board->tree, plan->board->tree->root),
		"the board is identified here");
	mk_suggest(check->findings, finding, "write 'tree: board' to give the kernels this tree");
}

const struct mk_rule mk_rule_board_tree_is_kernels = {
	.problem = {.code = "MK0515",
		.name = "tree-is-kernels",
		.severity = MK_ERROR,
		.title = "`tree: kernel`, but the board's tree is not the kernel's",
		.why = "The overlays would be applied to the kernel's own tree, whose nodes have "
		       "other paths. Nothing complains: a path that does not exist is created, and "
		       "the real memory node leaves all its RAM to every kernel.",
		.fix = "Leave `tree` out, so that the kernels are built with the tree that is "
		       "checked; or check the kernel's own tree, which is in its tools/dts (for "
		       "qemu-arm-virt, the tree that QEMU dumps)."},
	.whole = tree_is_kernels,
};
