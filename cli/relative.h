/* SPDX-License-Identifier: BSD-2-Clause */
/* Paths as seen from other places. */
#ifndef RELATIVE_H
#define RELATIVE_H

/* The folder that a file is in, as it is spelled; "." where no folder is named. To be freed. */
char *folder_of(const char *path);

/* A path's last part: what is behind the last '/'. */
const char *name_of(const char *path);

/*
 * `path`, for a reader who starts at the folder of the file `from` rather than here. As it is where
 * it is absolute, or where one of the two folders does not exist. To be freed.
 */
char *path_from(const char *from, const char *path);

/*
 * The way to `path` for whoever starts in `folder`, which need not exist yet, as far as both are
 * found; else the name of `path` alone. To be freed.
 */
char *way_from_folder(const char *folder, const char *path);

#endif
