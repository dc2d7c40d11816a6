/* SPDX-License-Identifier: BSD-2-Clause */
/* What is wrong with a loader image: each test spoils one thing of a good one. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <inttypes.h>
#include <string.h>

#include "board_fixture.h"
#include "check/boot_image_parts.h"

TestSuite(boot_image, .init = board_fixture_init, .fini = board_fixture_finish);

#define MOST_NODES 5u
#define KERNEL_BYTES 0x24c000u
#define ROOT_BYTES 0xe000u
#define TOP (UINT64_C(1) << 40)

/* --- an image --------------------------------------------------------------------------------- */

struct scene {
	struct mk_loader_image image;
	struct mk_board board;
	struct mk_judgement judgement;
};

static uint64_t ram_of(size_t node)
{
	return 0x60000000 + node * 0x8000000;
}

static void add(mk_spans *spans, uint64_t base, uint64_t end)
{
	*mk_vec_add(fixture_arena(), spans) = (struct mk_span){base, end};
}

static struct mk_loader_region *add_region(struct scene *scene, uint64_t address, uint64_t bytes)
{
	struct mk_loader_region *region = mk_vec_add(fixture_arena(), &scene->image.regions);

	*region = (struct mk_loader_region){.address = address, .load = bytes, .write = bytes};
	return region;
}

static struct mk_boot_block good_block(size_t node, size_t count)
{
	uint64_t base = ram_of(node);
	struct mk_boot_block block = {.entry = 0x400000,
		.kernel = {base, base + KERNEL_BYTES},
		.root = {base + KERNEL_BYTES, base + KERNEL_BYTES + ROOT_BYTES},
		.root_address = 0x400000,
		.node_count = (uint32_t)count};

	add(&block.ram, base, base + 0x4000000);
	add(&block.reserved, 0, 0);
	add(&block.reserved, 0, base);
	add(&block.reserved, base + 0x4000000, TOP);
	return block;
}

/* Nodes with 64 MiB each, which reserve all that is not theirs; the board has no more RAM. */
static struct scene *good(size_t count)
{
	struct scene *scene = mk_arena_alloc(fixture_arena(), sizeof *scene);

	scene->image.label = "'loader.img'";
	for (size_t node = 0; node < count; node++) {
		*mk_vec_add(fixture_arena(), &scene->image.blocks) = (struct mk_loader_block){
			.block = good_block(node, count), .tables = {true, ram_of(node)}};
		add_region(scene, ram_of(node), KERNEL_BYTES);
		add_region(scene, ram_of(node) + KERNEL_BYTES, ROOT_BYTES);
		*mk_vec_add(fixture_arena(), &scene->board.banks) =
			(struct mk_bank){.range = {ram_of(node), ram_of(node) + 0x3ffffff}};
	}
	return scene;
}

static struct mk_boot_block *block_of(struct scene *scene, size_t node)
{
	return &scene->image.blocks.items[node].block;
}

/* The node does not reserve it any more: reserved before it ends there. */
static void give(struct scene *scene, size_t node, uint64_t first, uint64_t bytes)
{
	mk_spans *reserved = &block_of(scene, node)->reserved;

	for (size_t i = 1; i < reserved->count; i++) {
		struct mk_span *whole = &reserved->items[i];
		uint64_t end = whole->end;
		if (first < whole->base || first + bytes > end)
			continue;
		whole->end = first;
		add(reserved, first + bytes, end);
		return;
	}
	cr_assert(false, "0x%" PRIx64 " is not reserved", first);
}

static void judge(struct scene *scene)
{
	struct mk_kernel_facts facts = {.contract = mk_contract_find("sel4-bootinfo"),
		.hypervisor = true,
		.pa_bits = 40,
		.cnode_bits = 12,
		.untyped_limit = 230,
		.image_bytes = KERNEL_BYTES,
		.boot_code_bytes = 0x10000};

	mk_judge_loader_image(
		fixture_arena(), &facts, NULL, &scene->board, &scene->image, &scene->judgement);
}

/* The verdicts of that kind, a line each. */
static const char *verdicts(const struct scene *scene, enum mk_image_fault fault)
{
	const struct mk_verdict *verdict;
	const char *text = "";

	mk_each(verdict, &scene->judgement.verdicts)
		if (verdict->fault == fault)
			text = mk_arena_printf(fixture_arena(), "%s%s\n", text, verdict->text);
	return text;
}

