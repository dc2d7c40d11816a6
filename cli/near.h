/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef NEAR_H
#define NEAR_H

/*
 * The name, without its folder, of a file beside the one that does not exist, similar to its name.
 * NULL where there is none, or where the file exists. To be freed.
 */
char *near_file(const char *path);

#endif
