/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The record of what mkpart wrote into a folder, kept there as RECORD_NAME: what it lists and
 * a later run no longer makes is removed then. Nothing else in the folder is ever removed.
 */
#ifndef RECORD_H
#define RECORD_H

#include <mkpart/mkpart.h>

#include "output.h"

#define RECORD_NAME ".mkpart-files"

struct record {
	char *old;	     /* the text found */
	const char **listed; /* the paths in it, ascending; in `old` */
	size_t listed_count;
	const char **stale; /* those that are no artifacts */
	size_t stale_count;
	char *text; /* the new record */
};

/* Reads the folder's record. EXIT_UNREADABLE, after saying so, where that fails. */
int record_read(struct record *record, const struct output *output,
	const mk_artifact *const *artifacts, size_t count);

/* Whether the folder's record has that path. */
bool record_lists(const struct record *record, const char *path);

void record_free(struct record *record);

#endif
