/* SPDX-License-Identifier: BSD-2-Clause */
#include "built.h"

#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "memory.h"

char *built_path(const char *folder, const char *path)
{
	size_t length = strlen(folder);

	if (*path == '/')
		return must_print("%s", path);
	return must_print("%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", path);
}

static void load_image(mk_ctx *ctx, const char *folder, const char *path)
{
	char *name = built_path(folder, path);
	struct input input;
	const char *reason = input_read(&input, name, INPUT_BUILT);

	if (reason)
		mk_miss_image(ctx, path, name, reason);
	else
		mk_load_image(ctx, path, name, input.bytes, input.length);
	input_free(&input);
	free(name);
}

/* One after the other, so that only one of them is in memory at a time. */
static void load_images(mk_ctx *ctx, const char *folder, struct built *built)
{
	if (mk_list_images(ctx, &built->images, &built->image_count) != MK_OK)
		return;
	for (size_t i = 0; i < built->image_count; i++)
		load_image(ctx, folder, built->images[i]);
}

static void load_file(mk_ctx *ctx, const char *path,
	mk_status (*load)(mk_ctx *ctx, const char *name, const void *bytes, size_t length))
{
	struct input input;
	const char *reason = input_read(&input, path, INPUT_BUILT);

	if (reason)
		mk_report_unreadable(ctx, path, reason);
	else
		load(ctx, path, input.bytes, input.length);
	input_free(&input);
}

/* What was packed can be compared with what it was packed from. */
static bool has_all(const char *const *values)
{
	return values[OPTION_IMAGES] && values[OPTION_ARCHIVE] && values[OPTION_LOADER];
}

/* Status is not looked at: mk_check comes to the same and reports more. */
void built_load(mk_ctx *ctx, const struct invocation *invocation, struct built *built)
{
	const char *const *values = invocation->values;

	if (invocation->command->keeps_images || has_all(values))
		mk_keep_images(ctx);
	if (values[OPTION_IMAGES])
		load_images(ctx, values[OPTION_IMAGES], built);
	if (values[OPTION_ARCHIVE])
		load_file(ctx, values[OPTION_ARCHIVE], mk_load_archive);
	if (values[OPTION_LOADER])
		load_file(ctx, values[OPTION_LOADER], mk_load_loader);
}
