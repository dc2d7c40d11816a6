/* SPDX-License-Identifier: BSD-2-Clause */
/* The interrupt controller that all others feed. */
#include <string.h>

#include "board/parts.h"

struct kind_row {
	const char *compatible;
	enum mk_gic_kind kind;
};

/* Sources: Linux bindings, interrupt-controller/ unless said otherwise. */
static const struct kind_row kinds[] = {
	/* arm,gic.yaml */
	{"arm,arm11mp-gic", MK_GIC_V2},
	{"arm,arm1176jzf-devchip-gic", MK_GIC_V2},
	{"arm,cortex-a15-gic", MK_GIC_V2},
	{"arm,cortex-a5-gic", MK_GIC_V2},
	{"arm,cortex-a7-gic", MK_GIC_V2},
	{"arm,cortex-a9-gic", MK_GIC_V2},
	{"arm,eb11mp-gic", MK_GIC_V2},
	{"arm,gic-400", MK_GIC_V2},
	{"arm,pl390", MK_GIC_V2},
	{"qcom,msm-8660-qgic", MK_GIC_V2},
	{"qcom,msm-qgic2", MK_GIC_V2},
	/* arm,gic-v5.yaml: what tells interrupts apart is another thing than in older ones */
	{"arm,gic-v5", MK_GIC_OTHER},
	/* arm,gic-v3.yaml */
	{"arm,gic-v3", MK_GIC_V3},
	/* sifive,plic-1.0.0.yaml */
	{"riscv,plic0", MK_GIC_OTHER},
	{"sifive,plic-1.0.0", MK_GIC_OTHER},
	{"andestech,nceplic100", MK_GIC_OTHER},
	{"thead,c900-plic", MK_GIC_OTHER},
	/* brcm,bcm2836-l1-intc.yaml, brcm,bcm2835-armctrl-ic.yaml */
	{"brcm,bcm2836-l1-intc", MK_GIC_OTHER},
	{"brcm,bcm2835-armctrl-ic", MK_GIC_OTHER},
	/* ti,omap-intc-irq.yaml */
	{"ti,am33xx-intc", MK_GIC_OTHER},
	{"ti,omap2-intc", MK_GIC_OTHER},
	{"ti,omap3-intc", MK_GIC_OTHER},
	/* allwinner,sun4i-a10-ic.yaml, apple,aic.yaml */
	{"allwinner,sun4i-a10-ic", MK_GIC_OTHER},
	{"apple,aic", MK_GIC_OTHER},
};

const char *mk_gic_kind_name(enum mk_gic_kind kind)
{
	static const char *const names[] = {
		[MK_GIC_NONE] = "no GIC",
		[MK_GIC_V2] = "GICv2",
		[MK_GIC_V3] = "GICv3",
		[MK_GIC_OTHER] = "no GIC",
	};

	return names[kind];
}

static const struct kind_row *row_of(const char *compatible)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].compatible, compatible))
			return &kinds[i];
	return NULL;
}

/* The row of an enabled interrupt controller, or NULL. */
static const struct kind_row *kind_of(const struct mk_dt_node *node)
{
	const struct mk_dt_property *list = node->compatible;
	const struct kind_row *row = NULL;
	const char *compatible;
	uint32_t at = 0;

	if (!list || !node->enabled || !mk_dt_property(node, "interrupt-controller"))
		return NULL;
	while (!row && (compatible = mk_dt_next_string(list, &at)))
		row = row_of(compatible);
	return row;
}

static bool is_gic(const struct kind_row *row)
{
	return row && row->kind != MK_GIC_OTHER;
}

bool mk_dt_is_gic(const struct mk_dt_node *node)
{
	return is_gic(kind_of(node));
}

static bool feeds_another_gic(const struct mk_dt_tree *tree, const struct mk_dt_node *node)
{
	struct mk_budget budget = {.steps = MK_BUDGET_NODE};
	const struct mk_dt_node *parent = mk_interrupt_parent(tree, node, &budget);

	return parent && parent != node && is_gic(kind_of(parent));
}

/* A GIC at the root is best, any other GIC next, then whatever controller there is. */
static int rank(
	const struct mk_dt_tree *tree, const struct mk_dt_node *node, const struct kind_row *row)
{
	if (!is_gic(row))
		return 1;
	return feeds_another_gic(tree, node) ? 2 : 3;
}

bool mk_gic_is_plic(const struct mk_gic *gic)
{
	return gic->kind == MK_GIC_OTHER && strstr(gic->compatible, "plic");
}

void mk_board_read_gic(struct mk_board *board)
{
	int best = 0;

	for (const struct mk_dt_node *node = board->tree->root; node && best < 3;
		node = node->next) {
		const struct kind_row *row = kind_of(node);
		int rank_here = row ? rank(board->tree, node, row) : 0;
		if (rank_here <= best)
			continue;
		best = rank_here;
		board->gic = (struct mk_gic){row->kind, node, row->compatible};
	}
}
