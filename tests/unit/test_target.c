/* SPDX-License-Identifier: BSD-2-Clause */
/* The rows about platforms, and what boards' trees are taken for. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "target/target.h"

TestSuite(target, .init = board_fixture_init, .fini = board_fixture_finish);

static const char *shown_name(const struct mk_platform *platform)
{
	if (!platform)
		return "none";
	return platform->board ? platform->board : platform->name;
}

static const struct mk_platform *platform_named(const char *name)
{
	return mk_platform_find(name, fixture_board("case-unknown"));
}

/* --- rows ------------------------------------------------------------------------------------- */

static bool is_loader_image(const char *image)
{
	static const char *const images[] = {"elf", "binary", "efi", "uimage"};

	for (size_t i = 0; i < sizeof images / sizeof *images; i++)
		if (strcmp(image, images[i]) == 0)
			return true;
	return false;
}

Test(target, every_row_has_the_facts_that_all_need)
{
	for (size_t i = 0; i < mk_platform_count; i++) {
		const struct mk_platform *row = &mk_platforms[i];
		cr_assert(row->name && row->compatibles, "row %zu", i);
		cr_expect(row->kernel_devices && row->kernel_devices[0], "%s", row->name);
		cr_expect(row->loader_devices && row->loader_devices[0], "%s", row->name);
		cr_expect(row->gic != MK_GIC_NONE, "%s", row->name);
		cr_expect(row->max_irq >= MK_INTID_SPI_FIRST, "%s", row->name);
		cr_expect(row->max_irq <= MK_INTID_SPI_LAST, "%s", row->name);
		cr_expect(row->pa_bits == 40 || row->pa_bits == 44, "%s", row->name);
		cr_expect(row->loader_image && is_loader_image(row->loader_image), "%s", row->name);
	}
}

static bool is_power_of_two(uint64_t number)
{
	return number && (number & (number - 1)) == 0;
}

/* What lib/core rounds to, where it is not a layout's own `align`: never 0. */
Test(target, what_places_are_aligned_to_is_a_power_of_two)
{
	for (size_t i = 0; i < mk_contract_count; i++) {
		const struct mk_contract *row = mk_contracts[i];
		cr_expect(is_power_of_two(row->page_size), "%s", row->name);
		cr_expect(is_power_of_two(row->phys_base_alignment), "%s", row->name);
	}
}

static bool devices_hold_gic(const char *const *devices)
{
	for (; *devices; devices++)
		if (strstr(*devices, "interrupt-controller@") || strstr(*devices, "intc@"))
			return true;
	return false;
}

Test(target, each_kernel_has_the_gic_and_a_loader_where_the_row_says_so)
{
	for (size_t i = 0; i < mk_platform_count; i++) {
		const struct mk_platform *row = &mk_platforms[i];
		cr_expect(devices_hold_gic(row->kernel_devices), "%s", row->name);
		cr_expect(eq(int, devices_hold_gic(row->loader_devices), row->loader_has_gic), "%s",
			row->name);
	}
}

Test(target, names_that_people_write_are_unique)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		for (size_t j = 0; j < i; j++)
			cr_expect(ne(str, (char *)shown_name(&mk_platforms[i]),
				(char *)shown_name(&mk_platforms[j])));
}

static size_t rows_with(const char *compatible)
{
	size_t count = 0;

	for (size_t i = 0; i < mk_platform_count; i++)
		for (const char *const *c = mk_platforms[i].compatibles; *c; c++)
			count += strcmp(*c, compatible) == 0;
	return count;
}

Test(target, no_compatible_is_in_two_rows)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		for (const char *const *c = mk_platforms[i].compatibles; *c; c++)
			cr_expect(eq(sz, rows_with(*c), 1), "%s", *c);
}

static bool shares_compatibles(const struct mk_platform *row)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		if (strcmp(mk_platforms[i].name, row->name) == 0 && *mk_platforms[i].compatibles)
			return true;
	return false;
}

Test(target, each_row_is_found_by_a_tree_or_has_another_boards)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		cr_expect(shares_compatibles(&mk_platforms[i]), "%s", mk_platforms[i].name);
}

Test(target, memory_ascends)
{
	for (size_t i = 0; i < mk_platform_count; i++) {
		const struct mk_range *first = mk_platforms[i].memory;
		for (const struct mk_range *range = first; range && range->last; range++) {
			bool ascends = range == first || range[-1].last < range->first;
			cr_expect(range->first < range->last, "%s", mk_platforms[i].name);
			cr_expect(ascends, "%s", mk_platforms[i].name);
		}
	}
}

