/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/include.h"

#include <string.h>

#include "doc/reading_problems.h"
#include "layout/scalars.h"
#include "syntax/syntax.h"

/* Deeper nesting is a circle, or nobody's to understand. */
#define INCLUDE_MAX_DEPTH 8u

/* In one layout: each is read whole. */
#define INCLUDE_MAX_FILES 64u

#define KEY "include"

struct including {
	mk_ctx *ctx;
	const struct including *above; /* the file that includes this one; NULL: none */
	const char *path;	       /* of the file at hand; NULL: the layout itself */
	bool *failed;		       /* whether some file is not taken in */
	const char *folder; /* of the file at hand, relative to the layout's; "" or with a '/' */
	unsigned depth;
};

static const struct mk_doc *include_all(const struct including *at, const struct mk_doc *doc);

/* --- one tree of two -------------------------------------------------------------------------- */

static const struct mk_doc *joined(
	mk_ctx *ctx, const struct mk_doc *own, const struct mk_doc *other);

static void add_entry(mk_ctx *ctx, struct mk_doc *map, const struct mk_doc_entry *entry,
	const struct mk_doc *value)
{
	struct mk_doc *copy = mk_arena_alloc(&ctx->arena, sizeof *copy);

	*copy = *value;
	mk_doc_add_entry(&ctx->findings, map, entry->origin, entry->key, copy);
}

/* Aliases let a map stand in several places: it is left as it is, and a new one made. */
static const struct mk_doc *joined_maps(
	mk_ctx *ctx, const struct mk_doc *own, const struct mk_doc *other)
{
	struct mk_doc *map = mk_arena_alloc(&ctx->arena, sizeof *map);
	const struct mk_doc_entry *entry;

	map->kind = MK_DOC_MAP;
	map->origin = own->origin;
	mk_each(entry, &own->entries) {
		const struct mk_doc *there = mk_doc_value(other, entry->key);
		add_entry(ctx, map, entry, there ? joined(ctx, entry->value, there) : entry->value);
	}
	mk_each(entry, &other->entries)
		if (!mk_doc_value(own, entry->key) && strcmp(entry->key, KEY) != 0)
			add_entry(ctx, map, entry, entry->value);
	return map;
}

static const struct mk_doc *joined_lists(
	mk_ctx *ctx, const struct mk_doc *own, const struct mk_doc *other)
{
	struct mk_doc *list = mk_arena_alloc(&ctx->arena, sizeof *list);
	struct mk_doc *const *item;

	list->kind = MK_DOC_LIST;
	list->origin = own->origin;
	mk_each(item, &other->items)
		*mk_vec_add(&ctx->arena, &list->items) = *item;
	mk_each(item, &own->items)
		*mk_vec_add(&ctx->arena, &list->items) = *item;
	return list;
}

static const struct mk_doc *joined(
	mk_ctx *ctx, const struct mk_doc *own, const struct mk_doc *other)
{
	if (own->kind == MK_DOC_MAP && other->kind == MK_DOC_MAP)
		return joined_maps(ctx, own, other);
	if (own->kind == MK_DOC_LIST && other->kind == MK_DOC_LIST)
		return joined_lists(ctx, own, other);
	return own;
}

/* --- files ------------------------------------------------------------------------------------ */

/* Whether a path leads out of the folder that it is relative to. */
static bool escapes(const char *path)
{
	size_t depth = 0;

	if (*path == '/')
		return true;
	while (*path) {
		size_t length = strcspn(path, "/");
		if (length == 2 && strncmp(path, "..", 2) == 0) {
			if (!depth--)
				return true;
		} else if (length && !(length == 1 && *path == '.')) {
			depth++;
		}
		path += length + (path[length] == '/');
	}
	return false;
}

static void refuse(
	const struct including *at, struct mk_origin origin, const char *path, const char *reason)
{
	mk_report(&at->ctx->findings, &mk_unreadable_file, origin, "cannot read '%s': %s", path,
		reason);
	*at->failed = true;
}

static void refuse_outside(const struct including *at, struct mk_origin origin, const char *path)
{
	struct mk_finding *finding = mk_report(&at->ctx->findings, &mk_unreadable_file, origin,
		"cannot read '%s': It is outside the layout's folder", path);

	mk_suggest(&at->ctx->findings, finding,
		"move it there; for a layout that you trust, --include-outside lets it name any file");
	*at->failed = true;
}

static bool is_in_itself(const struct including *at, const char *path)
{
	for (; at && at->path; at = at->above)
		if (strcmp(at->path, path) == 0)
			return true;
	return false;
}

