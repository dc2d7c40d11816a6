/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the archive's order and names: CONTRACT, "Loader". */
#include "doc/json.h"
#include "emit/emit.h"
#include "emit/text.h"
#include "plan/archive.h"
#include "plan/boot_regions.h"
#include "plan/order.h"

static void add_entry(struct mk_json *json, struct mk_json_value *list,
	const struct mk_plan_node *node, const char *role, const char *name, const char *file)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_text(json, item, "node", node->name);
	mk_json_text(json, item, "role", role);
	mk_json_text(json, item, "name", name);
	mk_json_text(json, item, "file", file);
}

static void add_archive(struct mk_json *json, const struct mk_plan *plan)
{
	struct mk_json_value *archive = mk_json_object(json, json->root, "archive");
	struct mk_json_value *list;

	mk_json_text(json, archive, "format", "newc");
	list = mk_json_list(json, archive, "entries");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		const struct mk_plan_node *node = mk_plan_node_at_rank(plan, rank);
		add_entry(json, list, node, "kernel", mk_archive_name(node, MK_IMAGE_KERNEL),
			node->kernel_image);
		add_entry(json, list, node, "dtb", mk_archive_name(node, MK_IMAGE_DTB),
			node->dtb_image);
		add_entry(json, list, node, "root", mk_archive_name(node, MK_IMAGE_ROOT),
			node->root_image);
	}
}

/* The loader's image: a block for each node, then what is written to memory. */
static void add_regions(struct mk_json *json, const struct mk_plan *plan)
{
	static const char *const kinds[] = {
		[MK_BOOT_KERNEL] = "kernel", [MK_BOOT_ROOT] = "root", [MK_BOOT_SHARED] = "shared"};
	mk_boot_regions regions = {0};
	const struct mk_boot_region *region;
	struct mk_json_value *list = mk_json_list(json, json->root, "regions");

	mk_boot_regions_of(json->arena, plan, NULL, &regions);
	mk_each(region, &regions) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "kind", kinds[region->kind]);
		mk_json_text(json, item, region->kind == MK_BOOT_SHARED ? "region" : "node",
			region->name);
		mk_json_text(json, item, "file", region->file);
		mk_json_range(
			json, item, (struct mk_range){region->place.base, region->place.end - 1});
	}
}

static void add_node(
	struct mk_json *json, struct mk_json_value *list, const struct mk_plan_node *node)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_text(json, item, "name", node->name);
	mk_json_number(json, item, "id", node->id);
	mk_json_number(json, item, "rank", node->rank);
	mk_json_text(json, item, "core", node->cpu->node->path);
	mk_json_hex(json, item, "mpidr", node->cpu->mpidr);
	mk_json_hex(json, item, "phys_base", node->phys_base);
	if (node->boot)
		mk_json_text(json, item, "block",
			mk_arena_printf(json->arena, "%s/boot.bin", node->name));
}

/* --- what no tree says, for those who judge the outputs by it -----------------------------------
 */

static void add_paths(struct mk_json *json, const char *key, const mk_dt_node_list *nodes)
{
	struct mk_json_value *list = nodes->count ? mk_json_list(json, json->root, key) : NULL;

	for (size_t i = 0; i < nodes->count; i++)
		mk_json_text(json, list, NULL, nodes->items[i]->path);
}

static void add_outside_shared(struct mk_json *json, struct mk_json_value *item,
	const struct mk_plan *plan, const struct mk_plan_outside *outside)
{
	mk_shared_list shared = mk_order_shared(json->arena, plan);
	struct mk_json_value *list = mk_json_list(json, item, "shared");

	for (size_t i = 0; i < shared.count; i++) {
		mk_outside_list members = mk_order_outsiders(json->arena, plan, shared.items[i]);
		for (size_t j = 0; j < members.count; j++)
			if (members.items[j] == outside)
				mk_json_text(json, list, NULL, shared.items[i]->name);
	}
}

static void add_outside(struct mk_json *json, const struct mk_plan *plan)
{
	mk_outside_list order = mk_order_outside(json->arena, plan);
	struct mk_json_value *list = order.count ? mk_json_list(json, json->root, "outside") : NULL;

	for (size_t i = 0; i < order.count; i++) {
		mk_holding_list own = mk_order_holdings_outside(json->arena, plan, order.items[i]);
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		struct mk_json_value *memory;
		mk_json_text(json, item, "name", order.items[i]->name);
		memory = mk_json_list(json, item, "memory");
		for (size_t j = 0; j < own.count; j++)
			if (own.items[j]->region.placed)
				mk_json_range(json, mk_json_object(json, memory, NULL),
					own.items[j]->region.range);
		add_outside_shared(json, item, plan, order.items[i]);
	}
}

/* Nothing where the layout says nothing. */
static void add_stated(struct mk_json *json, const struct mk_plan *plan)
{
	mk_dt_node_list lifted = mk_order_lifted(json->arena, plan);
	mk_dt_node_list given = mk_order_given(json->arena, plan);

	add_paths(json, "lifted", &lifted);
	add_paths(json, "given", &given);
	add_outside(json, plan);
}

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	struct mk_json json;
	struct mk_json_value *part;

	(void)node;
	mk_json_begin(&json, out->arena);
	mk_json_text(&json, json.root, "format", "mkpart-loader");
	mk_json_number(&json, json.root, "version", 1);
	mk_emit_generated(&json, plan);
	part = mk_json_object(&json, json.root, "contract");
	mk_json_text(&json, part, "name", plan->contract->name);
	mk_json_text(&json, part, "loader", plan->contract->loader);
	mk_json_number(&json, json.root, "node_count", (uint32_t)plan->by_rank.count);
	if (plan->loader.placed) {
		mk_json_hex(&json, json.root, "start", plan->loader_start);
		mk_json_range(&json, mk_json_object(&json, json.root, "range"), plan->loader.range);
	}
	if (plan->contract->boot)
		add_regions(&json, plan);
	else
		add_archive(&json, plan);
	part = mk_json_list(&json, json.root, "nodes");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		add_node(&json, part, mk_plan_node_at_rank(plan, rank));
	add_stated(&json, plan);
	mk_json_end(&json, out);
}

const struct mk_format mk_format_loader_manifest = {
	.name = "loader-manifest",
	.file = "loader/manifest.json",
	.scope = MK_FORMAT_BOARD,
	.doc = "what the loader's archive or image contains, in which order, and where it runs",
	.emit = emit,
};
