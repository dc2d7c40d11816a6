/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>

#include "board/devices.h"
#include "board_fixture.h"

TestSuite(board_devices, .init = board_fixture_init, .fini = board_fixture_finish);

static const struct mk_board *board;
static const struct mk_devices *devices;

static void read_board(const char *name)
{
	board = fixture_board(name);
	devices = mk_board_devices(board, fixture_arena());
}

static const struct mk_device *device(const char *path)
{
	const struct mk_device *found = mk_devices_find(devices, node_at(board, path));

	cr_assert(ne(ptr, (void *)found, NULL), "%s is no device", path);
	return found;
}

static bool is_device(const char *path)
{
	return mk_devices_find(devices, node_at(board, path)) != NULL;
}

/* --- which nodes are devices ------------------------------------------------------------------ */

Test(board_devices, are_told_in_the_order_of_the_tree)
{
	read_board("devices");
	cr_assert(eq(sz, devices->list.count, 20));
	for (size_t i = 1; i < devices->list.count; i++)
		cr_assert(lt(u32, devices->list.items[i - 1].node->order,
			devices->list.items[i].node->order));
	cr_assert(eq(sz, devices->dropped, 0));
}

Test(board_devices, are_reached_or_heard)
{
	read_board("devices");
	cr_assert(eq(sz, device("/pins@6000")->mmio.count, 1));
	cr_assert(eq(sz, device("/pins@6000")->interrupts.count, 0));
	cr_assert(eq(sz, device("/i2c@9000/pmic@4b")->mmio.count, 0));
	cr_assert(eq(sz, device("/i2c@9000/pmic@4b")->interrupts.count, 1));
	cr_assert(not(is_device("/i2c@9000/eeprom@50")));
}

Test(board_devices, are_neither_memory_nor_cores_nor_reserved)
{
	read_board("devices");
	cr_assert(not(is_device("/memory@40000000")));
	cr_assert(not(is_device("/cpus/cpu@0")));
	cr_assert(not(is_device("/reserved-memory/pool@41000000")));
	cr_assert(not(is_device("/nameless@f000")));
	cr_assert(not(is_device("/")));
}

Test(board_devices, are_enabled_here_and_above)
{
	read_board("devices");
	cr_assert(is_device("/spelt@d000"));
	cr_assert(not(is_device("/off/on@c000")));
	cr_assert(not(is_device("/reserved@e000")));
}

/* --- addresses -------------------------------------------------------------------------------- */

static void expect_unmapped(
	const struct mk_device *found, uint32_t entry, enum mk_unmapped_why why, const char *bus)
{
	cr_assert(eq(sz, found->unmapped.count, 1));
	cr_assert(eq(u32, found->unmapped.items[0].entry, entry));
	cr_assert(eq(int, found->unmapped.items[0].why, why));
	cr_assert_str_eq(found->unmapped.items[0].bus->path, bus);
}

Test(board_devices, say_which_entries_have_no_address)
{
	read_board("devices");
	expect_unmapped(device("/closed/heard@10"), 1, MK_UNMAPPED_NO_RANGES, "/closed");
	expect_unmapped(device("/pci@b000/function@0"), 2, MK_UNMAPPED_OUTSIDE, "/pci@b000");
	expect_unmapped(device("/bus@100000/block@102000/last@2ff0"), 1, MK_UNMAPPED_OUTSIDE,
		"/bus@100000/block@102000");
}

Test(board_devices, without_any_address_or_interrupt_are_unreachable)
{
	read_board("devices");
	cr_assert(eq(sz, devices->unreachable.count, 1));
	cr_assert_str_eq(devices->unreachable.items[0].node->path, "/closed/deaf@0");
	expect_unmapped(&devices->unreachable.items[0], 0, MK_UNMAPPED_NO_RANGES, "/closed");
}

Test(board_devices, on_an_i2c_bus_need_no_address)
{
	read_board("devices");
	cr_assert(eq(sz, device("/i2c@9000/pmic@4b")->unmapped.count, 0));
}

/* --- interrupts ------------------------------------------------------------------------------- */

Test(board_devices, remember_the_controllers_looked_through)
{
	const struct mk_interrupt *interrupt;

	read_board("devices");
	interrupt = &device("/serial@a000")->interrupts.items[0];
	cr_assert(eq(u32, interrupt->number, 30));
	cr_assert(eq(u32, interrupt->intid.value, 62));
	cr_assert(eq(u32, interrupt->via_count, 1));
	cr_assert_str_eq(interrupt->via[0]->path, "/gpc@3000");
	cr_assert(not(interrupt->mapped));
}

