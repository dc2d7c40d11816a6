/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * mk_load_board: the board by itself, the first layout that it gives, and a layout on it. The
 * mutator works on the tree, so that what comes is one: cells, names, nodes.
 */
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../fuzz.h"

static void use_first_layout(mk_ctx *ctx, const char *bytes, size_t length, unsigned nodes)
{
	const char *layout;
	size_t layout_bytes;
	mk_ctx *first;

	if (mk_render_first_layout(ctx, "board.dtb", nodes, NULL, &layout, &layout_bytes) != MK_OK)
		return;
	first = mk_ctx_new();
	fuzz_demand(mk_load_layout(first, "first.yaml", layout, layout_bytes) == MK_OK,
		"a first layout can be read");
	mk_load_board(first, "board.dtb", bytes, length);
	fuzz_demand(mk_check(first) == MK_OK, "a first layout passes");
	mk_ctx_free(first);
}

static void use_alone(const char *bytes, size_t length)
{
	mk_ctx *ctx = mk_ctx_new();

	if (mk_load_board(ctx, "board.dtb", bytes, length) == MK_OK) {
		fuzz_show_board(ctx);
		for (unsigned nodes = 1; nodes <= 3; nodes++)
			use_first_layout(ctx, bytes, length, nodes);
	}
	mk_ctx_free(ctx);
}

static void use_with(const char *layout, const char *bytes, size_t length)
{
	mk_ctx *ctx = mk_ctx_new();

	mk_load_layout(ctx, "fuzz.yaml", layout, strlen(layout));
	mk_load_board(ctx, "board.dtb", bytes, length);
	fuzz_check_and_show(ctx);
	mk_ctx_free(ctx);
}

static void run(const char *bytes, size_t length)
{
	use_alone(bytes, length);
	use_with(fuzz_layout, bytes, length);
	use_with(fuzz_boot_layout, bytes, length);
}

/* --- mutator ---------------------------------------------------------------------------------- */

static const char *const names[] = {"reg", "ranges", "dma-ranges", "interrupts",
	"interrupts-extended", "interrupt-parent", "interrupt-map", "interrupt-map-mask",
	"interrupt-controller", "#interrupt-cells", "#address-cells", "#size-cells", "phandle",
	"compatible", "status", "device_type", "reusable", "no-map", "iommus", "iommu-map",
	"clocks", "resets", "power-domains", "dmas", "enable-method", "cpu-release-addr",
	"memory-region", "linux,usable-memory", "linux,usable-memory-range", "stdout-path",
	"next-level-cache", "cpu", "affinity", "ranges", "size", "alignment", "alloc-ranges",
	"assigned-clocks", "memreserve"};

static const uint32_t cells[] = {0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 63, 255, 256, 1019, 1020,
	4095, 4096, 4097, 0x200000, 0xffffff, 0x1000000, 0x40000000, 0x60000000, 0x7fffffff,
	0x80000000, 0xfffff000, 0xffffffff};

static const char *const texts[] = {"okay", "disabled", "fail", "reserved", "psci", "memory", "cpu",
	"arm,gic-400", "arm,gic-v3", "simple-bus", "", "\xff", "a,b"};

#define ONE_OF(list, number) ((list)[(number) % (sizeof(list) / sizeof *(list))])

static int count_nodes(const void *tree)
{
	int count = 0;

	for (int at = 0; at >= 0; at = fdt_next_node(tree, at, NULL))
		count++;
	return count;
}

static int any_node(const void *tree)
{
	int number = rand() % count_nodes(tree);
	int at = 0;

	while (number-- > 0)
		at = fdt_next_node(tree, at, NULL);
	return at;
}

static const struct fdt_property *any_property(void *tree, int node, int *at)
{
	int length;
	int count = 0;
	int number;

	fdt_for_each_property_offset(*at, tree, node) count++;
	if (!count)
		return NULL;
	number = rand() % count;
	fdt_for_each_property_offset(*at, tree, node) if (!number--) break;
	return fdt_get_property_by_offset(tree, *at, &length);
}

