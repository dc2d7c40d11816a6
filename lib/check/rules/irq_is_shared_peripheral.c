/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/rule.h"
#include "check/written.h"

static const char *private_kind(uint64_t intid)
{
	return intid < MK_INTID_PPI_FIRST ? "an SGI, which IPIs are made of"
					  : "a private peripheral interrupt (PPI)";
}

/* Of a private one. */
static bool is_kernels_ppi(const struct mk_plan_node *node, uint64_t intid)
{
	return mk_kernel_takes_ppi(node->hypervisor, (struct mk_intid){(uint32_t)intid});
}

static void check_intid(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_number *intid)
{
	struct mk_finding *finding;

	if (intid->value > MK_INTID_SPI_LAST)
		mk_check_report(check, intid->origin,
			"node '%s' has INTID %" PRIu64 ", but shared interrupts end at INTID %u",
			node->name, intid->value, MK_INTID_SPI_LAST);
	if (intid->value >= MK_INTID_SPI_FIRST)
		return;
	finding = mk_check_report(check, intid->origin,
		"node '%s' has INTID %" PRIu64 ", %s: every core has its own%s", node->name,
		intid->value, private_kind(intid->value),
		is_kernels_ppi(node, intid->value) ? ", and this one is the kernel's" : "");
	mk_suggest(check->findings, finding,
		"write {spi: %" PRIu64
		"} if the number is from a device tree (that is INTID %" PRIu64
		"); SGIs and PPIs need no entry",
		intid->value, intid->value + MK_INTID_SPI_FIRST);
}

static void check_spi(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_number *spi)
{
	struct mk_finding *finding;

	if (spi->value <= MK_SPI_LAST)
		return;
	finding = mk_check_report(check, spi->origin,
		"node '%s' has SPI %" PRIu64 ", but SPIs end at %u", node->name, spi->value,
		MK_SPI_LAST);
	if (spi->value <= MK_INTID_SPI_LAST)
		mk_suggest(check->findings, finding,
			"write {intid: %" PRIu64 "} if it is the absolute number", spi->value);
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_layout_irq *irq;

	mk_each(irq, &mk_written_node(node)->irqs) {
		if (irq->intid.given)
			check_intid(check, node, &irq->intid);
		if (irq->spi.given)
			check_spi(check, node, &irq->spi);
	}
}

const struct mk_rule mk_rule_irq_is_shared_peripheral = {
	.problem = {.code = "MK0206",
		.name = "irq-is-shared-peripheral",
		.severity = MK_ERROR,
		.title = "an interrupt that is not a shared peripheral interrupt",
		.why = "INTIDs 0..15 are software generated and 16..31 are private to each core: "
		       "every node has its own, and none can be given to one node. Such a number "
		       "in the kernel's list of SPIs halts the kernel.",
		.fix = "List shared interrupts only: SPI 0..987, which is INTID 32..1019."},
	.each_node = check_node,
};
