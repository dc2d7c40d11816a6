/* SPDX-License-Identifier: BSD-2-Clause */
#include <elf.h>
#include <string.h>

#include "target/target.h"

/* Read: tools/hardware.yml, regions without `user`. */
static const struct mk_kernel_frame sel4_frames[] = {
	{.gic = MK_GIC_V2, .entry = 0, .size = 0x1000},
	{.gic = MK_GIC_V2, .entry = 1, .size = 0x1000},
	{.gic = MK_GIC_V2, .entry = 2, .size = 0x1000, .hypervisor_only = true},
	{.gic = MK_GIC_V3, .entry = 0, .size = 0x10000},
	{.gic = MK_GIC_V3, .entry = 1, .size = 0x100000},
	{.size = 0},
};

/*
 * Read: sel4-overlay's loader (src/arch-riscv/boot.c) starts one kernel on RISC-V, sel4-bootinfo's
 * has no blocks for several kernels there; 32-bit Arm was not tried.
 */
static const struct mk_kernel_architecture sel4_architectures[] = {
	{MK_ARCH_AARCH64, "aarch64", "aarch64-linux-gnu-", EM_AARCH64},
	{.sel4_arch = NULL},
};

/* Read: smp-psci.c is the only driver for AArch64 in both loaders; a spin table has none. */
static const char *const sel4_methods[] = {"psci", NULL};

static const char *const sel4_overlay_outputs[] = {"board-dts", "overlay", "kernel-cmake",
	"loader-cmake", "loader-manifest", "header", "doorbell", "camkes", "selftest", "plan-json",
	NULL};
static const char *const sel4_overlay_unchecked[] = {
	"MK1201", "MK1202", "MK1203", "MK1204", "MK1205", "MK1206", "MK1207", NULL};

static const struct mk_contract sel4_overlay = {
	.name = "sel4-overlay",
	.enforces = "its own SPIs",
	.leaves = "memory (its root task receives all other memory as device memory), SGIs, DMA, "
		  "caches",
	.outputs = sel4_overlay_outputs,
	.unchecked = sel4_overlay_unchecked,
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
	.architectures = sel4_architectures,
	.enable_methods = sel4_methods,
	/* Read: SPI ownership and SGI capabilities are in gic_v2.c and gic_v3.c alone; with another
	   controller it does not compile. */
	.gics = 1u << MK_GIC_V2 | 1u << MK_GIC_V3,
	.max_gicv2_nodes = 8,
	.max_irq_reserved = false,
	/* Read: src/arch/arm/machine/gic_v3.c shifts Aff3 into the field of Aff2. */
	.sgi_aff3 = false,
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
	.kernel_frames = sel4_frames,
};

/* --- sel4-bootinfo ------------------------------------------------------------------------------
 * Measured and read: au-ts/seL4, branch multikernel_rebased; au-ts/microkit, branch
 * capdl_multikernel, folder loader. BOOTINFO in mkpart-contract(7) says how.
 */

/* Read: libsel4/include/sel4/kernel_bootinfo.h; a page is what the loader has for each. */
static const struct mk_block_format sel4_bootinfo_format = {
	.magic = 0x73654c34,
	.version = 0,
	.bytes = 0x1000,
};

/* Read: build_sdk.py, boards for several kernels. */
static const struct mk_boot_board sel4_bootinfo_boards[] = {
	{"qemu-arm-virt", 0x70000000, NULL},
	{"zynqmp", 0x40000000, NULL},
	{"odroidc4", 0x20000000, "KernelArmVtimerUpdateVOffset"},
	{"maaxboard", 0x50000000, NULL},
	{"imx8mm-evk", 0x41000000, NULL},
	{"tqma8xqp1gb", 0x90280000, NULL},
	{NULL, 0, NULL},
};

static const struct mk_boot_contract sel4_bootinfo_boot = {
	.format = &sel4_bootinfo_format,
	/* Read: seL4 pull request 1745 takes one entry less than this kernel. */
	.reserved_aim = 17,
	.reserved_most = 18,
	/* Read: MAX_NUM_FREEMEM_REG; the last of them has to stay empty. */
	.ram_most = 16,
	.free_most = 15,
	/* Measured: it was meant for extra device memory. */
	.first_handed_out = true,
	/* Read: psci_target_cpus in the loader. */
	.nodes_most = 4,
	/* Read: KERNEL_ELF_BASE. */
	.kernel_address_hypervisor = 0xffff000000,
	.kernel_address = 0xffffffffff000000,
	/* Measured: up to the vectors, which begin at a multiple of 64 KiB. */
	.boot_code_bytes = 0x10000,
	/* Read: seL4_TCBBits, seL4_MinSchedContextBits. */
	.tcb_bytes = 0x800,
	.context_bytes = 0x80,
	/* Where nothing is known: a small one, linked where GNU ld puts programs. */
	.root = {.address = 0x400000, .bytes = 0x100000},
	.boards = sel4_bootinfo_boards,
};

