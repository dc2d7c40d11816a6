/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The AArch64 platforms of the contract's kernel and, with an `obstacle`, those of later ones
 * (seL4, August 2026). Sources, in the kernel's repository:
 * - `name`, `board`, `max_irq`, `gic`: declare_platform, KernelARMPlatform, MAX_IRQ and
 *   INTERRUPT_CONTROLLER in src/plat/.../config.cmake;
 * - `compatibles`: the platform's tree in tools/dts, and the same board's tree in Linux;
 * - `kernel_devices`, `loader_devices`, `reservations`: the overlays beside config.cmake;
 *   `memory`: these, or the platform's tree where they say nothing;
 * - `smmu_intid`: INTERRUPT_SMMU in tools/hardware.yml, with the interrupt of that tree;
 * - `switched_off`: measured, the kernel does not link without the device;
 * - `pa_bits`, `hypervisor`: src/arch/arm/config.cmake, by the platform's core;
 * - `obstacle`: CHANGES.md, or the compiler's word.
 * `loader_image` and `loader_start`: ApplyData61ElfLoaderSettings in the loader repository's
 * cmake-tool/helpers/application_settings.cmake.
 *
 * Measured: with each row but those with an `obstacle` the contract's kernel builds, with
 * hypervisor support and without, and says the same `max_irq`, `gic` and `pa_bits`.
 *
 * Left out, for the kernel builds AArch32 alone there: allwinnerA20, am335x, apq8064, exynos4,
 * exynos5, imx6, imx7, omap3, tk1, zynq7000.
 */
#include <string.h>

#include "target/target.h"

#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

#define NONE                                                                                       \
	(const char *const[])                                                                      \
	{                                                                                          \
		NULL                                                                               \
	}

#define RANGES(...)                                                                                \
	(const struct mk_range[])                                                                  \
	{                                                                                          \
		__VA_ARGS__,                                                                       \
		{                                                                                  \
			0, 0                                                                       \
		}                                                                                  \
	}

#define RESERVATIONS(...)                                                                          \
	(const struct mk_platform_reservation[])                                                   \
	{                                                                                          \
		__VA_ARGS__,                                                                       \
		{                                                                                  \
			.path = NULL                                                               \
		}                                                                                  \
	}

