/* SPDX-License-Identifier: BSD-2-Clause */
/* First layouts. That they pass check and gen on all boards is tests/oracle/init_all.py's to show.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "begin/first_layout.h"
#include "board_fixture.h"

TestSuite(first_layout, .init = board_fixture_init, .fini = board_fixture_finish);

/* The layout; or, behind a '!', why there is none. */
static const char *write(const struct mk_first_layout *wish)
{
	struct mk_first_layout_outcome outcome;
	struct mk_buffer out;
	const char *complaint;

	mk_buffer_init(&out, fixture_arena());
	complaint = mk_first_layout_write(wish, &out, &outcome);
	return complaint ? mk_arena_printf(fixture_arena(), "!%s", complaint) : out.text;
}

static const char *layout_of(const char *board, size_t node_count)
{
	return write(&(struct mk_first_layout){.contract = mk_contracts[0],
		.board = fixture_board(board),
		.board_name = "board.dtb",
		.node_count = node_count});
}

static void says(const char *text, const char *part)
{
	cr_assert(strstr(text, part) != NULL, "'%s' is not in:\n%s", part, text);
}

static void says_not(const char *text, const char *part)
{
	cr_assert(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

static size_t count_of(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text++)
		count++;
	return count;
}

/* --- nodes ------------------------------------------------------------------------------------ */

Test(first_layout, a_node_for_each_core_that_is_asked_for)
{
	const char *text = layout_of("case-virt", 4);

	says(text, "- name: node0\n");
	says(text, "    cpu: cpu@3\n");
	cr_assert(eq(sz, count_of(text, "- name: node"), 4));
}

Test(first_layout, node_0_is_on_the_boot_core_and_the_others_follow_the_loader)
{
	struct mk_board *board = fixture_board("case-virt");
	const char *text;

	board->cpus.items[0].boot = false;
	board->cpus.items[2].boot = true;
	text = write(&(struct mk_first_layout){.contract = mk_contracts[0],
		.board = board,
		.board_name = "board.dtb",
		.node_count = 3});
	cr_assert(strstr(text, "cpu: cpu@2") < strstr(text, "cpu: cpu@3"));
	cr_assert(strstr(text, "cpu: cpu@3") < strstr(text, "cpu: cpu@0"));
	says_not(text, "cpu: cpu@1");
}

Test(first_layout, disabled_cores_are_passed_over)
{
	struct mk_board *board = fixture_board("case-virt");
	const char *text;

	board->cpus.items[1].enabled = false;
	board->cpus.items[1].usable = false;
	text = write(&(struct mk_first_layout){.contract = mk_contracts[0],
		.board = board,
		.board_name = "board.dtb",
		.node_count = 3});
	says_not(text, "cpu: cpu@1");
	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = board,
		     .board_name = "board.dtb",
		     .node_count = 4}),
		"!a core for each node is needed: 4; the board's tree has 3 that are enabled");
}

Test(first_layout, one_node_has_nothing_to_share)
{
	const char *text = layout_of("case-virt", 1);

	says(text, "- name: node0\n");
	says_not(text, "shared");
	says_not(text, "ipis");
}

/* --- memory ----------------------------------------------------------------------------------- */

Test(first_layout, slices_are_equal_shares)
{
	cr_assert(eq(sz, count_of(layout_of("case-virt", 2), "memory: [{size: 1008M}]"), 2));
	cr_assert(eq(sz, count_of(layout_of("case-virt", 4), "{size: 496M}"), 4));
}

Test(first_layout, what_shares_leave_over_goes_to_who_has_least)
{
	const char *text = layout_of("case-reserved", 2);

	says(text, "      - {size: 752M}\n"
		   "      # What is left after equal shares.\n"
		   "      - {start: 0x40000000, size: 255M}\n");
	says(text, "      - {start: 0x51000000, size: 111M}\n"
		   "      - {start: 0x59000000, size: 111M}\n");
	says_not(layout_of("case-virt", 2), "leave over");
}

Test(first_layout, more_nodes_than_memory_are_refused)
{
	struct mk_board *board = fixture_board("case-virt");

	board->banks.items[0].range.last = 0x42ffffff;
	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = board,
		     .board_name = "board.dtb",
		     .node_count = 4}),
		"!no layout of 4 nodes of 16 MiB passes for this board: ");
	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = board,
		     .board_name = "board.dtb",
		     .node_count = 2}),
		"memory: [{size: 16M}]");
}

Test(first_layout, a_board_without_ram_is_refused_until_it_is_stated)
{
	static const struct mk_range ram[] = {{0x80000000, 0x9fffffff}, {0xa0000000, 0xa0000fff}};
	struct mk_first_layout wish = {.contract = mk_contracts[0],
		.board = fixture_board("case-no-memory"),
		.board_name = "board.dtb",
		.node_count = 2};

	says(write(&wish), "!the board's tree states no RAM");
	wish.memory = ram;
	wish.memory_count = 2;
	says(write(&wish), "    - {start: 0x80000000, size: 512M}\n"
			   "    - {start: 0xa0000000, size: 4K}\n");
	wish.board = fixture_board("case-virt");
	says(write(&wish), "!the board's tree states its RAM itself");
}

Test(first_layout, stated_ram_has_to_fit_the_cells_of_the_tree)
{
	static const struct mk_range ram = {0x100000000, 0x13fffffff};

	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = fixture_board("board-boot-cpu"),
		     .board_name = "board.dtb",
		     .node_count = 1,
		     .memory = &ram,
		     .memory_count = 1}),
		"!the tree has one address cell");
}

