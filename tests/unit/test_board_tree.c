/* SPDX-License-Identifier: BSD-2-Clause */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <libfdt.h>
#include <stdio.h>
#include <string.h>

#include "board_fixture.h"
#include "doc/reading_problems.h"

TestSuite(board_tree, .init = board_fixture_init, .fini = board_fixture_finish);

/* Offsets in the header (Devicetree Specification 0.4, 5.2). */
enum { TOTALSIZE = 4, OFF_STRUCT = 8, VERSION = 20, LAST_COMPATIBLE = 24, BOOT_CPU = 28 };

static void put_cell(uint8_t *blob, size_t offset, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		blob[offset + (size_t)i] = (uint8_t)(value >> (24 - 8 * i));
}

static void expect_refusal(const void *blob, size_t length, const struct mk_problem *problem)
{
	size_t before = fixture_findings()->list.count;
	struct mk_finding *finding;

	cr_assert(eq(ptr, fixture_load(blob, length), NULL));
	cr_assert(eq(sz, fixture_findings()->list.count, before + 1));
	finding = fixture_findings()->list.items[before];
	cr_assert_str_eq(finding->problem->code, problem->code, "%s", finding->message);
}

static const struct mk_dt_tree *status_tree(void)
{
	return fixture_board("board-status")->tree;
}

static bool is_enabled(const struct mk_dt_tree *tree, const char *path)
{
	return mk_dt_by_path(tree, path)->enabled;
}

Test(board_tree, okay_and_ok_and_no_status_are_enabled)
{
	const struct mk_dt_tree *tree = status_tree();

	cr_assert(is_enabled(tree, "/absent"));
	cr_assert(is_enabled(tree, "/okay"));
	cr_assert(is_enabled(tree, "/ok"));
}

Test(board_tree, any_other_status_is_not_enabled)
{
	const struct mk_dt_tree *tree = status_tree();

	cr_assert(not(is_enabled(tree, "/disabled")));
	cr_assert(not(is_enabled(tree, "/fail")));
	cr_assert(not(is_enabled(tree, "/empty")));
	cr_assert(not(is_enabled(tree, "/unterminated")));
}

Test(board_tree, what_is_below_a_disabled_node_is_not_enabled)
{
	const struct mk_dt_tree *tree = status_tree();

	cr_assert(not(is_enabled(tree, "/disabled/child")));
	cr_assert(not(is_enabled(tree, "/disabled/child/grandchild")));
}

Test(board_tree, nodes_are_linked_in_the_order_of_the_blob)
{
	static const char *const first[] = {"/", "/absent", "/okay", "/ok", "/disabled",
		"/disabled/child", "/disabled/child/grandchild", "/fail"};
	const struct mk_dt_node *node = status_tree()->root;

	for (size_t i = 0; i < sizeof first / sizeof *first; i++, node = node->next)
		cr_assert_str_eq(node->path, first[i]);
}

Test(board_tree, both_spellings_of_phandle_are_found)
{
	const struct mk_dt_tree *tree = status_tree();

	cr_assert_str_eq(mk_dt_by_phandle(tree, 0x1111)->path, "/new");
	cr_assert_str_eq(mk_dt_by_phandle(tree, 0x2222)->path, "/old");
	cr_assert(eq(ptr, mk_dt_by_phandle(tree, 0x3333), NULL));
	cr_assert(eq(ptr, mk_dt_by_phandle(tree, 0), NULL));
}

Test(board_tree, of_two_nodes_with_one_phandle_the_first_is_found)
{
	size_t length;
	uint8_t *blob = fixture_blob("board-status", &length);
	uint8_t *second = memmem(blob, length, "\0\0\x22\x22", 4);

	cr_assert(ne(ptr, second, NULL));
	put_cell(second, 0, 0x1111);
	cr_assert_str_eq(mk_dt_by_phandle(fixture_load(blob, length)->tree, 0x1111)->path, "/new");
}

Test(board_tree, cells_beyond_the_end_of_a_property_are_zero)
{
	const struct mk_dt_node *node = mk_dt_by_path(status_tree(), "/short");
	const struct mk_dt_property *three = mk_dt_property(node, "three");

	cr_assert(eq(u32, mk_dt_cell(three, 2), 0x33333333));
	cr_assert(eq(u32, mk_dt_cell(three, 3), 0));
	cr_assert(eq(u32, mk_dt_cell(three, UINT32_MAX), 0));
	cr_assert(eq(u64, mk_dt_cells(three, 1, 2), 0x2222222233333333));
	cr_assert(eq(u64, mk_dt_cells(three, 0, 3), 0x2222222233333333));
	cr_assert(eq(u64, mk_dt_cells(three, 2, 2), 0));
	cr_assert(eq(u64, mk_dt_cells(three, UINT32_MAX, UINT32_MAX), 0));
	cr_assert(eq(u64, mk_dt_cells(three, 0, 0), 0));
}