const struct mk_platform mk_platforms[] = {
	{
		/* With GICv3 the kernel does not build. `pa_bits` of its default core. */
		.name = "qemu-arm-virt",
		.qemu_machine = "virt",
		.compatibles = LIST("linux,dummy-virt"),
		.kernel_devices = LIST("/pl011@9000000", "/intc@8000000", "/timer"),
		.loader_devices = LIST("/pl011@9000000", "/psci", "/timer", "/intc@8000000"),
		.loader_has_gic = true,
		.gic = MK_GIC_V2,
		.max_irq = 159,
		.pa_bits = 40,
		.hypervisor = true,
		.reservations = RESERVATIONS({.path = "vm-memory@40000000",
			.range = {0x40000000, 0x5fffffff},
			.hypervisor_only = true,
			.liftable = true}),
		.loader_image = "elf",
	},
	{
		/* No kernel has a board zcu106; what the kernel sees of it is the same silicon. */
		.name = "zynqmp",
		.board = "zcu102",
		.also = "zcu106",
		.compatibles = LIST("xlnx,zynqmp-zcu102-rev1.0", "xlnx,zynqmp-zcu102",
			"xlnx,zynqmp-zcu106-revA", "xlnx,zynqmp-zcu106"),
		.kernel_devices = LIST("serial0", "/amba_apu@0/interrupt-controller@f9010000",
			"/timer", "/amba/smmu@fd800000"),
		.loader_devices = LIST(
			"serial0", "/psci", "/timer", "/amba_apu@0/interrupt-controller@f9010000"),
		.loader_has_gic = true,
		.gic = MK_GIC_V2,
		.max_irq = 187,
		.smmu_intid = 187,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "zynqmp",
		.board = "ultra96",
		.compatibles = LIST("avnet,ultra96-rev1", "avnet,ultra96"),
		.kernel_devices = LIST("serial0", "/amba_apu@0/interrupt-controller@f9010000",
			"/timer", "/amba/smmu@fd800000"),
		.loader_devices = LIST(
			"serial0", "/psci", "/timer", "/amba_apu@0/interrupt-controller@f9010000"),
		.loader_has_gic = true,
		.gic = MK_GIC_V2,
		.max_irq = 187,
		.smmu_intid = 187,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		/* Its own tree says that it is an Ultra96. */
		.name = "zynqmp",
		.board = "ultra96v2",
		.compatibles = NONE,
		.kernel_devices = LIST("serial0", "/amba_apu@0/interrupt-controller@f9010000",
			"/timer", "/amba/smmu@fd800000"),
		.loader_devices = LIST(
			"serial0", "/psci", "/timer", "/amba_apu@0/interrupt-controller@f9010000"),
		.loader_has_gic = true,
		.gic = MK_GIC_V2,
		.max_irq = 187,
		.smmu_intid = 187,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "imx8mm-evk",
		.compatibles = LIST("fsl,imx8mm-evk"),
		.kernel_devices = LIST("serial1", "/interrupt-controller@38800000", "/timer"),
		.loader_devices =
			LIST("serial1", "/psci", "/timer", "/interrupt-controller@38800000"),
		.loader_has_gic = true,
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "binary",
		.loader_start = 0x41000000,
	},
	{
		.name = "imx8mq-evk",
		.compatibles = LIST("fsl,imx8mq-evk"),
		.kernel_devices = LIST("serial0", "/interrupt-controller@38800000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "binary",
		.loader_start = 0x41000000,
	},
	{
		.name = "imx8mp-evk",
		.compatibles = LIST("fsl,imx8mp-evk"),
		.kernel_devices = LIST("serial1", "/soc@0/interrupt-controller@38800000", "/timer"),
		.loader_devices = LIST("serial1", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 192,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "maaxboard",
		.compatibles = LIST("avnet/embest,maaxboard"),
		.kernel_devices = LIST("serial0", "/soc@0/interrupt-controller@38800000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
		.loader_start = 0x41000000,
	},
	{
		.name = "imx93",
		.compatibles = LIST("fsl,imx93-11x11-evk", "fsl,imx93"),
		.kernel_devices = LIST("/soc@0/bus@44000000/serial@44380000",
			"/interrupt-controller@48000000", "/timer"),
		.loader_devices = LIST("/soc@0/bus@44000000/serial@44380000", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 254,
		.pa_bits = 40,
		.hypervisor = true,
		.memory = RANGES({0x80000000, 0xffffffff}),
		.reservations =
			RESERVATIONS({.path = "bl32@96000000", .range = {0x96000000, 0x97ffffff}}),
		.loader_image = "elf",
	},
	{
		.name = "tqma8xqp1gb",
		.compatibles = LIST("tq,tqma8xqp-mba8xx", "tq,tqma8xqp",
			"tq,imx8qxp-tqma8xqp-mba8xx", "tq,imx8qxp-tqma8xqp"),
		.kernel_devices = LIST("serial1", "/interrupt-controller@51a00000", "/timer"),
		.loader_devices = LIST("serial1", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 511,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		/* The RK3399 boots on a Cortex-A53 (its TRM, "Boot"; TF-A, plat/rockchip/rk3399).
		 */
		.name = "rockpro64",
		.boot_known = true,
		.boot_mpidr = 0x0,
		.compatibles = LIST("pine64,rockpro64"),
		.kernel_devices = LIST("serial2", "/interrupt-controller@fee00000", "/timer"),
		.loader_devices = LIST("serial2", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 181,
		.pa_bits = 40,
		.hypervisor = true,
		.memory = RANGES({0x10000000, 0xf7ffffff}),
		.loader_image = "efi",
	},
	{
		.name = "quartz64",
		.compatibles = LIST("pine64,quartz64-a"),
		.kernel_devices = LIST("serial2", "/interrupt-controller@fd400000", "/timer"),
		.loader_devices = LIST("serial2", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 231,
		.pa_bits = 40,
		.hypervisor = true,
		.memory = RANGES({0x200000, 0xeffffffe}),
		.loader_image = "efi",
	},
	{
		.name = "rk3568",
		.board = "rock3b",
		.obstacle = "seL4 15.0.0 is the first release that has it",
		.compatibles = LIST("radxa,rock-3b"),
		.kernel_devices = LIST("serial2", "/interrupt-controller@fd400000", "/timer"),
		.loader_devices = LIST("serial2", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 283,
		.pa_bits = 40,
		.hypervisor = true,
		.memory = RANGES({0x200000, 0xece9bfff}),
		.loader_image = "elf",
	},
	{
		/* RAM is that of RPI4_MEMORY=8192, the default; with 4096, 2048 or 1024 the list is
		   shorter. */
		.name = "bcm2711",
		.board = "rpi4",
		.compatibles = LIST("raspberrypi,4-model-b"),
		.kernel_devices = LIST("serial1", "/soc/interrupt-controller@40041000",
			"/soc/local_intc@40000000", "/timer"),
		.loader_devices = LIST("serial1", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 216,
		.pa_bits = 44,
		.hypervisor = true,
		.memory = RANGES(
			{0x0, 0x3b3fffff}, {0x40000000, 0xfbffffff}, {0x100000000, 0x1ffffffff}),
		.reservations = RESERVATIONS({.path = "reserved-memory@0", .range = {0x0, 0xfff}},
			{.path = "reserved-memory@3b400000", .range = {0x3b400000, 0x3fffffff}}),
		.loader_image = "binary",
		.loader_start = 0x10000000,
	},
	{
		.name = "bcm2712",
		.board = "rpi5",
		.obstacle = "seL4 16.0.0 is the first release that has it",
		.compatibles = LIST("raspberrypi,5-model-b"),
		.kernel_devices =
			LIST("serial10", "/soc@107c000000/interrupt-controller@7fff9000", "/timer"),
		.loader_devices = LIST("serial10", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 320,
		.pa_bits = 40,
		.hypervisor = true,
		.memory = RANGES({0x0, 0x3fbfffff}),
		.loader_image = "elf",
	},
	{
		.name = "bcm2837",
		.board = "rpi3",
		.obstacle = "it does not compile for interrupt controllers other than a GIC",
		.compatibles = LIST("raspberrypi,3-model-b"),
		.kernel_devices = LIST("serial1", "/soc/interrupt-controller@7e00b200",
			"/soc/local_intc@40000000", "/timer"),
		.loader_devices = LIST("serial1", "/timer"),
		.gic = MK_GIC_OTHER,
		.max_irq = 127,
		.pa_bits = 40,
		.memory = RANGES({0x0, 0x7ffffff}),
		.reservations = RESERVATIONS({.path = "reserved-memory@0", .range = {0x0, 0xfff}}),
		.loader_image = "binary",
	},
	{
		/* OP-TEE's. That tree leaves out the first 512 MiB as well, for 32-bit kernels'
		   sake alone. */
		.name = "hikey",
		.compatibles = LIST("hisilicon,hi6220-hikey"),
		.kernel_devices = LIST("serial0", "/interrupt-controller@f6801000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 159,
		.pa_bits = 40,
		.hypervisor = true,
		.reservations = RESERVATIONS({.range = {0x3f000000, 0x3fffffff}}),
		.loader_image = "efi",
	},
	{
		.name = "odroidc2",
		.compatibles = LIST("hardkernel,odroid-c2"),
		.kernel_devices = LIST("serial0", "/soc/interrupt-controller@c4301000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 250,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "odroidc4",
		.compatibles = LIST("hardkernel,odroid-c4"),
		.kernel_devices = LIST("serial0", "/soc/interrupt-controller@ffc01000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 255,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "stm32mp2",
		.board = "stm32mp257f-ev1",
		.obstacle = "seL4 16.0.0 is the first release that has it",
		.compatibles = LIST("st,stm32mp257f-ev1"),
		.kernel_devices = LIST("serial0", "/interrupt-controller@4ac00000", "/timer"),
		.loader_devices = LIST("serial0", "/psci"),
		.gic = MK_GIC_V2,
		.max_irq = 415,
		.pa_bits = 40,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		/* Carve-outs of the boot firmware. */
		.name = "tx1",
		.compatibles = LIST("nvidia,p2371-2180"),
		.kernel_devices = LIST("serial0", "/interrupt-controller@50041000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 224,
		.pa_bits = 44,
		.hypervisor = true,
		.reservations = RESERVATIONS({.range = {0xff000000, 0xffffffff}}),
		.loader_image = "binary",
	},
	{
		/* The loader's smp_boot.c: Denver cores have the lowest MPIDRs, and it boots on the
		   A57 with 0x100; the platform's overlay says so too. */
		.name = "tx2",
		.boot_known = true,
		.boot_mpidr = 0x100,
		.compatibles = LIST("nvidia,quill", "nvidia,p2771-0000"),
		.kernel_devices = LIST(
			"serial0", "/interrupt-controller@3881000", "/iommu@12000000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V2,
		.max_irq = 383,
		.smmu_intid = 202,
		.pa_bits = 44,
		.hypervisor = true,
		.switched_off = "KernelArmSMMU",
		.reservations = RESERVATIONS({.range = {0xf1000000, 0xf8ffffff}, .liftable = true}),
		.loader_image = "uimage",
	},
	{
		.name = "fvp",
		.compatibles = LIST("arm,fvp-base-revc", "arm,fvp-base"),
		.kernel_devices = LIST("serial0", "/interrupt-controller@2f000000", "/timer"),
		.loader_devices = LIST("serial0", "/psci", "/timer"),
		.gic = MK_GIC_V3,
		.max_irq = 207,
		.pa_bits = 44,
		.hypervisor = true,
		.loader_image = "elf",
	},
};
const size_t mk_platform_count = sizeof mk_platforms / sizeof *mk_platforms;

static const struct mk_platform *platform_of_compatible(const char *compatible)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		for (const char *const *c = mk_platforms[i].compatibles; *c; c++)
			if (strcmp(*c, compatible) == 0)
				return &mk_platforms[i];
	return NULL;
}

const struct mk_platform *mk_platform_of(const struct mk_board *board)
{
	const struct mk_dt_property *property = board->tree->root->compatible;
	const struct mk_platform *platform = NULL;
	const char *compatible;

	if (!property)
		return NULL;
	for (uint32_t i = 0; !platform && (compatible = mk_dt_string_at(property, i)); i++)
		platform = platform_of_compatible(compatible);
	return platform;
}

static bool is_board_name(const struct mk_platform *platform, const char *name)
{
	return (platform->board && strcmp(platform->board, name) == 0) ||
	       (platform->also && strcmp(platform->also, name) == 0);
}

static const struct mk_platform *platform_of_board_name(const char *name)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		if (is_board_name(&mk_platforms[i], name))
			return &mk_platforms[i];
	return NULL;
}

const struct mk_platform *mk_platform_find(const char *name, const struct mk_board *board)
{
	const struct mk_platform *seen = mk_platform_of(board);
	const struct mk_platform *named = platform_of_board_name(name);

	if (named)
		return named;
	if (seen && strcmp(seen->name, name) == 0)
		return seen;
	for (size_t i = 0; i < mk_platform_count; i++)
		if (strcmp(mk_platforms[i].name, name) == 0)
			return &mk_platforms[i];
	return NULL;
}

bool mk_platform_agrees(const struct mk_platform *named, const struct mk_platform *seen)
{
	if (named == seen)
		return true;
	return !*named->compatibles && strcmp(named->name, seen->name) == 0;
}

static const struct mk_cpu *boot_cpu_of(
	const struct mk_platform *platform, const struct mk_board *board)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->usable && cpu->mpidr == platform->boot_mpidr)
			return cpu;
	return NULL;
}

const struct mk_board *mk_platform_booted(
	struct mk_arena *arena, const struct mk_platform *platform, const struct mk_board *board)
{
	const struct mk_cpu *cpu = NULL;

	if (platform && platform->boot_known && board->boot_source == MK_BOOT_ASSUMED)
		cpu = boot_cpu_of(platform, board);
	return cpu ? mk_board_booted_on(arena, board, cpu, MK_BOOT_PLATFORM) : board;
}

static bool cores_differ(const struct mk_board *board)
{
	const struct mk_cpu *first = NULL;
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus) {
		if (!cpu->usable || !cpu->compatible)
			continue;
		if (first && strcmp(first->compatible, cpu->compatible) != 0)
			return true;
		first = cpu;
	}
	return false;
}

bool mk_boot_core_is_guessed(const struct mk_platform *platform, const struct mk_board *board)
{
	return board->boot_source == MK_BOOT_ASSUMED && mk_board_usable_count(board) > 1 &&
	       (!platform || cores_differ(board));
}

bool mk_platform_takes_spi(const struct mk_platform *platform, struct mk_intid intid)
{
	return platform && platform->smmu_intid && platform->smmu_intid == intid.value;
}
