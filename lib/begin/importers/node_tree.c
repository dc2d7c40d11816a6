/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The device tree of one node, as its kernel is built with it: the board's own, changed by an
 * overlay that somebody wrote by hand. Memory, what is withheld, and interrupts are carried over;
 * every other difference is listed.
 */
#include <inttypes.h>
#include <string.h>

#include "base/escape.h"
#include "base/kind.h"
#include "base/sort.h"
#include "base/words.h"
#include "begin/importer.h"
#include "doc/reading_problems.h"

/* More than a GIC has interrupts. */
#define IRQ_LIST_MAX 1024u

#define IRQS "seL4,spi-irqs"

/* Nodes by path, or properties by name: what is looked up for each of a large tree. */
struct index {
	const void **items;
	size_t count;
};

struct node_tree {
	struct mk_sketch *sketch;
	const struct mk_source *source;
	const struct mk_board *own; /* the node's */
	size_t party;
};

static const struct mk_dt_tree *board_tree(const struct node_tree *at)
{
	return at->sketch->board->tree;
}

static struct mk_origin origin_at(const struct node_tree *at, const char *path)
{
	return (struct mk_origin){.source = at->source, .path = path};
}

static int compare_paths(const void *left, const void *right)
{
	const struct mk_dt_node *a = *(const struct mk_dt_node *const *)left;
	const struct mk_dt_node *b = *(const struct mk_dt_node *const *)right;

	return strcmp(a->path, b->path);
}

static int compare_path(const void *key, const void *item)
{
	return strcmp(key, (*(const struct mk_dt_node *const *)item)->path);
}

static int compare_property_names(const void *left, const void *right)
{
	const struct mk_dt_property *a = *(const struct mk_dt_property *const *)left;
	const struct mk_dt_property *b = *(const struct mk_dt_property *const *)right;

	return strcmp(a->name, b->name);
}

static int compare_property_name(const void *key, const void *item)
{
	return strcmp(key, (*(const struct mk_dt_property *const *)item)->name);
}

static struct index index_nodes(struct mk_arena *arena, const struct mk_dt_tree *tree)
{
	struct index index = {0};
	const struct mk_dt_node *node;

	for (node = tree->root; node; node = node->next)
		index.count++;
	index.items = mk_arena_array(arena, index.count, sizeof *index.items);
	for (node = tree->root; node; node = node->next)
		index.items[node->order] = node;
	mk_sort(index.items, index.count, sizeof *index.items, compare_paths);
	return index;
}

static struct index index_properties(struct mk_arena *arena, const struct mk_dt_node *node)
{
	struct index index = {.count = node->property_count};

	index.items = mk_arena_array(arena, index.count + 1, sizeof *index.items);
	for (uint32_t i = 0; i < node->property_count; i++)
		index.items[i] = &node->properties[i];
	mk_sort(index.items, index.count, sizeof *index.items, compare_property_names);
	return index;
}

static const void *look_up(const struct index *index, const char *key,
	int (*compare)(const void *key, const void *item))
{
	const void *const *found =
		mk_find(key, index->items, index->count, sizeof *index->items, compare);

	return found ? *found : NULL;
}

static int compare_reserved(const void *key, const void *item)
{
	return mk_ranges_compare(
		*(const struct mk_range *)key, ((const struct mk_reservation *)item)->range);
}

static bool reserves(const struct mk_board *board, const struct mk_reservation *wanted)
{
	return mk_vec_find(&board->reservations, &wanted->range, compare_reserved) != NULL;
}

/* --- memory ----------------------------------------------------------------------------------- */

static void keep_parts(struct node_tree *at, const struct mk_owned_range *withheld, size_t count,
	struct mk_range bank)
{
	struct mk_arena *arena = at->sketch->arena;
	struct mk_sketch_party *node = &at->sketch->parties.items[at->party];
	struct mk_hole_walk walk;
	struct mk_range part;

	mk_holes_begin(&walk, withheld, count, bank);
	while (mk_holes_next(&walk, &part))
		*mk_vec_add(arena, &node->memory) = (struct mk_sketch_range){.range = part};
}

