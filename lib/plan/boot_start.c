/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/boot_start_parts.h"

static bool start_up(struct mk_starting *starting)
{
	if (!mk_start_check_given(starting) || !mk_start_find_free(starting) ||
		!mk_start_place_objects(starting))
		return false;
	mk_start_hand_out(starting);
	return mk_start_check_slots(starting);
}

void mk_start_predict(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_boot_block *block, struct mk_start *start)
{
	struct mk_starting starting = {
		.arena = arena, .facts = facts, .block = block, .start = start};

	*start = (struct mk_start){0};
	start_up(&starting);
}
