/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Read: init_freemem, create_untypeds and what they call in the kernel's src/kernel/boot.c. Its
 * quirks are here on purpose: they are what a bad block brings about.
 */
#include "plan/boot_start.h"

#include <inttypes.h>
#include <string.h>

#include "base/words.h"

/* Slots that are taken whatever the root task: seL4_NumInitialCaps, and one for its core's time. */
#define FIXED_SLOTS 17u

/* Beyond it nothing of this architecture has an address. */
#define ADDRESS_END (UINT64_C(1) << 48)

struct starting {
	struct mk_arena *arena;
	const struct mk_kernel_facts *facts;
	const struct mk_boot_block *block;
	struct mk_start *start;
	mk_spans claimed; /* what is no device memory, in the kernel's own order */
	mk_spans free;
};

static bool refuse(struct starting *starting, const char *complaint)
{
	starting->start->complaint = complaint;
	return false;
}

static bool refuse_many(struct starting *starting, const char *complaint)
{
	starting->start->too_many = true;
	return refuse(starting, complaint);
}

static bool is_empty(struct mk_span span)
{
	return span.base == span.end;
}

/* --- the list of what is no device memory ------------------------------------------------------
 */

static void remove_span(mk_spans *spans, size_t index)
{
	memmove(&spans->items[index], &spans->items[index + 1],
		(spans->count - index - 1) * sizeof *spans->items);
	spans->count--;
}

static void insert_span(struct mk_arena *arena, mk_spans *spans, size_t index, struct mk_span span)
{
	mk_vec_add(arena, spans);
	memmove(&spans->items[index + 1], &spans->items[index],
		(spans->count - index - 1) * sizeof *spans->items);
	spans->items[index] = span;
}

static void merge_touching(mk_spans *spans)
{
	for (size_t i = 1; i < spans->count;) {
		if (spans->items[i - 1].end != spans->items[i].base) {
			i++;
			continue;
		}
		spans->items[i - 1].end = spans->items[i].end;
		remove_span(spans, i);
	}
}

/*
 * Only ranges that touch are joined: one over another is put behind it, and so what lies between
 * the lower one's start and it is open again.
 */
static void claim(struct starting *starting, struct mk_span span)
{
	mk_spans *spans = &starting->claimed;
	size_t i;

	if (is_empty(span))
		return;
	for (i = 0; i < spans->count; i++) {
		if (spans->items[i].base == span.end) {
			spans->items[i].base = span.base;
			merge_touching(spans);
			return;
		}
		if (spans->items[i].end == span.base) {
			spans->items[i].end = span.end;
			merge_touching(spans);
			return;
		}
		if (spans->items[i].base > span.end)
			break;
	}
	insert_span(starting->arena, spans, i, span);
}

/* --- what is given
 * --------------------------------------------------------------------------------
 */

static struct mk_span image_of(const struct starting *starting)
{
	uint64_t base = starting->block->kernel.base;

	return (struct mk_span){base, base + starting->facts->image_bytes};
}

static bool check_span(struct starting *starting, struct mk_span span, const char *what)
{
	if (span.base > span.end)
		return refuse(starting, mk_arena_printf(starting->arena,
						"stops at %s that ends before it starts", what));
	if (span.end > ADDRESS_END)
		return refuse(starting,
			mk_arena_printf(starting->arena, "stops at %s beyond all addresses", what));
	return true;
}

static bool check_counts(struct starting *starting)
{
	const struct mk_boot_contract *boot = starting->facts->contract->boot;
	const struct mk_boot_block *block = starting->block;

	if (!block->ram.count)
		return refuse(starting, "stops: it has no RAM");
	if (block->ram.count > boot->ram_most)
		return refuse_many(starting, mk_arena_printf(starting->arena,
						     "stops: it takes %u ranges of RAM, not %zu",
						     (unsigned)boot->ram_most, block->ram.count));
	if (block->reserved.count > boot->reserved_most)
		return refuse_many(
			starting, mk_arena_printf(starting->arena,
					  "stops: it takes %u reserved ranges, not %zu",
					  (unsigned)boot->reserved_most, block->reserved.count));
	return true;
}

static bool check_ram(struct starting *starting)
{
	const mk_spans *ram = &starting->block->ram;

	for (size_t i = 0; i < ram->count; i++) {
		if (!check_span(starting, ram->items[i], "a range of RAM"))
			return false;
		if (is_empty(ram->items[i]))
			return refuse(starting, "stops at an empty range of RAM");
		if (i && ram->items[i].base < ram->items[i - 1].end)
			return refuse(starting, "stops: its RAM is not in order");
	}
	return true;
}