static void says(struct scene *scene, enum mk_image_fault fault, const char *text)
{
	judge(scene);
	cr_expect(eq(str, (char *)verdicts(scene, fault), (char *)text));
}

/* --- spans ------------------------------------------------------------------------------------ */

Test(boot_image, what_is_empty_overlaps_nothing)
{
	struct mk_span wide = {0x1000, 0x4000};
	struct mk_span empty = {0x2000, 0x2000};

	cr_expect(mk_spans_overlap(wide, (struct mk_span){0x3fff, 0x4001}));
	cr_expect(not(mk_spans_overlap(wide, (struct mk_span){0x4000, 0x5000})));
	cr_expect(not(mk_spans_overlap(wide, empty)));
	cr_expect(not(mk_spans_overlap(empty, wide)));
	cr_expect(not(mk_spans_overlap((struct mk_span){0x3000, 0x2000}, wide)));
}

Test(boot_image, an_empty_span_has_no_last_address)
{
	struct mk_judging judging = {.arena = fixture_arena()};

	cr_expect(eq(str, (char *)mk_judged_span(&judging, (struct mk_span){0x1000, 0x1001}),
		"0x1000..0x1000"));
	cr_expect(eq(str, (char *)mk_judged_span(&judging, (struct mk_span){0x1000, 0x1000}),
		"0x1000..0x1000 (outside)"));
}

/* --- one node --------------------------------------------------------------------------------- */

Test(boot_image, a_good_one_has_no_verdict)
{
	struct scene *scene = good(2);

	judge(scene);
	cr_expect(eq(sz, scene->judgement.verdicts.count, 0));
}

Test(boot_image, a_kernel_is_as_large_as_what_is_loaded)
{
	struct scene *scene = good(2);

	block_of(scene, 0)->kernel.end += 0x10000000;
	judge(scene);
	cr_expect(eq(sz, scene->judgement.verdicts.count, 0));
}

Test(boot_image, a_kernel_that_is_not_loaded_is_as_large_as_its_block_says)
{
	struct scene *scene = good(2);

	scene->image.regions.items[0].address -= 0x1000;
	block_of(scene, 0)->kernel.end = ram_of(0) + 0x4001000;
	says(scene, MK_FAULT_KERNEL_PLACE,
		"the kernel of node 0, 0x60000000..0x64000fff, is not in its RAM\n");
}

Test(boot_image, a_kernel_of_unknown_size_has_that_of_its_kind)
{
	struct scene *scene = good(2);

	scene->image.regions.items[0].address -= 0x1000;
	block_of(scene, 0)->kernel.end = ram_of(0);
	judge(scene);
	cr_expect(eq(u64, scene->judgement.starts.items[0].ram.items[1].base, 0x6025a000));
}

Test(boot_image, without_page_tables_no_kernel_is_entered)
{
	struct scene *scene = good(2);

	scene->image.blocks.items[1].tables.found = false;
	says(scene, MK_FAULT_TABLES, "the loader has no page tables for the kernel of node 1\n");
}

Test(boot_image, a_block_that_cannot_be_read_is_not_started)
{
	struct scene *scene = good(2);

	scene->image.blocks.items[1].complaint = "is of another version";
	says(scene, MK_FAULT_UNREADABLE, "the boot block of node 1 is of another version\n");
	cr_expect(eq(str, (char *)scene->judgement.starts.items[1].complaint, "is not started"));
	cr_expect(eq(sz, scene->judgement.verdicts.count, 1));
}

Test(boot_image, its_loader_starts_four)
{
	says(good(4), MK_FAULT_NODES, "");
	says(good(MOST_NODES), MK_FAULT_NODES, "it has 5 nodes, but its loader starts 4\n");
}

/* --- regions ---------------------------------------------------------------------------------- */

Test(boot_image, regions_over_each_other_are_found_in_any_order)
{
	struct scene *scene = good(2);

	add_region(scene, 0x80010000, 0x1000);
	add_region(scene, 0x80001000, 0x1000);
	add_region(scene, 0x80000000, 0x2000);
	says(scene, MK_FAULT_REGIONS,
		"two regions are written over each other: 0x80000000..0x80001fff and "
		"0x80001000..0x80001fff\n");
}

