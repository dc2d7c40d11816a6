/* SPDX-License-Identifier: BSD-2-Clause */
/* What mkpart has chosen, beside what the author wrote. */
#include <inttypes.h>
#include <string.h>

#include "lsp/facts.h"
#include "lsp/method.h"

struct hints {
	struct mk_call *call;
	struct mk_json_value *list;
	struct mk_lines lines;
	struct mk_stretch wanted;
};

static void announce(struct mk_json *json, struct mk_json_value *capabilities)
{
	mk_json_flag(json, capabilities, "inlayHintProvider", true);
}

/* Behind what the origin marks. */
static void add_hint(struct hints *hints, const struct mk_origin *origin, const char *label)
{
	struct mk_json *json = &hints->call->json;
	struct mk_stretch place;
	struct mk_json_value *item;

	if (!label || !origin->source || !origin->line)
		return;
	place = mk_lines_span(&hints->lines, origin);
	if (place.end < hints->wanted.first || place.end > hints->wanted.end)
		return;
	item = mk_json_object(json, hints->list, NULL);
	mk_put_position(json, item, "position", &hints->lines, place.end);
	mk_json_escaped(json, item, "label", label);
	mk_json_flag(json, item, "paddingLeft", true);
}

static void add_region(struct hints *hints, const struct mk_region *region)
{
	add_hint(hints, &region->origin, mk_region_place(hints->call->arena, region));
}

static void add_node(struct hints *hints, const struct mk_plan_node *node)
{
	const struct mk_region *region;

	if (node->cpu_chosen && node->cpu)
		add_hint(hints, &node->cpu_origin, node->cpu->node->name);
	mk_each(region, &node->regions)
		add_region(hints, region);
}

static void add_ipi(struct hints *hints, const struct mk_plan_ipi *ipi)
{
	if (!ipi->fixed && ipi->sgi != UINT32_MAX)
		add_hint(hints, &ipi->layout->name.origin,
			mk_arena_printf(hints->call->arena, "SGI %" PRIu32, ipi->sgi));
}

static void add_all(struct hints *hints, const struct mk_plan *plan)
{
	const struct mk_plan_node *node;
	const struct mk_plan_shared *shared;
	const struct mk_plan_ipi *ipi;

	mk_each(node, &plan->nodes)
		add_node(hints, node);
	mk_each(shared, &plan->shared)
		if (shared->layout)
			add_region(hints, &shared->region);
	if (plan->loader.request)
		add_region(hints, &plan->loader);
	mk_each(ipi, &plan->ipis)
		add_ipi(hints, ipi);
}

static void run_inlay_hint(struct mk_call *call)
{
	struct mk_document *document = mk_call_checked(call);
	struct hints hints = {.call = call};

	if (!document)
		return;
	mk_lines_of(&hints.lines, call->arena, document->ctx);
	if (!mk_call_range(call, &hints.lines, &hints.wanted))
		return;
	hints.list = mk_call_list(call);
	if (document->ctx->plan)
		add_all(&hints, document->ctx->plan);
}

const struct mk_lsp_method mk_lsp_method_inlay_hint = {
	.name = "textDocument/inlayHint",
	.announce = announce,
	.run = run_inlay_hint,
};
