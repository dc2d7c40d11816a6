/* SPDX-License-Identifier: BSD-2-Clause */
/* Tells somebody at a terminal that a long search goes on. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

struct progress {
	bool wanted; /* standard error is a terminal */
	bool shown;  /* there is a line to be wiped out */
	double next; /* when to show it, in seconds of the monotonic clock */
};

/* From now on, a second is waited before the first line. */
void progress_begin(struct progress *progress);

/* Of type mk_progress; `data` is a struct progress. */
void progress_show(void *data, size_t trials);

/* Leaves no trace on the terminal. */
void progress_end(struct progress *progress);

#endif
