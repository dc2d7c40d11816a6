/* SPDX-License-Identifier: BSD-2-Clause */
/* What `mkpart board` prints, on trees that are small enough to know by heart. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <jansson.h>
#include <string.h>

#include "board_fixture.h"
#include "tell/board_facts.h"
#include "tell/board_format.h"

TestSuite(emit_board, .init = board_fixture_init, .fini = board_fixture_finish);

static const char *print(const char *name, const char *format)
{
	const struct mk_board *board = fixture_board(name);
	struct mk_buffer out;

	mk_buffer_init(&out, fixture_arena());
	mk_board_format_find(format)->emit(board, mk_board_devices(board, fixture_arena()), &out);
	return out.text;
}

static void expect_text(const char *name, const char *part)
{
	const char *text = print(name, "text");

	cr_assert(ne(ptr, strstr(text, part), NULL), "'%s' is not in\n%s", part, text);
}

/* --- text ------------------------------------------------------------------------------------- */

Test(emit_board, formats_are_found_by_name)
{
	cr_assert_str_eq(mk_board_format_find("json")->name, "json");
	cr_assert(eq(ptr, (void *)mk_board_format_find("xml"), NULL));
}

Test(emit_board, text_does_not_pass_on_control_characters)
{
	expect_text("devices", "Devices \\x1b[31m\n");
}

Test(emit_board, text_says_which_memory_nodes_are_no_ram)
{
	expect_text("devices", "RAM: 256 MiB\n");
	expect_text("devices", "disabled: no RAM");
	expect_text("devices", "size 0, for firmware to fill in");
}

Test(emit_board, text_shows_what_is_reserved_and_what_is_free)
{
	expect_text("devices", "0x41000000..0x41000fff  4 KiB  no-map    /reserved-memory/pool");
	expect_text("devices", "0x42000000..0x42000fff  4 KiB  mappable  /reserved-memory/mapped");
	expect_text("devices", "  0x41001000..0x41ffffff  about 15.9 MiB\n");
}

Test(emit_board, text_counts_clusters)
{
	expect_text("devices", "cpu@0    MPIDR 0x0    arm,cortex-a53  cluster 0  psci, boots\n");
	expect_text("devices", "cpu@100  MPIDR 0x100  arm,cortex-a72  cluster 1  disabled\n");
}

Test(emit_board, text_shows_the_budget_of_spis)
{
	expect_text("devices", "SPIs in use  6: INTID 42, 52, 62, 72, 82, 119\n");
}

Test(emit_board, text_shows_the_way_of_an_interrupt)
{
	expect_text("devices", "INTID 62   SPI 30  level-high, via gpc@3000\n");
	expect_text("devices", "INTID 72   SPI 40  level-high, by interrupt-map\n");
	expect_text("devices", "line 3 of /gpio@4000, level-low\n");
	expect_text("devices", "INTID 52   SPI 20  level-high, 2 times\n");
}

Test(emit_board, text_says_what_the_cpu_cannot_address)
{
	expect_text("devices", "  /closed/deaf@0\n    reg entry 0: /closed has no ranges\n");
	expect_text("devices", "reg entry 2: outside the ranges of /pci@b000\n");
}

Test(emit_board, text_joins_bonds_to_groups)
{
	expect_text("devices", "cannot be separated: 4 groups of devices\n");
	expect_text("devices", "  3 devices\n"
			       "    page 0x102000  /bus@100000/block@102000, "
			       "/bus@100000/block@102000/first@0\n"
			       "    page 0x104000  /bus@100000/block@102000, "
			       "/bus@100000/block@102000/last@2ff0\n");
}

Test(emit_board, text_tells_the_contexts_of_a_plic)
{
	expect_text(
		"devices-plic", "contexts    4: cpu@0 M-mode, cpu@1 M-mode, cpu@1 S-mode, none\n");
	expect_text("devices-plic", "sources     1..53\n");
	expect_text("devices-plic", "core-local: cpu@0 3, cpu@0 7, cpu@1 3, cpu@1 7\n");
	expect_text("devices-plic", "source 10..11\n");
}

