/* SPDX-License-Identifier: BSD-2-Clause */
/* Layouts of the current folder, by their names. */
#ifndef FIND_H
#define FIND_H

#include <stddef.h>

struct found {
	char **paths; /* ascending */
	size_t count;
};

/* mkpart.yaml and NAME.mkpart.yaml, also .yml and .json. To be freed with found_free. */
struct found find_layouts(void);

void found_free(struct found *found);

#endif
