/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The record of what mkpart wrote into a folder, kept there as RECORD_NAME: from which layout, and
 * each file with its digest. What it lists and a later run no longer makes is removed then.
 * Nothing else in the folder is ever removed.
 */
#ifndef RECORD_H
#define RECORD_H

#include <mkpart/mkpart.h>

#include "output.h"

#define RECORD_NAME ".mkpart-files"

struct record_line {
	const char *path;
	const char *digest; /* RECORD_DIGITS of them; NULL where an older mkpart wrote the line */
};

#define RECORD_DIGITS 16

struct record {
	char *old;		    /* the text found */
	struct record_line *listed; /* ascending by path; in `old` */
	size_t listed_count;
	const char *old_layout; /* from the folder; NULL where it does not say */
	const char **stale;	/* listed, and no artifacts */
	size_t stale_count;
	char *layout; /* of this run */
	char *text;   /* the new record */
};

/*
 * Reads the folder's record, and makes the new one for `layout`. EXIT_UNREADABLE, after saying so,
 * where that fails.
 */
int record_read(struct record *record, const struct output *output, const char *layout,
	const mk_artifact *const *artifacts, size_t count);

/*
 * EXIT_UNREADABLE, after saying so, where the folder was made from another layout. That one's file
 * may have been moved together with the folder's surroundings: then its name tells.
 */
int record_check_layout(const struct record *record, const struct output *output);

/* Whether the folder's record has that path. */
bool record_lists(const struct record *record, const char *path);

/* Whether these bytes, found at that path, are not those that were written there. */
bool record_differs(
	const struct record *record, const char *path, const void *bytes, size_t length);

void record_free(struct record *record);

#endif
