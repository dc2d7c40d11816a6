/* SPDX-License-Identifier: BSD-2-Clause */
/* Real boards' trees, which are not part of the sources: skipped where they are not there. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>

#include "board_fixture.h"

TestSuite(board_real, .init = board_fixture_init, .fini = board_fixture_finish);

#define ZCU102 "zynqmp-zcu102-rev1.0"

static const struct {
	const char *name;
	enum mk_gic_kind gic;
	size_t banks, cpus, reservations;
	size_t spis, ppis, cascaded, unresolved; /* of all nodes */
} boards[] = {
	{"am335x-boneblack", MK_GIC_OTHER, 1, 1, 0, 0, 0, 79, 0},
	{"amd-overdrive-rev-b1", MK_GIC_V2, 0, 8, 0, 57, 5, 0, 0},
	{"armada-8040-mcbin", MK_GIC_V2, 1, 4, 1, 16, 6, 2, 102},
	{"bcm2711-rpi-4-b", MK_GIC_V2, 0, 4, 1, 68, 5, 12, 0},
	{"fsl-ls1043a-rdb", MK_GIC_V2, 1, 4, 0, 96, 5, 1, 0},
	{"fvp-base-revc", MK_GIC_V3, 2, 8, 2, 27, 7, 0, 0},
	{"hi6220-hikey", MK_GIC_V2, 6, 8, 1, 43, 5, 2, 11},
	{"hip07-d05", MK_GIC_V3, 1, 64, 0, 0, 6, 0, 975},
	{"imx6q-sabrelite", MK_GIC_V2, 1, 4, 0, 96, 1, 0, 0},
	{"imx8mm-evk", MK_GIC_V3, 1, 4, 0, 78, 6, 2, 0},
	{"imx8mq-evk", MK_GIC_V3, 1, 4, 0, 79, 6, 0, 0},
	{"imx8qxp-mek", MK_GIC_V3, 1, 4, 5, 46, 6, 1, 0},
	{"imx93-11x11-evk", MK_GIC_V3, 0, 2, 0, 30, 6, 0, 0},
	{"jh7110-starfive-visionfive-2-v1.3b", MK_GIC_OTHER, 1, 5, 0, 0, 0, 68, 0},
	{"juno", MK_GIC_V2, 2, 6, 0, 56, 5, 0, 0},
	{"k3-am654-base-board", MK_GIC_V3, 2, 4, 6, 76, 6, 1, 19},
	{"meson-sm1-odroid-c4", MK_GIC_V2, 1, 4, 2, 44, 5, 1, 0},
	{"mpfs-icicle-kit", MK_GIC_OTHER, 2, 5, 1, 0, 0, 96, 0},
	{"qemu-riscv-virt-smp4", MK_GIC_OTHER, 1, 4, 0, 0, 0, 30, 0},
	{"qemu-sbsa-ref", MK_GIC_NONE, 1, 0, 0, 0, 0, 0, 0},
	{"qemu-virt-gicv2-smp4", MK_GIC_V2, 1, 4, 0, 39, 5, 0, 0},
	{"qemu-virt-gicv2-smp4-2G-el2", MK_GIC_V2, 1, 4, 0, 39, 6, 0, 0},
	{"qemu-virt-gicv2-smp8", MK_GIC_V2, 1, 8, 0, 39, 5, 0, 0},
	{"qemu-virt-gicv3-smp256-el2", MK_GIC_V3, 1, 256, 0, 39, 6, 0, 0},
	{"qemu-virt-gicv3-smp4", MK_GIC_V3, 1, 4, 0, 39, 5, 0, 0},
	{"qemu-virt-gicv3-smp4-2G-el2", MK_GIC_V3, 1, 4, 0, 39, 6, 0, 0},
	{"qemu-virt-gicv3-smp4-numa2", MK_GIC_V3, 2, 4, 0, 39, 5, 0, 0},
	{"rk3399-rockpro64", MK_GIC_V3, 0, 6, 0, 82, 7, 3, 0},
	{"rk3566-quartz64-a", MK_GIC_V3, 0, 4, 0, 77, 5, 1, 0},
	{"sdm845-db845c", MK_GIC_V3, 0, 8, 21, 234, 6, 36, 0},
	{"tegra210-p2371-2180", MK_GIC_V2, 1, 4, 0, 110, 5, 24, 0},
	{"thunder2-99xx", MK_GIC_V3, 2, 4, 0, 5, 6, 0, 0},
	{ZCU102, MK_GIC_V2, 2, 4, 0, 95, 5, 0, 0},
};

#define BOARD_COUNT (sizeof boards / sizeof *boards)

static void count_interrupts(const struct mk_board *board, size_t counts[4])
{
	for (const struct mk_dt_node *node = board->tree->root; node; node = node->next) {
		mk_interrupts list = {NULL, 0, 0};
		struct mk_interrupt *interrupt;
		/* Others count as parts of these. */
		if (!mk_dt_property(node, "compatible"))
			continue;
		mk_board_interrupts(board, fixture_arena(), node, &list);
		mk_each(interrupt, &list)
			counts[interrupt->kind]++;
	}
}

