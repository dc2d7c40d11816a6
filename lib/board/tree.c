/* SPDX-License-Identifier: BSD-2-Clause */
#include "board/tree.h"

#include <libfdt.h>
#include <string.h>

#include "base/sort.h"
#include "board/parts.h"
#include "doc/reading_problems.h"

/*
 * Bounds that no real tree comes near; in brackets what the largest of 1,667 real ones has. They
 * keep every later question to the tree cheap: a device asks all its parents and its interrupt
 * controller, so what is long there counts once for each device.
 */
#define MAX_DEPTH 32			     /* (11) */
#define MAX_NODES 65536			     /* (1112) */
#define MAX_SHARED_PROPERTIES 256	     /* of a node that others ask (58) */
#define MAX_PROPERTY_NAME_BYTES 255	     /* (46) */
#define MAX_PATH_BYTES (64u * 1024u * 1024u) /* of all nodes together (42 KiB) */

#define FORMAT_VERSION 17
#define BLOB_ALIGNMENT 8

/* The structure block, which is sound. */
struct cursor {
	const uint8_t *bytes;
	size_t size;
	size_t at;
};

/* The same few names come again and again, at the same offsets: each is looked at once, mostly. */
#define KNOWN_NAMES 512

struct known_name {
	uint32_t place; /* offset + 1; 0: none yet */
	uint32_t key;
};

struct loader {
	struct mk_arena *arena;
	struct mk_findings *findings;
	const void *blob; /* aligned, bounds checked */
	struct cursor cursor;
	struct mk_dt_tree *tree;
	struct mk_dt_node *last;		    /* so far, in the order of the blob */
	struct mk_dt_node *open;		    /* whose properties or children come next */
	struct mk_dt_node *youngest[MAX_DEPTH + 1]; /* last child of the open node at each depth */
	unsigned depth;				    /* nodes that are open */
	bool settled;				    /* the open node has all its properties */
	struct mk_dt_property *properties;	    /* room for the next */
	size_t node_count;
	size_t path_bytes;
	struct known_name names[KNOWN_NAMES]; /* by offset */
};

/* Properties that are searched once for each that asks. */
struct table {
	const char *name;
	uint32_t max_bytes;
};

#define SMALLEST_TABLE_BOUND 2048

static const struct table tables[] = {
	{"compatible", SMALLEST_TABLE_BOUND}, /* (1206) */
	{"ranges", 8192},		      /* (1176) */
	{"qcom,pdc-ranges", 8192},	      /* (684) */
	{"qcom,mpm-pin-map", 8192},	      /* (56) */
};

struct handle {
	uint32_t phandle;
	size_t order;
	struct mk_dt_node *node;
};

static struct mk_origin tree_origin(const struct loader *loader)
{
	const struct mk_dt_tree *tree = loader->tree;

	if (loader->open)
		return mk_dt_origin(tree, loader->open);
	return (struct mk_origin){.source = tree->source};
}

static bool refuse_broken(struct loader *loader, const char *complaint)
{
	mk_report(loader->findings, &mk_broken_dtb, tree_origin(loader),
		"the device tree is damaged: %s", complaint);
	return false;
}

/* "more than `limit` `what`". */
static bool refuse_large(struct loader *loader, size_t limit, const char *what)
{
	mk_report(loader->findings, &mk_too_large, tree_origin(loader),
		"the device tree has more than %zu %s", limit, what);
	return false;
}

static bool refuse_libfdt(struct loader *loader, int error)
{
	static const char *const words[] = {
		[FDT_ERR_TRUNCATED] = "it ends too early",
		[FDT_ERR_BADVERSION] = "its format version is not supported",
		[FDT_ERR_BADSTRUCTURE] = "its structure block is malformed",
		[FDT_ERR_BADLAYOUT] = "its blocks are in an order that is not supported",
		[FDT_ERR_BADOFFSET] = "an offset in it points to nothing",
		[FDT_ERR_BADMAGIC] = "it does not start with the magic number",
	};
	size_t number = error < 0 ? (size_t)-error : 0;
	const char *word = number < sizeof words / sizeof *words ? words[number] : NULL;

	mk_report(loader->findings, &mk_broken_dtb, tree_origin(loader),
		"the device tree is damaged: %s (%s)", word ? word : "it is inconsistent",
		fdt_strerror(error));
	return false;
}

