/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "board_fixture.h"

TestSuite(board_cpus, .init = board_fixture_init, .fini = board_fixture_finish);

#define BOOT_CPU_OFFSET 28 /* in the header; its lowest byte is 3 further */

static const struct mk_cpu *boot_cpu(const struct mk_board *board)
{
	const struct mk_cpu *boot = NULL;
	const struct mk_cpu *cpu;

	mk_each(cpu, &board->cpus) {
		if (!cpu->boot)
			continue;
		cr_assert(eq(ptr, (void *)boot, NULL));
		boot = cpu;
	}
	return boot;
}

Test(board_cpus, are_in_order_of_mpidr)
{
	static const uint64_t mpidrs[] = {0x0, 0x1, 0x100, 0x100000001};
	const struct mk_board *board = fixture_board("board-cpus");

	cr_assert(eq(sz, board->cpus.count, 4));
	for (size_t i = 0; i < 4; i++)
		cr_assert(eq(u64, board->cpus.items[i].mpidr, mpidrs[i]));
}

Test(board_cpus, what_a_cpu_does_not_say_comes_from_cpus)
{
	const struct mk_board *board = fixture_board("board-cpus");

	cr_assert_str_eq(board->cpus.items[1].enable_method, "psci");
	cr_assert_str_eq(board->cpus.items[2].enable_method, "spin-table");
	cr_assert_str_eq(board->cpus.items[2].compatible, "arm,cortex-a72");
	cr_assert(eq(ptr, (void *)board->cpus.items[3].compatible, NULL));
}

Test(board_cpus, a_disabled_one_does_not_boot_even_if_the_header_says_so)
{
	const struct mk_board *board = fixture_board("board-cpus");

	cr_assert(not(board->cpus.items[0].enabled));
	cr_assert_str_eq(boot_cpu(board)->node->name, "cpu@1");
}

Test(board_cpus, the_header_tells_which_one_boots)
{
	size_t length;
	uint8_t *blob = fixture_blob("board-cpus", &length);

	blob[BOOT_CPU_OFFSET + 2] = 1;
	cr_assert_str_eq(boot_cpu(fixture_load(blob, length))->node->name, "cpu@100");
}

Test(board_cpus, the_property_of_sel4_tells_it_first)
{
	cr_assert_str_eq(boot_cpu(fixture_board("board-boot-cpu"))->node->name, "cpu@1");
}

Test(board_cpus, are_found_by_unit_name_path_and_index)
{
	const struct mk_board *board = fixture_board("board-cpus");
	const struct mk_cpu *cpus = board->cpus.items;

	cr_assert(eq(ptr, (void *)mk_board_find_cpu(board, "cpu@100"), (void *)&cpus[2]));
	cr_assert(eq(ptr, (void *)mk_board_find_cpu(board, "/cpus/cpu@1"), (void *)&cpus[1]));
	cr_assert(eq(ptr, (void *)mk_board_find_cpu(board, "3"), (void *)&cpus[3]));
}

Test(board_cpus, other_names_find_none)
{
	static const char *const names[] = {"", "4", "-1", "0x1", "18446744073709551616", "cpu",
		"cpu@2", "/cpus", "/cpus/cpu-map", "l2-cache"};
	const struct mk_board *board = fixture_board("board-cpus");

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		cr_assert(
			eq(ptr, (void *)mk_board_find_cpu(board, names[i]), NULL), "%s", names[i]);
}

static void expect_clusters(const char *name, const uint64_t *clusters, size_t count)
{
	const struct mk_board *board = fixture_board(name);

	cr_assert(eq(sz, board->cpus.count, count));
	for (size_t i = 0; i < count; i++)
		cr_assert(eq(u64, board->cpus.items[i].cluster, clusters[i]), "core %zu", i);
}

Test(board_cpus, mpidrs_tell_clusters)
{
	expect_clusters("case-big-little", (uint64_t[]){0, 0, 0, 0, 1, 1}, 6);
}

Test(board_cpus, a_map_tells_clusters_better)
{
	expect_clusters("case-three-clusters", (uint64_t[]){0, 0, 1, 1, 2}, 5);
}

/* One socket with a cluster in a cluster beside others, and cores that have threads. */
Test(board_cpus, the_innermost_cluster_of_the_map_counts)
{
	expect_clusters("board-cpu-map", (uint64_t[]){1, 1, 0, 0, 2, 2}, 6);
}

Test(board_cpus, a_map_without_some_core_tells_nothing)
{
	expect_clusters("board-cpus", (uint64_t[]){0, 0, 1, 0x1000000}, 4);
	expect_clusters("board-cpu-map-twice", (uint64_t[]){0, 0, 1}, 3);
}