Test(board_tree, a_property_shorter_than_a_cell_is_no_number)
{
	const struct mk_dt_node *node = mk_dt_by_path(status_tree(), "/short");

	cr_assert(eq(u32, mk_dt_u32(node, "bytes", 7), 7));
	cr_assert(eq(u32, mk_dt_u32(node, "missing", 8), 8));
	cr_assert(eq(u32, mk_dt_u32(node, "three", 9), 0x11111111));
}

Test(board_tree, strings_must_end)
{
	const struct mk_dt_node *node = mk_dt_by_path(status_tree(), "/short");
	const struct mk_dt_property *strings = mk_dt_property(node, "strings");

	cr_assert_str_eq(mk_dt_string(node, "strings"), "one");
	cr_assert_str_eq(mk_dt_string_at(strings, 1), "two");
	cr_assert(eq(ptr, (void *)mk_dt_string_at(strings, 2), NULL));
	cr_assert(eq(ptr, (void *)mk_dt_string(node, "open"), NULL));
}

Test(board_tree, bytes_behind_the_blob_are_ignored)
{
	size_t length;
	uint8_t *blob = fixture_blob("board-status", &length);

	memset(blob + length, 0xa5, 100);
	cr_assert(ne(ptr, fixture_load(blob, length + 100), NULL));
}

Test(board_tree, the_blob_may_lie_at_an_odd_address)
{
	size_t length;
	uint8_t *blob = fixture_blob("board-status", &length);

	memmove(blob + 3, blob, length);
	cr_assert(ne(ptr, fixture_load(blob + 3, length), NULL));
}

Test(board_tree, what_does_not_start_like_a_blob_is_none)
{
	size_t length;
	uint8_t *blob = fixture_blob("board-status", &length);

	expect_refusal("", 0, &mk_not_a_dtb);
	expect_refusal("/dts-v1/; / { }; this is the source of a tree", 44, &mk_not_a_dtb);
	expect_refusal(blob, 39, &mk_not_a_dtb);
	blob[0] ^= 1;
	expect_refusal(blob, length, &mk_not_a_dtb);
}

Test(board_tree, every_truncation_is_refused)
{
	size_t length;
	const uint8_t *blob = fixture_blob("board-status", &length);

	for (size_t cut = 40; cut < length; cut++)
		expect_refusal(blob, cut, &mk_broken_dtb);
	cr_assert(ne(ptr, fixture_load(blob, length), NULL));
}

Test(board_tree, headers_that_contradict_the_blob_are_refused)
{
	static const struct {
		size_t offset;
		uint32_t value;
	} bad[] = {{TOTALSIZE, 39}, {TOTALSIZE, UINT32_MAX}, {OFF_STRUCT, 0xfffffffc},
		{OFF_STRUCT, 58}, {VERSION, 16}, {LAST_COMPATIBLE, 18}};
	size_t length;
	uint8_t *blob = fixture_blob("board-status", &length);
	uint8_t good[40];

	memcpy(good, blob, sizeof good);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		put_cell(blob, bad[i].offset, bad[i].value);
		expect_refusal(blob, length, &mk_broken_dtb);
		memcpy(blob, good, sizeof good);
	}
}

Test(board_tree, more_than_16_mib_is_too_much)
{
	size_t length = MK_DTB_MAX_BYTES + 1u;
	uint8_t *blob = mk_arena_alloc(fixture_arena(), length);
	size_t tree_length;
	const uint8_t *tree = fixture_blob("board-status", &tree_length);

	memcpy(blob, tree, tree_length);
	expect_refusal(blob, length, &mk_too_large);
	cr_assert(ne(ptr, fixture_load(blob, length - 1), NULL));
}

static void *begin_tree(size_t room)
{
	void *blob = mk_arena_alloc(fixture_arena(), room);

	fdt_create(blob, (int)room);
	fdt_finish_reservemap(blob);
	return blob;
}

