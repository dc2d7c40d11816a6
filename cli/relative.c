/* SPDX-License-Identifier: BSD-2-Clause */
#include "relative.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"

char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return must_print(".");
	return must_print("%.*s", slash == path ? 1 : (int)(slash - path), path);
}

const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The folder of a file without links and "..", "" for the root. NULL where it is missing. */
static char *real_folder(const char *path)
{
	char *folder = folder_of(path);
	char *real = realpath(folder, NULL);

	free(folder);
	if (real && strcmp(real, "/") == 0)
		*real = '\0';
	return real;
}

/* How many bytes of two folders' paths are whole folders that they share. */
static size_t common_length(const char *a, const char *b)
{
	size_t common = 0;
	size_t i = 0;

	for (; a[i] && a[i] == b[i]; i++)
		if (a[i] == '/')
			common = i;
	if ((!a[i] || a[i] == '/') && (!b[i] || b[i] == '/'))
		common = i;
	return common;
}

/* From folder to folder, as "../../x/". To be freed. */
static char *way(const char *from, const char *to)
{
	size_t common = common_length(from, to);
	char *path = must_print("%s%s", to[common] ? to + common + 1 : "", to[common] ? "/" : "");

	for (const char *at = from + common; *at; at++) {
		char *longer;
		if (*at != '/')
			continue;
		longer = must_print("../%s", path);
		free(path);
		path = longer;
	}
	return path;
}

char *path_from(const char *from, const char *path)
{
	char *start = *path == '/' ? NULL : real_folder(from);
	char *end = start ? real_folder(path) : NULL;
	char *result;

	if (end) {
		char *steps = way(start, end);
		result = must_print("%s%s", steps, name_of(path));
		free(steps);
	} else {
		result = must_print("%s", path);
	}
	free(start);
	free(end);
	return result;
}

/* What there is of a folder without links, and the rest of its path as it is spelled. */
static char *real_as_far(const char *folder)
{
	char *real = realpath(folder, NULL);
	const char *slash = strrchr(folder, '/');
	char *above, *result;

	if (real || strcmp(folder, ".") == 0 || strcmp(folder, "/") == 0)
		return real;
	above = folder_of(folder);
	real = real_as_far(above);
	free(above);
	if (!real)
		return NULL;
	result =
		must_print("%s/%s", strcmp(real, "/") == 0 ? "" : real, slash ? slash + 1 : folder);
	free(real);
	return result;
}

char *way_from_folder(const char *folder, const char *path)
{
	char *start = real_as_far(folder);
	char *end = start ? real_folder(path) : NULL;
	char *steps = end ? way(strcmp(start, "/") == 0 ? "" : start, end) : NULL;
	char *result = must_print("%s%s", steps ? steps : "", name_of(path));

	free(start);
	free(end);
	free(steps);
	return result;
}