/* A cell of a property becomes another: near it, or one that is known for trouble. */
static void change_cell(void *tree)
{
	int at;
	int node = any_node(tree);
	const struct fdt_property *property = any_property(tree, node, &at);
	fdt32_t *cell;
	size_t count = property ? fdt32_to_cpu(property->len) / 4 : 0;

	if (!count)
		return;
	cell = (fdt32_t *)(uintptr_t)property->data + (size_t)rand() % count;
	*cell = cpu_to_fdt32(rand() % 2 ? fdt32_to_cpu(*cell) + (uint32_t)(rand() % 5) - 2
					: ONE_OF(cells, (size_t)rand()));
}

static void add_cells(void *tree)
{
	fdt32_t value[16];
	size_t count = (size_t)rand() % 16;

	for (size_t i = 0; i < count; i++)
		value[i] = cpu_to_fdt32(ONE_OF(cells, (size_t)rand()));
	fdt_setprop(tree, any_node(tree), ONE_OF(names, (size_t)rand()), value, (int)count * 4);
}

static void add_text(void *tree)
{
	/* libfdt's macro has its text twice. */
	const char *text = ONE_OF(texts, (size_t)rand());

	fdt_setprop_string(tree, any_node(tree), ONE_OF(names, (size_t)rand()), text);
}

/* A property of one node comes to another, under its own name or under a further one. */
static void copy_property(void *tree)
{
	int at;
	int node = any_node(tree);
	const struct fdt_property *property = any_property(tree, node, &at);
	char value[256];
	size_t length = property ? fdt32_to_cpu(property->len) : sizeof value;
	const char *name;

	if (length >= sizeof value)
		return;
	memcpy(value, property->data, length);
	name = rand() % 4 ? fdt_string(tree, (int)fdt32_to_cpu(property->nameoff))
			  : ONE_OF(names, (size_t)rand());
	fdt_setprop(tree, any_node(tree), name, value, (int)length);
}

static void cut_property(void *tree)
{
	int at;
	int node = any_node(tree);
	const struct fdt_property *property = any_property(tree, node, &at);
	char value[256];
	size_t length = property ? fdt32_to_cpu(property->len) : sizeof value;

	if (!length || length >= sizeof value)
		return;
	memcpy(value, property->data, length);
	fdt_setprop(tree, node, fdt_string(tree, (int)fdt32_to_cpu(property->nameoff)), value,
		(int)((size_t)rand() % length));
}

static void delete_property(void *tree)
{
	int at;
	int node = any_node(tree);
	const struct fdt_property *property = any_property(tree, node, &at);

	if (property)
		fdt_delprop(tree, node, fdt_string(tree, (int)fdt32_to_cpu(property->nameoff)));
}

static void delete_node(void *tree)
{
	int node = any_node(tree);

	if (node)
		fdt_del_node(tree, node);
}

static void add_node(void *tree)
{
	char name[32] = "memory@";
	static const char *const stems[] = {"memory@", "cpu@", "bank@", "device@",
		"reserved-memory", "cluster", "core", "cpu-map", "chosen", "aliases"};

	snprintf(name, sizeof name, "%s%x", ONE_OF(stems, (size_t)rand()),
		ONE_OF(cells, (size_t)rand()));
	fdt_add_subnode(tree, any_node(tree), name);
}

static void reserve(void *tree)
{
	fdt_add_mem_rsv(tree, (uint64_t)ONE_OF(cells, (size_t)rand()) << rand() % 33,
		ONE_OF(cells, (size_t)rand()));
}

static void (*const changes[])(void *tree) = {change_cell, change_cell, change_cell, add_cells,
	add_text, copy_property, copy_property, cut_property, delete_property, delete_node,
	add_node, reserve};

/* One in eight times the bytes themselves, for the reader in front of the tree. */
static size_t mutate(uint8_t *bytes, size_t length, size_t most, unsigned seed)
{
	srand(seed);
	if (rand() % 8 == 0 || length < sizeof(struct fdt_header) || most > INT32_MAX ||
		fdt_check_full(bytes, length) || fdt_open_into(bytes, bytes, (int)most))
		return LLVMFuzzerMutate(bytes, length, most);
	for (int left = 1 + rand() % 4; left > 0; left--)
		ONE_OF(changes, (size_t)rand())(bytes);
	fdt_pack(bytes);
	return fdt_totalsize(bytes);
}

const struct fuzz_target fuzz_target_board = {.name = "board", .run = run, .mutate = mutate};
