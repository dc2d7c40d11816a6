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

	cr_assert(eq(sz, board->banks.count, 5));
	expect_bank(board, 0, 0x30000000, 0x30ffffff, "/on/memory@20000000");
	expect_bank(board, 1, 0x40000000, 0x500007ff, "/memory");
	expect_bank(board, 2, 0x80000000, 0xbfffffff, "/memory@80000000");
	expect_bank(board, 3, 0x710000000, 0x71fffffff, "/memory@700000000");
	expect_bank(board, 4, 0x800000000, 0x87fffffff, "/memory@80000000");
}

Test(board_memory, disabled_memory_nodes_are_listed_but_give_no_banks)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->memory_nodes.count, 10));
	cr_assert_str_eq(board->memory_nodes.items[4]->path, "/secram@e000000");
	cr_assert(not(board->memory_nodes.items[4]->enabled));
	cr_assert_str_eq(board->memory_nodes.items[5]->path, "/off/memory@10000000");
	cr_assert(not(board->memory_nodes.items[5]->enabled));
}

static void expect_unread(
	const struct mk_board *board, size_t i, enum mk_unread_why why, const char *path)
{
	cr_assert(eq(int, board->unread_memory.items[i].why, why));
	cr_assert_str_eq(board->unread_memory.items[i].node->path, path);
}

Test(board_memory, what_cannot_be_read_is_no_bank_and_says_why)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->unread_memory.count, 4));
	expect_unread(board, 0, MK_UNREAD_WRAPS, "/memory@fffffffffffff000");
	expect_unread(board, 1, MK_UNREAD_CELLS, "/memory@a0000000");
	expect_unread(board, 2, MK_UNREAD_BUS, "/on/memory@21000000");
	expect_unread(board, 3, MK_UNREAD_BUS, "/apart/memory@60000000");
	cr_assert_str_eq(board->unread_memory.items[3].bus->path, "/apart");
}

Test(board_memory, reservations_are_translated_and_sorted)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(sz, board->reservations.count, 5));
	expect_reservation(board, 0, MK_RESERVED_NO_MAP, 0x41000000, 0x410fffff);
	expect_reservation(board, 1, MK_RESERVED_NO_MAP, 0x42000000, 0x42000fff);
	expect_reservation(board, 2, MK_RESERVED_NO_MAP, 0x43000000, 0x43000fff);
	expect_reservation(board, 3, MK_RESERVED_MEMRESERVE, 0x48000000, 0x4800ffff);
	cr_assert_str_eq(board->reserved_memory->path, "/reserved-memory");
}

Test(board_memory, a_reservation_that_no_range_covers_is_taken_as_written)
{
	const struct mk_board *board = fixture_board("board-memory");

	expect_reservation(board, 4, MK_RESERVED_MAPPED, 0x90000000, 0x907fffff);
	cr_assert_str_eq(board->reservations.items[4].node->name, "frame-buffer@90000000");
}

Test(board_memory, a_memreserve_entry_has_no_node)
{
	const struct mk_board *board = fixture_board("board-memory");

	cr_assert(eq(ptr, (void *)board->reservations.items[3].node, NULL));
}

Test(board_memory, a_board_may_have_none)
{
	const struct mk_board *board = fixture_board("board-cpus");

	cr_assert(eq(sz, board->memory_nodes.count, 0));
	cr_assert(eq(sz, board->banks.count, 0));
	cr_assert(eq(ptr, (void *)board->reserved_memory, NULL));
}
