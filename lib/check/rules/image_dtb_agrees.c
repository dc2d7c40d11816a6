/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/images.h"
#include "check/rule.h"
#include "check/words.h"

/* What is compared of one node. */
struct subject {
	const struct mk_plan_node *node;
	const struct mk_dt_tree *tree;
	mk_banks banks; /* RAM in that tree */
	struct mk_origin origin;
	const char *name; /* "device tree 'x' of node 'io'" */
};

/* --- memory ----------------------------------------------------------------------------------- */

typedef MK_VEC(struct mk_owned_range) ranges;

static ranges built_memory(struct mk_check *check, const mk_banks *banks)
{
	const struct mk_bank *bank;
	ranges list = {0};

	mk_each(bank, banks)
		*mk_vec_add(check->arena, &list) = (struct mk_owned_range){bank->range, 0};
	return list;
}

static ranges planned_memory(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_region *region;
	ranges list = {0};

	mk_each(region, &node->sorted)
		*mk_vec_add(check->arena, &list) = (struct mk_owned_range){region->range, 0};
	return list;
}

/* Ascending, and apart from each other. */
static void merge(ranges *list)
{
	const struct mk_owned_range *owned;
	size_t kept = 0;

	if (!list->count)
		return;
	mk_ranges_sort(list->items, list->count);
	mk_each(owned, list) {
		struct mk_range *last = &list->items[kept].range;
		struct mk_range next = owned->range;
		if (last->last == UINT64_MAX || next.first <= last->last + 1)
			last->last = next.last > last->last ? next.last : last->last;
		else
			list->items[++kept].range = next;
	}
	list->count = kept + 1;
}

/* The first addresses of `list` that are not in `other`; both are merged. */
static bool find_outside(const ranges *list, const ranges *other, struct mk_range *outside)
{
	size_t j = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct mk_range range = list->items[i].range;
		while (j < other->count && other->items[j].range.last < range.first)
			j++;
		if (j < other->count && other->items[j].range.first <= range.first) {
			if (other->items[j].range.last >= range.last)
				continue;
			range.first = other->items[j].range.last + 1;
			j++;
		}
		if (j < other->count && other->items[j].range.first <= range.last)
			range.last = other->items[j].range.first - 1;
		*outside = range;
		return true;
	}
	return false;
}

/* Where the tree says so, and who really has it. */
static void note_ram(struct mk_check *check, struct mk_finding *finding,
	const struct subject *subject, struct mk_range range)
{
	const struct mk_bank *bank;
	const struct mk_plan_node *other;
	const struct mk_region *region;

	mk_each(bank, &subject->banks)
		if (mk_ranges_overlap(bank->range, range)) {
			mk_add_note(check->findings, finding,
				mk_dt_origin(subject->tree, bank->node), "RAM %s is here",
				mk_check_range(check, bank->range));
			break;
		}
	mk_each(other, &check->plan->nodes)
		mk_each(region, &other->sorted)
			if (other != subject->node && mk_ranges_overlap(region->range, range))
				mk_add_note(check->findings, finding, region->origin,
					"it overlaps node '%s' memory %s", other->name,
					mk_check_range(check, region->range));
}

static void compare_memory(struct mk_check *check, const struct subject *subject)
{
	ranges built = built_memory(check, &subject->banks);
	ranges planned = planned_memory(check, subject->node);
	struct mk_range range;

	merge(&built);
	merge(&planned);
	if (find_outside(&built, &planned, &range))
		note_ram(check,
			mk_check_report(check, subject->origin,
				"%s gives its kernel %s as RAM, which is not the node's",
				subject->name, mk_check_range(check, range)),
			subject, range);
	if (find_outside(&planned, &built, &range))
		mk_add_note(check->findings,
			mk_check_report(check, subject->origin,
				"%s does not give its kernel %s, which is the node's",
				subject->name, mk_check_range(check, range)),
			subject->node->sorted.items[0].origin, "node '%s' memory is here",
			subject->node->name);
}

/* --- interrupts ------------------------------------------------------------------------------- */