Test(first_layout, memory_is_read_as_start_and_size)
{
	struct mk_range range;

	cr_assert(mk_first_layout_memory("0x40000000:2G", &range));
	cr_assert(eq(u64, range.first, 0x40000000));
	cr_assert(eq(u64, range.last, 0xbfffffff));
	cr_assert(mk_first_layout_memory("0:16_384K", &range));
	cr_assert(not(mk_first_layout_memory("0x40000000", &range)));
	cr_assert(not(mk_first_layout_memory(":2G", &range)));
	cr_assert(not(mk_first_layout_memory("0:", &range)));
	cr_assert(not(mk_first_layout_memory("0:0", &range)));
	cr_assert(not(mk_first_layout_memory("0xfffffffffffff000:0x2000", &range)));
	cr_assert(not(mk_first_layout_memory("0:1G:2G", &range)));
}

/* --- kernel ----------------------------------------------------------------------------------- */

Test(first_layout, kernels_print_where_they_know_the_console)
{
	says(layout_of("case-virt", 2), "  printing: true\n");
	says(layout_of("case-virt", 2), "  debug: true\n");
	says(layout_of("case-no-console", 2), "  printing: false\n");
	says(layout_of("case-no-console", 2), "  debug: false\n");
}

Test(first_layout, hypervisors_where_the_platform_is_known_to_take_them)
{
	says(layout_of("case-virt", 2), "  hypervisor: true\n");
	says(layout_of("case-unknown", 2), "  hypervisor: false\n");
}

Test(first_layout, a_board_below_a_hypervisor_has_no_room_for_another)
{
	struct mk_board *board = fixture_board("case-virt");
	static const struct mk_dt_property method = {
		"method", (const uint8_t *)"hvc", 4, MK_DT_KEY("method")};
	struct mk_dt_node psci = *board->psci;

	psci.properties = &method;
	psci.keys = UINT64_MAX;
	psci.property_count = 1;
	board->psci = &psci;
	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = board,
		     .board_name = "board.dtb",
		     .node_count = 1}),
		"  hypervisor: false\n");
}

/* --- devices and suggestions ------------------------------------------------------------------ */

Test(first_layout, devices_are_named_with_what_ties_them)
{
	const char *text = layout_of("emit-bonds", 2);

	says(text, "    devices: [rest]\n");
	says(text, "#   /rtc@9010000: 0x9010000..0x9010fff; INTID 34\n");
	says(text, "# These belong together: they share page 0x9000000.\n"
		   "#   serial0 (the console): 0x9000000..0x90003ff; INTID 33\n"
		   "#   /watchdog@9000800: 0x9000800..0x90008ff\n");
	says(text, "# These belong together: their interrupts arrive at /gpio@9030000.\n"
		   "#   /gpio@9030000: 0x9030000..0x9030fff; INTID 39\n"
		   "#   /button@9040000: 0x9040000..0x9040fff; interrupts by /gpio@9030000\n");
	says(text, "# These belong together: they share INTID 41.\n"
		   "#   /mmc@a000000: 0xa000000..0xa000fff; INTID 41\n"
		   "#   '/mmc@0,a001000': 0xa001000..0xa001fff; INTID 41\n");
	says_not(text, "interrupt-controller@8000000: ");
}

Test(first_layout, a_device_is_suggested_that_can_move_alone)
{
	says(layout_of("case-virt", 2), "    #devices: [/rtc@9010000]\n");
}

Test(first_layout, no_iommu_and_no_device_behind_one_is_suggested)
{
	says(layout_of("emit-bonds", 2), "    #devices: [/rtc@9010000]\n");
}

Test(first_layout, ipis_are_suggested_only_where_cores_can_be_signalled)
{
	says(layout_of("case-virt", 2), "\n#ipis:\n");
	says(layout_of("case-clusters", 2), "does not say which CPU interfaces");
	says(layout_of("case-clusters", 2), "gic_cpu:");
	says_not(layout_of("case-clusters", 2), "#ipis:");
}

/* --- names ------------------------------------------------------------------------------------ */

static const char *named(const char *name)
{
	return write(&(struct mk_first_layout){.contract = mk_contracts[0],
		.board = fixture_board("case-virt"),
		.board_name = name,
		.node_count = 2});
}

Test(first_layout, the_boards_name_is_quoted)
{
	says(named("it's #1: a"), "  dtb: 'it''s #1: a'\n");
	says(named("a\n- \"b\\"), "  dtb: \"a\\x0a- \\\"b\\\\\"\n");
	says(named("\xff"), "!");
	says(named(""), "dtb: ''");
}

Test(first_layout, no_word_of_the_tree_ends_a_comment)
{
	struct mk_board *board = fixture_board("case-virt");
	const char *text;

	board->model = "a\nversion: 2\r\xe2\x80\xa8"
		       "b";
	text = write(&(struct mk_first_layout){.contract = mk_contracts[0],
		.board = board,
		.board_name = "board.dtb",
		.node_count = 2});
	says(text, "on a\\x0aversion: 2\\x0d\\xe2\\x80\\xa8b.");
}

Test(first_layout, a_core_with_an_odd_name_goes_by_its_index)
{
	struct mk_board *board = fixture_board("case-virt");
	struct mk_dt_node node = *board->cpus.items[1].node;

	node.name = "cpu: 'x";
	board->cpus.items[1].node = &node;
	says(write(&(struct mk_first_layout){.contract = mk_contracts[0],
		     .board = board,
		     .board_name = "board.dtb",
		     .node_count = 2}),
		"    cpu: 1\n");
}