static bool check_root(struct starting *starting)
{
	const struct mk_kernel_facts *facts = starting->facts;
	const struct mk_boot_block *block = starting->block;
	uint64_t last = mk_contract_user_top(facts->contract, facts->hypervisor, facts->pa_bits);
	uint64_t size;

	if (!check_span(starting, block->root, "a root task"))
		return false;
	if (block->root.base > facts->contract->physical_limit)
		return refuse(starting, "stops: the root task is where it maps no memory");
	/* Behind it, its IPC buffer and the boot information. */
	size = block->root.end - block->root.base + 2 * facts->contract->page_size;
	if (block->root_address > last || size > last - block->root_address)
		return refuse(starting, "stops: the root task ends beyond its addresses");
	if (!mk_is_aligned(block->root_address, facts->contract->page_size) ||
		!mk_is_aligned(block->root.base, facts->contract->page_size))
		return refuse(starting, "maps a root task wrongly that does not begin with a page");
	return true;
}

bool mk_start_overlap(const mk_spans *spans, const struct mk_span **a, const struct mk_span **b)
{
	for (size_t i = 0; i < spans->count; i++)
		for (size_t j = i + 1; j < spans->count; j++) {
			*a = &spans->items[i];
			*b = &spans->items[j];
			if ((*a)->base < (*b)->end && (*b)->base < (*a)->end)
				return true;
		}
	return false;
}

static void sort_spans(mk_spans *spans)
{
	for (size_t i = 1; i < spans->count; i++) {
		struct mk_span span = spans->items[i];
		size_t at = i;
		for (; at && (spans->items[at - 1].base > span.base ||
				     (spans->items[at - 1].base == span.base &&
					     spans->items[at - 1].end > span.end));
			at--)
			spans->items[at] = spans->items[at - 1];
		spans->items[at] = span;
	}
}

static const char *kept_text(const struct starting *starting, struct mk_span span)
{
	if (is_empty(span))
		return mk_arena_printf(starting->arena, "an empty range at 0x%" PRIx64, span.base);
	return mk_range_text(starting->arena, (struct mk_range){span.base, span.end - 1});
}

/* What is to be cut out of RAM, and hidden: reserved, root task, kernel. */
static bool collect_kept(struct starting *starting, mk_spans *kept)
{
	const struct mk_span *span;
	const struct mk_span *other;

	mk_each(span, &starting->block->reserved) {
		if (!check_span(starting, *span, "a reserved range"))
			return false;
		*mk_vec_add(starting->arena, kept) = *span;
	}
	*mk_vec_add(starting->arena, kept) = starting->block->root;
	*mk_vec_add(starting->arena, kept) = image_of(starting);
	if (mk_start_overlap(kept, &span, &other)) {
		starting->start->hangs = true;
		return refuse(
			starting, mk_arena_printf(starting->arena, "sorts for ever: %s overlaps %s",
					  kept_text(starting, *span), kept_text(starting, *other)));
	}
	sort_spans(kept);
	return true;
}

/* --- free memory ------------------------------------------------------------------------------ */

static void add_free(struct starting *starting, struct mk_span span)
{
	if (span.base >= span.end)
		return;
	claim(starting, span);
	*mk_vec_add(starting->arena, &starting->free) = span;
}

/* The kernel maps no more than this. */
static struct mk_span within_window(const struct starting *starting, struct mk_span span)
{
	uint64_t end = starting->facts->contract->physical_limit + 1;

	return (struct mk_span){span.base < end ? span.base : end, span.end < end ? span.end : end};
}

/* One step: of a range of RAM and the next range to cut out, one is passed or the first cut. */
static void cut(struct starting *starting, struct mk_span *ram, const struct mk_span *out)
{
	if (out->base <= ram->base) {
		ram->base = out->end < ram->end ? out->end : ram->end;
		return;
	}
	add_free(starting, (struct mk_span){ram->base, out->base});
	ram->base = out->end < ram->end ? out->end : ram->end;
}

/*
 * Both lists are walked upwards, and what lies lower is claimed first. The order matters only where
 * the kernel's own registers are covered.
 */
static void find_free(struct starting *starting, const mk_spans *kept)
{
	const mk_spans *ranges = &starting->block->ram;
	size_t next = 0;

	for (size_t i = 0; i < ranges->count; i++) {
		struct mk_span ram = within_window(starting, ranges->items[i]);
		while (next < kept->count && ram.base < ram.end) {
			const struct mk_span *out = &kept->items[next];
			if (is_empty(*out) || out->end <= ram.base) {
				claim(starting, *out);
				next++;
				continue;
			}
			if (out->base >= ram.end)
				break;
			cut(starting, &ram, out);
		}
		add_free(starting, ram);
	}
	for (; next < kept->count; next++)
		claim(starting, kept->items[next]);
}

