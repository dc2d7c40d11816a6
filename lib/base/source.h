/* SPDX-License-Identifier: BSD-2-Clause */
/* An input, and places in it. */
#ifndef MK_BASE_SOURCE_H
#define MK_BASE_SOURCE_H

#include <stddef.h>

/* A named input. Borrowed: name and text outlive whatever points here. */
struct mk_source {
	const char *name; /* as the user gave it: a path, or "-" */
	const char *text; /* NULL for a binary input */
	size_t length;	  /* bytes */
};

/*
 * A place. In a text: line and column from 1, column and length in code points; line 0 is
 * "no particular place". In a device tree: the node's path, and the property where one is meant.
 */
struct mk_origin {
	const struct mk_source *source; /* NULL: mkpart's own decision, not something written */
	const char *path;		/* device-tree path, else NULL */
	unsigned line;
	unsigned column;
	unsigned length; /* code points marked from column on; 0 is treated as 1 */
};

/* Before, at or after: by source name, then line, column, then path. For sorting findings. */
int mk_origin_compare(const struct mk_origin *a, const struct mk_origin *b);

#endif
