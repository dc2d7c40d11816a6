/* SPDX-License-Identifier: BSD-2-Clause */
/* Formats, on a plan made by hand: one valid base of two nodes; each test changes one thing. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "emit/emit.h"
#include "plan/foreign.h"
#include "show/show.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PROPERTY(name, bytes, length)                                                              \
	{                                                                                          \
		(name), (bytes), (length), MK_DT_KEY(name)                                         \
	}
#define ANY_KEYS UINT64_MAX /* whatever properties it has */

static const uint8_t two_cells[] = {0, 0, 0, 2};
static const struct mk_dt_property root_properties[] = {
	PROPERTY("#address-cells", two_cells, 4), PROPERTY("#size-cells", two_cells, 4)};

static struct mk_arena arena;
static struct mk_dt_node root, memory, other_memory, gic, cpus, cpu_nodes[3];
static struct mk_dt_tree tree;
static struct mk_cpu cpu_list[3];
static struct mk_board board;
static struct mk_layout layout;
static struct mk_layout_node layout_nodes[2];
static struct mk_plan plan;
static struct mk_plan_node nodes[2];
static struct mk_region slices[2];
static struct mk_intid spis[2];
static struct mk_plan_shared shared;
static struct mk_plan_member members[2];
static struct mk_layout_ipi layout_ipi;
static struct mk_plan_ipi ipi;
static struct mk_dt_node *memory_nodes[2];
static struct mk_bank bank;
static const struct mk_plan_node *by_rank[2];

static const struct mk_kernel_architecture architecture = {
	.architecture = MK_ARCH_AARCH64,
	.sel4_arch = "aarch64",
	.compiler_prefix = "aarch64-linux-gnu-",
};
static const struct mk_contract contract = {
	.name = "sel4-overlay", .kernel = "k", .loader = "l", .page_size = 0x1000};

#define SET(vector, array)                                                                         \
	((vector).items = (array), (vector).count = COUNT(array), (vector).capacity = COUNT(array))

static void make_board(void)
{
	root = (struct mk_dt_node){.name = "",
		.path = "/",
		.enabled = true,
		.properties = root_properties,
		.keys = ANY_KEYS,
		.property_count = COUNT(root_properties)};
	memory = (struct mk_dt_node){.name = "memory@40000000",
		.path = "/memory@40000000",
		.parent = &root,
		.enabled = true};
	other_memory = (struct mk_dt_node){
		.name = "secram@e000000", .path = "/secram@e000000", .parent = &root};
	gic = (struct mk_dt_node){.name = "intc@0", .path = "/intc@0", .parent = &root};
	cpus = (struct mk_dt_node){.name = "cpus", .path = "/cpus", .parent = &root};
	for (size_t i = 0; i < COUNT(cpu_list); i++) {
		static const char *const paths[] = {"/cpus/cpu@0", "/cpus/cpu@1", "/cpus/cpu@2"};
		cpu_nodes[i] = (struct mk_dt_node){.path = paths[i], .parent = &cpus};
		cpu_list[i] = (struct mk_cpu){.node = &cpu_nodes[i],
			.mpidr = i,
			.enabled = true,
			.usable = true,
			.boot = i == 0};
	}
	tree = (struct mk_dt_tree){.root = &root};
	bank = (struct mk_bank){.range = {0x40000000, 0xbfffffff}, .node = &memory};
	memory_nodes[0] = &memory;
	memory_nodes[1] = &other_memory;
	board = (struct mk_board){.tree = &tree, .model = "m", .compatible = "c"};
	board.gic = (struct mk_gic){.kind = MK_GIC_OTHER, .node = &gic};
	SET(board.cpus, cpu_list);
	SET(board.memory_nodes, memory_nodes);
	board.banks.items = &bank;
	board.banks.count = 1;
}

static void make_node(size_t index, const char *name, size_t cpu, struct mk_range range)
{
	layout_nodes[index] = (struct mk_layout_node){.name = {true, name, {0}}};
	slices[index] = (struct mk_region){.range = range, .fixed = true, .placed = true};
	nodes[index] = (struct mk_plan_node){.layout = &layout_nodes[index],
		.name = name,
		.position = index,
		.id = (uint32_t)index,
		.rank = (uint32_t)index,
		.cpu = &cpu_list[cpu],
		.phys_base = range.first,
		.kernel_image = "k.elf",
		.dtb_image = "k.dtb",
		.root_image = "images/root"};
	nodes[index].regions.items = &slices[index];
	nodes[index].regions.count = 1;
	nodes[index].sorted.items = &slices[index];
	nodes[index].sorted.count = 1;
	by_rank[index] = &nodes[index];
}

