/* SPDX-License-Identifier: BSD-2-Clause */
/* What is given to a kernel: whether it takes it. */
#include "plan/boot_start_parts.h"

/* Beyond it nothing of this architecture has an address. */
#define ADDRESS_END (UINT64_C(1) << 48)

bool mk_start_refuse(struct mk_starting *starting, const char *complaint)
{
	starting->start->complaint = complaint;
	return false;
}

bool mk_start_refuse_many(struct mk_starting *starting, const char *complaint)
{
	starting->start->too_many = true;
	return mk_start_refuse(starting, complaint);
}

struct mk_span mk_start_image(const struct mk_starting *starting)
{
	uint64_t base = starting->block->kernel.base;

	return (struct mk_span){base, base + starting->facts->image_bytes};
}

bool mk_start_check_span(struct mk_starting *starting, struct mk_span span, const char *what)
{
	if (span.base > span.end)
		return mk_start_refuse(
			starting, mk_arena_printf(starting->arena,
					  "stops at %s that ends before it starts", what));
	if (span.end > ADDRESS_END)
		return mk_start_refuse(
			starting, mk_arena_printf(starting->arena,
					  "stops at %s beyond the last address", what));
	return true;
}

static bool check_counts(struct mk_starting *starting)
{
	const struct mk_boot_contract *boot = starting->facts->contract->boot;
	const struct mk_boot_block *block = starting->block;

	if (!block->ram.count)
		return mk_start_refuse(starting, "stops: it has no RAM");
	if (block->ram.count > boot->ram_most)
		return mk_start_refuse_many(
			starting, mk_arena_printf(starting->arena,
					  "stops: it takes %u ranges of RAM, not %zu",
					  (unsigned)boot->ram_most, block->ram.count));
	if (block->reserved.count > boot->reserved_most)
		return mk_start_refuse_many(
			starting, mk_arena_printf(starting->arena,
					  "stops: it takes %u reserved ranges, not %zu",
					  (unsigned)boot->reserved_most, block->reserved.count));
	return true;
}

static bool check_ram(struct mk_starting *starting)
{
	const mk_spans *ram = &starting->block->ram;

	for (size_t i = 0; i < ram->count; i++) {
		if (!mk_start_check_span(starting, ram->items[i], "a range of RAM"))
			return false;
		if (mk_span_is_empty(ram->items[i]))
			return mk_start_refuse(starting, "stops at an empty range of RAM");
		if (i && ram->items[i].base < ram->items[i - 1].end)
			return mk_start_refuse(starting, "stops: its RAM is not in order");
	}
	return true;
}

static bool check_root(struct mk_starting *starting)
{
	const struct mk_kernel_facts *facts = starting->facts;
	const struct mk_boot_block *block = starting->block;
	uint64_t last = mk_contract_user_top(facts->contract, facts->hypervisor, facts->pa_bits);
	uint64_t size;

	if (!mk_start_check_span(starting, block->root, "a root task"))
		return false;
	if (block->root.base > facts->contract->physical_limit)
		return mk_start_refuse(
			starting, "stops: the root task is where the kernel maps no memory");
	/* Behind it, its IPC buffer and the boot information. */
	size = block->root.end - block->root.base + 2 * facts->contract->page_size;
	if (block->root_address > last || size > last - block->root_address)
		return mk_start_refuse(starting, "stops: the root task ends beyond its addresses");
	if (!mk_is_aligned(block->root_address, facts->contract->page_size) ||
		!mk_is_aligned(block->root.base, facts->contract->page_size))
		return mk_start_refuse(starting,
			"maps the root task wrongly: it does not begin at a page boundary");
	return true;
}

static bool check_kernel(struct mk_starting *starting)
{
	const struct mk_contract *contract = starting->facts->contract;
	uint64_t base = starting->block->kernel.base;

	if (base > contract->physical_limit || !mk_is_aligned(base, contract->phys_base_alignment))
		return mk_start_refuse(
			starting, "stops: it is not at a multiple of 2 MiB that it can map");
	return true;
}

bool mk_start_check_given(struct mk_starting *starting)
{
	return check_counts(starting) && check_kernel(starting) && check_root(starting) &&
	       check_ram(starting);
}
