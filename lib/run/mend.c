/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout's text, mended and in its canonical spelling. */
#include "layout/tidy.h"
#include "report/apply.h"
#include "run/ctx.h"
#include "syntax/syntax.h"

struct mending {
	mk_ctx *ctx;
	struct mk_apply apply;
	size_t count;
};

static void mend(struct mk_buffer *out, void *data)
{
	struct mending *mending = data;

	mending->count = mk_apply_remedies(out, &mending->ctx->findings, &mending->apply);
}

mk_status mk_fix_layout(mk_ctx *ctx, unsigned options, const char *const *codes, const char **bytes,
	size_t *length, size_t *count)
{
	struct mending mending = {ctx, {&ctx->layout_source, options & MK_FIX_GUESSES, codes}, 0};
	mk_status status;

	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !ctx->layout_source.text)
		return MK_MISUSE;
	status = mk_ctx_write(ctx, mend, &mending, bytes, length);
	if (status == MK_OK)
		*count = mending.count;
	return status;
}

/* What only carries remedies; nobody sees it. */
static const struct mk_problem style = {.code = "MK0000", .name = "style", .title = "style"};

/* Each number by itself, so that one that cannot be changed does not keep the others. */
static void tidy_numbers(struct mk_buffer *out, const mk_ctx *ctx)
{
	struct mk_apply apply = {.source = &ctx->layout_source, .guesses = true};
	struct mk_finding all = {.problem = &style};
	const struct mk_remedy *remedy;
	struct mk_findings findings;

	mk_findings_init(&findings, out->arena);
	mk_tidy_numbers(&findings, &all, ctx->doc);
	mk_each(remedy, &all.remedies) {
		struct mk_finding *one = mk_arena_alloc(out->arena, sizeof *one);
		one->problem = &style;
		*mk_vec_add(out->arena, &one->remedies) = *remedy;
		*mk_vec_add(out->arena, &findings.list) = one;
	}
	mk_apply_remedies(out, &findings, &apply);
}

/* Whether the text says what the layout says. */
static bool is_faithful(const mk_ctx *ctx, const struct mk_buffer *text)
{
	struct mk_source source = {ctx->layout_source.name, text->text, text->length};
	struct mk_findings findings;
	const struct mk_doc *doc;

	mk_findings_init(&findings, text->arena);
	doc = mk_syntax_read(text->arena, &source, &findings);
	return doc && mk_tidy_is_same(doc, ctx->doc);
}

/* Each step is taken where the text still says the same after it. */
static void format(struct mk_buffer *out, void *data)
{
	static void (*const steps[])(struct mk_buffer *, const char *, size_t) = {
		mk_tidy_spacing, mk_tidy_columns};
	const mk_ctx *ctx = data;
	struct mk_buffer text;

	mk_buffer_init(&text, out->arena);
	tidy_numbers(&text, ctx);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct mk_buffer better;
		mk_buffer_init(&better, out->arena);
		steps[i](&better, text.text, text.length);
		if (is_faithful(ctx, &better))
			text = better;
	}
	mk_buffer_add(out, text.text, text.length);
}

mk_status mk_format_layout(mk_ctx *ctx, const char **bytes, size_t *length)
{
	if (!mk_ctx_has(ctx, MK_STEP_LAYOUT))
		return MK_MISUSE;
	if (!ctx->doc)
		return mk_ctx_status(ctx) == MK_NO_MEMORY ? MK_NO_MEMORY : MK_UNREADABLE;
	return mk_ctx_write(ctx, format, ctx, bytes, length);
}
