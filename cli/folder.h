/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files below a folder, by relative path. No symbolic link is followed on the way down: what is
 * written stays below the folder.
 */
#ifndef FOLDER_H
#define FOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a path has plain names only: no "..", no leading '/', nothing but printable ASCII. */
bool path_is_inside(const char *path);

/* Where a path's own name begins, behind the last '/'. */
size_t path_name_offset(const char *path);

/* Opens a folder; -1 and errno. `create` makes it, and what is missing above it. */
int folder_open(const char *path, bool create);

/*
 * Opens the folder that the file `path` is in; -1 and errno. With `made`, missing folders are
 * made, and *made is set to the length of the first one's path, or left alone if none was missing.
 */
int folder_descend(int root, const char *path, size_t *made);

/* Removes the folders above the file `path` whose own path has at least `least` bytes and that
 * are empty. */
void folder_prune(int root, const char *path, size_t least);

enum file_state { FILE_MISSING, FILE_READ, FILE_REFUSED };

/*
 * Reads a regular file of at most `limit` bytes (of a larger one, that many and one more), to be
 * freed. FILE_REFUSED and errno: anything else is there, or it cannot be read.
 */
enum file_state file_read_below(
	int root, const char *path, size_t limit, char **bytes, size_t *length);

#endif
