/* SPDX-License-Identifier: BSD-2-Clause */
/* Evidence: what is kept on the way, and the files that are made of it. */
#include "evidence/evidence.h"

#include <string.h>

#include "base/escape.h"
#include "base/sha256.h"
#include "check/catalogue.h"
#include "emit/emit.h"
#include "run/ctx.h"

static void keep(void *data)
{
	mk_ctx *ctx = data;

	ctx->kept = mk_arena_alloc(&ctx->arena, sizeof *ctx->kept);
	ctx->overrides.log = &ctx->kept->log;
}

mk_status mk_keep_evidence(mk_ctx *ctx)
{
	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (ctx->steps)
		return MK_MISUSE;
	return ctx->kept ? MK_OK : mk_ctx_run(ctx, keep, ctx);
}

void mk_ctx_note_input(
	mk_ctx *ctx, const char *role, const char *name, const void *bytes, size_t length)
{
	if (ctx->kept)
		*mk_vec_add(&ctx->arena, &ctx->kept->inputs) =
			(struct mk_evidence_file){.role = role,
				.name = mk_arena_copy(&ctx->arena, name, strlen(name)),
				.sha256 = mk_sha256_text(&ctx->arena, bytes, length),
				.length = length};
}

struct earlier {
	mk_ctx *ctx;
	const char *name;
	const char *bytes;
	size_t length;
	bool readable;
};

static void load_old(void *data)
{
	struct earlier *earlier = data;
	struct mk_arena *arena = &earlier->ctx->arena;
	struct mk_source *source = mk_arena_alloc(arena, sizeof *source);
	mk_evidence_changes none = {0};

	*source = mk_ctx_copy_source(earlier->ctx, earlier->name, earlier->bytes, earlier->length);
	earlier->ctx->kept->old = source;
	earlier->readable = mk_evidence_compare(arena, source, source, &none);
}

mk_status mk_load_old_evidence(mk_ctx *ctx, const char *name, const char *bytes, size_t length)
{
	struct earlier earlier = {ctx, name, bytes, length, false};
	mk_status status;

	if (!ctx->kept || ctx->kept->old || !name || (!bytes && length))
		return MK_MISUSE;
	status = mk_ctx_run(ctx, load_old, &earlier);
	return status == MK_OK && !earlier.readable ? MK_UNREADABLE : status;
}

struct making {
	mk_ctx *ctx;
	const char *const *command;
	const char *date;
	struct mk_evidence evidence;
	MK_VEC(const mk_artifact *) files;
};

/* None where the findings hold an error. */
static void add_outputs(struct making *making)
{
	struct mk_arena *arena = &making->ctx->arena;
	const mk_artifact *const *artifacts = making->ctx->artifacts;

	for (size_t i = 0; i < making->ctx->artifact_count; i++)
		*mk_vec_add(arena, &making->evidence.outputs) = (struct mk_evidence_file){
			.role = artifacts[i]->format->name,
			.name = artifacts[i]->path,
			.sha256 = mk_sha256_text(arena, artifacts[i]->bytes, artifacts[i]->length),
			.length = artifacts[i]->length,
			.of_node = artifacts[i]->format->scope == MK_FORMAT_NODE};
}

static const struct mk_source *written(struct making *making)
{
	struct mk_source *source = mk_arena_alloc(&making->ctx->arena, sizeof *source);
	struct mk_buffer out;

	mk_buffer_init(&out, &making->ctx->arena);
	mk_evidence_json(&making->evidence, &out);
	*source = (struct mk_source){"evidence.json", out.text, out.length};
	return source;
}

static void compare(struct making *making)
{
	const struct mk_kept *kept = making->ctx->kept;

	if (!kept->old)
		return;
	mk_evidence_compare(
		&making->ctx->arena, kept->old, written(making), &making->evidence.changes);
	making->evidence.old = kept->old->name;
}

