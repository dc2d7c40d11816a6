/* SPDX-License-Identifier: BSD-2-Clause */
/* What there is: checks, formats, platforms, contracts. */
#include "base/words.h"
#include "board/devices.h"
#include "board/tree.h"
#include "check/catalogue.h"
#include "doc/doc.h"
#include "emit/emit.h"
#include "layout/keys.h"
#include "layout/schema.h"
#include "plan/plan.h"
#include "report/report.h"
#include "run/ctx.h"
#include "show/show.h"
#include "tell/board_format.h"

struct check_list {
	mk_ctx *ctx;
	const mk_check_info *const *checks;
	size_t count;
};

static void list_checks(void *data)
{
	struct check_list *list = data;

	list->checks = mk_problem_catalogue(&list->ctx->arena, &list->count);
}

mk_status mk_list_checks(mk_ctx *ctx, const mk_check_info *const **checks, size_t *count)
{
	struct check_list list = {.ctx = ctx};
	mk_status status = mk_ctx_run(ctx, list_checks, &list);

	*checks = status == MK_OK ? list.checks : NULL;
	*count = status == MK_OK ? list.count : 0;
	return status;
}

const char *mk_check_info_code(const mk_check_info *check)
{
	return check->code;
}

const char *mk_check_info_name(const mk_check_info *check)
{
	return check->name;
}

const char *mk_check_info_severity(const mk_check_info *check)
{
	return mk_severity_name(check->severity);
}

const char *mk_check_info_title(const mk_check_info *check)
{
	return check->title;
}

const char *mk_check_info_why(const mk_check_info *check)
{
	return check->why;
}

const char *mk_check_info_fix(const mk_check_info *check)
{
	return check->fix;
}

struct explanation {
	mk_ctx *ctx;
	const char *wanted; /* code or name; codes in either case */
	bool found;
	const char *nearest;
};

static void explain(struct mk_buffer *out, void *data)
{
	struct explanation *explanation = data;
	const struct mk_problem *problem = mk_problem_find(explanation->wanted);

	if (problem)
		mk_explain(problem, out);
	explanation->found = problem;
}

mk_status mk_explain_code(mk_ctx *ctx, const char *code, const char **bytes, size_t *length)
{
	struct explanation explanation = {.ctx = ctx, .wanted = code};
	const char *text;
	size_t size;
	mk_status status = mk_ctx_write(ctx, explain, &explanation, &text, &size);

	if (status != MK_OK)
		return status;
	if (!explanation.found)
		return MK_MISUSE;
	*bytes = text;
	*length = size;
	return MK_OK;
}

static void find_nearest(void *data)
{
	struct explanation *explanation = data;
	struct mk_arena *arena = &explanation->ctx->arena;
	size_t count;
	const struct mk_problem *const *problems = mk_problem_catalogue(arena, &count);
	const char **names = mk_arena_array(arena, count, 2 * sizeof *names);

	for (size_t i = 0; i < count; i++) {
		names[2 * i] = problems[i]->code;
		names[2 * i + 1] = problems[i]->name;
	}
	explanation->nearest = mk_nearest_name(explanation->wanted, names, 2 * count);
}

const char *mk_nearest_code(mk_ctx *ctx, const char *wanted)
{
	struct explanation explanation = {.ctx = ctx, .wanted = wanted};

	return mk_ctx_run(ctx, find_nearest, &explanation) == MK_OK ? explanation.nearest : NULL;
}

const char *mk_nearest(const char *wanted, const char *const *names, size_t count)
{
	return mk_nearest_name(wanted, names, count);
}

struct mk_list_item {
	const char *name;
	const char *doc;
};

const char *mk_list_item_name(const mk_list_item *item)
{
	return item->name;
}

const char *mk_list_item_doc(const mk_list_item *item)
{
	return item->doc;
}

struct item_list {
	mk_ctx *ctx;
	mk_list which;
	MK_VEC(const mk_list_item *) items;
};

static void add_item(struct item_list *list, const char *name, const char *doc)
{
	mk_list_item *item = mk_arena_alloc(&list->ctx->arena, sizeof *item);

	*item = (mk_list_item){name, doc};
	*mk_vec_add(&list->ctx->arena, &list->items) = item;
}

static void list_outputs(struct item_list *list)
{
	for (size_t i = 0; i < mk_format_count; i++) {
		const struct mk_format *format = mk_formats[i];
		const char *folder = format->scope == MK_FORMAT_NODE ? "NODE/" : "";
		add_item(list, mk_arena_printf(&list->ctx->arena, "%s%s", folder, format->file),
			format->doc);
	}
}

static void list_displays(struct item_list *list)
{
	for (size_t i = 0; i < mk_display_count; i++)
		add_item(list, mk_displays[i]->name, mk_displays[i]->doc);
}

static void list_reports(struct item_list *list)
{
	for (size_t i = 0; i < mk_report_format_count; i++)
		add_item(list, mk_report_formats[i]->name, mk_report_formats[i]->doc);
}

static void list_board_formats(struct item_list *list)
{
	for (size_t i = 0; i < mk_board_format_count; i++)
		add_item(list, mk_board_formats[i]->name, mk_board_formats[i]->doc);
}