/*
 * libfdt looks for the end of the name of each property, so that one huge name would cost its
 * length each time.
 */
static bool names_are_short(const void *blob)
{
	const char *names = (const char *)blob + fdt_off_dt_strings(blob);
	size_t size = fdt_size_dt_strings(blob);
	size_t at = 0;

	while (at < size) {
		const char *end = memchr(names + at, '\0', size - at);
		size_t length = end ? (size_t)(end - names) - at : size - at;
		if (length > MAX_PROPERTY_NAME_BYTES)
			return false;
		at += length + 1;
	}
	return true;
}

static bool blocks_are_aligned(const void *blob)
{
	return fdt_off_dt_struct(blob) % FDT_TAGSIZE == 0 &&
	       fdt_off_mem_rsvmap(blob) % BLOB_ALIGNMENT == 0;
}

static uint32_t cell(const uint8_t *bytes)
{
	return fdt32_ld((const fdt32_t *)(const void *)bytes);
}

static struct cursor structure_block(const void *blob)
{
	return (struct cursor){
		.bytes = (const uint8_t *)blob + fdt_off_dt_struct(blob),
		.size = fdt_size_dt_struct(blob),
	};
}

/* The following return what comes behind, up to `end`; NULL where something is not as it should. */

/* With what pads it to the next tag, all of which has to be there. */
static const uint8_t *skip(const uint8_t *at, const uint8_t *end, uint64_t size)
{
	uint64_t padded = (size + FDT_TAGSIZE - 1) / FDT_TAGSIZE * FDT_TAGSIZE;

	return padded <= (size_t)(end - at) ? at + padded : NULL;
}

/* The root's name is empty. */
static const uint8_t *skip_node_name(const uint8_t *at, const uint8_t *end, bool root)
{
	const uint8_t *last = memchr(at, '\0', (size_t)(end - at));

	return last && (!root || last == at) ? skip(at, end, (uint64_t)(last - at) + 1) : NULL;
}

/* Length, name offset, and as many bytes. */
static const uint8_t *skip_property(const uint8_t *at, const uint8_t *end, size_t names_bytes)
{
	if ((size_t)(end - at) < 2 * FDT_TAGSIZE || cell(at + FDT_TAGSIZE) >= names_bytes)
		return NULL;
	return skip(at, end, 2 * FDT_TAGSIZE + (uint64_t)cell(at));
}

static const uint8_t *skip_tag(
	const uint8_t *at, const uint8_t *end, size_t names_bytes, size_t *depth)
{
	uint32_t tag;

	if ((size_t)(end - at) < FDT_TAGSIZE)
		return NULL;
	tag = cell(at);
	at += FDT_TAGSIZE;
	if (tag == FDT_PROP)
		return *depth ? skip_property(at, end, names_bytes) : NULL;
	if (tag == FDT_BEGIN_NODE)
		return skip_node_name(at, end, (*depth)++ == 0);
	if (tag == FDT_END_NODE)
		return (*depth)-- ? at : NULL;
	return tag == FDT_NOP && *depth ? at : NULL;
}

/* Never true where fdt_check_full() finds something. It takes a fifth of the time of that. */
static bool is_plainly_sound(const void *blob)
{
	size_t names_bytes = fdt_size_dt_strings(blob);
	const char *names = (const char *)blob + fdt_off_dt_strings(blob);
	struct cursor cursor = structure_block(blob);
	const uint8_t *at = cursor.bytes;
	const uint8_t *end = at + cursor.size;
	size_t depth = 0;

	if (!names_bytes || names[names_bytes - 1] || fdt_num_mem_rsv(blob) < 0)
		return false;
	do {
		at = skip_tag(at, end, names_bytes, &depth);
	} while (at && depth);
	return at && (size_t)(end - at) >= FDT_TAGSIZE && cell(at) == FDT_END;
}

