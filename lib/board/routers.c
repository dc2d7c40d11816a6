/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Hierarchical interrupt controllers: each of their inputs has a line of its own to the GIC,
 * so a device behind one raises an SPI that can be known.
 */
#include <string.h>

#include "board/parts.h"

enum route {
	ROUTE_SAME,    /* the specifier is the GIC's own */
	ROUTE_SPI,     /* number of the SPI, flags */
	ROUTE_PDC,     /* pin, flags; `qcom,pdc-ranges` gives the SPI */
	ROUTE_MPM,     /* pin, flags; `qcom,mpm-pin-map` gives the SPI */
	ROUTE_OWN,     /* which of the controller's own interrupts, flags */
	ROUTE_UNKNOWN, /* not in the tree: firmware or the operating system decides */
};

#define SET_UP_LATER                                                                               \
	"goes through a controller that is set up at run time: its SPI is not in the tree"
#define TOO_FEW_CELLS "has a specifier of fewer than its controller's two cells"

struct router {
	const char *compatible;
	enum route route;
};

/* Sources: Linux bindings, the file named above each group. */
static const struct router routers[] = {
	/* power/fsl,imx-gpc.yaml; the other i.MX6 have imx6q's as their second compatible */
	{"fsl,imx6q-gpc", ROUTE_SAME},
	/* power/fsl,imx-gpcv2.yaml */
	{"fsl,imx7d-gpc", ROUTE_SAME},
	{"fsl,imx8mm-gpc", ROUTE_SAME},
	{"fsl,imx8mn-gpc", ROUTE_SAME},
	{"fsl,imx8mp-gpc", ROUTE_SAME},
	{"fsl,imx8mq-gpc", ROUTE_SAME},
	/* interrupt-controller/nvidia,tegra20-ictlr.yaml */
	{"nvidia,tegra20-ictlr", ROUTE_SAME},
	{"nvidia,tegra30-ictlr", ROUTE_SAME},
	{"nvidia,tegra114-ictlr", ROUTE_SAME},
	{"nvidia,tegra124-ictlr", ROUTE_SAME},
	{"nvidia,tegra210-ictlr", ROUTE_SAME},
	/* interrupt-controller/ti,omap4-wugen-mpu.yaml */
	{"ti,omap4-wugen-mpu", ROUTE_SAME},
	{"ti,omap5-wugen-mpu", ROUTE_SAME},
	/* interrupt-controller/mediatek,mt6577-sysirq.yaml; second compatible of all the others */
	{"mediatek,mt6577-sysirq", ROUTE_SAME},
	/* interrupt-controller/allwinner,sun6i-a31-r-intc.yaml */
	{"allwinner,sun6i-a31-r-intc", ROUTE_SAME},
	{"allwinner,sun50i-h6-r-intc", ROUTE_SAME},
	/* soc/samsung/exynos-pmu.yaml: wake-up from power management, same cells as the GIC */
	{"samsung,exynos3250-pmu", ROUTE_SAME},
	{"samsung,exynos4210-pmu", ROUTE_SAME},
	{"samsung,exynos4212-pmu", ROUTE_SAME},
	{"samsung,exynos4412-pmu", ROUTE_SAME},
	{"samsung,exynos5250-pmu", ROUTE_SAME},
	{"samsung,exynos5410-pmu", ROUTE_SAME},
	{"samsung,exynos5420-pmu", ROUTE_SAME},
	/* interrupt-controller/fsl,vf610-mscm-ir.yaml */
	{"fsl,vf610-mscm-ir", ROUTE_SPI},
	/* interrupt-controller/socionext,uniphier-aidet.yaml */
	{"socionext,uniphier-ld4-aidet", ROUTE_SPI},
	{"socionext,uniphier-pro4-aidet", ROUTE_SPI},
	{"socionext,uniphier-sld8-aidet", ROUTE_SPI},
	{"socionext,uniphier-pro5-aidet", ROUTE_SPI},
	{"socionext,uniphier-pxs2-aidet", ROUTE_SPI},
	{"socionext,uniphier-ld6b-aidet", ROUTE_SPI},
	{"socionext,uniphier-ld11-aidet", ROUTE_SPI},
	{"socionext,uniphier-ld20-aidet", ROUTE_SPI},
	{"socionext,uniphier-pxs3-aidet", ROUTE_SPI},
	/* interrupt-controller/qcom,pdc.yaml */
	{"qcom,pdc", ROUTE_PDC},
	/* interrupt-controller/qcom,mpm.yaml */
	{"qcom,mpm", ROUTE_MPM},
	/* interrupt-controller/renesas,rzg2l-irqc.yaml */
	{"renesas,rzg2l-irqc", ROUTE_OWN},
	/* interrupt-controller/actions,owl-sirq.yaml */
	{"actions,s500-sirq", ROUTE_OWN},
	{"actions,s700-sirq", ROUTE_OWN},
	{"actions,s900-sirq", ROUTE_OWN},
	/* interrupt-controller/st,stm32-exti.yaml; older trees do not list the lines */
	{"st,stm32mp1-exti", ROUTE_OWN},
	/* interrupt-controller/ti,sci-intr.yaml, ti,sci-inta.yaml: the system controller decides */
	{"ti,sci-intr", ROUTE_UNKNOWN},
	{"ti,sci-inta", ROUTE_UNKNOWN},
};