static const char *const sel4_bootinfo_outputs[] = {"boot-block", "boot-text", "one-kernel-cmake",
	"loader-manifest", "header", "doorbell", "camkes", "selftest", "plan-json", NULL};

/*
 * What is about device trees for kernels, about the archive, and about a kernel of its own for each
 * node: there is none of these.
 */
static const char *const sel4_bootinfo_unchecked[] = {"MK0121", "MK0802", "MK0806", "MK0907",
	"MK0904", "MK0908", "MK0909", "MK0912", "MK0914", "MK0508", "MK0515", "MK0517", "MK0507",
	NULL};

static const struct mk_contract sel4_bootinfo = {
	.name = "sel4-bootinfo",
	.enforces = "its own memory, its own devices' registers and its shared regions",
	.leaves = "SPIs, SGIs, DMA, caches; kernels trust each other",
	.kernel = "au-ts/seL4 c99714a653ea2e46f55f11ceae7b9f71bb6b30b5",
	.loader = "au-ts/microkit bdd79bc3b839277588417b8ea59995d09489a761",
	.outputs = sel4_bootinfo_outputs,
	.unchecked = sel4_bootinfo_unchecked,
	.page_size = 0x1000,
	/* Read: the kernel maps itself with large pages. */
	.phys_base_alignment = 0x200000,
	/* Measured as the memory size of the kernel's ELF file. */
	.kernel_el1_bytes = 0x24c000,
	.kernel_hypervisor_debug_bytes = 0x24c000,
	.kernel_hypervisor_release_bytes = 0x232000,
	/* Kernel, an assumed root task and its objects, in whole large pages. */
	.smallest_slice = 0x400000,
	.physical_limit = 0x7fbfffffff,
	.loader_size = 0x1000000,
	.loader_below_start = 0,
	.architectures = sel4_architectures,
	.enable_methods = sel4_methods,
	/* Read: gic_v2.c and gic_v3.c. */
	.gics = 1u << MK_GIC_V2 | 1u << MK_GIC_V3,
	.max_gicv2_nodes = 8,
	.max_irq_reserved = false,
	/* Read: the same shift as in sel4-overlay's kernel. */
	.sgi_aff3 = false,
	.root_cnode_bits = 12,
	.slot_bits = 5,
	/* Measured: 0x27880 with that CNode and a root task within 2 MiB. */
	.root_objects_bytes = 0x7880,
	.untyped_limit = 230,
	.smallest_untyped_bits = 4,
	.largest_untyped_bits = 47,
	.window_base = UINT64_C(0x8000000000),
	.el1_window_base = UINT64_C(0xffffff8000000000),
	.el1_user_top = UINT64_C(0x7fffffffffff),
	.pa_bits = 40,
	/* Read: tools/hardware.yml has the same frames. */
	.kernel_frames = sel4_frames,
	.boot = &sel4_bootinfo_boot,
};

const struct mk_contract *const mk_contracts[] = {&sel4_overlay, &sel4_bootinfo};
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

static bool lists(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

bool mk_contract_has_output(const struct mk_contract *contract, const char *format)
{
	return !contract->outputs || lists(contract->outputs, format);
}

bool mk_contract_has_check(const struct mk_contract *contract, const char *code)
{
	for (const char *const *one = contract->unchecked; one && *one; one++)
		if (memcmp(*one, code, MK_CODE_BYTES) == 0)
			return false;
	return true;
}

static const struct mk_boot_board *board_of(
	const struct mk_contract *contract, const struct mk_platform *platform)
{
	const struct mk_boot_board *board = contract->boot ? contract->boot->boards : NULL;

	for (; platform && board && board->platform; board++)
		if (strcmp(board->platform, platform->name) == 0)
			return board;
	return NULL;
}

uint64_t mk_contract_link_address(
	const struct mk_contract *contract, const struct mk_platform *platform)
{
	const struct mk_boot_board *board = board_of(contract, platform);

	return board ? board->link_address : 0;
}

const char *mk_contract_switched_off(
	const struct mk_contract *contract, const struct mk_platform *platform)
{
	const struct mk_boot_board *board = board_of(contract, platform);

	return board ? board->switched_off : NULL;
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