static bool blob_is_sound(struct loader *loader, size_t length)
{
	int error = fdt_check_header(loader->blob);

	if (error)
		return refuse_libfdt(loader, error);
	if (fdt_version(loader->blob) < FORMAT_VERSION)
		return refuse_broken(loader, "its format version is older than 17");
	if (!blocks_are_aligned(loader->blob))
		return refuse_broken(loader, "its blocks are not aligned");
	if (!names_are_short(loader->blob))
		return refuse_broken(loader, "it has a property name of more than 255 bytes");
	error = is_plainly_sound(loader->blob) ? 0 : fdt_check_full(loader->blob, length);
	return error ? refuse_libfdt(loader, error) : true;
}

/* libfdt reads in place, so it needs a blob that is aligned as its format says. */
static const void *aligned(struct mk_arena *arena, const void *blob, size_t length)
{
	void *copy;

	if ((uintptr_t)blob % BLOB_ALIGNMENT == 0)
		return blob;
	copy = mk_arena_alloc(arena, length);
	return memcpy(copy, blob, length);
}

static bool take_blob(struct loader *loader, const void *blob, size_t length)
{
	uint32_t header[2]; /* magic, totalsize */

	memcpy(header, blob, sizeof header);
	if (fdt32_to_cpu(header[1]) > length) {
		mk_report(loader->findings, &mk_broken_dtb, tree_origin(loader),
			"the device tree says it has %u bytes, but only %zu are there",
			fdt32_to_cpu(header[1]), length);
		return false;
	}
	length = fdt32_to_cpu(header[1]);
	if (length < sizeof(struct fdt_header))
		return refuse_libfdt(loader, -FDT_ERR_TRUNCATED);
	loader->blob = aligned(loader->arena, blob, length);
	return blob_is_sound(loader, length);
}

/* The next bytes and what pads them to the next tag; NULL where the block is too short. */
static const uint8_t *take(struct cursor *cursor, size_t size)
{
	const uint8_t *bytes = cursor->bytes + cursor->at;
	size_t padded = (size + FDT_TAGSIZE - 1) / FDT_TAGSIZE * FDT_TAGSIZE;

	if (size > cursor->size - cursor->at)
		return NULL;
	cursor->at = padded < cursor->size - cursor->at ? cursor->at + padded : cursor->size;
	return bytes;
}

static const char *take_name(struct cursor *cursor)
{
	const char *name = (const char *)cursor->bytes + cursor->at;
	const char *end = memchr(name, '\0', cursor->size - cursor->at);

	return end && take(cursor, (size_t)(end - name) + 1) ? name : NULL;
}

static bool is_blob(struct loader *loader, const void *blob, size_t length)
{
	fdt32_t magic;

	if (length > MK_DTB_MAX_BYTES)
		return refuse_large(loader, MK_DTB_MAX_BYTES, "bytes");
	if (length >= sizeof(struct fdt_header)) {
		memcpy(&magic, blob, sizeof magic);
		if (fdt32_to_cpu(magic) == FDT_MAGIC)
			return true;
	}
	mk_report(loader->findings, &mk_not_a_dtb, tree_origin(loader),
		"the file is not a flattened device tree");
	return false;
}

static uint32_t node_phandle(const struct mk_dt_node *node)
{
	uint32_t phandle = mk_dt_u32(node, "phandle", 0);

	if (!phandle)
		phandle = mk_dt_u32(node, "linux,phandle", 0);
	return phandle == UINT32_MAX ? 0 : phandle;
}

static bool status_is_okay(const struct mk_dt_node *node)
{
	const struct mk_dt_property *property = mk_dt_property(node, "status");
	const char *status = property ? mk_dt_string_at(property, 0) : "okay";

	if (!status)
		return false;
	return !strcmp(status, "okay") || !strcmp(status, "ok");
}

/* A node that children or references make others ask. */
static bool count_is_bounded(struct loader *loader)
{
	if (loader->open && loader->open->property_count > MAX_SHARED_PROPERTIES)
		return refuse_large(loader, MAX_SHARED_PROPERTIES, "properties in a shared node");
	return true;
}

static void index_compatibles(struct mk_dt_node *node)
{
	uint32_t at = 0;
	const char *string;

	node->compatible = mk_dt_property(node, "compatible");
	while (node->compatible && (string = mk_dt_next_string(node->compatible, &at)))
		node->compatibles |= mk_dt_key_bit(mk_dt_name_key(string));
}

