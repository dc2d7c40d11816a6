/* SPDX-License-Identifier: BSD-2-Clause */
/* Messages on standard input, each behind a header (LSP 3.17, Base Protocol). */
#ifndef FRAMES_H
#define FRAMES_H

#include <stdbool.h>
#include <stddef.h>

struct frames {
	char *bytes; /* what has arrived and is not taken yet */
	size_t length;
	size_t capacity;
	size_t taken; /* of these, up to the end of the last message */
	size_t skip;  /* bytes to come that belong to a message that is too large */
	bool ended;   /* nothing more will come */
};

enum frame {
	FRAME_NONE,    /* none is whole yet */
	FRAME_MESSAGE, /* bytes and length */
	FRAME_REFUSED, /* a reason in `bytes`, static, ending in a NUL */
};

/* Reads what there is; where `wait` is set, waits for something to come. */
void frames_fill(struct frames *frames, bool wait);

/* Takes the next message. What is handed out is borrowed until frames_fill. */
enum frame frames_next(struct frames *frames, const char **bytes, size_t *length);

/* Whether something can be read, or nothing will any more. */
bool frames_are_coming(const struct frames *frames);

void frames_free(struct frames *frames);

#endif
