/* SPDX-License-Identifier: BSD-2-Clause */
#include "depfile.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "folder.h"
#include "memory.h"
#include "message.h"
#include "output.h"

/*
 * A name as make reads it, to be freed. Blanks and '#' take a backslash, and so does each
 * backslash right before one; '$' is doubled.
 */
static char *escape(const char *name)
{
	char *escaped = must_allocate(2 * strlen(name) + 1, 1);
	char *at = escaped;

	for (; *name; name++) {
		size_t backslashes = strspn(name, "\\");
		if (*name == '$')
			*at++ = '$';
		else if (strchr(" \t#\\", name[backslashes]) && name[backslashes])
			*at++ = '\\';
		*at++ = *name;
	}
	return escaped;
}

static char *compose(const char *target, const char *const *inputs)
{
	char *name = escape(target);
	char *text = must_print("%s:", name);

	free(name);
	for (; *inputs; inputs++) {
		char *longer;
		name = escape(*inputs);
		longer = must_print("%s %s", text, name);
		free(text);
		free(name);
		text = longer;
	}
	name = must_print("%s\n", text);
	free(text);
	return name;
}

/* No spelling of a line break survives make. */
static int check_names(const char *target, const char *const *inputs)
{
	bool broken = strpbrk(target, "\r\n") != NULL;

	for (; *inputs; inputs++)
		broken = broken || strpbrk(*inputs, "\r\n");
	if (!broken)
		return EXIT_CLEAN;
	message("a dependency file cannot hold a name with a line break");
	return EXIT_UNREADABLE;
}

int depfile_write(const char *path, const char *target, const char *const *inputs)
{
	size_t name = path_name_offset(path);
	char *folder =
		name ? must_print("%.*s", name > 1 ? (int)name - 1 : 1, path) : must_print(".");
	char *text = compose(target, inputs);
	struct output output = {.root = -1};
	int status = check_names(target, inputs);

	if (status == EXIT_CLEAN)
		status = output_open(&output, folder);
	if (status == EXIT_CLEAN)
		status = output_add(&output, path + name, text, strlen(text));
	if (status == EXIT_CLEAN)
		status = output_write(&output);
	output_close(&output);
	free(text);
	free(folder);
	return status;
}
