/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board_fixture.h"

TestSuite(board_names, .init = board_fixture_init, .fini = board_fixture_finish);

static struct mk_lookup find(const char *name)
{
	return mk_board_find(fixture_board("board-names"), fixture_arena(), name);
}

static void expect_found(const char *name, const char *path)
{
	struct mk_lookup lookup = find(name);

	cr_assert(eq(int, lookup.status, MK_LOOKUP_FOUND), "%s", name);
	cr_assert_str_eq(lookup.node->path, path);
}

static void expect_unknown(const char *name, const char *nearest)
{
	struct mk_lookup lookup = find(name);

	cr_assert(eq(int, lookup.status, MK_LOOKUP_UNKNOWN), "%s", name);
	cr_assert(eq(ptr, (void *)lookup.node, NULL));
	if (nearest)
		cr_assert_str_eq(lookup.nearest, nearest);
	else
		cr_assert(eq(ptr, (void *)lookup.nearest, NULL), "%s", lookup.nearest);
}

Test(board_names, aliases_paths_labels_and_unit_names_are_known)
{
	expect_found("serial0", "/soc/serial@1000");
	expect_found("/soc/serial@1000", "/soc/serial@1000");
	expect_found("uart_two", "/soc/serial@2000");
	expect_found("ethernet@3000", "/soc/ethernet@3000");
	expect_found("/", "/");
}

Test(board_names, the_unit_address_may_be_left_out_where_one_node_is_meant)
{
	expect_found("ethernet", "/soc/ethernet@3000");
	expect_found("/soc/ethernet/port", "/soc/ethernet@3000/port@0");
	expect_found("//soc///ethernet@3000/", "/soc/ethernet@3000");
	expect_unknown("/soc/serial", NULL);
}

Test(board_names, the_whole_name_comes_before_a_name_without_unit_address)
{
	expect_found("dma", "/soc/dma");
	expect_found("/soc/dma", "/soc/dma");
}

Test(board_names, a_name_that_several_nodes_bear_is_ambiguous)
{
	struct mk_lookup lookup = find("port@0");

	cr_assert(eq(int, lookup.status, MK_LOOKUP_AMBIGUOUS));
	cr_assert_str_eq(lookup.node->path, "/soc/ethernet@3000/port@0");
	cr_assert_str_eq(lookup.other->path, "/hub/port@0");
	cr_assert(eq(int, find("serial").status, MK_LOOKUP_AMBIGUOUS));
}

Test(board_names, a_misspelt_name_gets_the_nearest_of_its_kind)
{
	expect_unknown("serail0", "serial0");
	expect_unknown("ethernet@300", "ethernet@3000");
	expect_unknown("uart_too", "uart_two");
	expect_unknown("/soc/serial@1008", "/soc/serial@1000");
}

Test(board_names, names_that_lead_nowhere_are_unknown)
{
	expect_unknown("", NULL);
	expect_unknown("gone", NULL);
	expect_unknown("nothing-like-it-anywhere", NULL);
	cr_assert(eq(int, find("ethernet0").status, MK_LOOKUP_UNKNOWN));
}

Test(board_names, the_console_is_the_one_of_stdout_path)
{
	const struct mk_board *board = fixture_board("board-names");

	cr_assert_str_eq(board->console->path, "/soc/serial@2000");
	cr_assert(eq(ptr, (void *)fixture_board("board-memory")->console, NULL));
}

Test(board_names, timer_and_psci_are_the_enabled_ones)
{
	const struct mk_board *board = fixture_board("board-names");

	cr_assert_str_eq(board->timer->path, "/timer");
	cr_assert_str_eq(board->psci->path, "/firmware/psci");
	cr_assert_str_eq(board->model, "Names");
	cr_assert_str_eq(board->compatible, "mkpart,names");
}
