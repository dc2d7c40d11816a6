/* SPDX-License-Identifier: BSD-2-Clause */
/* The objects that a kernel makes for its root task, and the slots of its CNode. */
#include <inttypes.h>

#include "plan/boot_start_parts.h"

/* Slots that are taken whatever the root task: seL4_NumInitialCaps, and one for its core's time. */
#define FIXED_SLOTS 17u

/* Whether its page tables start a level further down. */
static bool has_short_tables(const struct mk_kernel_facts *facts)
{
	return facts->hypervisor && facts->pa_bits == 40;
}

/* Blocks of 2^bits that a range touches. */
static uint64_t blocks(uint64_t first, uint64_t last, unsigned bits)
{
	return (last >> bits) - (first >> bits) + 1;
}

static uint64_t table_count(
	const struct mk_kernel_facts *facts, uint64_t address, uint64_t root_bytes)
{
	uint64_t last =
		address + root_bytes + 2 * facts->contract->page_size + facts->extra_bytes - 1;

	return (has_short_tables(facts) ? 0 : blocks(address, last, 39)) +
	       blocks(address, last, 30) + blocks(address, last, 21);
}

static uint64_t cnode_bytes(const struct mk_kernel_facts *facts)
{
	return UINT64_C(1) << (facts->cnode_bits + facts->contract->slot_bits);
}

/* Both tables of the top level, where it has two, lie together. */
static uint64_t top_table_bytes(const struct mk_kernel_facts *facts)
{
	return has_short_tables(facts) ? 2 * facts->contract->page_size
				       : facts->contract->page_size;
}

static uint64_t largest_object(const struct mk_kernel_facts *facts)
{
	uint64_t largest = cnode_bytes(facts);

	if (largest < top_table_bytes(facts))
		largest = top_table_bytes(facts);
	return largest < facts->extra_bytes ? facts->extra_bytes : largest;
}

/* CNode, TCB, IPC buffer, boot information, ASID pool, scheduling context and tables. */
uint64_t mk_start_object_bytes(
	const struct mk_kernel_facts *facts, uint64_t address, uint64_t root_bytes)
{
	uint64_t page = facts->contract->page_size;

	return cnode_bytes(facts) + facts->contract->boot->tcb_bytes + 3 * page +
	       facts->extra_bytes + top_table_bytes(facts) + facts->contract->boot->context_bytes +
	       table_count(facts, address, root_bytes) * page;
}

bool mk_start_place_objects(struct mk_starting *starting)
{
	const struct mk_kernel_facts *facts = starting->facts;
	const struct mk_boot_block *block = starting->block;
	uint64_t size = mk_start_object_bytes(
		facts, block->root_address, block->root.end - block->root.base);
	uint64_t alignment = largest_object(facts);

	for (size_t i = starting->free.count; i-- > 0;) {
		struct mk_span *room = &starting->free.items[i];
		uint64_t end = room->end;
		uint64_t at;
		if (size > end)
			continue;
		at = mk_align_down(end - size, alignment);
		if (at < room->base)
			continue;
		starting->start->objects = (struct mk_span){at, at + size};
		room->end = at;
		mk_span_insert(
			starting->arena, &starting->free, i + 1, (struct mk_span){at + size, end});
		return true;
	}
	return mk_start_refuse(starting,
		mk_arena_printf(starting->arena,
			"stops: no piece of its RAM has room for the root task's objects, 0x%" PRIx64
			" bytes",
			size));
}

bool mk_start_check_slots(struct mk_starting *starting)
{
	const struct mk_boot_block *block = starting->block;
	uint64_t root_bytes = block->root.end - block->root.base;
	uint64_t page = starting->facts->contract->page_size;
	uint64_t frames = root_bytes / page + (root_bytes % page != 0);
	uint64_t slots = FIXED_SLOTS + frames + starting->start->untypeds.count +
			 table_count(starting->facts, block->root_address, root_bytes);

	if (slots <= UINT64_C(1) << starting->facts->cnode_bits)
		return true;
	return mk_start_refuse_many(
		starting, mk_arena_printf(starting->arena,
				  "stops: the root task's CNode has %" PRIu64 " slots, and %" PRIu64
				  " are needed",
				  UINT64_C(1) << starting->facts->cnode_bits, slots));
}
