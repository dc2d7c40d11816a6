/* SPDX-License-Identifier: BSD-2-Clause */
/* Each node, then and now. */
#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "tell/plan_diff_parts.h"

/* --- which is which --------------------------------------------------------------------------- */

/* A node that the other plan does not have, and what it would be recognised by. */
struct lone {
	const char *traits; /* core and memory; "" where it has neither */
	const struct mk_lock_node *node;
};

typedef MK_VEC(struct lone) lones;

static const char *traits_of(struct mk_diff *diff, const struct mk_lock_node *node)
{
	const struct mk_lock_region *region;
	struct mk_buffer text;

	mk_buffer_init(&text, diff->arena);
	mk_buffer_puts(&text, node->cpu ? node->cpu : "");
	mk_each(region, &node->memory)
		mk_buffer_printf(
			&text, " %" PRIx64 "-%" PRIx64, region->range.first, region->range.last);
	return text.text;
}

static void add_lone(struct mk_diff *diff, lones *list, const struct mk_lock_node *node)
{
	*mk_vec_add(diff->arena, list) = (struct lone){traits_of(diff, node), node};
}

static void add_pair(
	struct mk_diff *diff, const struct mk_lock_node *before, const struct mk_lock_node *after)
{
	*mk_vec_add(diff->arena, &diff->nodes) =
		(struct mk_node_pair){before, after, after ? after->name : before->name};
}

/* Both plans have their nodes by name. */
static void pair_by_name(struct mk_diff *diff, lones *gone, lones *new)
{
	size_t i = 0, j = 0;

	while (i < diff->before->nodes.count || j < diff->after->nodes.count) {
		const struct mk_lock_node *before = &diff->before->nodes.items[i];
		const struct mk_lock_node *after = &diff->after->nodes.items[j];
		int order = i == diff->before->nodes.count  ? 1
			    : j == diff->after->nodes.count ? -1
							    : strcmp(before->name, after->name);
		if (order < 0)
			add_lone(diff, gone, before);
		else if (order > 0)
			add_lone(diff, new, after);
		else
			add_pair(diff, before, after);
		i += order <= 0;
		j += order >= 0;
	}
}

static int compare_lones(const void *left, const void *right)
{
	const struct lone *a = left;
	const struct lone *b = right;
	int order = strcmp(a->traits, b->traits);

	return order ? order : strcmp(a->node->name, b->node->name);
}

static void add_rename(
	struct mk_diff *diff, const struct mk_lock_node *before, const struct mk_lock_node *after)
{
	add_pair(diff, before, after);
	*mk_vec_add(diff->arena, &diff->renames) = (struct mk_rename){before->name, after->name};
}

/* Those that are the same but for their name. */
static void pair_by_traits(struct mk_diff *diff, lones *gone, lones *new)
{
	size_t i = 0, j = 0;

	mk_vec_sort(gone, compare_lones);
	mk_vec_sort(new, compare_lones);
	while (i < gone->count || j < new->count) {
		int order = i == gone->count  ? 1
			    : j == new->count ? -1
					      : strcmp(gone->items[i].traits, new->items[j].traits);
		if (order < 0 || (order == 0 && !*gone->items[i].traits))
			add_pair(diff, gone->items[i++].node, NULL);
		else if (order > 0)
			add_pair(diff, NULL, new->items[j++].node);
		else
			add_rename(diff, gone->items[i++].node, new->items[j++].node);
	}
}

static int compare_pairs(const void *left, const void *right)
{
	const struct mk_node_pair *a = left;
	const struct mk_node_pair *b = right;

	return strcmp(a->name, b->name);
}

static int compare_renames(const void *left, const void *right)
{
	const struct mk_rename *a = left;
	const struct mk_rename *b = right;

	return strcmp(a->before, b->before);
}

void mk_diff_pair_nodes(struct mk_diff *diff)
{
	lones gone = {0};
	lones new = {0};

	pair_by_name(diff, &gone, &new);
	pair_by_traits(diff, &gone, &new);
	mk_vec_sort(&diff->nodes, compare_pairs);
	mk_vec_sort(&diff->renames, compare_renames);
}