static void gather(struct making *making)
{
	mk_ctx *ctx = making->ctx;
	struct mk_evidence *evidence = &making->evidence;

	mk_findings_sort(&ctx->findings);
	*evidence = (struct mk_evidence){.arena = &ctx->arena,
		.version = mk_version(),
		.libraries = MK_LIBRARIES,
		.date = making->date,
		.command = making->command,
		.layout = ctx->layout_source.name,
		.plan = ctx->plan,
		.findings = &ctx->findings,
		.log = &ctx->kept->log,
		.inputs = ctx->kept->inputs};
	evidence->catalogue = mk_problem_catalogue(&ctx->arena, &evidence->catalogue_count);
	add_outputs(making);
}

/* The last one has the digests of all others: it tells a set that a kill cut short from a whole
 * one. */
static const struct evidence_row {
	struct mk_format format;
	void (*write)(const struct mk_evidence *evidence, struct mk_buffer *out);
} rows[] = {
	{{.name = "checks", .file = "checks.csv"}, mk_evidence_checks_csv},
	{{.name = "page", .file = "evidence.html"}, mk_evidence_page},
	{{.name = "evidence", .file = "evidence.json"}, mk_evidence_json},
	{{.name = "sums", .file = "outputs.sha256"}, mk_evidence_sums},
	{{.name = "trace", .file = "trace.csv"}, mk_evidence_trace_csv},
	{{.name = "own-sums", .file = "evidence.sha256"}, mk_evidence_own_sums},
};

static void add_file(struct making *making, const struct evidence_row *row)
{
	struct mk_output *file = mk_arena_alloc(&making->ctx->arena, sizeof *file);
	struct mk_buffer out;

	mk_buffer_init(&out, &making->ctx->arena);
	mk_buffer_puts(&out, "");
	row->write(&making->evidence, &out);
	*file = (struct mk_output){row->format.file, &row->format, out.text, out.length};
	*mk_vec_add(&making->ctx->arena, &making->files) = file;
	*mk_vec_add(&making->ctx->arena, &making->evidence.files) =
		(struct mk_evidence_file){.role = row->format.name,
			.name = file->path,
			.sha256 = mk_sha256_text(&making->ctx->arena, out.text, out.length),
			.length = out.length};
}

static void make(void *data)
{
	struct making *making = data;
	mk_status status;

	gather(making);
	status = mk_stated_facts(
		making->ctx, &making->evidence.stated, &making->evidence.stated_count);
	if (status == MK_NO_MEMORY)
		mk_arena_exhaust(&making->ctx->arena);
	compare(making);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		add_file(making, &rows[i]);
}

mk_status mk_make_evidence(mk_ctx *ctx, const char *const *command, const char *date,
	const mk_artifact *const **files, size_t *count)
{
	struct making making = {.ctx = ctx, .command = command, .date = date};
	const mk_artifact *const *artifacts;
	size_t artifact_count;
	mk_status status;

	*files = NULL;
	*count = 0;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS) || !ctx->kept || !command)
		return MK_MISUSE;
	if (mk_emit(ctx, &artifacts, &artifact_count) == MK_NO_MEMORY)
		return MK_NO_MEMORY;
	status = mk_ctx_run(ctx, make, &making);
	if (status != MK_OK)
		return status;
	*files = making.files.items;
	*count = making.files.count;
	ctx->kept->changes = making.evidence.changes;
	return MK_OK;
}

/* --- what has changed, in words --------------------------------------------------------------- */

static void tell_changes(struct mk_buffer *out, void *data)
{
	const mk_ctx *ctx = data;
	const struct mk_evidence_change *change;

	mk_buffer_puts(out, "");
	mk_each(change, &ctx->kept->changes) {
		mk_escape_text(out, change->what, strlen(change->what));
		mk_buffer_puts(out, ": ");
		if (change->before)
			mk_escape_text(out, change->before, strlen(change->before));
		else
			mk_buffer_puts(out, "(was not there)");
		mk_buffer_puts(out, " -> ");
		if (change->after)
			mk_escape_text(out, change->after, strlen(change->after));
		else
			mk_buffer_puts(out, "(is gone)");
		mk_buffer_putc(out, '\n');
	}
}

mk_status mk_render_evidence_changes(mk_ctx *ctx, const char **bytes, size_t *length)
{
	*bytes = "";
	*length = 0;
	if (!ctx->kept)
		return MK_MISUSE;
	return mk_ctx_write(ctx, tell_changes, ctx, bytes, length);
}