static const struct mk_doc *read(
	const struct including *at, struct mk_origin origin, const char *path)
{
	mk_ctx *ctx = at->ctx;
	struct mk_source *source = mk_arena_alloc(&ctx->arena, sizeof *source);
	const char *bytes = NULL;
	size_t length = 0;
	const char *reason = ctx->include ? ctx->include(ctx->include_data, path, &bytes, &length)
					  : "This program reads no further files";

	if (reason) {
		refuse(at, origin, path, reason);
		return NULL;
	}
	mk_ctx_note_input(ctx, "include", path, bytes, length);
	*source = mk_ctx_copy_source(ctx, path, bytes, length);
	*mk_vec_add(&ctx->arena, &ctx->includes) = path;
	return mk_syntax_read(&ctx->arena, source, &ctx->findings);
}

static bool is_within_bounds(const struct including *at, struct mk_origin origin)
{
	if (at->depth == INCLUDE_MAX_DEPTH) {
		mk_report(&at->ctx->findings, &mk_too_deep, origin,
			"files are included more than %u deep: does one of them include itself?",
			INCLUDE_MAX_DEPTH);
		return false;
	}
	if (at->ctx->includes.count == INCLUDE_MAX_FILES) {
		mk_report(&at->ctx->findings, &mk_too_large, origin,
			"more than %u files are included", INCLUDE_MAX_FILES);
		return false;
	}
	return true;
}

/* Relative to the file that names it, so that a folder of shared parts can be moved as it is. */
static const struct mk_doc *include(
	const struct including *at, const struct mk_doc *doc, const struct mk_doc *name)
{
	struct mk_subject subject = {.key = KEY};
	struct including below = {
		.ctx = at->ctx, .above = at, .failed = at->failed, .depth = at->depth + 1};
	const struct mk_doc *part;
	struct mk_text path;
	const char *whole;
	const char *slash;

	if (!mk_decode_text(&at->ctx->findings, subject, name, &path) ||
		!is_within_bounds(at, name->origin)) {
		*at->failed = true;
		return doc;
	}
	whole = mk_arena_printf(
		&at->ctx->arena, "%s%s", *path.value == '/' ? "" : at->folder, path.value);
	if (!at->ctx->include_outside && (*path.value == '/' || escapes(whole))) {
		refuse_outside(at, name->origin, path.value);
		return doc;
	}
	if (is_in_itself(at, whole)) {
		refuse(at, name->origin, path.value, "It includes itself");
		return doc;
	}
	below.path = whole;
	part = read(at, name->origin, whole);
	*at->failed |= !part;
	if (!part)
		return doc;
	if (part->kind != MK_DOC_MAP) {
		*at->failed = true;
		mk_refuse_kind(&at->ctx->findings, (struct mk_subject){.key = NULL}, part, "a map");
		return doc;
	}
	slash = strrchr(whole, '/');
	below.folder =
		mk_arena_copy(&at->ctx->arena, whole, slash ? (size_t)(slash - whole) + 1 : 0);
	return joined_maps(at->ctx, doc, include_all(&below, part));
}

/* Of a list, later files add to earlier ones. */
static const struct mk_doc *include_all(const struct including *at, const struct mk_doc *doc)
{
	const struct mk_doc *names = mk_doc_value(doc, KEY);

	if (!names)
		return doc;
	if (names->kind != MK_DOC_LIST)
		return include(at, doc, names);
	for (size_t i = names->items.count; i-- > 0;)
		doc = include(at, doc, names->items.items[i]);
	return doc;
}

const struct mk_doc *mk_include_all(mk_ctx *ctx, const struct mk_doc *doc)
{
	bool failed = false;
	struct including at = {.ctx = ctx, .folder = "", .failed = &failed};

	if (doc->kind == MK_DOC_MAP)
		doc = include_all(&at, doc);
	return failed ? NULL : doc;
}

mk_status mk_set_include(mk_ctx *ctx, mk_include *include_file, void *data)
{
	if (ctx->exhausted)
		return MK_NO_MEMORY;
	if (!mk_ctx_may(ctx, MK_STEP_LAYOUT))
		return MK_MISUSE;
	ctx->include = include_file;
	ctx->include_data = data;
	return MK_OK;
}

mk_status mk_include_outside(mk_ctx *ctx)
{
	if (!mk_ctx_may(ctx, MK_STEP_LAYOUT))
		return MK_MISUSE;
	ctx->include_outside = true;
	return MK_OK;
}

const char *mk_layout_include(const mk_ctx *ctx, size_t index)
{
	return index < ctx->includes.count ? ctx->includes.items[index] : NULL;
}