/* --- one that came or went -------------------------------------------------------------------- */

static uint64_t memory_of(const struct mk_lock_node *node)
{
	const struct mk_lock_region *region;
	uint64_t sum = 0;

	mk_each(region, &node->memory)
		sum += mk_range_size(region->range);
	return sum;
}

static void tell_alone(struct mk_diff *diff, const struct mk_lock_node *node, const char *what)
{
	size_t devices = node->document->devices.count;
	size_t interrupts = node->document->spis.count;

	mk_diff_head(diff, NULL);
	mk_buffer_printf(diff->out, "node '%s' %s: %s, %s of memory in %zu range%s",
		mk_diff_shown(diff, node->name), what,
		node->cpu ? mk_diff_shown(diff, node->cpu) : "no core",
		mk_diff_size(diff, memory_of(node)), node->memory.count,
		node->memory.count == 1 ? "" : "s");
	mk_buffer_printf(diff->out, ", %zu device%s, %zu interrupt%s\n", devices,
		devices == 1 ? "" : "s", interrupts, interrupts == 1 ? "" : "s");
}

/* --- one that is still there ------------------------------------------------------------------ */

static void compare_cores(
	struct mk_diff *diff, const struct mk_lock_node *then, const struct mk_lock_node *now)
{
	if (!mk_diff_same_text(then->cpu, now->cpu))
		mk_diff_line(diff, "now runs on %s, not on %s", mk_diff_shown(diff, now->cpu),
			mk_diff_shown(diff, then->cpu));
	mk_diff_texts(diff, mk_diff_decimal(diff, then->document->id),
		mk_diff_decimal(diff, now->document->id), "its id");
	mk_diff_texts(diff, mk_diff_decimal(diff, then->document->rank),
		mk_diff_decimal(diff, now->document->rank), "its place in the loader's archive");
}

static void compare_flag(struct mk_diff *diff, bool then, bool now, const char *what)
{
	if (now != then)
		mk_diff_line(diff, "%s is %s now", what, now ? "on" : "off");
}

static const struct mk_row_setting *find_setting(const mk_row_settings *settings, const char *name)
{
	const struct mk_row_setting *setting;

	mk_each(setting, settings)
		if (strcmp(setting->name, name) == 0)
			return setting;
	return NULL;
}

/* In each of the other's settings are those that differ, and those that only one has. */
static void compare_settings(
	struct mk_diff *diff, const mk_row_settings *then, const mk_row_settings *now)
{
	const struct mk_row_setting *setting;

	mk_each(setting, now) {
		const struct mk_row_setting *old = find_setting(then, setting->name);
		mk_diff_texts(diff, old ? old->value : NULL, setting->value,
			mk_diff_shown(diff, setting->name));
	}
	mk_each(setting, then)
		if (!find_setting(now, setting->name))
			mk_diff_line(diff, "%s is no longer set; it was %s",
				mk_diff_shown(diff, setting->name),
				mk_diff_shown(diff, setting->value));
}

/* A path below the node's own name, as it is where nothing else is said, goes with the name. */
static const char *below_name(const char *path, const char *name)
{
	size_t length = strlen(name);

	return path && strncmp(path, name, length) == 0 && path[length] == '/' ? path + length
									       : path;
}

static void compare_image(struct mk_diff *diff, const struct mk_node_pair *pair, const char *then,
	const char *now, const char *what)
{
	if (!mk_diff_same_text(
		    below_name(then, pair->before->name), below_name(now, pair->after->name)))
		mk_diff_texts(diff, then, now, what);
}

static void compare_images(struct mk_diff *diff, const struct mk_node_pair *pair)
{
	static const struct mk_plan_document_images none;
	const struct mk_plan_document_images *then = pair->before->document->images;
	const struct mk_plan_document_images *now = pair->after->document->images;

	if (!then)
		then = &none;
	compare_image(diff, pair, then->kernel, now->kernel, "its kernel image");
	compare_image(diff, pair, then->dtb, now->dtb, "its tree's image");
	compare_image(diff, pair, then->root, now->root, "its root task's image");
}