/* The open node has all its properties: they are followed by a child or by its end. */
static bool settle(struct loader *loader)
{
	struct mk_dt_node *node = loader->open;

	if (loader->settled || !node)
		return true;
	loader->settled = true;
	index_compatibles(node);
	node->phandle = node_phandle(node);
	node->enabled = (!node->parent || node->parent->enabled) && status_is_okay(node);
	return !node->phandle || count_is_bounded(loader);
}

static const char *child_path(struct loader *loader, const char *name, size_t length)
{
	const struct mk_dt_node *parent = loader->open;
	size_t prefix = parent && parent->parent ? strlen(parent->path) : 0;
	char *path = mk_arena_alloc(loader->arena, prefix + 1 + length + 1);

	if (prefix)
		memcpy(path, parent->path, prefix);
	path[prefix] = '/';
	memcpy(path + prefix + 1, name, length);
	return path;
}

static void link_node(struct loader *loader, struct mk_dt_node *node)
{
	struct mk_dt_node *elder = loader->youngest[loader->depth];

	node->parent = loader->open;
	if (elder)
		elder->next_sibling = node;
	else if (node->parent)
		node->parent->first_child = node;
	else
		loader->tree->root = node;
	if (loader->last)
		loader->last->next = node;
	loader->last = node;
	loader->youngest[loader->depth] = node;
}

static void open_node(struct loader *loader, const char *name, size_t length)
{
	struct mk_dt_node *node = mk_arena_alloc(loader->arena, sizeof *node);

	node->name = name;
	node->path = child_path(loader, name, length);
	node->order = (uint32_t)(loader->node_count - 1);
	link_node(loader, node);
	loader->open = node;
	loader->youngest[++loader->depth] = NULL;
	loader->settled = false;
	node->properties = loader->properties;
}

static bool begin_node(struct loader *loader)
{
	const char *name = take_name(&loader->cursor);
	size_t length = name ? strlen(name) : 0;

	if (!name)
		return refuse_libfdt(loader, -FDT_ERR_TRUNCATED);
	if (loader->depth == MAX_DEPTH)
		return refuse_broken(loader, "its nodes are nested more than 32 deep");
	if (loader->node_count++ == MAX_NODES)
		return refuse_large(loader, MAX_NODES, "nodes");
	if (!settle(loader) || !count_is_bounded(loader))
		return false;
	loader->path_bytes += (loader->open ? strlen(loader->open->path) : 0) + length;
	if (loader->path_bytes > MAX_PATH_BYTES)
		return refuse_large(loader, MAX_PATH_BYTES, "bytes of node paths");
	open_node(loader, name, length);
	return true;
}

static bool end_node(struct loader *loader)
{
	if (!loader->open)
		return refuse_libfdt(loader, -FDT_ERR_BADSTRUCTURE);
	if (!settle(loader))
		return false;
	loader->open = loader->open->parent;
	loader->depth--;
	return true;
}

static bool table_is_bounded(struct loader *loader, const char *name, uint32_t length)
{
	if (length <= SMALLEST_TABLE_BOUND)
		return true;
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		if (length <= tables[i].max_bytes || strcmp(name, tables[i].name))
			continue;
		mk_report(loader->findings, &mk_too_large, tree_origin(loader),
			"'%s' has %u bytes, more than %u", name, length, tables[i].max_bytes);
		return false;
	}
	return true;
}

static uint32_t key_of(struct loader *loader, const char *name, uint32_t offset)
{
	struct known_name *known = &loader->names[offset % KNOWN_NAMES];

	if (known->place != offset + 1) {
		*known = (struct known_name){offset + 1, mk_dt_name_key(name)};
		loader->tree->names_legal &= mk_dt_name_is_legal(name);
	}
	return known->key;
}

