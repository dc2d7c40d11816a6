/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/irqs.h"
#include "check/written.h"
#include "plan/cores.h"

/* Where the board has one cluster, or one whose wiring is public, its core's number is known. */
static const char *contradiction(const struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t number;

	if (!node->cpu ||
		mk_sgi_target(check->plan->contract, check->plan->board, node->cpu, &number) !=
			MK_SGI_POSSIBLE ||
		number == mk_written_node(node)->gic_cpu.value)
		return NULL;
	return mk_arena_printf(check->arena, "core '%s' of this board has interface %" PRIu64,
		node->cpu->node->name, number);
}

const char *mk_check_gic_cpu_fault(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_node *written = mk_written_node(node);

	if (!written->gic_cpu.given)
		return NULL;
	if (written->gic_cpu.value > MK_GIC_CPU_LAST)
		return "a GICv2 has CPU interfaces 0 to 7";
	if (check->plan->board->gic.kind != MK_GIC_V2)
		return "only a GICv2 numbers its CPU interfaces, and the board has none";
	if (mk_plan_leaves_core_open(node))
		return "leaves it open which core it runs on";
	return contradiction(check, node);
}