static bool is_same_ram(const mk_banks *a, const mk_banks *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (mk_ranges_compare(a->items[i].range, b->items[i].range) != 0)
			return false;
	return true;
}

/* Whether the file says nothing of memory: all of the board's is left in. */
static bool leaves_ram_alone(struct node_tree *at, const mk_banks *own)
{
	mk_banks boards = {0};
	const struct mk_reservation *reservation;

	mk_board_kernel_ram(board_tree(at), at->sketch->arena, &boards);
	mk_each(reservation, &at->own->reservations)
		if (reservation->kind == MK_RESERVED_NO_MAP &&
			!reserves(at->sketch->board, reservation))
			return false;
	return is_same_ram(own, &boards);
}

/* What its kernel has as RAM: of all memory nodes what no child with no-map takes. */
static void read_memory(struct node_tree *at)
{
	struct mk_arena *arena = at->sketch->arena;
	size_t count = at->own->reservations.count;
	struct mk_owned_range *withheld = mk_arena_array(arena, count + 1, sizeof *withheld);
	const struct mk_reservation *reservation;
	const struct mk_bank *bank;
	mk_banks banks = {0};
	size_t used = 0;

	mk_each(reservation, &at->own->reservations)
		if (reservation->kind == MK_RESERVED_NO_MAP)
			withheld[used++] = (struct mk_owned_range){reservation->range, 0};
	mk_ranges_sort(withheld, used);
	mk_board_kernel_ram(at->own->tree, arena, &banks);
	if (leaves_ram_alone(at, &banks))
		return;
	mk_each(bank, &banks)
		keep_parts(at, withheld, used, bank->range);
}

/* --- reserved memory -------------------------------------------------------------------------- */

static const char *file_word(const struct node_tree *at)
{
	return mk_ascii_text(at->sketch->arena, at->source->name);
}

static void read_reserved(struct node_tree *at)
{
	struct mk_arena *arena = at->sketch->arena;
	struct mk_sketch_party *node = &at->sketch->parties.items[at->party];
	const struct mk_reservation *reservation;

	mk_each(reservation, &at->own->reservations) {
		if (reservation->kind != MK_RESERVED_NO_MAP ||
			reserves(at->sketch->board, reservation))
			continue;
		*mk_vec_add(arena, &node->reserved) = (struct mk_sketch_range){
			.range = reservation->range,
			.why = mk_arena_printf(arena, "%s in %s",
				mk_ascii_text(arena, reservation->node->name), file_word(at))};
	}
}

/* A reservation of the board that this node's kernel has no more. */
static void read_lifted(struct node_tree *at)
{
	struct mk_sketch *sketch = at->sketch;
	const struct mk_board *board = sketch->board;

	for (size_t i = 0; i < board->reservations.count; i++) {
		const struct mk_reservation *reservation = &board->reservations.items[i];
		if (reservation->kind == MK_RESERVED_NO_MAP && !sketch->lifted[i] &&
			!reserves(at->own, reservation))
			sketch->lifted[i] =
				mk_arena_printf(sketch->arena, "deleted in %s", file_word(at));
	}
}

/* --- interrupts ------------------------------------------------------------------------------- */

static bool lists(const struct mk_sketch_party *node, struct mk_intid intid)
{
	const struct mk_intid *other;

	mk_each(other, &node->interrupts)
		if (other->value == intid.value)
			return true;
	return false;
}

/* Whether it has SPIs, and the node lists all of them. */
static bool is_wholly_listed(const struct mk_sketch_party *node, const struct mk_device *device)
{
	const struct mk_interrupt *interrupt;
	bool any = false;

	mk_each(interrupt, &device->interrupts) {
		if (interrupt->kind != MK_INTERRUPT_SPI)
			continue;
		if (!lists(node, interrupt->intid))
			return false;
		any = true;
	}
	return any;
}

/* A node that has a device's interrupts has the device: an overlay cannot say more of it. */
static void give_devices(struct node_tree *at)
{
	const struct mk_board *board = at->sketch->board;
	const struct mk_devices *devices = mk_board_devices(board, at->sketch->arena);
	const struct mk_device *device;

	mk_each(device, &devices->list)
		if (device->node != board->gic.node && device->node != board->timer &&
			is_wholly_listed(&at->sketch->parties.items[at->party], device))
			mk_sketch_give_device(at->sketch, at->party, device->node);
}

