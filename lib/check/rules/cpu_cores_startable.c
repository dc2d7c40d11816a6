/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

/* The first few are enough: cores of a board differ rarely in this. */
#define SHOWN 4u

/* "'psci'". */
static const char *methods_text(struct mk_check *check)
{
	const char *const *method = check->plan->contract->enable_methods;
	const char *text = "";

	for (; *method; method++)
		text = mk_arena_printf(
			check->arena, "%s%s'%s'", text, *text ? " or " : "", *method);
	return text;
}

/* To follow a core. */
static const char *obstacle_text(
	struct mk_check *check, const struct mk_cpu *cpu, enum mk_start_obstacle obstacle)
{
	const struct mk_dt_node *psci = check->plan->board->psci;

	switch (obstacle) {
	case MK_START_NO_METHOD:
		return "which has no enable-method";
	case MK_START_OTHER_METHOD:
		return mk_arena_printf(check->arena,
			"whose enable-method is '%s', and the loader of contract '%s' supports "
			"only %s",
			mk_dt_string(cpu->node, "enable-method"), check->plan->contract->name,
			methods_text(check));
	case MK_START_WITHOUT_PSCI:
		return "whose enable-method is 'psci', but the tree has no PSCI node";
	case MK_START_PSCI_UNKNOWN:
		return mk_arena_printf(check->arena,
			"whose PSCI is '%s', and the loader knows only 'arm,psci-0.2' and "
			"'arm,psci-1.0'",
			mk_dt_string(psci, "compatible"));
	case MK_START_PSCI_NOT_SMC:
		if (!mk_dt_string(psci, "method"))
			return "whose PSCI has no `method`, and the loader calls it by 'smc'";
		return mk_arena_printf(check->arena,
			"whose PSCI has the method '%s', and the loader calls it by 'smc'",
			mk_dt_string(psci, "method"));
	case MK_START_POSSIBLE:
		break;
	}
	return "";
}

/* Where to get firmware with PSCI, for what has none as it comes. */
static const char *firmware_text(const struct mk_check *check, const struct mk_cpu *cpu)
{
	const struct mk_dt_node *root = check->plan->board->tree->root;
	const char *method = mk_dt_string(cpu->node, "enable-method");

	if (mk_dt_is_compatible(root, "brcm,bcm2711") ||
		mk_dt_is_compatible(root, "raspberrypi,4-model-b"))
		return "put TF-A in front (its platform rpi4: bl31.bin as armstub= in "
		       "config.txt); the "
		       "tree that it hands over has PSCI";
	if (method && strcmp(method, "spin-table") == 0)
		return "boot with firmware that has PSCI, such as TF-A, instead of the spin table, "
		       "and use the tree that it hands over";
	return "boot with firmware that has PSCI, such as TF-A, and use the tree that it hands "
	       "over";
}

static void suggest(struct mk_check *check, struct mk_finding *finding, const struct mk_cpu *cpu,
	enum mk_start_obstacle obstacle)
{
	if (obstacle == MK_START_PSCI_NOT_SMC)
		mk_suggest(check->findings, finding,
			"on QEMU, use -machine virt,virtualization=on, and dump the tree from that "
			"machine");
	else
		mk_suggest(check->findings, finding, "%s", firmware_text(check, cpu));
}

static struct mk_finding *report(
	struct mk_check *check, const struct mk_plan_node *node, enum mk_start_obstacle obstacle)
{
	struct mk_finding *finding = mk_check_report(check, node->cpu_origin,
		"the loader cannot start node '%s' on core '%s', %s", node->name,
		node->cpu->node->name, obstacle_text(check, node->cpu, obstacle));

	mk_add_note(check->findings, finding,
		mk_dt_origin(check->plan->board->tree, obstacle >= MK_START_PSCI_UNKNOWN
							       ? check->plan->board->psci
							       : node->cpu->node),
		"the board's tree says so here");
	suggest(check, finding, node->cpu, obstacle);
	return finding;
}

static void cores_startable(struct mk_check *check)
{
	struct mk_finding *finding = NULL;
	const struct mk_plan_node *node;
	unsigned shown = 0;

	mk_each(node, &check->plan->nodes) {
		enum mk_start_obstacle obstacle = MK_START_POSSIBLE;
		if (node->cpu && !node->cpu->boot)
			obstacle = mk_cpu_start_obstacle(
				check->plan->contract, check->plan->board, node->cpu);
		if (obstacle == MK_START_POSSIBLE || shown++ >= SHOWN)
			continue;
		if (finding)
			mk_add_note(check->findings, finding, node->cpu_origin,
				"nor node '%s' on core '%s'", node->name, node->cpu->node->name);
		else
			finding = report(check, node, obstacle);
	}
}

extern const struct mk_rule mk_rule_cpu_one_node;

const struct mk_rule mk_rule_cpu_cores_startable = {
	.problem = {.code = "MK0409",
		.name = "cores-startable",
		.severity = MK_ERROR,
		.title = "the loader cannot start the core of a node",
		.why = "The loader of this contract can start cores only through PSCI, by SMC. "
		       "Without that it stops with 'Failed to boot cpu', before any node runs.",
		.fix = "Use firmware that offers PSCI, such as TF-A, and the tree that it hands "
		       "over. A tree from source, such as the one in Linux for a Raspberry Pi 4, "
		       "describes a spin table or lacks what firmware fills in. A running Linux "
		       "shows the tree that it was given in /sys/firmware/fdt. A single node runs "
		       "on the boot core, which does not have to be started."},
	.whole = cores_startable,
	.prerequisites = MK_RULES(&mk_rule_cpu_one_node),
};