Test(boot_image, the_shorter_of_two_regions_at_one_place_comes_first)
{
	struct scene *scene = good(2);

	add_region(scene, 0x80000000, 0x2000);
	add_region(scene, 0x80000000, 0x1000);
	add_region(scene, 0x80000000, 0x3000);
	says(scene, MK_FAULT_REGIONS,
		"two regions are written over each other: 0x80000000..0x80000fff and "
		"0x80000000..0x80001fff\n"
		"two regions are written over each other: 0x80000000..0x80001fff and "
		"0x80000000..0x80002fff\n");
}

Test(boot_image, of_two_regions_with_one_end_the_first_is_compared_on)
{
	struct scene *scene = good(2);

	add_region(scene, 0x80000000, 0x4000);
	add_region(scene, 0x80002000, 0x2000);
	add_region(scene, 0x80003000, 0x1000);
	says(scene, MK_FAULT_REGIONS,
		"two regions are written over each other: 0x80000000..0x80003fff and "
		"0x80002000..0x80003fff\n"
		"two regions are written over each other: 0x80000000..0x80003fff and "
		"0x80003000..0x80003fff\n");
}

/* Pairs of regions over each other, the second of each alike. */
static struct scene *with_pairs(size_t pairs)
{
	struct scene *scene = good(2);

	for (size_t i = 0; i < pairs; i++) {
		add_region(scene, 0x80000000 + i * 0x2000, 0x1000);
		add_region(scene, 0x80000000 + i * 0x2000, 0x1000);
	}
	judge(scene);
	return scene;
}

Test(boot_image, of_a_kind_64_verdicts_are_told)
{
	const struct scene *scene = with_pairs(64);

	cr_expect(eq(sz, scene->judgement.verdicts.count, 64));
	scene = with_pairs(66);
	cr_expect(eq(sz, scene->judgement.verdicts.count, 65));
	cr_expect(eq(str, (char *)scene->judgement.verdicts.items[64].text,
		"there are 2 more of this kind"));
}

/* --- what is another's ------------------------------------------------------------------------ */

Test(boot_image, memory_of_another_is_named_once_for_each_range)
{
	struct scene *scene = good(2);

	add(&block_of(scene, 0)->ram, 0x78000000, 0x78100000);
	give(scene, 1, 0x60001000, 0x1000);
	give(scene, 1, 0x60003000, 0x1000);
	give(scene, 1, 0x78000000, 0x1000);
	says(scene, MK_FAULT_FOREIGN,
		"node 1 receives 0x60001000..0x60001fff of the memory of node 0 as device "
		"memory\n"
		"node 1 receives 0x78000000..0x78000fff of the memory of node 0 as device "
		"memory\n");
}

Test(boot_image, a_kernel_outside_its_ram_is_looked_at_as_well)
{
	struct scene *scene = good(2);

	block_of(scene, 0)->ram.items[0].base = 0x62000000;
	give(scene, 1, 0x60001000, 0x1000);
	give(scene, 1, 0x60259000, 0x2000);
	says(scene, MK_FAULT_FOREIGN,
		"node 1 receives 0x60001000..0x60001fff of the kernel of node 0 as device "
		"memory\n"
		"node 1 receives 0x60259000..0x60259fff of the root task of node 0 as device "
		"memory\n");
}

Test(boot_image, two_root_tasks_over_each_other_are_told)
{
	struct scene *scene = good(2);

	for (size_t node = 0; node < 2; node++)
		block_of(scene, node)->root = (struct mk_span){0x70000000, 0x7000e000};
	says(scene, MK_FAULT_ROOT_OVER,
		"the root task of node 0, 0x70000000..0x7000dfff, overlaps that of node 1, "
		"0x70000000..0x7000dfff\n"
		"the root task of node 1, 0x70000000..0x7000dfff, overlaps that of node 0, "
		"0x70000000..0x7000dfff\n");
}

/* --- what several receive --------------------------------------------------------------------- */

Test(boot_image, what_two_receive_is_told_once)
{
	struct scene *scene = good(2);

	for (size_t node = 0; node < 2; node++)
		give(scene, node, 0x9000000, 0x1000);
	says(scene, MK_FAULT_SEVERAL, "node 0 and node 1 both receive 0x9000000..0x9000fff\n");
}

