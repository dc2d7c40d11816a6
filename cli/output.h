/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bringing generated files into a folder: compare, then write what differs. The only code that
 * writes files. All files are staged beside their places before the first one is renamed, so that
 * a full disk leaves everything as it was.
 */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* The code of what hinders the writing. */
#define OUTPUT_REFUSED "MK0911"

enum output_change { OUTPUT_UNCHANGED, OUTPUT_WRITTEN, OUTPUT_REMOVED };

struct output_file {
	const char *path;  /* below the folder */
	const char *bytes; /* NULL where it is to be removed */
	size_t length;
	char *old; /* what is there now; NULL where nothing is */
	size_t old_length;
	enum output_change change;
	bool staged;
	char staged_name[48]; /* of the file that waits to be renamed, in the same folder */
	size_t made;	      /* length of the first folder made for it; 0: none */
};

struct output {
	const char *folder;
	int root; /* -1 where the folder does not exist yet */
	struct output_file *files;
	size_t count;
	size_t capacity;
};

/* Borrows `folder`, which need not exist. EXIT_UNREADABLE, after saying so, where it cannot be. */
int output_open(struct output *output, const char *folder);

/*
 * Adds a file that shall be there, or (bytes NULL) shall not, and compares. Borrows path and
 * bytes. Where something other than a regular file is there, it stays: EXIT_UNREADABLE, after
 * saying so, for a file that shall be there. The same for one that cannot be read.
 */
int output_add(struct output *output, const char *path, const char *bytes, size_t length);

bool output_would_change(const struct output *output);

/* Writes in the order of adding. EXIT_UNREADABLE, after saying so, where that fails. */
int output_write(struct output *output);

void output_close(struct output *output);

/* The same for a single file, wherever it is. */
int output_write_file(const char *path, const char *bytes, size_t length);

#endif
