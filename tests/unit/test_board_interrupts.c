/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"

TestSuite(board_interrupts, .init = board_fixture_init, .fini = board_fixture_finish);

static const struct mk_board *board(void)
{
	return fixture_board("board-interrupts");
}

static void expect(const struct mk_interrupt *interrupt, enum mk_interrupt_kind kind,
	uint32_t intid, uint32_t flags)
{
	cr_assert(eq(int, interrupt->kind, kind));
	cr_assert(eq(u32, interrupt->intid.value, intid));
	cr_assert(eq(u32, interrupt->flags, flags));
}

/* The only interrupt of a node does not reach the GIC, with a complaint that says so. */
static void expect_lost(const char *path, const char *word)
{
	mk_interrupts list = interrupts_of(board(), path);

	cr_assert(eq(sz, list.count, 1), "%s", path);
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_UNRESOLVED), "%s", path);
	cr_assert(ne(ptr, strstr(list.items[0].complaint, word), NULL), "%s: %s", path,
		list.items[0].complaint);
}

Test(board_interrupts, spi_n_is_intid_n_plus_32_and_ppi_n_is_n_plus_16)
{
	mk_interrupts list = interrupts_of(board(), "/plain");

	cr_assert(eq(sz, list.count, 4));
	expect(&list.items[0], MK_INTERRUPT_SPI, 37, 1);
	expect(&list.items[1], MK_INTERRUPT_SPI, 1019, 4);
	expect(&list.items[2], MK_INTERRUPT_PPI, 29, 0x304);
	expect(&list.items[3], MK_INTERRUPT_PPI, 31, 8);
}

Test(board_interrupts, numbers_beyond_the_last_are_not_resolved)
{
	static const char *const words[] = {"SPI 988", "PPI 16", "extended", "extended", "neither"};
	mk_interrupts list = interrupts_of(board(), "/beyond");

	cr_assert(eq(sz, list.count, 5));
	for (size_t i = 0; i < list.count; i++) {
		cr_assert(eq(int, list.items[i].kind, MK_INTERRUPT_UNRESOLVED));
		cr_assert(ne(ptr, strstr(list.items[i].complaint, words[i]), NULL));
	}
}

Test(board_interrupts, the_parent_is_inherited_and_remembered)
{
	mk_interrupts inherited = interrupts_of(board(), "/plain");
	mk_interrupts own = interrupts_of(board(), "/own-parent");

	cr_assert_str_eq(inherited.items[0].controller->path, "/interrupt-controller@2000");
	cr_assert_str_eq(own.items[0].controller->path, "/interrupt-controller@1000");
	expect(&own.items[0], MK_INTERRUPT_SPI, 38, 4);
}

Test(board_interrupts, a_controller_that_is_a_device_ends_the_way)
{
	mk_interrupts direct = interrupts_of(board(), "/gpio-user");
	mk_interrupts through_bus = interrupts_of(board(), "/bus/wheel");

	cr_assert(eq(sz, direct.count, 2));
	cr_assert(eq(sz, through_bus.count, 1));
	expect(&direct.items[1], MK_INTERRUPT_CASCADED, 0, 0);
	expect(&through_bus.items[0], MK_INTERRUPT_CASCADED, 0, 0);
	cr_assert_str_eq(direct.items[1].controller->path, "/gpio@3000");
	cr_assert_str_eq(through_bus.items[0].controller->path, "/gpio@3000");
}

Test(board_interrupts, extended_ones_win_and_have_a_parent_each)
{
	mk_interrupts list = interrupts_of(board(), "/extended");

	cr_assert(eq(sz, list.count, 5));
	expect(&list.items[0], MK_INTERRUPT_SPI, 42, 4);
	expect(&list.items[1], MK_INTERRUPT_CASCADED, 0, 0);
}

Test(board_interrupts, hierarchical_controllers_are_looked_through)
{
	mk_interrupts list = interrupts_of(board(), "/extended");

	expect(&list.items[2], MK_INTERRUPT_SPI, 11 + 32, 4);
	expect(&list.items[3], MK_INTERRUPT_SPI, 480 + 2 + 32, 4);
	expect(&list.items[4], MK_INTERRUPT_SPI, 609 + 1 + 32, 4);
}

Test(board_interrupts, what_is_decided_at_run_time_is_not_resolved)
{
	mk_interrupts list = interrupts_of(board(), "/set-up-later");

	cr_assert(eq(sz, list.count, 2));
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_UNRESOLVED));
	cr_assert(eq(int, list.items[1].kind, MK_INTERRUPT_UNRESOLVED));
}

Test(board_interrupts, a_nexus_maps_by_unit_address_and_specifier)
{
	mk_interrupts list = interrupts_of(board(), "/pcie@a000/slot@0");

	cr_assert(eq(sz, list.count, 1));
	expect(&list.items[0], MK_INTERRUPT_SPI, 21 + 32, 4);
	list = interrupts_of(board(), "/pcie@a000/slot@1");
	expect(&list.items[0], MK_INTERRUPT_SPI, 22 + 32, 4);
}

