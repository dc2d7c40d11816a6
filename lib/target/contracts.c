/* SPDX-License-Identifier: BSD-2-Clause */
#include <elf.h>
#include <string.h>

#include "target/target.h"

/* Read: tools/hardware.yml, regions without `user`. */
static const struct mk_kernel_frame sel4_overlay_frames[] = {
	{.gic = MK_GIC_V2, .entry = 0, .size = 0x1000},
	{.gic = MK_GIC_V2, .entry = 1, .size = 0x1000},
	{.gic = MK_GIC_V2, .entry = 2, .size = 0x1000, .hypervisor_only = true},
	{.gic = MK_GIC_V3, .entry = 0, .size = 0x10000},
	{.gic = MK_GIC_V3, .entry = 1, .size = 0x100000},
	{.size = 0},
};

/* Read: its loader (src/arch-riscv/boot.c) starts one kernel on RISC-V; 32-bit Arm was not tried.
 */
static const struct mk_kernel_architecture sel4_overlay_architectures[] = {
	{MK_ARCH_AARCH64, "aarch64", "aarch64-linux-gnu-", EM_AARCH64},
	{.sel4_arch = NULL},
};

static const struct mk_contract sel4_overlay = {
	.name = "sel4-overlay",
	.kernel = "kent-mcleod/seL4 80eb343372b27aa7688377988d1462e232281f2b",
	.loader = "kent-mcleod/seL4_tools da3724d967283d1a3bab1bd1aea45841cf04fdb8",
	.page_size = 0x1000,
	/* The kernel's image is linked at a 16 MiB boundary of its physical window on AArch64. */
	.phys_base_alignment = 0x1000000,
	/* Measured as the memory size of the kernel's ELF file. */
	.kernel_el1_bytes = 0x23b000,
	.kernel_hypervisor_debug_bytes = 0x240000,
	.kernel_hypervisor_release_bytes = 0x22e000,
	/* Measured: 0x280000 fails to boot, 0x2a0000 boots. */
	.smallest_slice = 0x2a0000,
	/* Read: the kernel window of AArch64 with hypervisor support ends below 0x7fc0000000. */
	.physical_limit = 0x7fbfffffff,
	/* Measured: 0x230000 for two nodes, 0x430000 for four; unstripped images need more. */
	.loader_size = 0x1000000,
	/* Measured: the loader's page tables and stack lie below its link address. */
	.loader_below_start = 0x10000,
	.architectures = sel4_overlay_architectures,
	/* Read: SPI ownership and SGI capabilities are in gic_v2.c and gic_v3.c alone; with another
	   controller it does not compile. */
	.gics = 1u << MK_GIC_V2 | 1u << MK_GIC_V3,
	.max_gicv2_nodes = 8,
	.max_irq_reserved = false,
	/* Read: config.cmake; seL4_SlotBits of AArch64. */
	.root_cnode_bits = 12,
	.slot_bits = 5,
	/*
	 * Measured: 0x2b800 with that CNode. Read (calculate_rootserver_size): TCB, IPC buffer,
	 * bootinfo, ASID pool, tables and the device tree rounded up to a power of two, so that
	 * large trees and root tasks need more. It explains why 0x280000 does not boot.
	 */
	.root_objects_bytes = 0xb800,
	/* Read: config.cmake; seL4_MinUntypedBits, seL4_MaxUntypedBits. */
	.untyped_limit = 230,
	.smallest_untyped_bits = 4,
	.largest_untyped_bits = 47,
	/* Read: PPTR_BASE with hypervisor support; without, it has the same low bits. */
	.window_base = UINT64_C(0x8000000000),
	/* Measured: kernel images, and root tasks one page below and above. */
	.el1_window_base = UINT64_C(0xffffff8000000000),
	.el1_user_top = UINT64_C(0x7fffffffffff),
	/* Read: src/arch/arm/config.cmake, Cortex-A35, A53 and A55. */
	.pa_bits = 40,
	.kernel_frames = sel4_overlay_frames,
};

const struct mk_contract *const mk_contracts[] = {&sel4_overlay};
const size_t mk_contract_count = sizeof mk_contracts / sizeof *mk_contracts;

const struct mk_contract *mk_contract_find(const char *name)
{
	for (size_t i = 0; i < mk_contract_count; i++)
		if (strcmp(mk_contracts[i]->name, name) == 0)
			return mk_contracts[i];
	return NULL;
}

const struct mk_kernel_architecture *mk_contract_architecture(
	const struct mk_contract *contract, enum mk_architecture architecture)
{
	const struct mk_kernel_architecture *row = contract->architectures;

	for (; row->sel4_arch; row++)
		if (row->architecture == architecture || architecture == MK_ARCH_UNKNOWN)
			return row;
	return NULL;
}

bool mk_contract_drives_gic(const struct mk_contract *contract, const struct mk_gic *gic)
{
	return contract->gics & 1u << gic->kind;
}

uint64_t mk_contract_kernel_offset(const struct mk_contract *contract, bool hypervisor)
{
	return hypervisor ? contract->window_base : contract->el1_window_base;
}

uint64_t mk_contract_user_top(const struct mk_contract *contract, bool hypervisor, uint32_t pa_bits)
{
	return hypervisor ? (UINT64_C(1) << pa_bits) - 1 : contract->el1_user_top;
}

uint64_t mk_contract_kernel_bytes(const struct mk_contract *contract, bool hypervisor, bool debug)
{
	if (!hypervisor)
		return contract->kernel_el1_bytes;
	return debug ? contract->kernel_hypervisor_debug_bytes
		     : contract->kernel_hypervisor_release_bytes;
}

bool mk_kernel_takes_ppi(bool hypervisor, struct mk_intid intid)
{
	/* 25: VGIC maintenance, 26: hypervisor timer, 27: virtual timer. */
	if (hypervisor)
		return intid.value >= 25 && intid.value <= 27;
	return intid.value == 27;
}

uint32_t mk_pa_bits(const struct mk_contract *contract, const struct mk_platform *platform)
{
	return platform ? platform->pa_bits : contract->pa_bits;
}