static void compare_kernel(struct mk_diff *diff, const struct mk_node_pair *pair)
{
	const struct mk_plan_document_node *then = pair->before->document;
	const struct mk_plan_document_node *now = pair->after->document;

	compare_flag(diff, then->hypervisor, now->hypervisor, "the hypervisor");
	compare_flag(diff, then->debug, now->debug, "the debug build");
	compare_flag(diff, then->printing, now->printing, "kernel printing");
	mk_diff_texts(diff, then->console.text, now->console.text, "its kernel's console");
	compare_settings(diff, &then->settings, &now->settings);
	compare_images(diff, pair);
}

static mk_row_texts holdings_of(struct mk_diff *diff, const mk_plan_document_holdings *holdings)
{
	const struct mk_plan_document_holding *holding;
	mk_row_texts list = {0};

	mk_each(holding, holdings)
		mk_diff_list_range(diff, &list, holding->range, NULL, NULL);
	return list;
}

static mk_row_texts kept_of(struct mk_diff *diff, const struct mk_plan_document_node *node)
{
	const struct mk_plan_document_kept *kept;
	mk_row_texts list = {0};

	mk_each(kept, &node->reserved)
		mk_diff_list_range(diff, &list, kept->range, NULL, NULL);
	return list;
}

static void compare_beside_ram(struct mk_diff *diff, const struct mk_plan_document_node *then,
	const struct mk_plan_document_node *now)
{
	mk_diff_lists(diff, holdings_of(diff, &then->own), holdings_of(diff, &now->own),
		"new own memory", "removed own memory");
	mk_diff_lists(diff, holdings_of(diff, &then->mmio), holdings_of(diff, &now->mmio),
		"new registers", "removed registers");
	mk_diff_lists(diff, kept_of(diff, then), kept_of(diff, now), "is now kept out of",
		"is no longer kept out of");
}

/* The digest only says that something else differs. */
static void compare_others(struct mk_diff *diff, const struct mk_plan_document_node *then,
	const struct mk_plan_document_node *now)
{
#define TOLD(member) offsetof(struct mk_plan_document_node, member)
	static const size_t told[] = {TOLD(name), TOLD(id), TOLD(rank), TOLD(cpu), TOLD(phys_base),
		TOLD(memory), TOLD(reserved), TOLD(devices), TOLD(spis), TOLD(hypervisor),
		TOLD(debug), TOLD(printing), TOLD(settings), TOLD(images), TOLD(components),
		TOLD(digest), TOLD(own), TOLD(mmio), TOLD(console), 0};
#undef TOLD

	mk_diff_others(diff, &mk_plan_document_node_rows, then, now, told);
}

static void compare_pair(
	struct mk_diff *diff, const struct mk_node_pair *pair, const struct mk_handovers *handovers)
{
	const struct mk_plan_document_node *then = pair->before->document;
	const struct mk_plan_document_node *now = pair->after->document;

	mk_diff_head(
		diff, mk_arena_printf(diff->arena, "node '%s'", mk_diff_shown(diff, pair->name)));
	if (strcmp(then->name, now->name) != 0)
		mk_diff_line(
			diff, "is the one that was called '%s'", mk_diff_shown(diff, then->name));
	compare_cores(diff, pair->before, pair->after);
	mk_diff_memory(diff, pair->before, pair->after);
	compare_beside_ram(diff, then, now);
	mk_diff_gains(diff, handovers, pair->name);
	compare_kernel(diff, pair);
	mk_diff_lists(diff, mk_diff_list_texts(diff, &then->components),
		mk_diff_list_texts(diff, &now->components), "new component", "removed component");
	compare_others(diff, then, now);
}

void mk_diff_nodes(struct mk_diff *diff)
{
	const struct mk_handovers *handovers = mk_diff_handovers(diff);
	const struct mk_node_pair *pair;

	mk_each(pair, &diff->nodes)
		if (!pair->before)
			tell_alone(diff, pair->after, "is new");
		else if (!pair->after)
			tell_alone(diff, pair->before, "is gone");
		else
			compare_pair(diff, pair, handovers);
	mk_diff_passed(diff, handovers);
}