Test(target, reservations_are_pages)
{
	for (size_t i = 0; i < mk_platform_count; i++) {
		const struct mk_platform_reservation *kept = mk_platforms[i].reservations;
		for (; kept && kept->range.last; kept++) {
			cr_expect(
				eq(u64, kept->range.first % 0x1000, 0), "%s", mk_platforms[i].name);
			cr_expect(eq(u64, kept->range.last % 0x1000, 0xfff), "%s",
				mk_platforms[i].name);
		}
	}
}

Test(target, what_the_contracts_kernel_lacks_says_why)
{
	static const char *const lacking[] = {"rock3b", "rpi3", "rpi5", "stm32mp257f-ev1"};
	const size_t count = sizeof lacking / sizeof *lacking;
	size_t obstacles = 0;

	for (size_t i = 0; i < mk_platform_count; i++)
		obstacles += mk_platforms[i].obstacle != NULL;
	cr_expect(eq(sz, obstacles, count));
	for (size_t i = 0; i < count; i++)
		cr_expect(platform_named(lacking[i])->obstacle != NULL, "%s", lacking[i]);
}

/* --- names and trees -------------------------------------------------------------------------- */

Test(target, a_platform_is_found_by_both_its_names)
{
	cr_expect(eq(ptr, (void *)platform_named("rpi4"), (void *)platform_named("bcm2711")));
	cr_expect(eq(ptr, (void *)platform_named("zcu106"), (void *)platform_named("zcu102")));
	cr_expect(eq(ptr, (void *)platform_named("zcu104"), NULL));
}

Test(target, a_name_of_several_boards_is_the_one_of_the_tree)
{
	const struct mk_board *board = fixture_board("case-zynqmp");

	cr_expect(eq(str, (char *)shown_name(mk_platform_find("zynqmp", board)), "zcu102"));
	cr_expect(eq(str, (char *)shown_name(platform_named("zynqmp")), "zcu102"));
	cr_expect(eq(str, (char *)shown_name(mk_platform_find("ultra96", board)), "ultra96"));
}

Test(target, boards_with_the_same_tree_agree)
{
	const struct mk_platform *ultra96 = platform_named("ultra96");
	const struct mk_platform *ultra96v2 = platform_named("ultra96v2");

	cr_expect(mk_platform_agrees(ultra96, ultra96));
	cr_expect(mk_platform_agrees(ultra96v2, ultra96));
	cr_expect(not(mk_platform_agrees(platform_named("zcu102"), ultra96)));
	cr_expect(not(mk_platform_agrees(ultra96v2, platform_named("rpi4"))));
}

Test(target, the_smmus_interrupt_is_set_aside)
{
	const struct mk_platform *zcu102 = platform_named("zcu102");

	cr_expect(mk_platform_takes_spi(zcu102, (struct mk_intid){187}));
	cr_expect(not(mk_platform_takes_spi(zcu102, (struct mk_intid){186})));
	cr_expect(not(mk_platform_takes_spi(platform_named("rpi4"), (struct mk_intid){0})));
	cr_expect(not(mk_platform_takes_spi(NULL, (struct mk_intid){187})));
}

static const struct {
	const char *name;
	const char *platform;
	const char *console; /* what kernel and loader drive it as; "": under a name of its own */
} real_boards[] = {
	{"am335x-boneblack", "none", ""},
	{"amd-overdrive-rev-b1", "none", ""},
	{"armada-8040-mcbin", "none", ""},
	{"bcm2711-rpi-4-b", "rpi4", ""},
	{"fsl-ls1043a-rdb", "none", "none"},
	{"fvp-base-revc", "fvp", ""},
	{"hi6220-hikey", "hikey", ""},
	{"hip07-d05", "none", "arm,pl011"},
	{"imx6q-sabrelite", "none", ""},
	{"imx8mm-evk", "imx8mm-evk", ""},
	{"imx8mq-evk", "imx8mq-evk", ""},
	{"imx8qxp-mek", "none", ""},
	{"imx93-11x11-evk", "imx93", ""},
	{"jh7110-starfive-visionfive-2-v1.3b", "none", ""},
	{"juno", "none", ""},
	{"k3-am654-base-board", "none", "ti,omap3-uart"},
	{"meson-sm1-odroid-c4", "odroidc4", ""},
	{"mpfs-icicle-kit", "none", "none"},
	{"qemu-riscv-virt-smp4", "none", "none"},
	{"qemu-virt-gicv2-smp4", "qemu-arm-virt", ""},
	{"qemu-virt-gicv2-smp4-2G-el2", "qemu-arm-virt", ""},
	{"qemu-virt-gicv2-smp8", "qemu-arm-virt", ""},
	{"qemu-virt-gicv3-smp256-el2", "qemu-arm-virt", ""},
	{"qemu-virt-gicv3-smp4", "qemu-arm-virt", ""},
	{"qemu-virt-gicv3-smp4-2G-el2", "qemu-arm-virt", ""},
	{"qemu-virt-gicv3-smp4-numa2", "qemu-arm-virt", ""},
	{"rk3399-rockpro64", "rockpro64", ""},
	{"rk3566-quartz64-a", "quartz64", ""},
	{"sdm845-db845c", "none", "none"},
	{"tegra210-p2371-2180", "tx1", ""},
	{"thunder2-99xx", "none", ""},
	{"zynqmp-zcu102-rev1.0", "zcu102", "xlnx,xuartps"},
};

