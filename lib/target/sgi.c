/* SPDX-License-Identifier: BSD-2-Clause */
/* How an SGI names the core that it goes to. */
#include "target/target.h"

/* The affinity fields of MPIDR_EL1: Aff3 in bits 39:32, Aff2..Aff0 in 23:0 (Arm DDI 0487). */
static uint64_t affinity(const struct mk_cpu *cpu, unsigned level)
{
	return cpu->mpidr >> (level == 3 ? 32 : 8 * level) & 0xff;
}

static uint64_t above_aff0(const struct mk_cpu *cpu)
{
	return cpu->mpidr & UINT64_C(0xff00ffff00);
}

/*
 * A GICv2 CPU interface number is wired, not stated in the tree. With one cluster it is Aff0
 * (measured on zcu102 and QEMU); with several nothing tells it.
 */
static enum mk_sgi_obstacle gicv2_target(
	const struct mk_board *board, const struct mk_cpu *cpu, uint64_t *target)
{
	const struct mk_cpu *other;

	mk_each(other, &board->cpus)
		if (above_aff0(other) != above_aff0(cpu))
			return MK_SGI_INTERFACE_UNKNOWN;
	*target = affinity(cpu, 0);
	return *target <= MK_GIC_CPU_LAST ? MK_SGI_POSSIBLE : MK_SGI_INTERFACE_UNKNOWN;
}

static enum mk_sgi_obstacle gicv3_target(
	const struct mk_contract *contract, const struct mk_cpu *cpu, uint64_t *target)
{
	*target = affinity(cpu, 0) | affinity(cpu, 1) << 8 | affinity(cpu, 2) << 16 |
		  affinity(cpu, 3) << 24;
	if (affinity(cpu, 3) && !contract->sgi_aff3)
		return MK_SGI_AFF3;
	/* The target list of ICC_SGI1R_EL1 has 16 bits (Arm IHI 0069, 12.2.16). */
	return affinity(cpu, 0) < 16 ? MK_SGI_POSSIBLE : MK_SGI_BEYOND_LIST;
}

enum mk_sgi_obstacle mk_sgi_target(const struct mk_contract *contract, const struct mk_board *board,
	const struct mk_cpu *cpu, uint64_t *target)
{
	if (board->gic.kind == MK_GIC_V2)
		return gicv2_target(board, cpu, target);
	if (board->gic.kind == MK_GIC_V3)
		return gicv3_target(contract, cpu, target);
	return MK_SGI_NO_GIC;
}