Test(boot_image, what_lies_side_by_side_is_not_received_by_both)
{
	struct scene *scene = good(2);

	give(scene, 0, 0x9000000, 0x1000);
	give(scene, 1, 0x9001000, 0x1000);
	judge(scene);
	cr_expect(eq(sz, scene->judgement.verdicts.count, 0));
}

Test(boot_image, what_two_receive_of_a_third_is_told_as_that_ones)
{
	/* Whether the board has it as RAM or not. */
	for (size_t banks = 2; banks <= 3; banks++) {
		struct scene *scene = good(3);
		scene->board.banks.count = banks;
		for (size_t node = 0; node < 2; node++)
			give(scene, node, 0x73000000, 0x1000);
		says(scene, MK_FAULT_SEVERAL, "");
		cr_expect(eq(str, (char *)verdicts(scene, MK_FAULT_NOT_CLEARED), ""));
		cr_expect(eq(str, (char *)verdicts(scene, MK_FAULT_FOREIGN),
			"node 0 receives 0x73000000..0x73000fff of the memory of node 2 as device "
			"memory\n"
			"node 1 receives 0x73000000..0x73000fff of the memory of node 2 as device "
			"memory\n"));
	}
}

/* --- on its board ----------------------------------------------------------------------------- */

Test(boot_image, empty_ram_is_neither_outside_the_boards_nor_the_firmwares)
{
	struct scene *scene = good(2);

	*mk_vec_add(fixture_arena(), &scene->board.reservations) =
		(struct mk_reservation){.range = {0x40000000, 0x4000ffff}};
	add(&block_of(scene, 0)->ram, 0x40001000, 0x40001000);
	add(&block_of(scene, 1)->ram, 0, 0);
	says(scene, MK_FAULT_NO_RAM, "");
	cr_expect(eq(str, (char *)verdicts(scene, MK_FAULT_FIRMWARE), ""));
}

Test(boot_image, each_of_the_firmwares_ranges_is_told_once)
{
	struct scene *scene = good(2);

	*mk_vec_add(fixture_arena(), &scene->board.reservations) =
		(struct mk_reservation){.range = {0x63000000, 0x6800ffff}};
	add(&block_of(scene, 0)->ram, 0x64000000, 0x64100000);
	says(scene, MK_FAULT_FIRMWARE,
		"node 0 receives 0x63000000..0x63ffffff as RAM, which /memreserve/ keeps for the "
		"firmware\n"
		"node 1 receives 0x68000000..0x6800ffff as RAM, which /memreserve/ keeps for the "
		"firmware\n");
}

/* Two nodes that receive memory of the board that is nobody's, the second one a page further. */
static struct scene *sharing(uint64_t first)
{
	struct scene *scene = good(2);

	scene->board.banks.items[1].range.last = 0x800fffff;
	give(scene, 0, first, 0x2000);
	give(scene, 1, first + 0x1000, 0x2000);
	return scene;
}

Test(boot_image, what_several_receive_is_to_be_cleared)
{
	struct scene *scene = sharing(0x80001000);

	says(scene, MK_FAULT_NOT_CLEARED,
		"several nodes receive 0x80002000..0x80002fff, which the loader does not fill "
		"with zeros\n");
	scene = sharing(0x80001000);
	add_region(scene, 0x80002000, 0x1000)->load = 0;
	says(scene, MK_FAULT_NOT_CLEARED, "");
	scene = sharing(0x80001000);
	add_region(scene, 0, 0)->load = 0;
	says(scene, MK_FAULT_NOT_CLEARED,
		"several nodes receive 0x80002000..0x80002fff, which the loader does not fill "
		"with zeros\n");
}

Test(boot_image, memory_from_the_first_address_on_is_received_as_any_other)
{
	for (size_t several = 0; several < 2; several++) {
		struct scene *scene = good(2);
		scene->board.banks.items[0].range.first = 0;
		for (size_t node = 0; node <= several; node++)
			give(scene, node, 0, 0x1000);
		says(scene, MK_FAULT_NOT_CLEARED,
			several ? "several nodes receive 0x0..0xfff, which the loader does not "
				  "fill with zeros\n"
				: "");
	}
}
