/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board_fixture.h"

TestSuite(board_mmio, .init = board_fixture_init, .fini = board_fixture_finish);

/* The node has exactly one range that the CPU can address. */
static void expect_only(const char *path, uint64_t first, uint64_t last)
{
	mk_mmios list = mmio_of(fixture_board("board-buses"), path);

	cr_assert(eq(sz, list.count, 1), "%s", path);
	cr_assert(eq(u64, list.items[0].range.first, first), "%s", path);
	cr_assert(eq(u64, list.items[0].range.last, last), "%s", path);
	cr_assert_str_eq(list.items[0].node->path, path);
}

static void expect_none(const char *path)
{
	cr_assert(eq(sz, mmio_of(fixture_board("board-buses"), path).count, 0), "%s", path);
}

Test(board_mmio, a_bus_moves_its_children)
{
	expect_only("/soc/second@7c000000", 0x4fc000000, 0x4fc0001ff);
	expect_only("/soc/offset@7e100000/inner@10", 0xfe100010, 0xfe10001f);
}

Test(board_mmio, empty_ranges_change_nothing)
{
	expect_only("/soc/same/deep@7e003000", 0xfe003000, 0xfe00300f);
}

Test(board_mmio, empty_entries_and_those_outside_every_window_are_left_out)
{
	expect_only("/soc/first@7e001000", 0xfe001000, 0xfe001fff);
	expect_none("/soc/after@7f800000");
}

Test(board_mmio, the_first_address_decides_whether_a_window_covers_it)
{
	expect_only("/soc/longer@7f7ff000", 0xff7ff000, 0xff80efff);
}

Test(board_mmio, without_ranges_there_is_no_way_to_the_cpu)
{
	expect_none("/closed/hidden@1000");
	expect_none("/soc/i2c@7e005000/eeprom@50");
	expect_only("/soc/i2c@7e005000", 0xfe005000, 0xfe0050ff);
}

Test(board_mmio, pci_spaces_are_kept_apart)
{
	expect_only("/pcie@e0000000/io-space", 0xd0000100, 0xd000010f);
	expect_only("/pcie@e0000000/memory-space", 0x80001000, 0x80001fff);
	expect_none("/pcie@e0000000/config-space");
}

Test(board_mmio, three_cells_of_another_bus_must_match_in_the_first)
{
	expect_only("/spaces/two@2,10", 0x900000010, 0x90000001f);
	expect_none("/spaces/three@3,10");
}

Test(board_mmio, sizes_beyond_64_bits_end_at_the_top)
{
	expect_only("/wide/huge@0", 0x1000, UINT64_MAX);
}

Test(board_mmio, cells_that_make_no_sense_give_nothing)
{
	expect_none("/absurd/lost@0");
	expect_none("/addressless/nothing");
	expect_none("/");
}

Test(board_mmio, the_last_page_is_reached_and_never_passed)
{
	mk_mmios list = mmio_of(fixture_board("board-buses"), "/top@fffffffffffff000");

	cr_assert(eq(sz, list.count, 2));
	cr_assert(eq(u64, list.items[0].range.last, UINT64_MAX));
	cr_assert(eq(u64, list.items[1].range.first, 0xfffffffffffff000));
	cr_assert(eq(u64, list.items[1].range.last, UINT64_MAX));
}