Test(emit_board, text_copes_with_a_board_of_nothing)
{
	expect_text("board-names", "RAM: the tree states none\n");
	expect_text("board-names", "interrupt controller: none\n");
}

/* --- JSON ------------------------------------------------------------------------------------- */

static json_t *document(const char *name)
{
	json_t *root = json_loads(print(name, "json"), JSON_REJECT_DUPLICATES, NULL);

	cr_assert(ne(ptr, root, NULL));
	return root;
}

static json_t *device_of(json_t *root, const char *path)
{
	json_t *device;
	size_t i;

	json_array_foreach(json_object_get(root, "devices"), i,
		device) if (strcmp(json_string_value(json_object_get(device, "path")), path) ==
			    0) return device;
	cr_assert(false, "%s is missing", path);
	return NULL;
}

static void expect_string(json_t *object, const char *key, const char *value)
{
	const char *actual = json_string_value(json_object_get(object, key));

	cr_assert(ne(ptr, (void *)actual, NULL), "%s", key);
	cr_assert_str_eq(actual, value);
}

static void expect_flag(json_t *object, const char *key, bool value)
{
	json_t *actual = json_object_get(object, key);

	cr_assert(eq(ptr, (void *)actual, (void *)(value ? json_true() : json_false())), "%s", key);
}

static void expect_null(json_t *object, const char *key)
{
	cr_assert(eq(ptr, (void *)json_object_get(object, key), (void *)json_null()), "%s", key);
}

Test(emit_board, json_has_a_version)
{
	json_t *root = document("devices");

	expect_string(root, "format", "mkpart-board");
	cr_assert(eq(int, (int)json_integer_value(json_object_get(root, "version")), 1));
	json_decref(root);
}

Test(emit_board, json_tells_ram_only)
{
	json_t *root = document("devices");
	json_t *memory = json_object_get(root, "memory");

	cr_assert(eq(sz, json_array_size(memory), 1));
	expect_string(json_array_get(memory, 0), "path", "/memory@40000000");
	expect_string(json_array_get(memory, 0), "first", "0x40000000");
	expect_string(json_array_get(memory, 0), "last", "0x4fffffff");
	cr_assert(eq(sz, json_array_size(json_object_get(root, "not_memory")), 2));
	json_decref(root);
}

Test(emit_board, json_tells_what_may_be_mapped)
{
	json_t *root = document("devices");
	json_t *reserved = json_object_get(root, "reserved");

	expect_flag(json_array_get(reserved, 0), "no_map", true);
	expect_flag(json_array_get(reserved, 1), "no_map", false);
	json_decref(root);
}

Test(emit_board, json_tells_cores_and_controller)
{
	json_t *root = document("devices");
	json_t *cpus = json_object_get(root, "cpus");
	json_t *controller = json_object_get(root, "interrupt_controller");

	cr_assert(eq(sz, json_array_size(cpus), 3));
	expect_string(json_array_get(cpus, 1), "mpidr", "0x100");
	expect_flag(json_array_get(cpus, 1), "enabled", false);
	expect_null(json_array_get(cpus, 1), "enable_method");
	expect_string(json_array_get(cpus, 0), "enable_method", "psci");
	expect_string(controller, "kind", "gicv2");
	expect_string(controller, "path", "/interrupt-controller@1000");
	expect_string(controller, "compatible", "arm,gic-400");
	json_decref(root);
}

Test(emit_board, json_tells_the_way_of_an_interrupt)
{
	json_t *root = document("devices");
	json_t *list = json_object_get(device_of(root, "/serial@a000"), "interrupts");
	json_t *interrupt = json_array_get(list, 0);

	expect_string(interrupt, "kind", "spi");
	expect_string(interrupt, "trigger", "level-high");
	cr_assert(eq(int, (int)json_integer_value(json_object_get(interrupt, "number")), 30));
	cr_assert(eq(int, (int)json_integer_value(json_object_get(interrupt, "intid")), 62));
	cr_assert_str_eq(json_string_value(json_array_get(json_object_get(interrupt, "via"), 0)),
		"/gpc@3000");
	expect_flag(interrupt, "map", false);
	json_decref(root);
}