Test(board_devices, remember_a_nexus)
{
	const struct mk_interrupt *interrupt;

	read_board("devices");
	interrupt = &device("/pci@b000/function@0")->interrupts.items[0];
	cr_assert(eq(u32, interrupt->intid.value, 72));
	cr_assert(interrupt->mapped);
	cr_assert(eq(u32, interrupt->via_count, 0));
	cr_assert(not(device("/i2c@9000")->interrupts.items[0].mapped));
}

Test(board_devices, hear_a_router_itself_directly)
{
	const struct mk_interrupt *interrupt;

	read_board("devices");
	interrupt = &device("/gpc@3000")->interrupts.items[0];
	cr_assert(eq(u32, interrupt->intid.value, 119));
	cr_assert(eq(u32, interrupt->via_count, 0));
}

static enum mk_trigger trigger_of(const char *path)
{
	return mk_interrupt_trigger(&device(path)->interrupts.items[0]);
}

Test(board_devices, state_triggers_and_cores_apart)
{
	read_board("devices");
	cr_assert(eq(int, trigger_of("/gpio@4000"), MK_TRIGGER_EDGE_RISING));
	cr_assert(eq(int, trigger_of("/closed/heard@10"), MK_TRIGGER_EDGE_FALLING));
	cr_assert(eq(int, trigger_of("/interrupt-controller@1000"), MK_TRIGGER_LEVEL_HIGH));
	cr_assert(eq(int, trigger_of("/i2c@9000/pmic@4b"), MK_TRIGGER_LEVEL_LOW));
}

Test(board_devices, of_no_known_trigger_state_none)
{
	struct mk_interrupt interrupt = {.flags = 0xf05};

	cr_assert(eq(int, mk_interrupt_trigger(&interrupt), MK_TRIGGER_NONE));
	interrupt.flags = 3;
	cr_assert(eq(int, mk_interrupt_trigger(&interrupt), MK_TRIGGER_EDGE_BOTH));
}

Test(board_devices, behind_a_gpio_have_its_line)
{
	const struct mk_interrupt *interrupt;

	read_board("devices");
	interrupt = &device("/i2c@9000/pmic@4b")->interrupts.items[0];
	cr_assert(eq(int, interrupt->kind, MK_INTERRUPT_CASCADED));
	cr_assert(eq(u32, interrupt->number, 3));
	cr_assert_str_eq(interrupt->controller->path, "/gpio@4000");
	cr_assert(not(mk_interrupt_is_root_line(board, interrupt)));
}

Test(board_devices, on_riscv_have_lines_of_the_root)
{
	const struct mk_interrupt *interrupt;

	read_board("devices-plic");
	cr_assert(mk_gic_is_plic(&board->gic));
	interrupt = &device("/serial@10000000")->interrupts.items[0];
	cr_assert(eq(u32, interrupt->number, 10));
	cr_assert(mk_interrupt_is_root_line(board, interrupt));
}

/* --- providers -------------------------------------------------------------------------------- */