/* A tree with that many nodes below one another. */
static void *tree_of_depth(unsigned depth)
{
	void *blob = begin_tree(65536);

	for (unsigned i = 0; i < depth; i++)
		fdt_begin_node(blob, i ? "n" : "");
	for (unsigned i = 0; i < depth; i++)
		fdt_end_node(blob);
	fdt_finish(blob);
	return blob;
}

Test(board_tree, depth_is_bounded)
{
	void *last_valid = tree_of_depth(32);
	void *first_invalid = tree_of_depth(33);

	cr_assert(ne(ptr, fixture_load(last_valid, fdt_totalsize(last_valid)), NULL));
	expect_refusal(first_invalid, fdt_totalsize(first_invalid), &mk_broken_dtb);
}

/* A tree with one property of that name and size. */
static void *tree_with_property(const char *name, int size)
{
	void *blob = begin_tree(262144);
	void *value;

	fdt_begin_node(blob, "");
	fdt_property_placeholder(blob, name, size, &value);
	memset(value, 0, (size_t)size);
	fdt_end_node(blob);
	fdt_finish(blob);
	return blob;
}

Test(board_tree, tables_that_are_searched_for_every_device_are_bounded)
{
	void *last_valid = tree_with_property("ranges", 8192);
	void *first_invalid = tree_with_property("ranges", 8193);
	void *no_table = tree_with_property("logo", 65536);

	cr_assert(ne(ptr, fixture_load(last_valid, fdt_totalsize(last_valid)), NULL));
	expect_refusal(first_invalid, fdt_totalsize(first_invalid), &mk_too_large);
	cr_assert(ne(ptr, fixture_load(no_table, fdt_totalsize(no_table)), NULL));
}

Test(board_tree, property_names_are_bounded)
{
	char name[257];
	void *blob;

	memset(name, 'n', sizeof name);
	name[255] = '\0';
	blob = tree_with_property(name, 4);
	cr_assert(ne(ptr, fixture_load(blob, fdt_totalsize(blob)), NULL));
	name[255] = 'n';
	name[256] = '\0';
	blob = tree_with_property(name, 4);
	expect_refusal(blob, fdt_totalsize(blob), &mk_broken_dtb);
}

/* A node with that many properties, and a child. */
static void *tree_with_properties(unsigned count, bool child)
{
	void *blob = begin_tree(262144);
	char name[16];

	fdt_begin_node(blob, "");
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof name, "p%u", i);
		fdt_property_u32(blob, name, i);
	}
	if (child) {
		fdt_begin_node(blob, "child");
		fdt_end_node(blob);
	}
	fdt_end_node(blob);
	fdt_finish(blob);
	return blob;
}

Test(board_tree, properties_of_a_node_with_children_are_bounded)
{
	void *last_valid = tree_with_properties(256, true);
	void *first_invalid = tree_with_properties(257, true);
	void *leaf = tree_with_properties(257, false);

	cr_assert(ne(ptr, fixture_load(last_valid, fdt_totalsize(last_valid)), NULL));
	expect_refusal(first_invalid, fdt_totalsize(first_invalid), &mk_too_large);
	cr_assert(ne(ptr, fixture_load(leaf, fdt_totalsize(leaf)), NULL));
}

/* `count` nodes: the root, below it one whose name has `length` letters, all others below that. */
static void *tree_of_nodes(unsigned count, size_t length)
{
	void *blob = begin_tree(4u << 20);
	char *name = mk_arena_alloc(fixture_arena(), length + 1);

	memset(name, 'n', length);
	fdt_begin_node(blob, "");
	fdt_begin_node(blob, name);
	for (unsigned i = 2; i < count; i++) {
		fdt_begin_node(blob, "");
		fdt_end_node(blob);
	}
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_finish(blob);
	return blob;
}

Test(board_tree, nodes_are_bounded)
{
	void *last_valid = tree_of_nodes(65536, 1);
	void *first_invalid = tree_of_nodes(65537, 1);

	cr_assert(ne(ptr, fixture_load(last_valid, fdt_totalsize(last_valid)), NULL));
	expect_refusal(first_invalid, fdt_totalsize(first_invalid), &mk_too_large);
}

Test(board_tree, paths_cannot_grow_without_bound)
{
	void *blob = tree_of_nodes(60000, 60000);

	expect_refusal(blob, fdt_totalsize(blob), &mk_too_large);
}

Test(board_tree, a_tree_without_nodes_is_refused)
{
	void *blob = begin_tree(4096);

	fdt_finish(blob);
	expect_refusal(blob, fdt_totalsize(blob), &mk_broken_dtb);
}
