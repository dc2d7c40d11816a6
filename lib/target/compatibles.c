/* SPDX-License-Identifier: BSD-2-Clause */
/* What kernel and loader call the devices that they drive themselves. */
#include <string.h>

#include "target/target.h"

/*
 * Names of a kind of device in the kernel's tools/hardware.yml. Of the strings of a node kernel and
 * loader see the first that is among them, and none other.
 */
static const char *const hardware_consoles[] = {"amlogic,meson-gx-uart", "arm,pl011",
	"brcm,bcm2835-aux-uart", "fsl,imx6q-uart", "fsl,imx8qxp-lpuart", "fsl,imx7ulp-lpuart",
	"fsl,imx6sx-uart", "nvidia,tegra124-hsuart", "nvidia,tegra20-uart", "qcom,msm-uartdm",
	"samsung,exynos4210-uart", "snps,dw-apb-uart", "ti,omap3-uart", "xlnx,xuartps", "ns16550a",
	NULL};
static const char *const hardware_gics_v2[] = {"arm,cortex-a15-gic", "arm,cortex-a7-gic",
	"arm,cortex-a9-gic", "arm,gic-400", "qcom,msm-qgic2", NULL};
static const char *const hardware_gics_v3[] = {"arm,gic-v3", NULL};

/* Of these consoles, those without a driver in the kernel's src/drivers/serial: no link. */
static const char *const driverless_consoles[] = {"nvidia,tegra124-hsuart", "ns16550a", NULL};

/* Names in board trees for hardware that the kernel drives under another one. */
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
	/* Linux: serial/8250.yaml */
	{"nvidia,tegra210-uart", "nvidia,tegra20-uart"},
	{"nvidia,tegra186-uart", "nvidia,tegra20-uart"},
	/* The same block, driven with DMA (Linux: serial/nvidia,tegra20-hsuart.yaml). */
	{"nvidia,tegra124-hsuart", "nvidia,tegra20-uart"},
	{"nvidia,tegra186-hsuart", "nvidia,tegra20-uart"},
	/* Registers are a subset of the PL011's (Arm DEN 0094, Generic UART). */
	{"arm,sbsa-uart", "arm,pl011"},
	/* Linux: serial/8250_omap.yaml; registers are four bytes apart, as on OMAP3. */
	{"ti,omap4-uart", "ti,omap3-uart"},
	{"ti,am654-uart", "ti,omap3-uart"},
};

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* What kernel and loader take the node for; NULL where they know none of its names. */
static const char *first_of(const struct mk_dt_node *node, const char *const *names)
{
	const struct mk_dt_property *property = node->compatible;
	const char *compatible;

	for (uint32_t i = 0; property && (compatible = mk_dt_string_at(property, i)); i++)
		if (is_one_of(compatible, names))
			return compatible;
	return NULL;
}

struct mk_compatible_match mk_console_compatible(const struct mk_dt_node *node)
{
	const size_t count = sizeof equivalent_consoles / sizeof *equivalent_consoles;
	const char *seen = first_of(node, hardware_consoles);

	if (seen && !is_one_of(seen, driverless_consoles))
		return (struct mk_compatible_match){.known = true};
	for (size_t i = 0; i < count; i++)
		if (mk_dt_is_compatible(node, equivalent_consoles[i].board))
			return (struct mk_compatible_match){
				.equivalent = equivalent_consoles[i].kernel};
	return (struct mk_compatible_match){.known = false};
}

/* The loader's driver knows one name only (measured with arm,gic-400, zcu102). */
struct mk_compatible_match mk_gic_compatible(const struct mk_gic *gic)
{
	bool v3 = gic->kind == MK_GIC_V3;
	const char *driver = v3 ? "arm,gic-v3" : "arm,cortex-a15-gic";
	const char *seen;

	if (gic->kind != MK_GIC_V2 && !v3)
		return (struct mk_compatible_match){.known = false};
	seen = first_of(gic->node, v3 ? hardware_gics_v3 : hardware_gics_v2);
	if (seen && strcmp(seen, driver) == 0)
		return (struct mk_compatible_match){.known = true};
	return (struct mk_compatible_match){.equivalent = driver};
}

/* Here the loader's tooling looks at the first string alone. */
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
