/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board_fixture.h"

TestSuite(board_memory, .init = board_fixture_init, .fini = board_fixture_finish);

static void expect_bank(
	const struct mk_board *board, size_t i, uint64_t first, uint64_t last, const char *path)
{
	cr_assert(eq(u64, board->banks.items[i].range.first, first));
	cr_assert(eq(u64, board->banks.items[i].range.last, last));
	cr_assert_str_eq(board->banks.items[i].node->path, path);
}

static void expect_reservation(const struct mk_board *board, size_t i,
	enum mk_reservation_kind kind, uint64_t first, uint64_t last)
{
	const struct mk_reservation *reservation = &board->reservations.items[i];

	cr_assert(eq(int, reservation->kind, kind));
	cr_assert(eq(u64, reservation->range.first, first));
	cr_assert(eq(u64, reservation->range.last, last));
}

Test(board_memory, banks_are_sorted_and_come_from_every_enabled_memory_node)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->banks.count, 4));
	expect_bank(board, 0, 0x20000000, 0x20ffffff, "/on/memory@20000000");
	expect_bank(board, 1, 0x40000000, 0x500007ff, "/memory");
	expect_bank(board, 2, 0x80000000, 0xbfffffff, "/memory@80000000");
	expect_bank(board, 3, 0x800000000, 0x87fffffff, "/memory@80000000");
}

Test(board_memory, disabled_memory_nodes_are_listed_but_give_no_banks)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->memory_nodes.count, 5));
	cr_assert_str_eq(board->memory_nodes.items[2]->path, "/secram@e000000");
	cr_assert(not(board->memory_nodes.items[2]->enabled));
	cr_assert_str_eq(board->memory_nodes.items[3]->path, "/off/memory@10000000");
	cr_assert(not(board->memory_nodes.items[3]->enabled));
}

Test(board_memory, reservations_are_translated_and_sorted)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->reservations.count, 4));
	expect_reservation(board, 0, MK_RESERVED_NO_MAP, 0x41000000, 0x410fffff);
	expect_reservation(board, 1, MK_RESERVED_NO_MAP, 0x42000000, 0x42000fff);
	expect_reservation(board, 2, MK_RESERVED_MEMRESERVE, 0x48000000, 0x4800ffff);
	cr_assert_str_eq(board->reserved_memory->path, "/reserved-memory");
}

Test(board_memory, a_reservation_that_no_range_covers_is_taken_as_written)
{
	const struct mk_board *board = fixture_board("board-memory");

	expect_reservation(board, 3, MK_RESERVED_MAPPED, 0x90000000, 0x907fffff);
	cr_assert_str_eq(board->reservations.items[3].node->name, "frame-buffer@90000000");
}

Test(board_memory, a_memreserve_entry_has_no_node)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(ptr, (void *)board->reservations.items[2].node, NULL));
}

Test(board_memory, a_board_may_have_none)
{
	const struct mk_board *board = fixture_board("board-cpus");

	cr_assert(eq(sz, board->memory_nodes.count, 0));
	cr_assert(eq(sz, board->banks.count, 0));
	cr_assert(eq(ptr, (void *)board->reserved_memory, NULL));
}
