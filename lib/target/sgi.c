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

/* Boards with several clusters whose wiring is public: MPIDRs in the order of the interfaces. */
struct wiring {
	const char *compatible; /* of the root */
	uint64_t mpidrs[MK_GIC_CPU_LAST + 1];
	size_t count;
};

static const struct wiring wirings[] = {
	/* tianocore/edk2, ArmPlatformPkg/ArmJunoPkg/AcpiTables/Madt.aslc */
	{"arm,juno", {0x0, 0x1, 0x100, 0x101, 0x102, 0x103}, 6},
	/* tianocore/edk2-platforms, Silicon/Marvell/Armada7k8k/AcpiTables/Madt.aslc */
	{"marvell,armada-ap806-quad", {0x0, 0x1, 0x100, 0x101}, 4},
};

static const struct wiring *wiring_of(const struct mk_board *board)
{
	for (size_t i = 0; i < sizeof wirings / sizeof *wirings; i++)
		if (mk_dt_is_compatible(board->tree->root, wirings[i].compatible))
			return &wirings[i];
	return NULL;
}

static bool is_wired(const struct wiring *wiring, const struct mk_cpu *cpu, uint64_t *number)
{
	for (*number = 0; wiring && *number < wiring->count; (*number)++)
		if (wiring->mpidrs[*number] == cpu->mpidr)
			return true;
	return false;
}

/*
 * A GICv2 CPU interface number is wired, not stated in the tree. With one cluster it is Aff0
 * (measured on zcu102 and QEMU); with several nothing in the tree tells it.
 */
static enum mk_sgi_obstacle gicv2_target(
	const struct mk_board *board, const struct mk_cpu *cpu, uint64_t *target)
{
	const struct mk_cpu *other;

	if (is_wired(wiring_of(board), cpu, target))
		return MK_SGI_POSSIBLE;
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
