/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading whole files. */
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>

struct input {
	char *bytes; /* to be freed with input_free */
	size_t length;
};

enum input_trust {
	INPUT_NAMED_BY_USER,   /* may be a pipe; "-" is standard input */
	INPUT_NAMED_BY_LAYOUT, /* must be a regular file: a layout may not make us wait for ever */
	INPUT_BUILT,	       /* the same, and may be large: what was built from the outputs */
};

/*
 * Reads a file, or so much of it that the library sees that it is too large; more than 1 GiB is
 * refused here. NULL, or the
 * reason in words (static, or strerror's) why it cannot be read; then there is nothing to free.
 */
const char *input_read(struct input *input, const char *path, enum input_trust trust);

/* The same for what can be read from a file that is open already. */
const char *input_read_open(struct input *input, int fd);

void input_free(struct input *input);

/* A file that was read once, for whoever needs it. */
struct source {
	const char *path; /* borrowed */
	struct input input;
	const char *reason; /* why it could not be read, or NULL */
};

struct source source_read(const char *path, enum input_trust trust);
void source_free(struct source *source);

/* A path in the layout, relative to the layout's folder ("-" has the current one). To be freed. */
char *path_beside(const char *layout, const char *path);

#endif
