/* SPDX-License-Identifier: BSD-2-Clause */
/* Taking in what was built from the outputs. */
#include <string.h>

#include "base/sort.h"
#include "image/loader_image.h"
#include "run/ctx.h"

/* The section of the loader's ELF file that its build puts the archive into. */
#define LOADER_SECTION "._archive_cpio"

struct built {
	mk_ctx *ctx;
	struct mk_image *image;
	const char *name;
	const void *bytes;
	size_t length;
	const char *reason;
};

/* --- what the layout asks for ----------------------------------------------------------------- */

static int compare_images(const void *left, const void *right)
{
	return strcmp(
		((const struct mk_image *)left)->path, ((const struct mk_image *)right)->path);
}

/* Files that several nodes name become one. */
static size_t merge(struct mk_image *files, size_t count)
{
	size_t kept = 0;

	for (size_t i = 1; i < count; i++)
		if (strcmp(files[kept].path, files[i].path) == 0)
			files[kept].roles |= files[i].roles;
		else
			files[++kept] = files[i];
	return count ? kept + 1 : 0;
}

static void collect_files(mk_ctx *ctx)
{
	struct mk_images *images = &ctx->images;
	const struct mk_plan_node *node;

	mk_each(node, &ctx->plan->nodes)
		for (unsigned role = 0; role < MK_IMAGE_ROLES; role++) {
			struct mk_image *image;
			if (role == MK_IMAGE_DTB && ctx->plan->contract->boot)
				continue;
			image = mk_vec_add(&ctx->arena, &images->files);
			image->path = mk_plan_image_path(node, (enum mk_image_role)role);
			image->label = mk_arena_printf(&ctx->arena, "'%s'", image->path);
			image->roles = 1u << role;
		}
	mk_vec_sort(&images->files, compare_images);
	images->files.count = merge(images->files.items, images->files.count);
}

static void list_images(void *data)
{
	mk_ctx *ctx = data;
	const char **paths;

	mk_ctx_plan(ctx);
	if (!ctx->plan)
		return;
	collect_files(ctx);
	paths = mk_arena_array(&ctx->arena, ctx->images.files.count, sizeof *paths);
	for (size_t i = 0; i < ctx->images.files.count; i++)
		paths[i] = ctx->images.files.items[i].path;
	ctx->images.folder_given = true;
	ctx->image_paths = paths;
}

mk_status mk_list_images(mk_ctx *ctx, const char *const **paths, size_t *count)
{
	mk_status status = MK_OK;

	*paths = NULL;
	*count = 0;
	if (!mk_ctx_may(ctx, MK_STEP_IMAGES))
		return MK_MISUSE;
	if (!ctx->image_paths)
		status = mk_ctx_run(ctx, list_images, ctx);
	if (status != MK_OK)
		return status;
	*paths = ctx->image_paths;
	*count = ctx->images.files.count;
	return MK_OK;
}

/* --- the nodes' images ------------------------------------------------------------------------ */

/* One that was listed and not dealt with yet, or NULL. */
static struct mk_image *pending_image(mk_ctx *ctx, const char *path)
{
	struct mk_image *image =
		path && mk_ctx_may(ctx, MK_STEP_IMAGES) ? mk_images_find(&ctx->images, path) : NULL;

	return image && image->state == MK_IMAGE_NOT_GIVEN ? image : NULL;
}

static const char *copy_name(const struct built *built)
{
	return mk_arena_copy(&built->ctx->arena, built->name, strlen(built->name));
}

/* Takes its facts, and its bytes where these are wanted later. */
static void take_image(const struct built *built, struct mk_image *image)
{
	struct mk_arena *arena = &built->ctx->arena;

	mk_ctx_note_input(built->ctx, "image", built->name, built->bytes, built->length);
	image->label = mk_arena_printf(arena, "'%s'", built->name);
	mk_image_read(arena, image, copy_name(built), built->bytes, built->length);
	if (built->ctx->keep_images)
		image->bytes = mk_arena_copy(arena, built->bytes, built->length);
}

static void load_image(void *data)
{
	const struct built *built = data;

	take_image(built, built->image);
}

