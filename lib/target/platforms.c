/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Platforms of the contract's kernel. Sources, in that kernel's repository: `max_irq` and `gic`
 * from src/plat/NAME/config.cmake (MAX_IRQ, INTERRUPT_CONTROLLER), `name` and `board` from its
 * declare_platform and KernelARMPlatform, compatibles from the platform's tree in tools/dts,
 * `loader_has_gic` and `reservation` from the overlays in src/plat/NAME. `loader_image` from the
 * loader repository's cmake-tool/helpers/application_settings.cmake.
 */
#include <string.h>

#include "target/target.h"

#define LIST(...)                                                                                  \
	(const char *const[])                                                                      \
	{                                                                                          \
		__VA_ARGS__, NULL                                                                  \
	}

const struct mk_platform mk_platforms[] = {
	{
		.name = "qemu-arm-virt",
		.compatibles = LIST("linux,dummy-virt"),
		.node_paths = LIST("/pl011@9000000", "/intc@8000000", "/timer"),
		.max_irq = 159,
		.loader_has_gic = true,
		.hypervisor = true,
		.loader_image = "elf",
		.reservation = {.path = "vm-memory@40000000",
			.range = {0x40000000, 0x5fffffff},
			.hypervisor_only = true},
	},
	{
		.name = "zynqmp",
		.board = "zcu102",
		.compatibles = LIST("xlnx,zynqmp-zcu102-rev1.0", "xlnx,zynqmp-zcu102"),
		.node_paths = LIST("/amba_apu@0/interrupt-controller@f9010000"),
		.gic = MK_GIC_V2,
		.max_irq = 187,
		.kernel_spis = {187}, /* SMMU, where the kernel is built with it */
		.loader_has_gic = true,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "zynqmp",
		.board = "ultra96",
		.compatibles = LIST("avnet,ultra96-rev1", "avnet,ultra96"),
		.node_paths = LIST("/amba_apu@0/interrupt-controller@f9010000"),
		.gic = MK_GIC_V2,
		.max_irq = 187,
		.kernel_spis = {187},
		.loader_has_gic = true,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "imx8mm-evk",
		.compatibles = LIST("fsl,imx8mm-evk"),
		.node_paths = LIST("/interrupt-controller@38800000"),
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.loader_has_gic = true,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "imx8mq-evk",
		.compatibles = LIST("fsl,imx8mq-evk"),
		.node_paths = LIST("/interrupt-controller@38800000"),
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "imx8mp-evk",
		.compatibles = LIST("fsl,imx8mp-evk"),
		.node_paths = LIST("/soc@0/interrupt-controller@38800000"),
		.gic = MK_GIC_V3,
		.max_irq = 192,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "maaxboard",
		.compatibles = LIST("avnet/embest,maaxboard"),
		.node_paths = LIST("/soc@0/interrupt-controller@38800000"),
		.gic = MK_GIC_V3,
		.max_irq = 160,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "imx93",
		.compatibles = LIST("fsl,imx93-11x11-evk", "fsl,imx93"),
		.node_paths = LIST("/soc@0"),
		.gic = MK_GIC_V3,
		.max_irq = 254,
		.hypervisor = true,
		.loader_image = "elf",
	},
	{
		.name = "tqma8xqp1gb",
		.compatibles = LIST("tq,tqma8xqp-mba8xx", "tq,tqma8xqp"),
		.node_paths = LIST("/interrupt-controller@51a00000"),
		.gic = MK_GIC_V3,
		.max_irq = 511,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "rockpro64",
		.compatibles = LIST("pine64,rockpro64"),
		.node_paths = LIST("/interrupt-controller@fee00000"),
		.gic = MK_GIC_V3,
		.max_irq = 181,
		.hypervisor = true,
		.loader_image = "efi",
	},
	{
		.name = "quartz64",
		.compatibles = LIST("pine64,quartz64-a"),
		.node_paths = LIST("/interrupt-controller@fd400000"),
		.gic = MK_GIC_V3,
		.max_irq = 231,
		.hypervisor = true,
		.loader_image = "efi",
	},
	{
		.name = "bcm2711",
		.board = "rpi4",
		.compatibles = LIST("raspberrypi,4-model-b"),
		.node_paths = LIST("/soc/interrupt-controller@40041000"),
		.gic = MK_GIC_V2,
		.max_irq = 216,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "hikey",
		.compatibles = LIST("hisilicon,hi6220-hikey"),
		.node_paths = LIST("/interrupt-controller@f6801000"),
		.gic = MK_GIC_V2,
		.max_irq = 159,
		.hypervisor = true,
		.loader_image = "efi",
	},
	{
		.name = "odroidc2",
		.compatibles = LIST("hardkernel,odroid-c2"),
		.node_paths = LIST("/soc/interrupt-controller@c4301000"),
		.gic = MK_GIC_V2,
		.max_irq = 250,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "odroidc4",
		.compatibles = LIST("hardkernel,odroid-c4"),
		.node_paths = LIST("/soc/interrupt-controller@ffc01000"),
		.gic = MK_GIC_V2,
		.max_irq = 255,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "tx1",
		.compatibles = LIST("nvidia,p2371-2180"),
		.node_paths = LIST("/interrupt-controller@50041000"),
		.gic = MK_GIC_V2,
		.max_irq = 224,
		.hypervisor = true,
		.loader_image = "binary",
	},
	{
		.name = "tx2",
		.compatibles = LIST("nvidia,quill"),
		.node_paths = LIST("/interrupt-controller@3881000"),
		.gic = MK_GIC_V2,
		.max_irq = 383,
		.hypervisor = true,
		.loader_image = "uimage",
	},
	{
		.name = "fvp",
		.compatibles = LIST("arm,fvp-base-revc", "arm,fvp-base"),
		.node_paths = LIST("/interrupt-controller@2f000000"),
		.gic = MK_GIC_V3,
		.max_irq = 207,
		.hypervisor = true,
		.loader_image = "elf",
	},
};
const size_t mk_platform_count = sizeof mk_platforms / sizeof *mk_platforms;

const struct mk_platform *mk_platform_find(const char *name)
{
	for (size_t i = 0; i < mk_platform_count; i++) {
		const struct mk_platform *platform = &mk_platforms[i];
		if (platform->board && strcmp(platform->board, name) == 0)
			return platform;
	}
	for (size_t i = 0; i < mk_platform_count; i++)
		if (strcmp(mk_platforms[i].name, name) == 0)
			return &mk_platforms[i];
	return NULL;
}

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
	const struct mk_dt_property *property = mk_dt_property(board->tree->root, "compatible");
	const struct mk_platform *platform = NULL;
	const char *compatible;

	if (!property)
		return NULL;
	for (uint32_t i = 0; !platform && (compatible = mk_dt_string_at(property, i)); i++)
		platform = platform_of_compatible(compatible);
	return platform;
}
