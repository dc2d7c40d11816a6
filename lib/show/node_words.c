/* SPDX-License-Identifier: BSD-2-Clause */
#include "show/node_words.h"

#include <inttypes.h>

const char *mk_node_core_text(struct mk_arena *arena, const struct mk_plan_node *node)
{
	if (!node->cpu)
		return "none";
	return mk_arena_printf(arena, "%s, MPIDR 0x%" PRIx64 "%s%s", node->cpu->node->path,
		node->cpu->mpidr, node->cpu->boot ? ", boots" : "",
		node->cpu_chosen ? ", chosen" : "");
}

const char *mk_node_kernel_text(struct mk_arena *arena, const struct mk_plan_node *node)
{
	const char *base = "no base";

	if (node->sorted.count)
		base = mk_arena_printf(arena, "base 0x%" PRIx64, node->phys_base);
	return mk_arena_printf(arena, "%s%s%s%s%s%s", base, node->hypervisor ? ", hypervisor" : "",
		node->debug ? ", debug" : "", node->printing ? ", printing" : "",
		node->printing && node->console_stated ? " to " : "",
		node->printing && node->console_stated ? node->console->path : "");
}

uint64_t mk_node_memory_size(const struct mk_plan_node *node)
{
	const struct mk_region *region;
	uint64_t sum = 0;

	mk_each(region, &node->sorted)
		sum += mk_range_size(region->range);
	return sum;
}
