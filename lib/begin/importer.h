/* SPDX-License-Identifier: BSD-2-Clause */
/* Readers of what a team has already. One a file under importers/; each ends in its row. */
#ifndef MK_BEGIN_IMPORTER_H
#define MK_BEGIN_IMPORTER_H

#include "begin/sketch.h"

struct mk_importer {
	const char *name; /* "microkit" */
	const char *doc;  /* one line about what it reads */

	/* Whether the bytes are of its kind. */
	bool (*recognizes)(const struct mk_source *source);

	/* Adds what the file says; false where that cannot be read, which has been reported. */
	bool (*read)(struct mk_sketch *sketch, const struct mk_source *source);
};

extern const struct mk_importer *const mk_importers[];
extern const size_t mk_importer_count;

/* Reads a file of any kind. False where it cannot be read, which has been reported. */
bool mk_import(struct mk_sketch *sketch, const struct mk_source *source);

#endif