static bool read_interrupts(struct node_tree *at)
{
	const struct mk_dt_node *chosen = mk_dt_by_path(at->own->tree, "/chosen");
	const struct mk_dt_property *list = chosen ? mk_dt_property(chosen, IRQS) : NULL;
	uint32_t count = list ? list->length / 4 : 0;

	if (count > IRQ_LIST_MAX) {
		mk_report(at->sketch->findings, &mk_too_large, origin_at(at, "/chosen"),
			"'%s' lists %" PRIu32 " interrupts, more than any GIC has", IRQS, count);
		return false;
	}
	for (uint32_t i = 0; i < count; i++)
		mk_sketch_give_interrupt(
			at->sketch, at->party, origin_at(at, "/chosen"), mk_dt_cell(list, i));
	give_devices(at);
	return true;
}

/* --- the core --------------------------------------------------------------------------------- */

/* Where the tree has one core alone, that is the node's; else nothing tells. */
static const struct mk_cpu *only_core(const struct node_tree *at)
{
	const struct mk_board *board = at->sketch->board;

	if (at->own->cpus.count == 1)
		for (size_t i = 0; i < board->cpus.count; i++)
			if (board->cpus.items[i].mpidr == at->own->cpus.items[0].mpidr)
				return &board->cpus.items[i];
	return NULL;
}

/* --- what else differs ------------------------------------------------------------------------ */

/* Carried over as a whole, or made by mkpart, or how dtc numbers things. */
static bool is_known_node(const struct mk_dt_node *node)
{
	return mk_dt_is_memory(node) || strcmp(node->path, "/reserved-memory") == 0 ||
	       strcmp(node->path, "/cpus") == 0 || strcmp(node->path, "/__symbols__") == 0 ||
	       strcmp(node->path, "/__fixups__") == 0 ||
	       strcmp(node->path, "/__local_fixups__") == 0;
}

static bool is_known_property(const struct mk_dt_node *node, const char *name)
{
	static const char *const made[] = {IRQS, "seL4,kernel-devices", "seL4,elfloader-devices"};

	if (strcmp(name, "phandle") == 0 || strcmp(name, "linux,phandle") == 0)
		return true;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (strcmp(node->path, "/chosen") == 0 && strcmp(name, made[i]) == 0)
			return true;
	return false;
}

/* The same number, or a reference to the same node, which dtc may have numbered anew. */
static bool is_same_cell(const struct node_tree *at, uint32_t own, uint32_t boards)
{
	const struct mk_dt_node *target;
	const struct mk_dt_node *other;

	if (own == boards)
		return true;
	target = mk_dt_by_phandle(at->own->tree, own);
	other = mk_dt_by_phandle(board_tree(at), boards);
	return target && other && strcmp(target->path, other->path) == 0;
}

static bool is_same_property(const struct node_tree *at, const struct mk_dt_property *own,
	const struct mk_dt_property *boards)
{
	if (own->length != boards->length)
		return false;
	if (!own->length || memcmp(own->bytes, boards->bytes, own->length) == 0)
		return true;
	if (own->length % 4 != 0)
		return false;
	for (uint32_t i = 0; i < own->length / 4; i++)
		if (!is_same_cell(at, mk_dt_cell(own, i), mk_dt_cell(boards, i)))
			return false;
	return true;
}

static void compare_properties(
	struct node_tree *at, const struct mk_dt_node *own, const struct mk_dt_node *boards)
{
	struct index own_index = index_properties(at->sketch->arena, own);
	struct index index = index_properties(at->sketch->arena, boards);

	for (uint32_t i = 0; i < own->property_count; i++) {
		const char *name = own->properties[i].name;
		const struct mk_dt_property *other = look_up(&index, name, compare_property_name);
		if (is_known_property(own, name) ||
			(other && is_same_property(at, &own->properties[i], other)))
			continue;
		mk_sketch_leave(at->sketch, origin_at(at, own->path), "'%s' is %s", name,
			other ? "changed" : "added");
	}
	for (uint32_t i = 0; i < boards->property_count; i++) {
		const char *name = boards->properties[i].name;
		if (!is_known_property(boards, name) &&
			!look_up(&own_index, name, compare_property_name))
			mk_sketch_leave(
				at->sketch, origin_at(at, own->path), "'%s' is deleted", name);
	}
}

