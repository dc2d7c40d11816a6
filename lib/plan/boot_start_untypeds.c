/* SPDX-License-Identifier: BSD-2-Clause */
/* Untypeds: what a root task receives, in pieces. */
#include "plan/boot_start_parts.h"

static void add_untyped(struct mk_starting *starting, uint64_t at, uint32_t bits, bool device)
{
	struct mk_start *start = starting->start;
	struct mk_untyped *piece = start->untypeds.count < starting->facts->untyped_limit
					   ? mk_vec_add(starting->arena, &start->untypeds)
					   : mk_vec_add(starting->arena, &start->lost);

	*piece = (struct mk_untyped){at, bits, device};
}

/* Each piece is a power of two at a multiple of its size, as the kernel's own window has it. */
static void cut_into_pieces(struct mk_starting *starting, struct mk_span span, bool device)
{
	const struct mk_contract *contract = starting->facts->contract;
	uint64_t at = span.base + contract->window_base;
	uint64_t end = span.end + contract->window_base;

	while (at < end) {
		uint32_t bits = 63u - (uint32_t)__builtin_clzll(end - at);
		if (bits > contract->largest_untyped_bits)
			bits = contract->largest_untyped_bits;
		if (at && bits > (uint32_t)__builtin_ctzll(at))
			bits = (uint32_t)__builtin_ctzll(at);
		if (bits >= contract->smallest_untyped_bits)
			add_untyped(starting, at - contract->window_base, bits, device);
		at += UINT64_C(1) << bits;
	}
}

static void hand_out(struct mk_starting *starting, struct mk_span span, bool device)
{
	if (span.base >= span.end)
		return;
	*mk_vec_add(starting->arena, device ? &starting->start->devices : &starting->start->ram) =
		span;
	cut_into_pieces(starting, span, device);
}

static void hand_out_devices(struct mk_starting *starting)
{
	uint64_t end = UINT64_C(1) << starting->facts->pa_bits;
	const struct mk_span *span;
	uint64_t at = 0;

	mk_each(span, &starting->claimed) {
		hand_out(starting, (struct mk_span){at, span->base}, true);
		at = span->end;
	}
	hand_out(starting, (struct mk_span){at, end}, true);
}

void mk_start_hand_out(struct mk_starting *starting)
{
	const struct mk_kernel_facts *facts = starting->facts;
	struct mk_span boot_code = mk_start_image(starting);
	const struct mk_span *span;

	if (facts->contract->boot->first_handed_out && starting->block->reserved.count)
		hand_out(starting, starting->block->reserved.items[0], true);
	hand_out_devices(starting);
	boot_code.end = boot_code.base + facts->boot_code_bytes;
	hand_out(starting, boot_code, false);
	mk_each(span, &starting->free)
		hand_out(starting, *span, false);
}