static const struct router *row_of(const char *compatible)
{
	for (size_t i = 0; i < sizeof routers / sizeof *routers; i++)
		if (!strcmp(routers[i].compatible, compatible))
			return &routers[i];
	return NULL;
}

static const struct router *router_of(const struct mk_dt_node *node, struct mk_budget *budget)
{
	const struct mk_dt_property *list = node->compatible;
	const struct router *router = NULL;
	const char *compatible;
	uint32_t at = 0;

	/* Each string is compared with each row; few of them are shorter than eight bytes. */
	mk_budget_spend(budget, list ? list->length * 8 : 0);
	while (list && !router && (compatible = mk_dt_next_string(list, &at)))
		router = row_of(compatible);
	return router;
}

static const char *to_spi(struct mk_signal *signal, uint32_t number)
{
	uint32_t flags = signal->specifier[1];

	if (signal->specifier_cells < 2)
		return TOO_FEW_CELLS;
	signal->specifier[0] = 0;
	signal->specifier[1] = number;
	signal->specifier[2] = flags;
	signal->specifier_cells = 3;
	return NULL;
}

/* Rows of `qcom,pdc-ranges`: first pin, SPI of that pin, pins. */
static const char *pdc_to_spi(struct mk_signal *signal)
{
	const struct mk_dt_property *ranges = mk_dt_property(signal->controller, "qcom,pdc-ranges");
	uint32_t cells = ranges ? ranges->length / 4 : 0;
	uint32_t pin = signal->specifier[0];

	for (uint32_t at = 0; cells - at >= 3; at += 3) {
		uint32_t first = mk_dt_cell(ranges, at);
		if (pin < first || pin - first >= mk_dt_cell(ranges, at + 2))
			continue;
		return to_spi(signal, mk_dt_cell(ranges, at + 1) + (pin - first));
	}
	return "is a pin that qcom,pdc-ranges connects with no SPI";
}

/* Rows of `qcom,mpm-pin-map`: pin, SPI. */
static const char *mpm_to_spi(struct mk_signal *signal)
{
	const struct mk_dt_property *map = mk_dt_property(signal->controller, "qcom,mpm-pin-map");
	uint32_t cells = map ? map->length / 4 : 0;

	for (uint32_t at = 0; cells - at >= 2; at += 2)
		if (mk_dt_cell(map, at) == signal->specifier[0])
			return to_spi(signal, mk_dt_cell(map, at + 1));
	return "is a pin that qcom,mpm-pin-map connects with no SPI";
}

static const char *rewrite(struct mk_signal *signal, enum route route)
{
	switch (route) {
	case ROUTE_SAME:
		return NULL;
	case ROUTE_SPI:
		return to_spi(signal, signal->specifier[0]);
	case ROUTE_PDC:
		return pdc_to_spi(signal);
	case ROUTE_MPM:
		return mpm_to_spi(signal);
	case ROUTE_OWN:
	case ROUTE_UNKNOWN:
		break;
	}
	return SET_UP_LATER;
}

