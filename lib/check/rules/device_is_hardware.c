/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/devices.h"
#include "check/rule.h"

static bool is_at_top(const struct mk_dt_node *node, const char *name)
{
	while (node->parent && node->parent->parent)
		node = node->parent;
	return node->parent && strcmp(node->name, name) == 0;
}

static bool is_core(const struct mk_board *board, const struct mk_dt_node *node)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->node == node)
			return true;
	return false;
}

/* NULL: it may be hardware. A core itself is MK0603's. */
static const char *other_kind(const struct mk_board *board, const struct mk_dt_node *node)
{
	static const char *const notes[] = {
		"aliases", "__symbols__", "__fixups__", "__local_fixups__", "options"};

	if (!node->parent)
		return "the whole board; `" MK_PLAN_REST "` is all that no node names";
	if (strcmp(node->path, "/chosen") == 0)
		return "what firmware and kernel tell each other";
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (is_at_top(node, notes[i]))
			return "a table of names in the tree";
	if (is_at_top(node, "cpus") && !is_core(board, node))
		return "a description of cores, which are given under `cpu`";
	if (board->reserved_memory && mk_dt_is_within(node, board->reserved_memory))
		return "memory";
	return NULL;
}

static void check_device(struct mk_check *check, const struct mk_holder *holder)
{
	const struct mk_dt_node *node = holder->device->node;
	const char *kind = other_kind(check->plan->board, node);

	struct mk_finding *finding;

	if (!kind)
		return;
	finding = mk_check_report(check, holder->device->origin,
		"node '%s' lists '%s' as a device, but that is %s", holder->node->name, node->path,
		kind);
	if (mk_plan_reservation_named(check->plan->board, check->arena, node->path))
		mk_suggest(check->findings, finding,
			"write {reserved: %s} under the node's 'memory'", node->path);
}

const struct mk_rule mk_rule_device_is_hardware = {
	.problem = {.code = "MK0612",
		.name = "device-is-hardware",
		.severity = MK_ERROR,
		.title = "a node lists a part of the board's tree that is not a device",
		.why = "The tree has parts that describe no hardware, or hardware that is given to "
		       "nodes in another way. If such a part were treated as a device, it would be "
		       "disabled in the other nodes' trees, and their kernels would not start.",
		.fix = "Remove it from `devices`; `mkpart board DTB` shows what the board has."},
	.each_named_device = check_device,
};
