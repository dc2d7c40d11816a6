/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node's kernel makes of its memory, against what trying every possibility finds. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "check/kernel_memory.h"
#include "check/overlay_start.h"
#include "check/untypeds.h"
#include "layout/layout.h"
#include "plan/kernel.h"
#include "syntax/syntax.h"

TestSuite(kernel_memory, .init = board_fixture_init, .fini = board_fixture_finish);

#define MIB (UINT64_C(1) << 20)
#define PAGE UINT64_C(0x1000)
#define BOOT_CODE_PIECES 8u
#define TREE_PIECES 8u

static struct mk_check check;
static struct mk_plan_node *node;

/* A plan with one node, whose root task has a CNode of 2^bits slots. */
static struct mk_plan *plan_with(unsigned bits)
{
	struct mk_source *source = mk_arena_alloc(fixture_arena(), sizeof *source);
	static const struct mk_images no_images;
	const char *text = mk_arena_printf(fixture_arena(),
		"version: 1\n"
		"board: {dtb: board.dtb}\n"
		"kernel: {hypervisor: true, settings: {KernelRootCNodeSizeBits: %u}}\n"
		"nodes: [{name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}]}]\n",
		bits);
	struct mk_plan *plan;

	*source = (struct mk_source){"layout.yaml", text, strlen(text)};
	plan = mk_plan_make(fixture_arena(),
		mk_layout_decode(fixture_arena(),
			mk_syntax_read(fixture_arena(), source, fixture_findings()),
			fixture_findings()),
		fixture_board("case-virt"), NULL);
	check = (struct mk_check){.arena = fixture_arena(),
		.plan = plan,
		.findings = fixture_findings(),
		.images = &no_images};
	node = &plan->nodes.items[0];
	return plan;
}

/* The node has these ranges and no others. */
static void give(const struct mk_range *ranges, size_t count, uint64_t phys_base)
{
	node->sorted.count = 0;
	node->phys_base = phys_base;
	for (size_t i = 0; i < count; i++)
		*mk_vec_add(fixture_arena(), &node->sorted) =
			(struct mk_region){.placed = true, .range = ranges[i]};
}

/* --- ranges as one ---------------------------------------------------------------------------- */

static const char *joined_of(const struct mk_range *ranges, size_t count, uint64_t phys_base)
{
	const struct mk_range *range;
	const char *text = "";
	mk_joined joined;

	give(ranges, count, phys_base);
	joined = mk_check_joined(&check, node);
	mk_each(range, &joined)
		text = mk_arena_printf(fixture_arena(), "%s0x%llx..0x%llx ", text,
			(unsigned long long)range->first, (unsigned long long)range->last);
	return text;
}

Test(kernel_memory, ranges_that_touch_are_one_from_phys_base_on)
{
	static const struct mk_range touching[] = {
		{0x1000, 0x2000}, {0x2001, 0x2fff}, {0x3001, 0x3fff}};

	plan_with(12);
	cr_expect(eq(str, (char *)joined_of(NULL, 0, 0), ""));
	cr_expect(
		eq(str, (char *)joined_of(touching, 3, 0x1000), "0x1000..0x2fff 0x3001..0x3fff "));
	cr_expect(eq(str, (char *)joined_of(touching, 1, 0x2000), "0x2000..0x2000 "));
	cr_expect(eq(str, (char *)joined_of(touching, 1, 0x3000), "0x1000..0x2000 "));
	cr_expect(eq(str, (char *)joined_of(touching, 1, 0), "0x1000..0x2000 "));
}

/* --- the root task's objects ------------------------------------------------------------------ */

static struct mk_root_objects objects_in(const struct mk_range *ranges, size_t count)
{
	mk_joined joined = {0};

	for (size_t i = 0; i < count; i++)
		*mk_vec_add(fixture_arena(), &joined) = ranges[i];
	return mk_check_root_objects(&check, node, &joined);
}