static void make_plan(void)
{
	make_node(0, "control", 0, (struct mk_range){0x40000000, 0x4fffffff});
	make_node(1, "io", 2, (struct mk_range){0x50000000, 0x5fffffff});
	spis[0].value = 54;
	spis[1].value = 81;
	SET(nodes[1].spis, spis);
	members[0].node = &nodes[0];
	members[1].node = &nodes[1];
	shared = (struct mk_plan_shared){
		.name = "ring", .region = {.range = {0x60000000, 0x6000ffff}, .placed = true}};
	SET(shared.members, members);
	ipi = (struct mk_plan_ipi){.layout = &layout_ipi,
		.name = "go-on",
		.from = &nodes[1],
		.to = &nodes[0],
		.sgi = 3,
		.targetable = true,
		.target = 1};
	layout = (struct mk_layout){0};
	plan = (struct mk_plan){.layout = &layout,
		.layout_path = "layout.yaml",
		.board = &board,
		.contract = &contract,
		.architecture = &architecture,
		.max_irq = 159};
	plan.loader = (struct mk_region){.range = {0x70000000, 0x70ffffff}, .placed = true};
	plan.loader_start = 0x70010000;
	SET(plan.nodes, nodes);
	SET(plan.by_rank, by_rank);
	plan.shared.items = &shared;
	plan.shared.count = 1;
	plan.ipis.items = &ipi;
	plan.ipis.count = 1;
}

static void start(void)
{
	mk_arena_init(&arena, NULL);
	make_board();
	make_plan();
}

static void finish(void)
{
	mk_arena_finish(&arena);
}

TestSuite(emit_formats, .init = start, .fini = finish);

/* Who has what by now. */
static const struct mk_plan *settled(void)
{
	plan.claims = (struct mk_claims){0};
	mk_claims_make(&arena, &plan);
	mk_claims_settle(&arena, &plan);
	return &plan;
}

static const char *emitted(const char *format, size_t node)
{
	const struct mk_format *found = mk_format_find(format);
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	found->emit(settled(), found->scope == MK_FORMAT_NODE ? &nodes[node] : NULL, &out);
	return out.text;
}

static void expect(const char *format, size_t node, const char *part)
{
	const char *text = emitted(format, node);

	cr_expect(strstr(text, part) != NULL, "%s lacks\n%s\nin\n%s", format, part, text);
}

static void expect_no(const char *format, size_t node, const char *part)
{
	const char *text = emitted(format, node);

	cr_expect(strstr(text, part) == NULL, "%s has\n%s\nin\n%s", format, part, text);
}

Test(emit_formats, unknown_format_is_null)
{
	cr_assert(zero(ptr, (void *)mk_format_find("no-such-format")));
}

Test(emit_formats, outputs_ascend_by_path)
{
	mk_outputs outputs = {0};

	mk_emit_all(&arena, &plan, &outputs);
	cr_assert(lt(sz, 0, outputs.count));
	for (size_t i = 1; i < outputs.count; i++)
		cr_assert(lt(int, strcmp(outputs.items[i - 1].path, outputs.items[i].path), 0));
}

Test(emit_formats, board_source_is_for_tree_board_only)
{
	const struct mk_format *format = mk_format_find("board-dts");

	cr_assert(format->wanted(&plan));
	plan.tree = MK_TREE_KERNEL;
	cr_assert(not(format->wanted(&plan)));
}

Test(emit_formats, header_has_this_nodes_numbers)
{
	expect("header", 1, "#ifndef MKPART_NODE_IO_H\n#define MKPART_NODE_IO_H\n");
	expect("header", 1, "#define MKPART_NODE_NAME \"io\"\n");
	expect("header", 1, "#define MKPART_NODE_ID 1\n#define MKPART_NODE_COUNT 2\n");
	expect("header", 1, "#define MKPART_NODE_CPU_MPIDR 0x2ULL\n");
	expect("header", 1, "#define MKPART_NODE_CONTROL_ID 0\n");
	expect("header", 1, "#define MKPART_MEMORY_0_START 0x50000000ULL\n");
	expect("header", 1, "#define MKPART_MEMORY_0_SIZE 0x10000000ULL\n");
	expect("header", 1, "#define MKPART_PHYS_BASE 0x50000000ULL\n");
}

