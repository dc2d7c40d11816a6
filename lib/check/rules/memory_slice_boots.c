/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/memory.h"
#include "check/kernel_memory.h"
#include "check/rule.h"
#include "check/words.h"

/* What the fix proposes: one step of the kernel's physBase. */
#define SUGGESTED_SIZE (UINT64_C(16) << 20)

static uint64_t slice_size(const struct mk_plan_node *node)
{
	const struct mk_region *region;
	uint64_t size = 0;

	mk_each(region, &node->sorted)
		if (__builtin_add_overflow(size, mk_range_size(region->range), &size))
			return UINT64_MAX;
	return size;
}

static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	uint64_t least = check->plan->contract->smallest_slice;
	uint64_t size = slice_size(node);
	const struct mk_number *written;
	struct mk_finding *finding;

	if (!node->sorted.count || size >= least || node->sorted.count < node->regions.count)
		return;
	written = &node->sorted.items[0].request->size;
	finding = mk_check_report(check, node->sorted.items[0].origin,
		"node '%s' has %s of memory in all; the smallest slice that mkpart accepts has %s; "
		"the kernel, the smallest images and the root task's objects take %s",
		node->name, mk_check_size(check, size), mk_check_size(check, least),
		mk_check_size(check, mk_check_least_slice(check, node)));
	mk_suggest(
		check->findings, finding, "size: 16M, or at least %s", mk_check_size(check, least));
	mk_fix_number(check->findings, finding, MK_REMEDY_GUESS, written->origin, written->value,
		SUGGESTED_SIZE);
}

extern const struct mk_rule mk_rule_memory_range_not_empty, mk_rule_memory_page_aligned;

const struct mk_rule mk_rule_memory_slice_boots = {
	.problem = {.code = "MK0115",
		.name = "slice-boots",
		.severity = MK_ERROR,
		.title = "a node's slice is too small to boot",
		.why = "Kernel, device tree, root task and the root task's first objects have to "
		       "fit, and the objects lie at a multiple of the CNode's size. The message "
		       "says what that comes to with the smallest images. In measurements, "
		       "0x280000 bytes fail and 0x28c000 bytes boot, as computed. mkpart accepts "
		       "nothing below 0x2a0000: a root task that does anything useful takes more.",
		.fix = "Give the node more memory."},
	.each_node = check_node,
	.prerequisites = MK_RULES(
		MK_RULES_OF_NUMBERS, &mk_rule_memory_range_not_empty, &mk_rule_memory_page_aligned),
};
