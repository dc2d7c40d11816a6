/* SPDX-License-Identifier: BSD-2-Clause */
#include "formats.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "message.h"
#include "names.h"

const char *format_chosen(const struct invocation *invocation)
{
	const char *given = invocation->values[OPTION_FORMAT];

	return given ? given : invocation->command->default_format;
}

/* Names of `count` items, to be freed; the items live in `ctx`. */
static const char **list_names(mk_ctx *ctx, mk_list list, size_t *count)
{
	const mk_list_item *const *items = NULL;
	const char **names;

	*count = 0;
	/* Without the names every format would be an unknown one. */
	if (!ctx || mk_list_items(ctx, list, &items, count) != MK_OK)
		out_of_memory();
	names = must_allocate(*count, sizeof *names);
	for (size_t i = 0; i < *count; i++)
		names[i] = mk_list_item_name(items[i]);
	return names;
}

static int unknown_format(const char *wanted, const char *const *names, size_t count)
{
	char *all = join_names(names, count);

	message_unknown(mk_nearest(wanted, names, count), all, "unknown format '%s'", wanted);
	free(all);
	return EXIT_USAGE;
}

int format_check(const struct invocation *invocation)
{
	const char *wanted = invocation->values[OPTION_FORMAT];
	mk_ctx *ctx = wanted ? mk_ctx_new() : NULL;
	const char **names;
	size_t count;
	size_t i = 0;
	int status = EXIT_CLEAN;

	if (!wanted)
		return EXIT_CLEAN;
	names = list_names(ctx, invocation->command->formats, &count);
	while (i < count && strcmp(names[i], wanted) != 0)
		i++;
	if (i == count)
		status = unknown_format(wanted, names, count);
	free(names);
	mk_ctx_free(ctx);
	return status;
}

char *format_names(const struct command *command)
{
	mk_ctx *ctx = mk_ctx_new();
	size_t count;
	const char **names = list_names(ctx, command->formats, &count);
	char *text = must_print("%s", "");

	for (size_t i = 0; i < count; i++) {
		char *before = text;
		text = must_print("%s%s%s%s", before, i ? ", " : "", names[i],
			strcmp(names[i], command->default_format) == 0 ? " (default)" : "");
		free(before);
	}
	free(names);
	mk_ctx_free(ctx);
	return text;
}
