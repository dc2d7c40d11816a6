/* SPDX-License-Identifier: BSD-2-Clause */
/* Questions to a node of a loaded tree. */
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"

#define CELL_BYTES 4u

struct mk_origin mk_dt_origin(const struct mk_dt_tree *tree, const struct mk_dt_node *node)
{
	return (struct mk_origin){.source = tree->source, .path = node->path};
}

/* Most names differ in their first or second letter already, which saves most calls. */
static bool is_same(const char *left, const char *right)
{
	if (*left != *right || !*left)
		return *left == *right;
	return left[1] == right[1] && !strcmp(left, right);
}

const struct mk_dt_property *mk_dt_keyed(
	const struct mk_dt_node *node, const char *name, uint32_t key)
{
	const struct mk_dt_property *end = node->properties + node->property_count;

	for (const struct mk_dt_property *one = node->properties; one < end; one++)
		if (one->key == key && !strcmp(one->name, name))
			return one;
	return NULL;
}

bool mk_dt_is_within(const struct mk_dt_node *node, const struct mk_dt_node *upper)
{
	for (; node; node = node->parent)
		if (node == upper)
			return true;
	return false;
}

bool mk_dt_has_name(const struct mk_dt_node *node, const char *name, size_t length, bool exactly)
{
	if (strncmp(node->name, name, length))
		return false;
	return exactly ? !node->name[length] : node->name[length] == '@';
}

struct mk_dt_node *mk_dt_child(const struct mk_dt_node *node, const char *name)
{
	struct mk_dt_node *child = node->first_child;

	while (child && strcmp(child->name, name))
		child = child->next_sibling;
	return child;
}

/* Whether `name` is the given one, or the given one and a unit address. */
static bool is_without_address(const char *name, const char *given, size_t length)
{
	return !strncmp(name, given, length) && name[length] == '@';
}

static struct mk_dt_node *path_step(const struct mk_dt_node *node, const char *given, size_t length)
{
	struct mk_dt_node *without_address = NULL;
	unsigned matches = 0;

	for (struct mk_dt_node *child = node->first_child; child; child = child->next_sibling) {
		if (!strncmp(child->name, given, length) && !child->name[length])
			return child;
		if (!is_without_address(child->name, given, length))
			continue;
		without_address = child;
		matches++;
	}
	return matches == 1 ? without_address : NULL;
}

struct mk_dt_node *mk_dt_by_path(const struct mk_dt_tree *tree, const char *path)
{
	struct mk_dt_node *node = *path == '/' ? tree->root : NULL;

	while (node) {
		size_t length;
		path += strspn(path, "/");
		if (!*path)
			break;
		length = strcspn(path, "/");
		node = path_step(node, path, length);
		path += length;
	}
	return node;
}

static int compare_phandle(const void *phandle, const void *item)
{
	const uint32_t *wanted = phandle;
	const struct mk_dt_node *node = *(const struct mk_dt_node *const *)item;

	return mk_compare_numbers(*wanted, node->phandle);
}

/* dtc numbers nodes from 1 on, so that most are where their phandle says. NULL: it is not. */
static struct mk_dt_node *at_its_number(const struct mk_dt_tree *tree, uint32_t phandle)
{
	struct mk_dt_node *const *nodes = tree->by_phandle;

	if (!phandle || phandle > tree->phandle_count || nodes[phandle - 1]->phandle != phandle)
		return NULL;
	if (phandle > 1 && nodes[phandle - 2]->phandle == phandle)
		return NULL;
	return nodes[phandle - 1];
}

struct mk_dt_node *mk_dt_by_phandle(const struct mk_dt_tree *tree, uint32_t phandle)
{
	struct mk_dt_node *node = at_its_number(tree, phandle);
	struct mk_dt_node *const *found;

	if (node)
		return node;
	found = mk_find(&phandle, tree->by_phandle, tree->phandle_count, sizeof *tree->by_phandle,
		compare_phandle);
	return found ? *found : NULL;
}

static uint32_t big_endian(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

uint32_t mk_dt_cell(const struct mk_dt_property *property, uint32_t index)
{
	if (index >= property->length / CELL_BYTES)
		return 0;
	return big_endian(property->bytes + (size_t)index * CELL_BYTES);
}

uint64_t mk_dt_cells(const struct mk_dt_property *property, uint32_t index, uint32_t cells)
{
	uint64_t end = (uint64_t)index + cells;

	if (!cells || end > property->length / CELL_BYTES)
		return 0;
	if (cells == 1)
		return mk_dt_cell(property, index);
	return (uint64_t)mk_dt_cell(property, (uint32_t)end - 2) << 32 |
	       mk_dt_cell(property, (uint32_t)end - 1);
}

const char *mk_dt_next_string(const struct mk_dt_property *property, uint32_t *at)
{
	const uint8_t *start = property->bytes + *at;
	const uint8_t *end;

	if (*at >= property->length)
		return NULL;
	end = memchr(start, '\0', property->length - *at);
	if (!end)
		return NULL;
	*at = (uint32_t)(end - property->bytes) + 1;
	return (const char *)start;
}

const char *mk_dt_string_at(const struct mk_dt_property *property, uint32_t index)
{
	uint32_t at = 0;
	const char *string = mk_dt_next_string(property, &at);

	while (string && index--)
		string = mk_dt_next_string(property, &at);
	return string;
}

bool mk_dt_lists_compatible(const struct mk_dt_node *node, const char *compatible)
{
	const struct mk_dt_property *property = node->compatible;
	uint32_t at = 0;
	const char *string;

	if (!property)
		return false;
	while ((string = mk_dt_next_string(property, &at)))
		if (is_same(string, compatible))
			return true;
	return false;
}

uint32_t mk_dt_address_cells(const struct mk_dt_node *node)
{
	return mk_dt_u32(node, "#address-cells", 2);
}

uint32_t mk_dt_size_cells(const struct mk_dt_node *node)
{
	return mk_dt_u32(node, "#size-cells", 1);
}