static bool has_spi(const struct mk_plan_node *node, uint32_t intid)
{
	const struct mk_intid *spi;

	mk_each(spi, &node->spis)
		if (spi->value == intid)
			return true;
	return false;
}

static void report_foreign(struct mk_check *check, const struct subject *subject, uint32_t intid)
{
	const struct mk_plan_node *other;
	struct mk_finding *finding;

	if (intid < MK_INTID_SPI_FIRST || intid > MK_INTID_SPI_LAST) {
		mk_check_report(check, subject->origin,
			"%s lists %" PRIu32 " in seL4,spi-irqs, which is not an SPI's INTID",
			subject->name, intid);
		return;
	}
	finding = mk_check_report(check, subject->origin,
		"%s lists %s in seL4,spi-irqs, which the node does not have", subject->name,
		mk_check_intid(check, (struct mk_intid){intid}));
	mk_each(other, &check->plan->nodes)
		if (has_spi(other, intid))
			mk_add_note(check->findings, finding, other->origin, "node '%s' has it",
				other->name);
}

/* Marks what is listed; reports the first that should not be. */
static void take_listed(struct mk_check *check, const struct subject *subject,
	const struct mk_dt_property *property, bool listed[MK_INTID_SPI_LAST + 1])
{
	bool reported = false;

	for (uint32_t i = 0; i < property->length / 4; i++) {
		uint32_t intid = mk_dt_cell(property, i);
		if (intid <= MK_INTID_SPI_LAST)
			listed[intid] = true;
		if (reported || has_spi(subject->node, intid))
			continue;
		report_foreign(check, subject, intid);
		reported = true;
	}
}

static void compare_interrupts(struct mk_check *check, const struct subject *subject)
{
	const struct mk_dt_node *chosen = mk_dt_child(subject->tree->root, "chosen");
	const struct mk_dt_property *property =
		chosen ? mk_dt_property(chosen, "seL4,spi-irqs") : NULL;
	bool listed[MK_INTID_SPI_LAST + 1] = {false};
	const struct mk_intid *spi;

	if (property)
		take_listed(check, subject, property, listed);
	mk_each(spi, &subject->node->spis) {
		if (spi->value > MK_INTID_SPI_LAST || listed[spi->value])
			continue;
		mk_check_report(check, subject->origin,
			"%s does not list %s in seL4,spi-irqs, which the node has", subject->name,
			mk_check_intid(check, *spi));
		return;
	}
}

/* --- the rule --------------------------------------------------------------------------------- */

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const struct mk_image *image = mk_check_image(check, node, MK_IMAGE_DTB);
	struct subject subject;

	if (!image || image->state != MK_IMAGE_READ || !node->sorted.count)
		return;
	subject = (struct subject){.node = node,
		.tree = image->tree,
		.origin = mk_check_image_origin(node, MK_IMAGE_DTB, image),
		.name = mk_check_image_name(check, node, MK_IMAGE_DTB, image)};
	mk_board_kernel_ram(image->tree, check->arena, &subject.banks);
	compare_memory(check, &subject);
	compare_interrupts(check, &subject);
}

extern const struct mk_rule mk_rule_memory_request_fits;

const struct mk_rule mk_rule_image_dtb_agrees = {
	.problem = {.code = "MK0907",
		.name = "dtb-agrees",
		.severity = MK_ERROR,
		.title = "a built device tree gives its kernel memory or interrupts that differ "
			 "from the plan",
		.why = "A kernel's RAM is what its tree stated when it was built, including "
		       "disabled memory nodes, and it handles the interrupts that seL4,spi-irqs "
		       "lists. If the overlay was not applied, or was applied to a different tree "
		       "than the one that was checked, the kernel silently keeps everything.",
		.fix = "Build the kernel with this layout's overlay.dts, and with board.dts as "
		       "KernelCustomDTS unless the layout says `tree: kernel`; kernel.cmake sets "
		       "both. Compare kernel.dts in the kernel's build directory."},
	.each_node = check_node,
	.prerequisites = MK_RULES(&mk_rule_memory_request_fits),
};
