/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/report.h"
#include "run/ctx.h"
#include "show/show.h"

struct rendering {
	mk_ctx *ctx;
	const struct mk_report_format *report;
	const struct mk_display *display;
	mk_ctx *const *contexts;
	size_t context_count;
	struct mk_report_options options;
	size_t columns;
};

static void render_findings(struct mk_buffer *out, void *data)
{
	struct rendering *rendering = data;
	struct mk_report_group *groups =
		mk_arena_array(out->arena, rendering->context_count, sizeof *groups);
	struct mk_report report = {
		groups, rendering->context_count, rendering->options, mk_version()};

	for (size_t i = 0; i < rendering->context_count; i++) {
		mk_ctx *ctx = rendering->contexts[i];
		mk_findings_sort(&ctx->findings);
		groups[i] = (struct mk_report_group){
			ctx->layout_source.name, ctx->board_source.name, &ctx->findings};
	}
	rendering->report->write(&report, out);
}

mk_status mk_render_findings(mk_ctx *const *contexts, size_t count, const char *format,
	unsigned options, const char **bytes, size_t *length)
{
	struct rendering rendering = {
		.report = mk_report_format_find(format),
		.contexts = contexts,
		.context_count = count,
		.options = {.color = options & MK_RENDER_COLOR,
			.quiet = options & MK_RENDER_QUIET,
			.columns = options >> MK_RENDER_COLUMNS},
	};

	if (!rendering.report || !count)
		return MK_MISUSE;
	for (size_t i = 0; i < count; i++)
		if (contexts[i]->exhausted)
			return MK_NO_MEMORY;
	rendering.ctx = contexts[0];
	return mk_ctx_write(rendering.ctx, render_findings, &rendering, bytes, length);
}

static void render_plan(struct mk_buffer *out, void *data)
{
	struct rendering *rendering = data;

	mk_ctx *ctx = rendering->ctx;
	struct mk_view view = {
		.plan = ctx->plan,
		.findings = &ctx->findings,
		.layout = ctx->layout_source.name,
		.board = ctx->board_source.name,
		.version = mk_version(),
		.columns = rendering->columns,
		.color = rendering->options.color,
	};

	mk_findings_sort(&ctx->findings);
	rendering->display->draw(&view, out);
}

/* Two addresses and what joins them must have room. */
static size_t columns_within_reason(unsigned columns)
{
	if (columns == 0)
		return 80;
	return columns < 40 ? 40 : columns;
}

mk_status mk_render_plan(mk_ctx *ctx, const char *format, unsigned options, unsigned columns,
	const char **bytes, size_t *length)
{
	struct rendering rendering = {.ctx = ctx,
		.display = mk_display_find(format),
		.options = {.color = options & MK_RENDER_COLOR},
		.columns = columns_within_reason(columns)};

	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !rendering.display)
		return MK_MISUSE;
	if (!ctx->plan) {
		*bytes = "";
		*length = 0;
		return mk_ctx_status(ctx);
	}
	return mk_ctx_write(ctx, render_plan, &rendering, bytes, length);
}
