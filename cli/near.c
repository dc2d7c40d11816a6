/* SPDX-License-Identifier: BSD-2-Clause */
#include "near.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <mkpart/mkpart.h>

#include "find.h"
#include "memory.h"

char *near_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *nearest;
	char *result;
	char *folder;
	struct found found;

	if (access(path, F_OK) == 0)
		return NULL;
	folder = slash ? must_print("%.*s", (int)(slash + 1 - path), path) : must_print(".");
	found = find_files(folder);
	nearest =
		mk_nearest(slash ? slash + 1 : path, (const char *const *)found.names, found.count);
	result = nearest ? must_print("%s", nearest) : NULL;
	found_free(&found);
	free(folder);
	return result;
}