/* --- the root task's objects ------------------------------------------------------------------ */

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

static bool place_objects(struct starting *starting)
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
		insert_span(
			starting->arena, &starting->free, i + 1, (struct mk_span){at + size, end});
		return true;
	}
	return refuse(starting,
		mk_arena_printf(starting->arena,
			"stops: no piece of its RAM has room for the root task's objects, 0x%" PRIx64
			" bytes",
			size));
}

/* --- untypeds ------------------------------------------------------------------------------------
 */

static void add_untyped(struct starting *starting, uint64_t at, uint32_t bits, bool device)
{
	struct mk_start *start = starting->start;
	struct mk_untyped *piece = start->untypeds.count < starting->facts->untyped_limit
					   ? mk_vec_add(starting->arena, &start->untypeds)
					   : mk_vec_add(starting->arena, &start->lost);

	*piece = (struct mk_untyped){at, bits, device};
}

/* Each piece is a power of two at a multiple of its size, as the kernel's own window has it. */
static void cut_into_pieces(struct starting *starting, struct mk_span span, bool device)
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

static void hand_out(struct starting *starting, struct mk_span span, bool device)
{
	if (span.base >= span.end)
		return;
	*mk_vec_add(starting->arena, device ? &starting->start->devices : &starting->start->ram) =
		span;
	cut_into_pieces(starting, span, device);
}

static void hand_out_devices(struct starting *starting)
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

static void hand_out_all(struct starting *starting)
{
	const struct mk_kernel_facts *facts = starting->facts;
	struct mk_span boot_code = image_of(starting);
	const struct mk_span *span;

	if (facts->contract->boot->first_handed_out && starting->block->reserved.count)
		hand_out(starting, starting->block->reserved.items[0], true);
	hand_out_devices(starting);
	boot_code.end = boot_code.base + facts->boot_code_bytes;
	hand_out(starting, boot_code, false);
	mk_each(span, &starting->free)
		hand_out(starting, *span, false);
}

static bool check_slots(struct starting *starting)
{
	const struct mk_boot_block *block = starting->block;
	uint64_t root_bytes = block->root.end - block->root.base;
	uint64_t page = starting->facts->contract->page_size;
	uint64_t frames = root_bytes / page + (root_bytes % page != 0);
	uint64_t slots = FIXED_SLOTS + frames + starting->start->untypeds.count +
			 table_count(starting->facts, block->root_address, root_bytes);

	if (slots <= UINT64_C(1) << starting->facts->cnode_bits)
		return true;
	return refuse_many(starting, mk_arena_printf(starting->arena,
					     "stops: the root task's CNode has %" PRIu64
					     " slots, and %" PRIu64 " are needed",
					     UINT64_C(1) << starting->facts->cnode_bits, slots));
}

static bool check_kernel(struct starting *starting)
{
	const struct mk_contract *contract = starting->facts->contract;
	uint64_t base = starting->block->kernel.base;

	if (base > contract->physical_limit || !mk_is_aligned(base, contract->phys_base_alignment))
		return refuse(starting, "stops: it is not at a multiple of 2 MiB that it can map");
	return true;
}

static bool start_up(struct starting *starting)
{
	const struct mk_span *frame;
	mk_spans kept = {0};

	if (!check_counts(starting) || !check_kernel(starting) || !check_root(starting) ||
		!check_ram(starting))
		return false;
	mk_each(frame, &starting->facts->frames)
		claim(starting, *frame);
	if (!collect_kept(starting, &kept))
		return false;
	find_free(starting, &kept);
	if (starting->free.count > starting->facts->contract->boot->free_most)
		return refuse_many(
			starting, mk_arena_printf(starting->arena,
					  "stops: its RAM falls into %zu pieces, and it takes %u",
					  starting->free.count,
					  (unsigned)starting->facts->contract->boot->free_most));
	if (!place_objects(starting))
		return false;
	hand_out_all(starting);
	return check_slots(starting);
}

void mk_start_predict(struct mk_arena *arena, const struct mk_kernel_facts *facts,
	const struct mk_boot_block *block, struct mk_start *start)
{
	struct starting starting = {.arena = arena, .facts = facts, .block = block, .start = start};

	*start = (struct mk_start){0};
	start_up(&starting);
}