Test(emit_board, json_of_a_cascaded_interrupt_has_no_intid)
{
	json_t *root = document("devices");
	json_t *list = json_object_get(device_of(root, "/i2c@9000/pmic@4b"), "interrupts");
	json_t *interrupt = json_array_get(list, 0);

	expect_string(interrupt, "kind", "cascaded");
	expect_string(interrupt, "controller", "/gpio@4000");
	expect_null(interrupt, "intid");
	json_decref(root);
}

Test(emit_board, json_names_providers_with_their_cells)
{
	json_t *root = document("devices");
	json_t *list = json_object_get(device_of(root, "/serial@a000"), "providers");

	cr_assert(eq(sz, json_array_size(list), 10));
	expect_string(json_array_get(list, 2), "property", "resets");
	expect_string(json_array_get(list, 2), "path", "/clocks@5000");
	cr_assert(eq(sz, json_array_size(json_object_get(json_array_get(list, 2), "cells")), 2));
	json_decref(root);
}

Test(emit_board, json_says_why_devices_are_inseparable)
{
	json_t *root = document("devices");
	json_t *list = json_object_get(root, "inseparable");

	cr_assert(eq(sz, json_array_size(list), 5));
	expect_string(json_array_get(list, 0), "why", "page");
	expect_string(json_array_get(list, 0), "page", "0x5000");
	expect_string(json_array_get(list, 3), "why", "interrupt");
	expect_string(json_array_get(list, 4), "why", "controller");
	expect_string(json_array_get(list, 4), "controller", "/gpio@4000");
	json_decref(root);
}

Test(emit_board, json_tells_contexts_and_sources_of_a_plic)
{
	json_t *root = document("devices-plic");
	json_t *controller = json_object_get(root, "interrupt_controller");
	json_t *context = json_array_get(json_object_get(controller, "contexts"), 2);
	json_t *list = json_object_get(device_of(root, "/serial@10000000"), "interrupts");

	expect_string(controller, "kind", "plic");
	expect_string(context, "hart", "/cpus/cpu@1");
	cr_assert(eq(int, (int)json_integer_value(json_object_get(context, "cause")), 9));
	expect_string(json_array_get(list, 0), "kind", "plic");
	expect_null(json_array_get(list, 0), "intid");
	json_decref(root);
}

Test(emit_board, json_of_a_board_of_nothing_has_all_keys)
{
	json_t *root = document("board-names");

	expect_string(json_object_get(root, "interrupt_controller"), "kind", "none");
	cr_assert(eq(sz, json_array_size(json_object_get(root, "memory")), 0));
	cr_assert(eq(sz, json_array_size(json_object_get(root, "inseparable")), 0));
	json_decref(root);
}

/* --- facts ------------------------------------------------------------------------------------ */

static struct mk_bank banks[] = {
	{.range = {0x1000, 0x4fff}}, {.range = {0x4000, 0x7fff}}, {.range = {0x9000, 0x9fff}}};
static struct mk_reservation reservations[] = {{.range = {0, 0xfff}}, {.range = {0x2000, 0x20ff}},
	{.range = {0x2080, 0x2fff}}, {.range = {0x7000, 0x93ff}}};

Test(emit_board, free_ranges_span_banks_that_overlap)
{
	static const struct mk_range wanted[] = {
		{0x1000, 0x1fff}, {0x3000, 0x6fff}, {0x9400, 0x9fff}};
	struct mk_board board = {.banks = {banks, 3, 3}, .reservations = {reservations, 4, 4}};
	mk_ranges ranges = mk_board_free_ranges(fixture_arena(), &board);

	cr_assert(eq(sz, ranges.count, 3));
	for (size_t i = 0; i < 3; i++) {
		cr_assert(eq(u64, ranges.items[i].first, wanted[i].first));
		cr_assert(eq(u64, ranges.items[i].last, wanted[i].last));
	}
}