#define REAL_BOARD_COUNT (sizeof real_boards / sizeof *real_boards)

Test(target, real_boards_are_what_they_are)
{
	for (size_t i = 0; i < REAL_BOARD_COUNT; i++) {
		const struct mk_board *board = shared_board(real_boards[i].name);
		const struct mk_platform *platform = mk_platform_of(board);
		cr_expect(eq(str, (char *)shown_name(platform), (char *)real_boards[i].platform),
			"%s", real_boards[i].name);
	}
}

static const char *console_text(const struct mk_board *board)
{
	struct mk_compatible_match match = mk_console_compatible(board->console);

	if (match.known)
		return "";
	return match.equivalent ? match.equivalent : "none";
}

Test(target, consoles_of_real_boards_are_driven_or_not)
{
	for (size_t i = 0; i < REAL_BOARD_COUNT; i++) {
		const struct mk_board *board = shared_board(real_boards[i].name);
		if (board->console)
			cr_expect(eq(str, (char *)console_text(board),
					  (char *)real_boards[i].console),
				"%s", real_boards[i].name);
	}
}

/* Juno says both names; the first that the kernel knows is what the loader looks for. */
Test(target, the_first_gic_name_that_the_kernel_knows_counts)
{
	const char *juno = mk_gic_compatible(&shared_board("juno")->gic).equivalent;

	cr_assert(juno != NULL);
	cr_expect(eq(str, (char *)juno, "arm,cortex-a15-gic"));
	cr_expect(mk_gic_compatible(&shared_board("qemu-virt-gicv2-smp4")->gic).known);
	cr_expect(mk_gic_compatible(&shared_board("sdm845-db845c")->gic).known);
	cr_expect(not(mk_gic_compatible(&shared_board("mpfs-icicle-kit")->gic).known));
}

/* --- cores ------------------------------------------------------------------------------------ */

/* The second core of a board, whose PSCI has that one property more, or instead. */
static enum mk_start_obstacle obstacle_with(const char *name, const char *value)
{
	struct mk_board *board = fixture_board("case-virt");
	const struct mk_dt_property properties[] = {
		{name, (const uint8_t *)value, (uint32_t)strlen(value) + 1, mk_dt_name_key(name)},
		{"compatible", (const uint8_t *)"arm,psci-0.2", sizeof "arm,psci-0.2",
			MK_DT_KEY("compatible")},
		{"method", (const uint8_t *)"smc", sizeof "smc", MK_DT_KEY("method")},
	};
	struct mk_dt_node psci = *board->psci;

	psci.properties = properties;
	psci.property_count = sizeof properties / sizeof *properties;
	psci.keys = UINT64_MAX;
	psci.compatible = mk_dt_property(&psci, "compatible");
	psci.compatibles = UINT64_MAX;
	board->psci = &psci;
	return mk_cpu_start_obstacle(mk_contracts[0], board, &board->cpus.items[1]);
}

Test(target, cores_are_started_with_psci_by_smc)
{
	cr_assert(eq(int, obstacle_with("other", ""), MK_START_POSSIBLE));
	cr_assert(eq(int, obstacle_with("method", "hvc"), MK_START_PSCI_NOT_SMC));
	cr_assert(eq(int, obstacle_with("compatible", "arm,psci"), MK_START_PSCI_UNKNOWN));
}

Test(target, cores_say_themselves_how_they_are_started)
{
	static const enum mk_start_obstacle obstacles[] = {
		MK_START_NO_METHOD, MK_START_OTHER_METHOD, MK_START_NO_METHOD, MK_START_POSSIBLE};
	struct mk_board *board = fixture_board("case-cores");
	const struct mk_board *riscv = fixture_board("case-plic");

	for (size_t i = 0; i < sizeof obstacles / sizeof *obstacles; i++)
		cr_assert(eq(int,
			mk_cpu_start_obstacle(mk_contracts[0], board, &board->cpus.items[i]),
			obstacles[i]));
	board->psci = NULL;
	cr_assert(eq(int, mk_cpu_start_obstacle(mk_contracts[0], board, &board->cpus.items[3]),
		MK_START_WITHOUT_PSCI));
	cr_assert(eq(int, mk_cpu_start_obstacle(mk_contracts[0], riscv, &riscv->cpus.items[1]),
		MK_START_NO_METHOD));
}
