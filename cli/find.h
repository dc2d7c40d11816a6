/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of a folder, by their names. */
#ifndef FIND_H
#define FIND_H

#include <stddef.h>

struct found {
	char **names; /* ascending: folders have no order of their own */
	size_t count;
};

/* Of the current folder: mkpart.yaml and NAME.mkpart.yaml, also .yml and .json. To be freed with
 * found_free. */
struct found find_layouts(void);

/* All of a folder that do not begin with a dot; none where it cannot be read. The same. */
struct found find_files(const char *folder);

void found_free(struct found *found);

#endif
