/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/emit.h"
#include "report/report.h"
#include "run/ctx.h"

struct rendering {
	mk_ctx *ctx;
	const struct mk_report_format *report;
	const struct mk_format *display;
	struct mk_report_options options;
	struct mk_buffer out;
};

static mk_status render(
	struct rendering *rendering, void (*work)(void *data), const char **bytes, size_t *length)
{
	mk_status status = mk_ctx_run(rendering->ctx, work, rendering);

	if (status != MK_OK)
		return status;
	*bytes = rendering->out.text;
	*length = rendering->out.length;
	return MK_OK;
}

static void render_findings(void *data)
{
	struct rendering *rendering = data;

	mk_buffer_init(&rendering->out, &rendering->ctx->arena);
	mk_findings_sort(&rendering->ctx->findings);
	rendering->report->write(&rendering->ctx->findings, &rendering->options, &rendering->out);
}

mk_status mk_render_findings(
	mk_ctx *ctx, const char *format, bool color, const char **bytes, size_t *length)
{
	struct rendering rendering = {
		.ctx = ctx, .report = mk_report_format_find(format), .options = {.color = color}};

	if (!rendering.report)
		return MK_MISUSE;
	return render(&rendering, render_findings, bytes, length);
}

static void render_plan(void *data)
{
	struct rendering *rendering = data;

	mk_buffer_init(&rendering->out, &rendering->ctx->arena);
	rendering->display->emit(rendering->ctx->plan, NULL, &rendering->out);
}

mk_status mk_render_plan(mk_ctx *ctx, const char *format, const char **bytes, size_t *length)
{
	struct rendering rendering = {.ctx = ctx, .display = mk_format_find(format)};

	if (!ctx->checked || !rendering.display || rendering.display->scope != MK_FORMAT_DISPLAY)
		return MK_MISUSE;
	if (!ctx->plan) {
		*bytes = "";
		*length = 0;
		return mk_ctx_status(ctx);
	}
	return render(&rendering, render_plan, bytes, length);
}
