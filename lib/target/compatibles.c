/* SPDX-License-Identifier: BSD-2-Clause */
/* What kernel and loader call the devices that they drive themselves. */
#include <string.h>

#include "target/target.h"

/* Serial consoles in the kernel's tools/hardware.yml. */
static const char *const known_consoles[] = {"amlogic,meson-gx-uart", "arm,pl011",
	"brcm,bcm2835-aux-uart", "fsl,imx6q-uart", "fsl,imx8qxp-lpuart", "fsl,imx7ulp-lpuart",
	"fsl,imx6sx-uart", "nvidia,tegra124-hsuart", "nvidia,tegra20-uart", "qcom,msm-uartdm",
	"samsung,exynos4210-uart", "snps,dw-apb-uart", "ti,omap3-uart", "xlnx,xuartps", "ns16550a",
	NULL};

/* Names in board trees for hardware that the kernel knows under another one. */
static const struct equivalence {
	const char *board;
	const char *kernel;
} equivalent_consoles[] = {
	/* The Cadence UART; one register layout (Linux: serial/cdns,uart.yaml lists both names). */
	{"cdns,uart-r1p12", "xlnx,xuartps"},
	{"cdns,uart-r1p8", "xlnx,xuartps"},
	{"xlnx,zynqmp-uart", "xlnx,xuartps"},
	/* Linux: serial/amlogic,meson-uart.yaml */
	{"amlogic,meson-g12a-uart", "amlogic,meson-gx-uart"},
	{"amlogic,meson-s4-uart", "amlogic,meson-gx-uart"},
	/* Linux: serial/nvidia,tegra20-hsuart.yaml and serial/8250.yaml */
	{"nvidia,tegra210-uart", "nvidia,tegra20-uart"},
	{"nvidia,tegra186-uart", "nvidia,tegra20-uart"},
};

static bool compatible_with_any(const struct mk_dt_node *node, const char *const *names)
{
	for (; *names; names++)
		if (mk_dt_is_compatible(node, *names))
			return true;
	return false;
}

struct mk_compatible_match mk_console_compatible(const struct mk_dt_node *node)
{
	const size_t count = sizeof equivalent_consoles / sizeof *equivalent_consoles;

	if (compatible_with_any(node, known_consoles))
		return (struct mk_compatible_match){.known = true};
	for (size_t i = 0; i < count; i++)
		if (mk_dt_is_compatible(node, equivalent_consoles[i].board))
			return (struct mk_compatible_match){
				.equivalent = equivalent_consoles[i].kernel};
	return (struct mk_compatible_match){.known = false};
}

/* The first string alone counts: the loader's driver lookup stops there (measured, zcu102). */
struct mk_compatible_match mk_gic_compatible(const struct mk_gic *gic)
{
	static const char *const driver[] = {
		[MK_GIC_V2] = "arm,cortex-a15-gic", [MK_GIC_V3] = "arm,gic-v3"};
	const char *first;

	if (gic->kind != MK_GIC_V2 && gic->kind != MK_GIC_V3)
		return (struct mk_compatible_match){.known = false};
	first = mk_dt_string(gic->node, "compatible");
	if (first && strcmp(first, driver[gic->kind]) == 0)
		return (struct mk_compatible_match){.known = true};
	return (struct mk_compatible_match){.equivalent = driver[gic->kind]};
}

/* The loader's tooling looks at the first string alone, too. */
struct mk_compatible_match mk_psci_compatible(const struct mk_dt_node *node)
{
	const char *first = mk_dt_string(node, "compatible");

	if (first && (strcmp(first, "arm,psci-0.2") == 0 || strcmp(first, "arm,psci-1.0") == 0))
		return (struct mk_compatible_match){.known = true};
	/* Later 1.x firmware keeps the function numbers of 0.2 (Arm DEN 0022, 5.1). */
	if (mk_dt_is_compatible(node, "arm,psci-1.0") || mk_dt_is_compatible(node, "arm,psci-1.1"))
		return (struct mk_compatible_match){.equivalent = "arm,psci-1.0"};
	if (mk_dt_is_compatible(node, "arm,psci-0.2"))
		return (struct mk_compatible_match){.equivalent = "arm,psci-0.2"};
	return (struct mk_compatible_match){.known = false};
}
