/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/words.h"
#include "check/rule.h"

static bool is_foreign(const struct mk_check *check, const struct mk_cpu *cpu)
{
	return !mk_contract_architecture(check->plan->contract, cpu->architecture);
}

/* "AArch64", or "AArch64 and RISC-V". */
static const char *architectures_text(struct mk_check *check)
{
	const struct mk_kernel_architecture *row = check->plan->contract->architectures;
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, SIZE_MAX);
	for (; row->sel4_arch; row++)
		mk_listing_add(&names, "%s", mk_architecture_name(row->architecture));
	return mk_listing_joined(&names, "and");
}

static void report(struct mk_check *check, struct mk_origin origin, const struct mk_cpu *cpu)
{
	struct mk_finding *finding = mk_check_report(check, origin,
		"the kernels of contract '%s' are for %s, but the board's core '%s'%s%s%s is %s",
		check->plan->contract->name, architectures_text(check), cpu->node->name,
		cpu->compatible ? ", '" : "", cpu->compatible ? cpu->compatible : "",
		cpu->compatible ? "'," : "", mk_architecture_name(cpu->architecture));

	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, cpu->node),
		"the core is described here");
}

/* One finding for the board; cores that nobody uses may be what they are. */
static void architecture_supported(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_board *board = plan->board;
	const struct mk_plan_node *node;

	if (board->cpus.count && is_foreign(check, &board->cpus.items[mk_board_boot_cpu(board)])) {
		report(check, check->layout->board.record.origin,
			&board->cpus.items[mk_board_boot_cpu(board)]);
		return;
	}
	mk_each(node, &plan->nodes)
		if (node->cpu && is_foreign(check, node->cpu)) {
			report(check, node->cpu_origin, node->cpu);
			return;
		}
}

const struct mk_rule mk_rule_contract_architecture_supported = {
	.problem = {.code = "MK0807",
		.name = "architecture-supported",
		.severity = MK_ERROR,
		.title = "the contract does not support the architecture of the board's cores",
		.why = "Kernel and loader of a contract were made to start several kernels on the "
		       "architectures that it lists. On RISC-V the loader of sel4-overlay starts "
		       "only one kernel, and on 32-bit Arm nothing was tried. The outputs would be "
		       "for cores that the board does not have, so mkpart looks at nothing else in "
		       "the layout.",
		.fix = "Use a board with AArch64 cores, or the right DTB; QEMU's virt machine "
		       "has them with -cpu cortex-a53."},
	.whole = architecture_supported,
	.first = true,
};