static const char *step_up(const struct mk_dt_tree *tree, struct mk_signal *signal)
{
	const struct mk_dt_node *parent =
		mk_interrupt_parent(tree, signal->controller, signal->budget);
	uint32_t cells = parent ? mk_dt_u32(parent, "#interrupt-cells", 0) : 0;

	if (!parent)
		return "goes through a controller whose own interrupt parent is not in the tree";
	if (cells < signal->specifier_cells || cells > MK_SPECIFIER_MAX_CELLS)
		return "goes through a controller whose specifier does not fit its own parent";
	signal->controller = parent;
	signal->specifier_cells = cells;
	return NULL;
}

/* The cell behind the phandle of entry `index`, which is 0 where nothing is connected. */
static uint32_t find_entry(const struct mk_dt_tree *tree, struct mk_signal *signal,
	const struct mk_dt_property *list, uint32_t index)
{
	uint32_t cells = list->length / 4;
	uint32_t at = 0;

	while (at < cells) {
		uint32_t phandle = mk_dt_cell(list, at++);
		const struct mk_dt_node *parent = mk_dt_by_phandle(tree, phandle);
		signal->controller = parent;
		if (!index--)
			return parent ? at : 0;
		if (!mk_budget_spend(signal->budget, 16 + (parent ? parent->property_count : 0)))
			return 0;
		at += parent ? mk_dt_u32(parent, "#interrupt-cells", 0) : 0;
	}
	return 0;
}

static const char *read_own_line(
	const struct mk_dt_tree *tree, struct mk_signal *signal, uint32_t index)
{
	const struct mk_dt_node *node = signal->controller;
	const struct mk_dt_property *list = mk_dt_property(node, "interrupts-extended");
	uint32_t at;

	if (list) {
		at = find_entry(tree, signal, list, index);
		return at ? mk_signal_read(signal, list, at) : SET_UP_LATER;
	}
	list = mk_dt_property(node, "interrupts");
	signal->controller = mk_interrupt_parent(tree, node, signal->budget);
	at = signal->controller ? mk_dt_u32(signal->controller, "#interrupt-cells", 0) : 0;
	if (!list || !at || index >= list->length / 4 / at)
		return SET_UP_LATER;
	return mk_signal_read(signal, list, index * at);
}

/* The line is the controller's own; the trigger is the device's. */
static const char *take_own_line(const struct mk_dt_tree *tree, struct mk_signal *signal)
{
	uint32_t index = signal->specifier[0];
	uint32_t flags = signal->specifier[1];
	const char *complaint;

	if (signal->specifier_cells < 2)
		return TOO_FEW_CELLS;
	complaint = read_own_line(tree, signal, index);
	if (!complaint && signal->specifier_cells > 2)
		signal->specifier[2] = flags;
	return complaint;
}

/* Such as mbigen and ICU: message interrupts, of which the tree tells only who receives them. */
static bool sends_messages(const struct mk_dt_node *controller)
{
	return mk_dt_property(controller, "msi-parent") &&
	       !mk_dt_property(controller, "interrupts") &&
	       !mk_dt_property(controller, "interrupts-extended");
}

enum mk_pass mk_router_pass(
	const struct mk_dt_tree *tree, struct mk_signal *signal, const char **complaint)
{
	const struct router *router = router_of(signal->controller, signal->budget);

	if (!router && sends_messages(signal->controller)) {
		*complaint = "becomes a message, whose interrupt is chosen at run time";
		return MK_PASS_FAILS;
	}
	if (!router)
		return MK_PASS_ENDS;
	if (router->route == ROUTE_OWN) {
		*complaint = take_own_line(tree, signal);
		return *complaint ? MK_PASS_FAILS : MK_PASS_ON;
	}
	*complaint = rewrite(signal, router->route);
	if (!*complaint)
		*complaint = step_up(tree, signal);
	return *complaint ? MK_PASS_FAILS : MK_PASS_ON;
}