static void check_board(size_t i)
{
	const struct mk_board *board = shared_board(boards[i].name);
	size_t counts[4] = {0};

	count_interrupts(board, counts);
	cr_expect(eq(int, board->gic.kind, boards[i].gic), "%s", boards[i].name);
	cr_expect(eq(sz, board->banks.count, boards[i].banks), "%s", boards[i].name);
	cr_expect(eq(sz, board->cpus.count, boards[i].cpus), "%s", boards[i].name);
	cr_expect(eq(sz, board->reservations.count, boards[i].reservations), "%s", boards[i].name);
	cr_expect(eq(sz, counts[MK_INTERRUPT_SPI], boards[i].spis), "%s", boards[i].name);
	cr_expect(eq(sz, counts[MK_INTERRUPT_PPI], boards[i].ppis), "%s", boards[i].name);
	cr_expect(eq(sz, counts[MK_INTERRUPT_CASCADED], boards[i].cascaded), "%s", boards[i].name);
	cr_expect(eq(sz, counts[MK_INTERRUPT_UNRESOLVED], boards[i].unresolved), "%s",
		boards[i].name);
}

Test(board_real, every_board_is_read_as_counted)
{
	size_t missing = 0;

	for (size_t i = 0; i < BOARD_COUNT; i++) {
		if (shared_board_is_there(boards[i].name))
			check_board(i);
		else
			missing++;
	}
	if (missing == BOARD_COUNT)
		cr_skip("no board is there: set MKPART_BOARDS to their folder");
	if (missing)
		fprintf(stderr, "%zu of %zu real boards skipped\n", missing, BOARD_COUNT);
}

/* Criterion's own summary leaves skipped tests out. */
ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
	if (stats->tests_skipped)
		fprintf(stderr, "%zu tests skipped: set MKPART_BOARDS to real boards\n",
			stats->tests_skipped);
}

static void expect_bank(const struct mk_board *board, size_t i, uint64_t first, uint64_t last)
{
	cr_assert(eq(u64, board->banks.items[i].range.first, first));
	cr_assert(eq(u64, board->banks.items[i].range.last, last));
}

static void expect_first_mmio(
	const struct mk_board *board, const char *path, uint64_t first, uint64_t last)
{
	mk_mmios list = mmio_of(board, path);

	cr_assert(lt(sz, 0, list.count));
	cr_assert(eq(u64, list.items[0].range.first, first));
	cr_assert(eq(u64, list.items[0].range.last, last));
}

Test(board_real, zcu102_has_a_low_and_a_high_bank_in_one_node)
{
	const struct mk_board *board = shared_board(ZCU102);

	expect_bank(board, 0, 0x0, 0x7fffffff);
	expect_bank(board, 1, 0x800000000, 0x87fffffff);
	cr_assert_str_eq(board->banks.items[1].node->path, "/memory@0");
}

Test(board_real, zcu102_uart1_is_intid_54)
{
	const struct mk_board *board = shared_board(ZCU102);
	struct mk_lookup uart = mk_board_find(board, fixture_arena(), "serial1");
	mk_interrupts list;

	cr_assert(eq(int, uart.status, MK_LOOKUP_FOUND));
	list = interrupts_of(board, uart.node->path);
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_SPI));
	cr_assert(eq(u32, list.items[0].intid.value, 54));
	expect_first_mmio(board, uart.node->path, 0xff010000, 0xff010fff);
}

Test(board_real, zcu102_names_its_console_timer_and_gic)
{
	const struct mk_board *board = shared_board(ZCU102);

	cr_assert_str_eq(board->gic.compatible, "arm,gic-400");
	cr_assert_str_eq(board->timer->path, "/timer");
	cr_assert_str_eq(board->psci->path, "/psci");
	cr_assert_str_eq(board->console->path, "/axi/serial@ff000000");
}

Test(board_real, raspberry_pi_4_moves_its_gic)
{
	const struct mk_board *board = shared_board("bcm2711-rpi-4-b");

	cr_assert_str_eq(board->gic.node->name, "interrupt-controller@40041000");
	expect_first_mmio(board, board->gic.node->path, 0xff841000, 0xff841fff);
	cr_assert(eq(int, board->reservations.items[0].kind, MK_RESERVED_MEMRESERVE));
	cr_assert_str_eq(board->cpus.items[3].enable_method, "spin-table");
}

Test(board_real, imx8mq_is_looked_through_its_gpc)
{
	const struct mk_board *board = shared_board("imx8mq-evk");
	mk_interrupts list = interrupts_of(board, "/soc@0/bus@30800000/serial@30860000");

	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_SPI));
	cr_assert(eq(u32, list.items[0].intid.value, 26 + 32));
	cr_assert(mk_dt_is_compatible(list.items[0].controller, "fsl,imx8mq-gpc"));
}

Test(board_real, tegra210_is_looked_through_its_ictlr)
{
	const struct mk_board *board = shared_board("tegra210-p2371-2180");
	mk_interrupts list = interrupts_of(board, "/serial@70006000");

	cr_assert(eq(u32, list.items[0].intid.value, 36 + 32));
	cr_assert(mk_dt_is_compatible(list.items[0].controller, "nvidia,tegra210-ictlr"));
	expect_bank(board, 0, 0x80000000, 0x17fffffff);
}

Test(board_real, on_riscv_the_first_hart_is_disabled_and_another_boots)
{
	const struct mk_board *board = shared_board("mpfs-icicle-kit");

	cr_assert(not(board->cpus.items[0].enabled));
	cr_assert(board->cpus.items[1].boot);
	expect_bank(board, 1, 0x1040000000, 0x107fffffff);
}

Test(board_real, rockpro64_has_partitioned_ppis)
{
	const struct mk_board *board = shared_board("rk3399-rockpro64");
	mk_interrupts list = interrupts_of(board, "/pmu_a53");

	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_PPI));
	cr_assert(eq(u32, list.items[0].intid.value, 7 + 16));
}