static const struct {
	const char *property;
	const char *path;
	uint32_t cell_count;
} serial_providers[] = {
	{"clocks", "/clocks@5000", 1},
	{"clocks", "/clocks@5000", 1},
	{"resets", "/clocks@5000", 2},
	{"pinctrl-0", "/pins@6000", 0},
	{"vcc-supply", "/i2c@9000/pmic@4b/ldo", 0},
	{"cts-gpios", "/gpio@4000", 2},
	{"nvmem-cells", "/efuse@7000", 0},
	{"memory-region", "/reserved-memory/pool@41000000", 0},
	{"iommus", "/iommu@8000", 1},
	{"iommus", "/iommu@8000", 1},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

Test(board_devices, name_their_providers)
{
	const struct mk_device *serial;

	read_board("devices");
	serial = device("/serial@a000");
	cr_assert(eq(sz, serial->providers.count, COUNT(serial_providers)));
	for (size_t i = 0; i < COUNT(serial_providers); i++) {
		const struct mk_provider *provider = &serial->providers.items[i];
		cr_assert_str_eq(provider->property, serial_providers[i].property);
		cr_assert_str_eq(provider->node->path, serial_providers[i].path);
		cr_assert(eq(u32, provider->cell_count, serial_providers[i].cell_count));
	}
	cr_assert(eq(int, serial->providers.items[9].cells[3], 0x11));
}

Test(board_devices, name_the_iommu_of_a_map)
{
	const struct mk_device *pci;

	read_board("devices");
	pci = device("/pci@b000");
	cr_assert(eq(sz, pci->providers.count, 1));
	cr_assert_str_eq(pci->providers.items[0].node->path, "/iommu@8000");
	cr_assert(eq(int, pci->providers.items[0].cells[2], 1));
}

Test(board_devices, with_a_count_of_gpios_name_none)
{
	read_board("devices");
	cr_assert(eq(sz, device("/gpio@4000")->providers.count, 0));
}

static const char *only_consumer(const char *path)
{
	const struct mk_device *provider = device(path);

	cr_assert(eq(sz, provider->consumers.count, 1), "%s", path);
	return devices->list.items[provider->consumers.items[0]].node->path;
}

Test(board_devices, know_their_consumers_each_once)
{
	read_board("devices");
	cr_assert_str_eq(only_consumer("/clocks@5000"), "/serial@a000");
	cr_assert_str_eq(only_consumer("/i2c@9000/pmic@4b"), "/serial@a000");
	cr_assert_str_eq(only_consumer("/efuse@7000"), "/serial@a000");
	cr_assert(eq(sz, device("/iommu@8000")->consumers.count, 2));
}

/* --- what cannot be separated ----------------------------------------------------------------- */

static void expect_members(const struct mk_bond *bond, const char *first, const char *second)
{
	cr_assert(eq(sz, bond->devices.count, 2));
	cr_assert_str_eq(devices->list.items[bond->devices.items[0]].node->path, first);
	cr_assert_str_eq(devices->list.items[bond->devices.items[1]].node->path, second);
}

Test(board_devices, are_bound_by_pages_lines_and_controllers)
{
	const struct mk_bond *bonds;

	read_board("devices");
	cr_assert(eq(sz, devices->bonds.count, 5));
	bonds = devices->bonds.items;
	cr_assert(eq(int, bonds[0].why, MK_BOND_PAGE));
	cr_assert(eq(u64, bonds[0].page, 0x5000));
	expect_members(&bonds[0], "/clocks@5000", "/resets@5800");
	cr_assert(eq(int, bonds[3].why, MK_BOND_INTERRUPT));
	cr_assert(eq(u32, bonds[3].intid.value, 52));
	expect_members(&bonds[3], "/i2c@9000", "/bus@100000/timer@100000");
	cr_assert(eq(int, bonds[4].why, MK_BOND_CONTROLLER));
	cr_assert_str_eq(bonds[4].controller->path, "/gpio@4000");
	expect_members(&bonds[4], "/gpio@4000", "/i2c@9000/pmic@4b");
}

Test(board_devices, share_no_page_with_the_window_of_their_bus)
{
	const struct mk_bond *bond;

	read_board("devices");
	mk_each(bond, &devices->bonds)
		for (size_t i = 0; i < bond->devices.count; i++)
			cr_assert(ne(ptr, (void *)devices->list.items[bond->devices.items[i]].node,
				(void *)node_at(board, "/bus@100000")));
}

Test(board_devices, inside_another_are_bound_to_it_but_not_to_each_other)
{
	read_board("devices");
	expect_members(&devices->bonds.items[1], "/bus@100000/block@102000",
		"/bus@100000/block@102000/first@0");
	expect_members(&devices->bonds.items[2], "/bus@100000/block@102000",
		"/bus@100000/block@102000/last@2ff0");
	cr_assert(eq(u64, devices->bonds.items[2].page, 0x104000));
}

Test(board_devices, on_riscv_share_lines_but_no_core)
{
	read_board("devices-plic");
	cr_assert(eq(sz, devices->bonds.count, 1));
	cr_assert(eq(int, devices->bonds.items[0].why, MK_BOND_INTERRUPT));
	cr_assert(eq(u32, devices->bonds.items[0].number, 10));
	cr_assert(eq(u32, devices->bonds.items[0].intid.value, 0));
	expect_members(&devices->bonds.items[0], "/serial@10000000", "/rtc@10001000");
}

/* --- trees made to be slow -------------------------------------------------------------------- */

#define BLOB_BYTES (1024 * 1024)

static char blob[BLOB_BYTES] __attribute__((aligned(8)));

/* A GIC of phandle 1 in a root of one cell each; the caller adds nodes. */
static void begin_tree(void)
{
	fdt_create(blob, BLOB_BYTES);
	fdt_finish_reservemap(blob);
	fdt_begin_node(blob, "");
	fdt_property_u32(blob, "#address-cells", 1);
	fdt_property_u32(blob, "#size-cells", 1);
	fdt_begin_node(blob, "gic");
	fdt_property_string(blob, "compatible", "arm,gic-400");
	fdt_property(blob, "interrupt-controller", NULL, 0);
	fdt_property_u32(blob, "#interrupt-cells", 3);
	fdt_property_u32(blob, "phandle", 1);
	fdt_end_node(blob);
}

static void finish_tree(void)
{
	fdt_end_node(blob);
	cr_assert(eq(int, fdt_finish(blob), 0));
	board = fixture_load(blob, fdt_totalsize(blob));
	cr_assert(ne(ptr, (void *)board, NULL));
	devices = mk_board_devices(board, fixture_arena());
}

static void begin_device(unsigned index)
{
	char name[32];

	snprintf(name, sizeof name, "d%u", index);
	fdt_begin_node(blob, name);
	fdt_property_string(blob, "compatible", "d");
	fdt_property_u32(blob, "interrupt-parent", 1);
}

static void add_reg(uint32_t start, uint32_t size)
{
	fdt32_t cells[] = {cpu_to_fdt32(start), cpu_to_fdt32(size)};

	fdt_property(blob, "reg", cells, sizeof cells);
}

static mk_interrupts read_list_of(size_t count)
{
	void *cells = NULL;

	begin_tree();
	begin_device(0);
	fdt_property_placeholder(blob, "interrupts", (int)(count * 12), &cells);
	memset(cells, 0, count * 12);
	fdt_end_node(blob);
	finish_tree();
	return interrupts_of(board, "/d0");
}

Test(board_devices, have_as_many_interrupts_as_they_list)
{
	mk_interrupts list = read_list_of(5000);

	cr_assert(eq(sz, list.count, 5000));
	cr_assert(eq(int, list.items[4999].kind, MK_INTERRUPT_SPI));
}

/* A nexus for 3,000 units, 94 KiB: unit n raises SPI n % 900. The device has the last one. */
static void add_long_map(void)
{
	static fdt32_t cells[3000 * 8];

	for (uint32_t unit = 0; unit < 3000; unit++) {
		fdt32_t *row = &cells[(size_t)unit * 8];
		row[0] = row[1] = cpu_to_fdt32(unit);
		row[4] = cpu_to_fdt32(1); /* the GIC */
		row[6] = cpu_to_fdt32(unit % 900);
	}
	fdt_begin_node(blob, "bus");
	fdt_property_u32(blob, "#address-cells", 1);
	fdt_property_u32(blob, "#size-cells", 1);
	fdt_property_u32(blob, "#interrupt-cells", 3);
	fdt_property_u32(blob, "phandle", 2);
	fdt_property(blob, "interrupt-map", cells, sizeof cells);
	fdt_end_node(blob);
}

Test(board_devices, find_their_line_in_a_long_map)
{
	fdt32_t specifier[] = {cpu_to_fdt32(2999), 0, 0};
	mk_interrupts list;

	begin_tree();
	add_long_map();
	fdt_begin_node(blob, "d");
	fdt_property_string(blob, "compatible", "d");
	fdt_property_u32(blob, "interrupt-parent", 2);
	add_reg(2999, 1);
	fdt_property(blob, "interrupts", specifier, sizeof specifier);
	fdt_end_node(blob);
	finish_tree();
	list = interrupts_of(board, "/d");
	cr_assert(eq(sz, list.count, 1));
	cr_assert(eq(int, list.items[0].kind, MK_INTERRUPT_SPI));
	cr_assert(eq(u32, list.items[0].intid.value, 2999 % 900 + 32));
}

/* Each one overlaps all before it: every pair would be 500,000 memberships. */
Test(board_devices, that_all_overlap_stay_connected_at_bounded_cost)
{
	const struct mk_bond *bond;
	size_t memberships = 0;

	begin_tree();
	for (unsigned i = 0; i < 1000; i++) {
		begin_device(i);
		add_reg(i * 0x1000, 0x10000000);
		fdt_end_node(blob);
	}
	finish_tree();
	mk_each(bond, &devices->bonds) {
		cr_assert(le(sz, bond->devices.count, 64));
		memberships += bond->devices.count;
	}
	cr_assert(ge(sz, memberships, 1000));
	cr_assert(lt(sz, memberships, 2000));
}

Test(board_devices, beyond_all_reason_are_counted_and_left_out)
{
	fdt32_t clocks[8192];

	for (size_t i = 0; i < COUNT(clocks); i++)
		clocks[i] = cpu_to_fdt32(1);
	begin_tree();
	for (unsigned i = 0; i < 20; i++) {
		begin_device(i);
		add_reg(i * 0x1000, 0x1000);
		fdt_property(blob, "memory-region", clocks, sizeof clocks);
		fdt_end_node(blob);
	}
	finish_tree();
	cr_assert(lt(sz, 0, devices->list.count));
	cr_assert(lt(sz, 0, devices->dropped));
	cr_assert(eq(sz, devices->list.count + devices->dropped, 20));
}
