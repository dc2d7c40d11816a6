/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/kernel.h"

#include <string.h>

#include "base/number.h"

static bool find_setting(const mk_settings *settings, const char *name, uint64_t *value)
{
	const struct mk_setting *setting;

	mk_each(setting, settings)
		if (strcmp(setting->name, name) == 0 && setting->value.given)
			return mk_number_parse(setting->value.value, strlen(setting->value.value),
				       value) == MK_NUMBER_OK;
	return false;
}

uint64_t mk_plan_setting(const struct mk_plan *plan, const struct mk_plan_node *node,
	const char *name, uint64_t otherwise)
{
	uint64_t value;

	if (find_setting(&node->layout->kernel.settings, name, &value) ||
		find_setting(&plan->layout->kernel.settings, name, &value))
		return value;
	return otherwise;
}

static void add_frame(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_kernel_frame *frame, struct mk_range range, mk_owned_ranges *frames)
{
	if (range.last - range.first >= frame->size)
		range.last = range.first + frame->size - 1;
	range.first = mk_align_down(range.first, contract->page_size);
	range.last |= contract->page_size - 1;
	*mk_vec_add(arena, frames) = (struct mk_owned_range){range, 0};
}

/* No kernel has more slots, nor any memory room for them; larger shifts would be undefined. */
#define MAX_CNODE_BITS 40u

uint32_t mk_plan_cnode_bits(const struct mk_plan *plan, const struct mk_plan_node *node)
{
	uint64_t bits = mk_plan_setting(
		plan, node, "KernelRootCNodeSizeBits", plan->contract->root_cnode_bits);

	return bits < MAX_CNODE_BITS ? (uint32_t)bits : MAX_CNODE_BITS;
}

void mk_kernel_frames(struct mk_arena *arena, const struct mk_contract *contract,
	const struct mk_board *board, bool hypervisor, mk_owned_ranges *frames)
{
	const struct mk_kernel_frame *frame = contract->kernel_frames;
	mk_mmios registers = {0};

	if (!board->gic.node)
		return;
	mk_board_mmio(board, arena, board->gic.node, &registers);
	for (; frame->size; frame++)
		if (frame->gic == board->gic.kind && frame->entry < registers.count &&
			(hypervisor || !frame->hypervisor_only))
			add_frame(arena, contract, frame, registers.items[frame->entry].range,
				frames);
}
