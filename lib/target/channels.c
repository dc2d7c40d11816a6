/* SPDX-License-Identifier: BSD-2-Clause */
#include "target/channels.h"

#include <string.h>

#include "target/target.h"

#define A_CLUSTER "the cores of each cluster"
#define EVERYBODY "all cores, and all devices that master the bus"

/* Sources: Arm's technical reference manuals of the cores, by their numbers. */
#define L2(name, document)                                                                         \
	{                                                                                          \
		.kind = MK_CHANNEL_CACHE, .core = name,                                            \
		.what = "L2 cache and the way to memory behind it", .users = A_CLUSTER,            \
		.source = document                                                                 \
	}
#define L3(name, document)                                                                         \
	{                                                                                          \
		.kind = MK_CHANNEL_CACHE, .core = name,                                            \
		.what = "DynamIQ Shared Unit, with its L3 cache if it has one",                    \
		.users = A_CLUSTER, .source = document                                             \
	}

/* Names of nodes are those of Linux's tree for the chip. */
const struct mk_known_channel mk_known_channels[] = {
	L2("arm,cortex-a35", "Arm 100236, L2 memory system"),
	L2("arm,cortex-a53", "Arm DDI 0500, L2 memory system"),
	L2("arm,cortex-a57", "Arm DDI 0488, L2 memory system"),
	L2("arm,cortex-a72", "Arm 100095, L2 memory system"),
	L2("arm,cortex-a73", "Arm 100048, L2 memory system"),
	L3("arm,cortex-a55", "Arm 100453, DynamIQ Shared Unit"),
	L3("arm,cortex-a75", "Arm 100453, DynamIQ Shared Unit"),
	L3("arm,cortex-a76", "Arm 100453, DynamIQ Shared Unit"),
	{
		.kind = MK_CHANNEL_CACHE,
		.platform = "zynqmp",
		.what = "L2 cache of 1 MiB",
		.users = "the four Cortex-A53",
		.source = "AMD UG1085, L2 Memory Subsystem",
	},
	{
		.kind = MK_CHANNEL_MEMORY,
		.platform = "zynqmp",
		.what = "DDR controller",
		.users =
			"the cores, the Cortex-R5, the programmable logic, and devices that master "
			"the bus",
		.source = "AMD UG1085, DDR Memory Controller; Linux, zynqmp.dtsi",
	},
	{
		.kind = MK_CHANNEL_INTERCONNECT,
		.platform = "zynqmp",
		.what = "CCI-400",
		.users = "the cores, and devices that are coherent with them",
		.source = "AMD UG1085, Interconnect; Linux, zynqmp.dtsi",
	},
	{
		.kind = MK_CHANNEL_IOMMU,
		.platform = "zynqmp",
		.what = "SMMU-500",
		.users = "devices that master the bus, and the programmable logic",
		.source = "AMD UG1085, System Memory Management Unit; Linux, zynqmp.dtsi",
	},
	{
		.kind = MK_CHANNEL_DMA,
		.platform = "zynqmp",
		.what = "two engines, GDMA and ADMA, with eight channels each",
		.users = "who has one of an engine's channels",
		.source = "AMD UG1085, DMA Controller; Linux, zynqmp.dtsi",
	},
	{
		.kind = MK_CHANNEL_MEMORY,
		.platform = "imx8mm-evk",
		.what = "DDR controller memory-controller@3d400000",
		.users = EVERYBODY,
		.source = "Linux, imx8mm.dtsi",
	},
	{
		.kind = MK_CHANNEL_INTERCONNECT,
		.platform = "imx8mm-evk",
		.what = "network on the chip (NoC)",
		.users = EVERYBODY,
		.source = "Linux, drivers/interconnect/imx/imx8mm.c",
	},
	{
		.kind = MK_CHANNEL_DMA,
		.platform = "imx8mm-evk",
		.what = "three engines, SDMA1 to SDMA3",
		.users = "devices that have one of an engine's channels",
		.source = "Linux, imx8mm.dtsi",
	},
	{
		.kind = MK_CHANNEL_CACHE,
		.platform = "tx2",
		.what = "L2 cache of 2 MiB",
		.users = "both Denver cores",
		.source = "Linux, tegra186.dtsi",
	},
};
const size_t mk_known_channel_count = sizeof mk_known_channels / sizeof *mk_known_channels;

static bool has_core(const struct mk_board *board, const char *compatible)
{
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus)
		if (cpu->usable && cpu->compatible && strcmp(cpu->compatible, compatible) == 0)
			return true;
	return false;
}

bool mk_channel_is_known(const struct mk_known_channel *known, const struct mk_board *board)
{
	const struct mk_platform *platform = mk_platform_of(board);

	if (known->core)
		return has_core(board, known->core);
	return platform && strcmp(platform->name, known->platform) == 0;
}
