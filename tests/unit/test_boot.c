/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "image/loader_image.h"
#include "plan/boot_start.h"

TestSuite(boot, .init = board_fixture_init, .fini = board_fixture_finish);

static void add(mk_spans *spans, uint64_t base, uint64_t end)
{
	*mk_vec_add(fixture_arena(), spans) = (struct mk_span){base, end};
}

/* The one that was measured; each test spoils one thing. */
static struct mk_boot_block measured(void)
{
	struct mk_boot_block block = {.entry = 0x400000,
		.kernel = {0x60000000, 0x6024c000},
		.root = {0x6024c000, 0x6025a000},
		.root_address = 0x400000,
		.node_count = 2};

	add(&block.ram, 0x60000000, 0x68000000);
	add(&block.reserved, 0, 0);
	add(&block.reserved, 0, 0x60000000);
	add(&block.reserved, 0x68000000, UINT64_C(1) << 40);
	return block;
}

static struct mk_start start_of(const struct mk_boot_block *block)
{
	struct mk_kernel_facts facts = {.contract = mk_contract_find("sel4-bootinfo"),
		.hypervisor = true,
		.pa_bits = 40,
		.cnode_bits = 12,
		.untyped_limit = 230,
		.image_bytes = 0x24c000,
		.boot_code_bytes = 0x10000};
	struct mk_start start;

	mk_start_predict(fixture_arena(), &facts, block, &start);
	return start;
}

Test(boot, a_block_is_read_as_it_was_written)
{
	const struct mk_block_format *format = mk_contract_find("sel4-bootinfo")->boot->format;
	struct mk_boot_block block = measured();
	struct mk_boot_block again = {0};
	unsigned char bytes[4096];

	mk_block_write(fixture_arena(), format, &block, bytes);
	cr_assert_null(mk_block_read(fixture_arena(), format, bytes, &again));
	cr_assert(eq(u64, again.entry, block.entry));
	cr_assert(eq(u64, again.kernel.base, 0x60000000));
	cr_assert(eq(sz, again.ram.count, 1));
	cr_assert(eq(sz, again.reserved.count, 3));
	cr_assert(eq(u64, again.reserved.items[2].end, UINT64_C(1) << 40));
	cr_assert(eq(u64, again.root_address, 0x400000));
	cr_assert(eq(u32, again.node_count, 2));
}

Test(boot, a_block_that_counts_beyond_its_page_is_refused)
{
	const struct mk_block_format *format = mk_contract_find("sel4-bootinfo")->boot->format;
	struct mk_boot_block block = measured();
	struct mk_boot_block again = {0};
	unsigned char bytes[4096];

	mk_block_write(fixture_arena(), format, &block, bytes);
	bytes[0x11] = 255;
	cr_assert_not_null(mk_block_read(fixture_arena(), format, bytes, &again));
}

Test(boot, a_kernel_hands_out_what_was_measured)
{
	struct mk_boot_block block = measured();
	struct mk_start start = start_of(&block);

	cr_assert_null(start.complaint, "%s", start.complaint);
	cr_assert(eq(u64, start.objects.base, 0x67fc0000));
	cr_assert(eq(u64, start.objects.end, 0x67fe7880));
	cr_assert(eq(sz, start.untypeds.count, 24));
	cr_assert(eq(sz, start.devices.count, 0));
}

Test(boot, ranges_at_the_edge_of_64_bits_do_not_wrap)
{
	struct mk_boot_block block = measured();

	block.reserved.items[2].end = UINT64_MAX;
	cr_assert_not_null(start_of(&block).complaint);
	block = measured();
	block.ram.items[0].end = UINT64_MAX;
	cr_assert_not_null(start_of(&block).complaint);
	block = measured();
	block.ram.items[0] = (struct mk_span){UINT64_MAX - 1, UINT64_MAX};
	cr_assert_not_null(start_of(&block).complaint);
	block = measured();
	block.root_address = UINT64_MAX & ~UINT64_C(0xfff);
	cr_assert_not_null(start_of(&block).complaint);
	block = measured();
	block.root = (struct mk_span){UINT64_MAX - 0xfff, 0x1000};
	cr_assert_not_null(start_of(&block).complaint);
	block = measured();
	block.kernel.base = UINT64_MAX - 0x1fffff;
	cr_assert_not_null(start_of(&block).complaint);
}

Test(boot, ranges_that_overlap_hang_and_ranges_that_touch_do_not)
{
	struct mk_boot_block block = measured();

	add(&block.reserved, 0x6025a000, 0x6025b000);
	cr_assert_null(start_of(&block).complaint);
	block.reserved.items[3].base -= 0x1000;
	cr_assert(start_of(&block).hangs);
}