Test(board_interrupts, a_nexus_may_lead_to_another)
{
	mk_interrupts list = interrupts_of(board(), "/pcie@a000/slot@2");

	expect(&list.items[0], MK_INTERRUPT_SPI, 41 + 32, 1);
}

Test(board_interrupts, all_that_a_nexus_hands_on_is_known)
{
	static const uint32_t intids[] = {52, 53, 54, 73};
	mk_interrupts list = mapped_interrupts_of(board(), "/pcie@a000");

	cr_assert(eq(sz, list.count, 4));
	for (size_t i = 0; i < list.count; i++)
		cr_assert(eq(u32, list.items[i].intid.value, intids[i]));
	list = mapped_interrupts_of(board(), "/cut-map");
	cr_assert(eq(sz, list.count, 1));
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_UNRESOLVED));
	cr_assert(eq(sz, mapped_interrupts_of(board(), "/plain").count, 0));
}

Test(board_interrupts, a_line_that_a_nexus_hands_on_twice_counts_once)
{
	mk_interrupts list = mapped_interrupts_of(fixture_board("case-lines"), "/pcie@b000000");

	cr_assert(eq(sz, list.count, 2));
	expect(&list.items[0], MK_INTERRUPT_SPI, 64, 4);
	expect(&list.items[1], MK_INTERRUPT_SPI, 65, 4);
}

Test(board_interrupts, a_nexus_does_not_catch_its_own)
{
	mk_interrupts list = interrupts_of(board(), "/pcie@a000");

	expect(&list.items[0], MK_INTERRUPT_SPI, 30 + 32, 4);
}

/* Renesas r9a09g047: the bridge is the interrupt controller of its slots. */
Test(board_interrupts, a_map_may_lead_to_its_own_nexus)
{
	mk_interrupts list = interrupts_of(board(), "/pcie@b000/slot@0");

	cr_assert(eq(sz, list.count, 1));
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_CASCADED));
	cr_assert(eq(str, (char *)list.items[0].controller->path, "/pcie@b000"));
	cr_assert(eq(u32, list.items[0].number, 1));
	cr_assert(eq(sz, mapped_interrupts_of(board(), "/pcie@b000").count, 0));
}

Test(board_interrupts, what_gets_lost_is_told)
{
	expect_lost("/no-pin", "qcom,pdc-ranges");
	expect_lost("/no-controller", "not in the tree");
	expect_lost("/muted", "#interrupt-cells");
	expect_lost("/lost-parent", "not in the tree");
	expect_lost("/lost-on-the-way", "own interrupt parent");
	expect_lost("/round-trip", "circle");
	expect_lost("/pcie@a000/slot@3", "not in the interrupt-map");
	expect_lost("/pcie@a000/no-address", "unit address");
	expect_lost("/cut-map/child", "cut short");
	expect_lost("/blind-map/child", "not in the tree");
}

Test(board_interrupts, a_list_cut_short_gives_what_comes_before)
{
	mk_interrupts list = interrupts_of(board(), "/short");

	cr_assert(eq(sz, list.count, 2));
	expect(&list.items[0], MK_INTERRUPT_SPI, 33, 4);
	cr_assert(eq(int, list.items[1].kind, MK_INTERRUPT_UNRESOLVED));
}

Test(board_interrupts, an_empty_list_and_no_list_give_none)
{
	cr_assert(eq(sz, interrupts_of(board(), "/none").count, 0));
	cr_assert(eq(sz, interrupts_of(board(), "/round-trip").count, 1));
	cr_assert(eq(sz, interrupts_of(board(), "/").count, 0));
}

Test(board_interrupts, the_gic_is_the_root_of_several)
{
	const struct mk_board *two = fixture_board("board-two-gics");

	cr_assert(eq(int, two->gic.kind, MK_GIC_V2));
	cr_assert_str_eq(two->gic.node->path, "/gic@3000");
	cr_assert_str_eq(two->gic.compatible, "arm,cortex-a9-gic");
}

Test(board_interrupts, a_second_gic_is_a_device)
{
	const struct mk_board *two = fixture_board("board-two-gics");
	mk_interrupts behind = interrupts_of(two, "/behind");
	mk_interrupts second = interrupts_of(two, "/gic@2000");

	expect(&behind.items[0], MK_INTERRUPT_CASCADED, 0, 0);
	cr_assert_str_eq(behind.items[0].controller->path, "/gic@2000");
	expect(&second.items[0], MK_INTERRUPT_SPI, 42 + 32, 4);
}

Test(board_interrupts, a_board_may_have_no_controller)
{
	cr_assert(eq(int, fixture_board("board-memory")->gic.kind, MK_GIC_NONE));
}