mk_status mk_load_image(
	mk_ctx *ctx, const char *path, const char *name, const void *bytes, size_t length)
{
	struct built built = {ctx, pending_image(ctx, path), name, bytes, length, NULL};

	if (!built.image || !name || (!bytes && length))
		return MK_MISUSE;
	return mk_ctx_run(ctx, load_image, &built);
}

static void miss_image(void *data)
{
	const struct built *built = data;
	struct mk_arena *arena = &built->ctx->arena;

	built->image->label = mk_arena_printf(arena, "'%s'", built->name);
	built->image->state = MK_IMAGE_UNREADABLE;
	built->image->complaint = mk_arena_copy(arena, built->reason, strlen(built->reason));
}

mk_status mk_miss_image(mk_ctx *ctx, const char *path, const char *name, const char *reason)
{
	struct built built = {ctx, pending_image(ctx, path), name, NULL, 0, reason};

	if (!built.image || !name || !reason)
		return MK_MISUSE;
	return mk_ctx_run(ctx, miss_image, &built);
}

/* --- archive and loader ----------------------------------------------------------------------- */

static void add_archive(
	const struct built *built, const char *where, const void *bytes, size_t length)
{
	mk_ctx *ctx = built->ctx;
	struct mk_archive *archive = mk_vec_add(&ctx->arena, &ctx->images.archives);

	archive->source = (struct mk_source){.name = copy_name(built), .length = built->length};
	archive->label = where;
	mk_archive_read(&ctx->arena, archive, bytes, length,
		(size_t)MK_IMAGE_ROLES * ctx->plan->by_rank.count);
}

static void add_loader_image(const struct built *built)
{
	mk_ctx *ctx = built->ctx;
	struct mk_loader_image *image = mk_arena_alloc(&ctx->arena, sizeof *image);

	image->source = (struct mk_source){.name = copy_name(built), .length = built->length};
	image->label = mk_arena_printf(&ctx->arena, "'%s'", built->name);
	mk_loader_image_read(&ctx->arena, ctx->plan->contract->boot->format, image,
		(const unsigned char *)mk_arena_copy(&ctx->arena, built->bytes, built->length),
		built->length);
	ctx->images.loader_image = image;
}

static void load_archive(void *data)
{
	const struct built *built = data;
	mk_ctx *ctx = built->ctx;

	mk_ctx_note_input(ctx, "archive", built->name, built->bytes, built->length);
	mk_ctx_plan(ctx);
	if (ctx->plan && ctx->plan->contract->boot)
		add_loader_image(built);
	else if (ctx->plan)
		add_archive(built, mk_arena_printf(&ctx->arena, "'%s'", built->name), built->bytes,
			built->length);
}

mk_status mk_load_archive(mk_ctx *ctx, const char *name, const void *bytes, size_t length)
{
	struct built built = {ctx, NULL, name, bytes, length, NULL};

	if (!mk_ctx_may(ctx, MK_STEP_ARCHIVE) || !name || (!bytes && length))
		return MK_MISUSE;
	mk_ctx_take(ctx, MK_STEP_ARCHIVE);
	return mk_ctx_run(ctx, load_archive, &built);
}

static void load_loader(void *data)
{
	const struct built *built = data;
	mk_ctx *ctx = built->ctx;
	struct mk_arena *arena = &ctx->arena;
	struct mk_image *loader = mk_arena_alloc(arena, sizeof *loader);
	const void *bytes;
	size_t length;

	loader->roles = 1u << MK_IMAGE_ROOT;
	take_image(built, loader);
	ctx->images.loader = loader;
	mk_ctx_plan(ctx);
	if (ctx->plan && mk_program_section(arena, built->bytes, built->length, LOADER_SECTION,
				 &bytes, &length))
		add_archive(built, mk_arena_printf(arena, "the archive in '%s'", built->name),
			bytes, length);
}

mk_status mk_load_loader(mk_ctx *ctx, const char *name, const void *bytes, size_t length)
{
	struct built built = {ctx, NULL, name, bytes, length, NULL};

	if (!mk_ctx_may(ctx, MK_STEP_LOADER) || !name || (!bytes && length))
		return MK_MISUSE;
	mk_ctx_take(ctx, MK_STEP_LOADER);
	return mk_ctx_run(ctx, load_loader, &built);
}
