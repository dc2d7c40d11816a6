/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's tools/hardware.yml takes the virtual interface of a GICv2 from the third entry of
 * its `reg`, and the maintenance interrupt of any GIC from its first interrupt;
 * src/arch/arm/kernel/boot.c and machine/gic_v2.c do not compile without them. A tree has both
 * where the board has EL2.
 */
#include <string.h>

#include "target/target.h"

#define REGIONS_WITH_VIRTUAL_INTERFACE 3u

/* PSCI by hypervisor call: somebody else is at EL2 (Arm DEN 0022, 5.2.1). */
static bool is_guest(const struct mk_board *board)
{
	const char *method = board->psci ? mk_dt_string(board->psci, "method") : NULL;

	return method && strcmp(method, "hvc") == 0;
}

static bool has_virtual_interface(const struct mk_board *board, struct mk_arena *arena)
{
	mk_mmios mmio = {NULL, 0, 0};

	mk_board_mmio(board, arena, board->gic.node, &mmio);
	return mmio.count >= REGIONS_WITH_VIRTUAL_INTERFACE;
}

static bool has_maintenance_interrupt(const struct mk_board *board, struct mk_arena *arena)
{
	mk_interrupts interrupts = {NULL, 0, 0};

	mk_board_interrupts(board, arena, board->gic.node, &interrupts);
	return interrupts.count > 0;
}

const char *mk_hypervisor_obstacle(
	const struct mk_board *board, struct mk_arena *arena, const struct mk_dt_node **where)
{
	*where = board->psci;
	if (is_guest(board))
		return "PSCI is called with 'hvc', so something else already runs at EL2";
	*where = board->gic.node;
	if (board->gic.kind == MK_GIC_V2 && !has_virtual_interface(board, arena))
		return "the GIC has no registers for virtual machines";
	if ((board->gic.kind == MK_GIC_V2 || board->gic.kind == MK_GIC_V3) &&
		!has_maintenance_interrupt(board, arena))
		return "the GIC has no maintenance interrupt";
	return NULL;
}