Test(kernel_memory, the_objects_are_at_the_top_of_the_highest_room)
{
	uint64_t size = (UINT64_C(1) << 17) + plan_with(12)->contract->root_objects_bytes;
	uint64_t images = mk_check_images_bytes(&check, node);
	struct mk_range ranges[] = {{0, images + MIB - 1}, {16 * MIB, 16 * MIB + size - 1},
		{32 * MIB, 32 * MIB + size - 2}};
	struct mk_root_objects objects = objects_in(ranges, 3);

	cr_expect(objects.fit);
	cr_expect(eq(sz, objects.index, 1));
	cr_expect(eq(u64, objects.range.first, 16 * MIB));
	cr_expect(eq(u64, objects.range.last, 16 * MIB + size - 1));
	cr_expect(eq(u64, objects.largest, size));
	ranges[1].last--;
	objects = objects_in(ranges, 3);
	cr_expect(objects.fit);
	cr_expect(eq(sz, objects.index, 0));
	cr_expect(ge(u64, objects.range.first, images));
	cr_expect(eq(u64, objects.largest, MIB));
}

Test(kernel_memory, behind_the_images_there_may_be_no_room)
{
	uint64_t images = (plan_with(12), mk_check_images_bytes(&check, node));

	for (uint64_t bytes = 0; bytes < 2; bytes++) {
		struct mk_range range = {0, images + bytes - 1};
		struct mk_root_objects objects = objects_in(&range, 1);
		cr_expect(not(objects.fit));
		cr_expect(eq(u64, objects.largest, bytes));
	}
	cr_expect(not(
		objects_in((struct mk_range[]){{0, PAGE - 1}, {2 * PAGE, 3 * PAGE - 1}}, 2).fit));
}

static bool starts_in(uint64_t bytes)
{
	struct mk_range range = {0, bytes - 1};

	return objects_in(&range, 1).fit;
}

Test(kernel_memory, a_kernel_starts_in_the_least_slice_and_in_no_smaller_one)
{
	for (unsigned bits = 5; bits < 16; bits++) {
		uint64_t least = (plan_with(bits), mk_check_least_slice(&check, node));
		cr_expect(starts_in(least), "%u bits", bits);
		cr_expect(not(starts_in(least - PAGE)), "%u bits", bits);
	}
}

/* --- untypeds --------------------------------------------------------------------------------- */

/* As the kernel does it: the largest piece that is aligned and fits, and so on. */
static size_t pieces_of(uint64_t first, uint64_t end)
{
	uint64_t at = first + check.plan->contract->window_base;
	uint64_t stop = end + check.plan->contract->window_base;
	size_t count = 0;

	while (at < stop) {
		unsigned bits = (unsigned)__builtin_ctzll(at);
		if (bits > check.plan->contract->largest_untyped_bits)
			bits = check.plan->contract->largest_untyped_bits;
		while (UINT64_C(1) << bits > stop - at)
			bits--;
		count += bits >= check.plan->contract->smallest_untyped_bits;
		at += UINT64_C(1) << bits;
	}
	return count;
}

static size_t ram_pieces(uint64_t first, uint64_t end)
{
	uint64_t limit = check.plan->contract->physical_limit + 1;

	return first < limit ? pieces_of(first, end < limit ? end : limit) : 0;
}

static size_t device_pieces(const mk_joined *joined)
{
	mk_owned_ranges taken = {0};
	const struct mk_range *range;
	struct mk_hole_walk walk;
	struct mk_range hole;
	size_t count = 0;

	mk_each(range, joined)
		*mk_vec_add(fixture_arena(), &taken) = (struct mk_owned_range){*range, 0};
	mk_kernel_frames(
		fixture_arena(), check.plan->contract, check.plan->board, node->hypervisor, &taken);
	mk_ranges_sort(taken.items, taken.count);
	mk_holes_begin(&walk, taken.items, taken.count,
		(struct mk_range){0, (UINT64_C(1) << mk_plan_pa_bits(check.plan)) - 1});
	while (mk_holes_next(&walk, &hole))
		count += pieces_of(hole.first, hole.last + 1);
	return count;
}

struct bounds {
	size_t least;
	size_t most;
};

/* Of what is left of a range, which images may begin a page later, and objects end a step earlier.
 */