Test(emit_formats, header_has_shared_regions_of_members_only)
{
	expect("header", 1, "#define MKPART_SHARED_RING_START 0x60000000ULL\n");
	shared.members.count = 1;
	expect("header", 1, "#define MKPART_SHARED_COUNT 0\n");
	expect_no("header", 1, "MKPART_SHARED_RING");
}

Test(emit_formats, header_tells_sender_and_receiver_apart)
{
	expect("header", 1, "#define MKPART_SEND_GO_ON_SGI 3\n");
	expect("header", 1, "#define MKPART_SEND_GO_ON_TARGET 0x1ULL\n");
	expect("header", 1, "#define MKPART_SEND_GO_ON_TO 0\n");
	expect_no("header", 1, "MKPART_RECEIVE_GO_ON");
	expect("header", 0, "#define MKPART_RECEIVE_GO_ON_INTID 3\n");
	expect("header", 0, "#define MKPART_RECEIVE_GO_ON_FROM 1\n");
	expect_no("header", 0, "MKPART_SEND_GO_ON");
}

Test(emit_formats, header_lists_spis_as_intids)
{
	expect("header", 1, "#define MKPART_SPI_COUNT 2\n#define MKPART_SPI_INTIDS 54, 81\n");
	expect_no("header", 0, "MKPART_SPI_INTIDS");
}

Test(emit_formats, overlay_keeps_one_memory_node)
{
	expect("overlay", 0,
		"/delete-node/ &{/secram@e000000};\n"
		"&{/memory@40000000} {\n\treg = <0x0 0x40000000 0x0 0x10000000>;\n};\n");
}

Test(emit_formats, overlay_replaces_memory_that_is_disabled)
{
	board.banks.count = 0;
	memory.enabled = false;
	expect("overlay", 0, "/delete-node/ &{/memory@40000000};\n");
	expect("overlay", 0, "\tmemory@40000000 {\n\t\tdevice_type = \"memory\";\n");
}

Test(emit_formats, overlay_replaces_memory_below_a_bus)
{
	memory.parent = &cpus;
	expect("overlay", 0, "/delete-node/ &{/memory@40000000};\n");
	expect("overlay", 0, "/ {\n\tmemory@40000000 {\n");
}

Test(emit_formats, overlay_that_cannot_say_its_memory_is_refused_by_dtc)
{
	static const uint8_t no_cells[] = {0, 0, 0, 0};

	root.property_count = 0; /* #address-cells 2, #size-cells 1 */
	slices[0].range.last = 0x1ffffffff;
	expect_no("overlay", 0, "mkpart_error");
	root.properties = (struct mk_dt_property[]){
		PROPERTY("#address-cells", two_cells + 3, 1), PROPERTY("#size-cells", no_cells, 4)};
	root.property_count = 2;
	expect("overlay", 0, "&mkpart_error_");
}

Test(emit_formats, overlay_reserves_everything_foreign)
{
	expect("overlay", 0,
		"mkpart-io@50000000 {\n\t\t\treg = <0x0 0x50000000 0x0 0x10000000>;\n"
		"\t\t\tno-map;\n");
	expect("overlay", 0, "mkpart-ring@60000000 {");
	expect("overlay", 0, "mkpart-loader@70000000 {");
	expect_no("overlay", 0, "mkpart-control@");
}

Test(emit_formats, reserved_cells_are_the_present_nodes)
{
	static const uint8_t one_cell[] = {0, 0, 0, 1};
	static const struct mk_dt_property properties[] = {
		PROPERTY("#address-cells", one_cell, 4), PROPERTY("#size-cells", one_cell, 4)};
	struct mk_dt_node reserved = {.path = "/reserved-memory",
		.parent = &root,
		.properties = properties,
		.keys = ANY_KEYS,
		.property_count = 2};

	board.reserved_memory = &reserved;
	slices[1].range = (struct mk_range){0x800000000, 0x80fffffff};
	expect("overlay", 0, "#address-cells = <1>;\n\t\t#size-cells = <1>;\n");
	expect("overlay", 0, "reg = <0x70000000 0x1000000>;\n");
	expect("overlay", 0, "/* not in these cells: io 0x800000000..0x80fffffff */\n");
}

Test(emit_formats, overlay_lists_spis_only_where_there_are_some)
{
	expect("overlay", 1, "seL4,spi-irqs = <54 81>;\n");
	expect_no("overlay", 0, "seL4,spi-irqs");
}

