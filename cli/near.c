/* SPDX-License-Identifier: BSD-2-Clause */
#include "near.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mkpart/mkpart.h>

#include "memory.h"

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Of files whose names are equally near, the first: folders have no order of their own. */
static char *nearest_of(const char *name, struct dirent *const *entries, size_t count)
{
	const char **names = must_allocate(count + 1, sizeof *names);
	const char *nearest;
	char *result;

	for (size_t i = 0; i < count; i++)
		names[i] = entries[i]->d_name;
	nearest = mk_nearest(name, names, count);
	result = nearest ? must_print("%s", nearest) : NULL;
	free((void *)names);
	return result;
}

char *near_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct dirent **entries = NULL;
	char *result = NULL;
	char *folder;
	int count;

	if (access(path, F_OK) == 0)
		return NULL;
	folder = slash ? must_print("%.*s", (int)(slash + 1 - path), path) : must_print(".");
	count = scandir(folder, &entries, is_visible, alphasort);
	if (count > 0)
		result = nearest_of(slash ? slash + 1 : path, entries, (size_t)count);
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	free(folder);
	return result;
}
