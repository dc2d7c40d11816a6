/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board/devices.h"
#include "board_fixture.h"

TestSuite(board_parts, .init = board_fixture_init, .fini = board_fixture_finish);

static const struct mk_board *board;

static const struct mk_device *device(const char *path)
{
	board = fixture_board("board-parts");
	return mk_devices_find(mk_board_devices(board, fixture_arena()), node_at(board, path));
}

static void expect_spis(const mk_interrupts *list, const uint32_t *numbers, size_t count)
{
	cr_assert(eq(sz, list->count, count));
	for (size_t i = 0; i < count; i++) {
		cr_assert(eq(int, list->items[i].kind, MK_INTERRUPT_SPI));
		cr_assert(eq(u32, list->items[i].number, numbers[i]));
	}
}

Test(board_parts, without_compatible_belong_to_the_device_they_are_in)
{
	static const uint32_t numbers[] = {1, 2, 3};
	const struct mk_device *timer = device("/timer@2000");
	mk_interrupts alone = interrupts_of(board, "/timer@2000");

	expect_spis(&timer->interrupts, numbers, 3);
	expect_spis(&alone, numbers, 3);
}

Test(board_parts, add_the_registers_that_the_device_has_not_itself)
{
	const struct mk_device *timer = device("/timer@2000");
	mk_mmios alone = mmio_of(board, "/timer@2000");

	cr_assert(eq(sz, timer->mmio.count, 2));
	cr_assert(eq(u64, timer->mmio.items[1].range.first, 0x3000));
	cr_assert(eq(u64, timer->mmio.items[1].range.last, 0x3fff));
	cr_assert(eq(sz, alone.count, 2));
	cr_assert(eq(u64, alone.items[1].range.first, 0x3000));
}

Test(board_parts, need_what_the_device_needs_then)
{
	const struct mk_device *timer = device("/timer@2000");

	cr_assert(eq(sz, timer->providers.count, 1));
	cr_assert(eq(str, (char *)timer->providers.items[0].property, "clocks"));
	cr_assert(eq(str, (char *)timer->providers.items[0].user->path, "/timer@2000/inside@100"));
	cr_assert(eq(str, (char *)timer->providers.items[0].node->path, "/clock-controller@3f000"));
}

Test(board_parts, with_compatible_are_devices_and_have_parts_themselves)
{
	static const uint32_t numbers[] = {5, 6};

	expect_spis(&device("/timer@2000/other@4000")->interrupts, numbers, 2);
}

Test(board_parts, make_a_device_of_what_has_nothing_else)
{
	static const uint32_t numbers[] = {7};

	expect_spis(&device("/ports")->interrupts, numbers, 1);
}

Test(board_parts, are_not_in_plain_buses_or_the_root)
{
	cr_assert(eq(ptr, (void *)device("/bus@20000"), NULL));
	cr_assert(eq(sz, interrupts_of(board, "/bus@20000").count, 0));
	cr_assert(eq(sz, interrupts_of(board, "/").count, 0));
	cr_assert(eq(sz, mmio_of(board, "/").count, 0));
}

/* --- controllers ------------------------------------------------------------------------------ */

Test(board_parts, lines_are_found_through_maps_pins_and_lists_of_the_controllers_own)
{
	static const uint32_t numbers[] = {11, 22, 31, 42};
	static const uint32_t flags[] = {4, 2, 1, 1};
	const struct mk_device *wires = device("/wires");

	expect_spis(&wires->interrupts, numbers, 4);
	for (size_t i = 0; i < 4; i++)
		cr_assert(eq(u32, wires->interrupts.items[i].flags, flags[i]));
}

Test(board_parts, lines_that_no_list_has_are_not_resolved)
{
	static const char *const words[] = {
		"qcom,mpm-pin-map", "run time", "run time", "run time", "run time"};
	const struct mk_device *ends = device("/loose-ends");

	cr_assert(eq(sz, ends->interrupts.count, 5));
	for (size_t i = 0; i < 5; i++) {
		const struct mk_interrupt *end = &ends->interrupts.items[i];
		cr_assert(eq(int, end->kind, MK_INTERRUPT_UNRESOLVED));
		cr_assert(ne(ptr, strstr(end->complaint, words[i]), NULL), "%s", end->complaint);
	}
}