static bool add_property(struct loader *loader)
{
	const uint8_t *head = take(&loader->cursor, 2 * FDT_TAGSIZE); /* length, name offset */
	uint32_t length = head ? cell(head) : 0;
	uint32_t name_at = head ? cell(head + FDT_TAGSIZE) : 0;
	const uint8_t *bytes = take(&loader->cursor, length);
	const char *name = (const char *)loader->blob + fdt_off_dt_strings(loader->blob) + name_at;
	uint32_t key;

	if (!head || !bytes || name_at >= fdt_size_dt_strings(loader->blob))
		return refuse_libfdt(loader, -FDT_ERR_BADSTRUCTURE);
	if (!loader->open || loader->settled)
		return refuse_broken(loader, "it has a property outside a node or after a child");
	if (!table_is_bounded(loader, name, length))
		return false;
	key = key_of(loader, name, name_at);
	*loader->properties++ = (struct mk_dt_property){name, bytes, length, key};
	loader->open->keys |= mk_dt_key_bit(key);
	loader->open->property_count++;
	return true;
}

static bool take_tag(struct loader *loader, uint32_t tag)
{
	if (tag == FDT_BEGIN_NODE)
		return begin_node(loader);
	if (tag == FDT_PROP)
		return add_property(loader);
	if (tag == FDT_END_NODE)
		return end_node(loader);
	return true;
}

static bool unflatten(struct loader *loader)
{
	const size_t property_bytes = sizeof(struct fdt_property);
	const uint8_t *tag;

	loader->cursor = structure_block(loader->blob);
	loader->properties = mk_arena_room(loader->arena, loader->cursor.size / property_bytes + 1,
		sizeof *loader->properties);
	while ((tag = take(&loader->cursor, FDT_TAGSIZE)) && cell(tag) != FDT_END)
		if (!take_tag(loader, cell(tag)))
			return false;
	return loader->tree->root ? true : refuse_broken(loader, "it has no root node");
}

static void read_reservations(struct loader *loader)
{
	struct mk_dt_tree *tree = loader->tree;
	int count = fdt_num_mem_rsv(loader->blob);
	struct mk_dt_reservation *list;

	if (count <= 0)
		return;
	list = mk_arena_array(loader->arena, (size_t)count, sizeof *list);
	for (int i = 0; i < count; i++) {
		struct mk_dt_reservation *one = &list[tree->reservation_count];
		if (!fdt_get_mem_rsv(loader->blob, i, &one->start, &one->size) && one->size)
			tree->reservation_count++;
	}
	tree->reservations = list;
}

static int compare_handles(const void *left, const void *right)
{
	const struct handle *a = left;
	const struct handle *b = right;

	if (a->phandle != b->phandle)
		return a->phandle < b->phandle ? -1 : 1;
	return mk_compare_numbers(a->order, b->order);
}

/* Of nodes with the same phandle, the first in the blob comes first. */
static void index_phandles(struct loader *loader)
{
	struct mk_dt_tree *tree = loader->tree;
	MK_VEC(struct handle) handles = {NULL, 0, 0};

	for (struct mk_dt_node *node = tree->root; node; node = node->next) {
		struct handle handle = {node->phandle, handles.count, node};
		if (node->phandle)
			*mk_vec_add(loader->arena, &handles) = handle;
	}
	if (!handles.count)
		return;
	mk_vec_sort(&handles, compare_handles);
	tree->by_phandle = mk_arena_array(loader->arena, handles.count, sizeof *tree->by_phandle);
	tree->phandle_count = handles.count;
	for (size_t i = 0; i < handles.count; i++)
		tree->by_phandle[i] = handles.items[i].node;
}

struct mk_dt_tree *mk_dt_load(struct mk_arena *arena, const struct mk_source *source,
	const void *blob, size_t length, struct mk_findings *findings)
{
	struct mk_dt_tree *tree = mk_arena_alloc(arena, sizeof *tree);
	struct loader loader = {.arena = arena, .findings = findings, .tree = tree};

	tree->source = source;
	tree->names_legal = true;
	if (!is_blob(&loader, blob, length) || !take_blob(&loader, blob, length))
		return NULL;
	if (!unflatten(&loader))
		return NULL;
	tree->node_count = loader.node_count;
	tree->boot_cpu = fdt_boot_cpuid_phys(loader.blob);
	tree->size_bytes = fdt_totalsize(loader.blob);
	read_reservations(&loader);
	index_phandles(&loader);
	return tree;
}