Test(emit_formats, lists_of_an_earlier_build_do_not_stay)
{
	static const struct mk_dt_property lists[] = {PROPERTY("seL4,spi-irqs", two_cells, 4)};
	struct mk_dt_node chosen = {.name = "chosen",
		.path = "/chosen",
		.parent = &root,
		.properties = lists,
		.keys = ANY_KEYS,
		.property_count = COUNT(lists)};

	root.first_child = &chosen;
	expect("overlay", 0, "\t\t/delete-property/ seL4,spi-irqs;\n");
	expect_no("overlay", 1, "/delete-property/ seL4,spi-irqs;");
	expect("overlay", 1, "seL4,spi-irqs = <54 81>;\n");
}

Test(emit_formats, ranges_of_the_present_reserved_memory_stay)
{
	static const uint8_t there[] = {
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0, 0, 0, 0, 0, 0, 0, 0x70, 0, 0, 0};
	static const struct mk_dt_property properties[] = {PROPERTY("#address-cells", two_cells, 4),
		PROPERTY("#size-cells", two_cells, 4), PROPERTY("ranges", there, sizeof there)};
	struct mk_dt_node reserved = {.path = "/reserved-memory",
		.parent = &root,
		.properties = properties,
		.keys = ANY_KEYS,
		.property_count = COUNT(properties)};

	board.reserved_memory = &reserved;
	expect("overlay", 0, "mkpart-loader@70000000 {\n\t\t\treg = <0x0 0x20000000 0x0 ");
	expect_no("overlay", 0, "ranges;");
	expect("overlay", 1, "/* not in these cells: control 0x40000000..0x4fffffff */");
}

Test(emit_formats, cpus_before_the_last_used_one_are_hidden_in_every_overlay)
{
	static const char hidden[] = "&{/cpus/cpu@1} {\n\t/delete-property/ device_type;\n};\n";

	expect("overlay", 0, hidden);
	expect("overlay", 1, hidden);
}

Test(emit_formats, cpus_behind_the_last_used_one_stay)
{
	nodes[1].cpu = &cpu_list[1];
	expect_no("overlay", 0, "/cpus/cpu@2");
}

Test(emit_formats, cpus_are_taken_from_the_boot_cpu_on_with_wrap_around)
{
	cpu_list[0].boot = false;
	cpu_list[1].boot = true;
	nodes[0].cpu = &cpu_list[1];
	nodes[1].cpu = &cpu_list[0];
	expect("overlay", 0, "&{/cpus/cpu@2} {");
}

Test(emit_formats, foreign_ranges_are_whole_pages_and_disjoint)
{
	struct mk_layout_range requests[] = {
		{.start = {.value = 0x5ffff800}, .size = {.value = 0x1000}},
		{.start = {.value = 0x90000800}, .size = {.value = 0x10}},
		{.start = {.value = 0x90000800}, .size = {.value = 0x10}},
	};
	mk_foreigns list;

	SET(layout_nodes[0].reserved, requests);
	list = mk_foreign_ranges(&arena, settled(), &nodes[0], false);
	cr_assert(eq(sz, list.count, 4));
	cr_assert(eq(u64, list.items[1].range.first, 0x60000000));
	cr_assert(eq(u64, list.items[1].range.last, 0x60000fff));
	cr_assert(eq(u64, list.items[3].range.first, 0x90000000));
	cr_assert(eq(u64, list.items[3].range.last, 0x90000fff));
}

Test(emit_formats, loader_manifest_names_kernel_and_tree_literally)
{
	expect("loader-manifest", 0, "\"name\": \"kernel.elf\",\n        \"file\": \"k.elf\"");
	expect("loader-manifest", 0, "\"name\": \"kernel.dtb\",\n        \"file\": \"k.dtb\"");
	expect("loader-manifest", 0, "\"name\": \"root\",\n        \"file\": \"images/root\"");
}

static const char *shown(const char *display)
{
	struct mk_view view = {.plan = settled(), .layout = "", .board = "", .version = ""};
	struct mk_buffer out;

	mk_buffer_init(&out, &arena);
	mk_display_find(display)->draw(&view, &out);
	return out.text;
}

Test(emit_formats, displays_take_plans_that_resolved_nothing)
{
	nodes[1].cpu = NULL;
	nodes[1].rank = UINT32_MAX;
	nodes[1].sorted.count = 0;
	plan.by_rank.count = 1;
	ipi.from = NULL;
	ipi.sgi = UINT32_MAX;
	ipi.targetable = false;
	plan.loader.placed = false;
	shared.region.placed = false;
	cr_expect(strstr(shown("table"), "no place") != NULL);
	cr_expect(strstr(shown("json"), "\"cpu\": null") != NULL);
	cr_expect(strstr(shown("json"), "\"start\": null") != NULL);
}