static const char *platform_doc(struct mk_arena *arena, const struct mk_platform *platform)
{
	return mk_arena_printf(arena, "KernelPlatform %-13s  %-6s  INTIDs up to %u%s%s%s",
		platform->name, mk_gic_kind_name(platform->gic), (unsigned)platform->max_irq,
		platform->also ? "; also for " : "", platform->also ? platform->also : "",
		platform->obstacle ? "; not in the contract's kernel" : "");
}

static void list_platforms(struct item_list *list)
{
	for (size_t i = 0; i < mk_platform_count; i++)
		add_item(list, mk_platforms[i].board ? mk_platforms[i].board : mk_platforms[i].name,
			platform_doc(&list->ctx->arena, &mk_platforms[i]));
}

static void list_contracts(struct item_list *list)
{
	for (size_t i = 0; i < mk_contract_count; i++)
		add_item(list, mk_contracts[i]->name,
			mk_arena_printf(&list->ctx->arena,
				"enforces %s; leaves open %s; kernel %s, loader %s",
				mk_contracts[i]->enforces, mk_contracts[i]->leaves,
				mk_contracts[i]->kernel, mk_contracts[i]->loader));
}

/* "nodes[].memory[].start" and the like, depth first; rows do not nest in a circle. */
static void list_record_keys(
	struct item_list *list, const struct mk_record_rows *rows, const char *prefix)
{
	struct mk_arena *arena = &list->ctx->arena;

	for (size_t i = 0; i < rows->key_count; i++) {
		const struct mk_key *key = &rows->keys[i];
		bool is_list = key->type == MK_KEY_RECORDS || key->type == MK_KEY_TEXTS ||
			       key->type == MK_KEY_WORDS;
		const char *path =
			mk_arena_printf(arena, "%s%s%s", prefix, key->name, is_list ? "[]" : "");
		if (key->hidden)
			continue;
		add_item(list, path, key->doc);
		if (key->record)
			list_record_keys(list, key->record, mk_arena_printf(arena, "%s.", path));
	}
}

static void list_keys(struct item_list *list)
{
	list_record_keys(list, &mk_layout_rows, "");
}

static void list_aliases(struct item_list *list)
{
	const struct mk_dt_node *aliases = mk_dt_child(list->ctx->board->tree->root, "aliases");

	for (uint32_t i = 0; aliases && i < aliases->property_count; i++) {
		const char *path = mk_dt_string_at(&aliases->properties[i], 0);
		if (path)
			add_item(list, aliases->properties[i].name, path);
	}
}

static void list_devices(struct item_list *list)
{
	const struct mk_devices *devices;
	const struct mk_device *device;

	if (!list->ctx->board)
		return;
	list_aliases(list);
	devices = mk_board_devices(list->ctx->board, &list->ctx->arena);
	mk_each(device, &devices->list)
		add_item(list, device->node->path, "");
}

static void list_build(struct item_list *list)
{
	struct mk_arena *arena = &list->ctx->arena;

	for (size_t i = 0; i < mk_contract_count; i++)
		add_item(list, mk_arena_printf(arena, "contract %s", mk_contracts[i]->name),
			mk_arena_printf(arena, "kernel %s, loader %s", mk_contracts[i]->kernel,
				mk_contracts[i]->loader));
	add_item(list, "libraries", MK_LIBRARIES);
	add_item(list, "limits",
		mk_arena_printf(arena, "layout %s, device tree %s, %u nodes",
			mk_size_text(arena, MK_DOC_MAX_BYTES),
			mk_size_text(arena, MK_DTB_MAX_BYTES), MK_PLAN_MAX_NODES));
}

static void (*const listers[])(struct item_list *list) = {
	[MK_LIST_OUTPUTS] = list_outputs,
	[MK_LIST_DISPLAYS] = list_displays,
	[MK_LIST_REPORTS] = list_reports,
	[MK_LIST_PLATFORMS] = list_platforms,
	[MK_LIST_CONTRACTS] = list_contracts,
	[MK_LIST_KEYS] = list_keys,
	[MK_LIST_BOARD_FORMATS] = list_board_formats,
	[MK_LIST_DEVICES] = list_devices,
	[MK_LIST_BUILD] = list_build,
};

static void list_items(void *data)
{
	struct item_list *list = data;

	listers[list->which](list);
}

mk_status mk_list_items(
	mk_ctx *ctx, mk_list which, const mk_list_item *const **items, size_t *count)
{
	struct item_list list = {.ctx = ctx, .which = which};
	mk_status status;

	*items = NULL;
	*count = 0;
	if ((unsigned)which >= sizeof listers / sizeof *listers)
		return MK_MISUSE;
	status = mk_ctx_run(ctx, list_items, &list);
	if (status != MK_OK)
		return status;
	*items = list.items.items;
	*count = list.items.count;
	return MK_OK;
}

static void render_schema(struct mk_buffer *out, void *data)
{
	(void)data;
	mk_schema_write(out);
}

mk_status mk_render_schema(mk_ctx *ctx, const char **bytes, size_t *length)
{
	*bytes = "";
	*length = 0;
	return mk_ctx_write(ctx, render_schema, NULL, bytes, length);
}