static struct bounds try_all(uint64_t first, uint64_t end, bool later, uint64_t step)
{
	struct bounds bounds = {first < end ? SIZE_MAX : 0, 0};

	for (uint64_t stop = end;; stop -= step) {
		for (uint64_t start = first; start < stop; start += PAGE) {
			size_t count = ram_pieces(start, stop);
			bounds.least = count < bounds.least ? count : bounds.least;
			bounds.most = count > bounds.most ? count : bounds.most;
			if (!later)
				break;
		}
		if (!step || stop < first + step)
			return bounds;
	}
}

static struct mk_untypeds counted;

static void keep(struct mk_check *, const struct mk_plan_node *, const struct mk_untypeds *untypeds)
{
	counted = *untypeds;
}

static void count_untypeds(void)
{
	check.untypeds = NULL;
	mk_each_untypeds(&check, keep);
}

/* What trying finds for these ranges. */
static struct bounds by_trying(void)
{
	mk_joined joined = mk_check_joined(&check, node);
	struct mk_root_objects objects = mk_check_root_objects(&check, node, &joined);
	size_t devices = device_pieces(&joined);
	struct bounds sum = {devices + 1, devices + BOOT_CODE_PIECES + TREE_PIECES};

	for (size_t i = 0; i < joined.count; i++) {
		uint64_t first = joined.items[i].first;
		uint64_t end = joined.items[i].last + 1;
		bool below_objects = objects.fit && objects.index == i;
		struct bounds bounds;
		if (below_objects) {
			size_t above = ram_pieces(objects.range.last + 1, end);
			size_t most = (size_t)__builtin_ctzll(objects.alignment) - 11;
			sum.most += above > most ? above : most;
			end = objects.range.first;
		}
		if (i == 0)
			first += mk_check_images_bytes(&check, node);
		bounds = try_all(first, end, i == 0, below_objects ? objects.alignment : 0);
		sum.least += bounds.least;
		sum.most += bounds.most;
	}
	return sum;
}

static void compare_with_trying(const struct mk_range *ranges, size_t count)
{
	struct bounds tried;

	give(ranges, count, ranges[0].first);
	tried = by_trying();
	count_untypeds();
	cr_expect(eq(sz, counted.least, tried.least), "from 0x%llx",
		(unsigned long long)ranges[0].first);
	cr_expect(eq(sz, counted.most, tried.most), "from 0x%llx",
		(unsigned long long)ranges[0].first);
	cr_expect(eq(sz, counted.ranges, count));
}

Test(kernel_memory, untypeds_are_as_many_as_trying_finds)
{
	plan_with(12);
	for (uint64_t bytes = 3 * MIB; bytes < 8 * MIB; bytes += 0x5000 * 31)
		for (uint64_t base = 0x60000000; base < 0x64000000; base += 17 * MIB)
			compare_with_trying((struct mk_range[]){{base, base + bytes - 1}}, 1);
	for (uint64_t bytes = 0x20000; bytes < 0x80000; bytes += 0x7000)
		for (uint64_t base = 0x70000000; base < 0x70004000; base += 0x3000)
			compare_with_trying(
				(struct mk_range[]){{0x60000000, 0x603fffff},
					{base, base + bytes - 1}, {0x71000000, 0x71004ff7}},
				3);
}

Test(kernel_memory, what_a_kernel_cannot_map_is_no_ram)
{
	uint64_t limit = plan_with(12)->contract->physical_limit;
	struct mk_range ranges[] = {{0x60000000, 0x603fffff}, {limit - 0xffff, limit + 0x100000},
		{limit + 0x1000001, limit + 0x2000000}};

	compare_with_trying(ranges, 3);
	compare_with_trying(ranges, 2);
}

Test(kernel_memory, devices_fall_into_pieces_of_2_to_the_47_at_most)
{
	struct mk_plan *plan = plan_with(12);
	struct mk_platform *platform = mk_arena_alloc(fixture_arena(), sizeof *platform);

	*platform = *plan->platform;
	plan->platform = platform;
	for (platform->pa_bits = 44; platform->pa_bits <= 50; platform->pa_bits++)
		compare_with_trying((struct mk_range[]){{0x60000000, 0x603fffff},
					    {UINT64_C(1) << 48, (UINT64_C(1) << 48) + 0xfff}},
			2);
}