/* The next node that is not below this one. */
static const struct mk_dt_node *behind(const struct mk_dt_node *node)
{
	while (node && !node->next_sibling)
		node = node->parent;
	return node ? node->next_sibling : NULL;
}

/* A device that the board's tree does not have: its registers are the node's. */
static bool give_added(struct node_tree *at, const struct mk_dt_node *node)
{
	struct mk_arena *arena = at->sketch->arena;
	const struct mk_mmio *mmio;
	mk_mmios registers = {0};

	mk_board_mmio(at->own, arena, node, &registers);
	mk_each(mmio, &registers) {
		struct mk_sketch_range range = {.range = mmio->range,
			.name = mk_sketch_name(
				arena, mk_arena_copy(arena, node->name, strcspn(node->name, "@"))),
			.why = mk_arena_printf(arena, "%s of %s", mk_ascii_text(arena, node->path),
				file_word(at))};
		if (mmio->window || mk_sketch_touches_ram(at->sketch, mmio->range))
			return false;
		mk_sketch_give_registers(at->sketch, at->party, origin_at(at, node->path), &range);
	}
	return registers.count;
}

/* Nodes of one tree that the other lacks, topmost ones; what both have is compared if wanted. */
static void list_lacking(struct node_tree *at, const struct mk_dt_tree *tree,
	const struct mk_dt_tree *other, const char *what, bool compare)
{
	struct index index = index_nodes(at->sketch->arena, other);
	const struct mk_dt_node *node = tree->root;

	while (node) {
		const struct mk_dt_node *twin = look_up(&index, node->path, compare_path);
		if (is_known_node(node) || !twin) {
			if (!is_known_node(node) && !(compare && give_added(at, node)))
				mk_sketch_leave(at->sketch, origin_at(at, node->path),
					"this node is %s", what);
			node = behind(node);
			continue;
		}
		if (compare)
			compare_properties(at, node, twin);
		node = node->next;
	}
}

static void list_differences(struct node_tree *at)
{
	list_lacking(at, at->own->tree, board_tree(at), "added", true);
	list_lacking(at, board_tree(at), at->own->tree, "deleted", false);
}

/* --- the file --------------------------------------------------------------------------------- */

/* node1/overlay.dts and node1.dts are both node1's. */
static const char *name_of(struct mk_arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	const char *dot = strchr(base, '.');
	size_t length = dot && dot > base ? (size_t)(dot - base) : strlen(base);
	const char *start = slash;

	if (length == strlen("overlay") && strncmp(base, "overlay", length) == 0 && slash) {
		while (start > path && start[-1] != '/')
			start--;
		return mk_arena_copy(arena, start, (size_t)(slash - start));
	}
	return mk_arena_copy(arena, base, length);
}

static bool read_node(struct node_tree *at)
{
	struct mk_arena *arena = at->sketch->arena;
	const char *name = name_of(arena, at->source->name);

	if (!mk_sketch_party_add(
		    at->sketch, origin_at(at, NULL), *name ? name : "node", false, &at->party))
		return false;
	at->sketch->parties.items[at->party].cpu = only_core(at);
	mk_sketch_remark(at->sketch, at->party, "From %s.", at->source->name);
	read_memory(at);
	read_reserved(at);
	read_lifted(at);
	list_differences(at);
	return read_interrupts(at);
}

static bool read_node_tree(struct mk_sketch *sketch, const struct mk_source *source)
{
	struct node_tree at = {.sketch = sketch, .source = source};

	at.own = mk_board_load(
		sketch->arena, source, source->text, source->length, NULL, sketch->findings);
	return at.own && read_node(&at);
}

static bool is_tree(const struct mk_source *source)
{
	return mk_kind_of(source->text, source->length) == MK_KIND_DTB;
}

const struct mk_importer mk_importer_node_tree = {
	.name = "node_tree",
	.doc = "the device tree of a node (DTB)",
	.recognizes = is_tree,
	.read = read_node_tree,
};