Test(kernel_memory, a_node_without_a_place_has_no_untypeds)
{
	plan_with(12);
	give(NULL, 0, 0);
	counted.limit = 1;
	count_untypeds();
	cr_expect(eq(u64, counted.limit, 1));
}

/* --- a start with all images ------------------------------------------------------------------ */

static struct mk_program kernel;
static struct mk_program root;
static struct mk_dt_tree tree;

static void add_image(struct mk_images *images, const char *path, const struct mk_program *program,
	uint64_t bytes)
{
	*mk_vec_add(fixture_arena(), &images->files) = (struct mk_image){.path = path,
		.label = path,
		.state = MK_IMAGE_READ,
		.content = {.length = bytes},
		.program = program,
		.tree = &tree};
}

/* Of images as they are built, with a tree of so many bytes, and the end of the boot code there. */
static struct mk_start start_with(uint64_t tree_bytes, bool found, uint64_t boot_code_end)
{
	struct mk_images *images = mk_arena_alloc(fixture_arena(), sizeof *images);
	unsigned machine = check.plan->architecture->elf_machine;
	struct mk_start start;

	kernel = (struct mk_program){.machine = machine,
		.wide = true,
		.little_endian = true,
		.physical = {0x60000000, 0x6023ffff},
		.addresses = {0x8060000000, 0x806023ffff}};
	root = (struct mk_program){.machine = machine,
		.wide = true,
		.little_endian = true,
		.physical = {0x400000, 0x410fff},
		.addresses = {0x400000, 0x410fff}};
	kernel.symbols[MK_SYMBOL_BOOT_CODE_END].found = found;
	kernel.symbols[MK_SYMBOL_BOOT_CODE_END].address = boot_code_end;
	images->folder_given = true;
	add_image(images, node->dtb_image, NULL, tree_bytes);
	add_image(images, node->kernel_image, &kernel, 0x1000);
	add_image(images, node->root_image, &root, 0x1000);
	check.images = images;
	cr_assert(mk_check_overlay_start(&check, node, &start));
	return start;
}

/* What is handed out of the kernel's boot code. */
static uint64_t boot_code(bool found, uint64_t end)
{
	struct mk_start start = start_with(0x1000, found, end);

	cr_assert(eq(u64, start.ram.items[0].base, 0x60000000));
	return start.ram.items[0].end - start.ram.items[0].base;
}

Test(kernel_memory, the_boot_code_ends_where_the_kernel_says_so)
{
	plan_with(12);
	cr_expect(eq(u64, boot_code(true, 0x8060008000), 0x8000));
	cr_expect(eq(u64, boot_code(true, 0x806023ffff), 0x23ffff));
	cr_expect(eq(u64, boot_code(true, 0x8060240000), 0x10000));
	cr_expect(eq(u64, boot_code(true, 0x805fffffff), 0x10000));
	cr_expect(eq(u64, boot_code(false, 0x8060008000), 0x10000));
}

Test(kernel_memory, tree_and_root_task_are_each_behind_the_other_in_whole_pages)
{
	static const struct {
		uint64_t tree;
		uint64_t room;	    /* that the root task's copy of it takes */
		uint64_t root_task; /* where it begins */
	} rows[] = {{0x1000 - 16, 0x1000, 0x60241000}, {0x1000 - 15, 0x2000, 0x60241000},
		{0x2000 - 16, 0x2000, 0x60242000}, {0x2000 - 15, 0x4000, 0x60242000}};
	uint64_t objects = 0;

	plan_with(12);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct mk_start start = start_with(rows[i].tree, false, 0);
		uint64_t size = start.objects.end - start.objects.base - rows[i].room;
		cr_expect(eq(u64, start.ram.items[start.ram.count - 2].base,
			rows[i].root_task + 0x11000));
		cr_expect(i == 0 || size == objects);
		objects = size;
		count_untypeds();
		cr_expect(eq(sz, counted.least, start.untypeds.count));
		cr_expect(eq(sz, counted.most, start.untypeds.count));
	}
}
