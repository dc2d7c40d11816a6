/* SPDX-License-Identifier: BSD-2-Clause */
#include "progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* Seconds. */
#define PATIENCE 1.0
#define INTERVAL 0.2

/* To the line's start, and what is behind it is wiped out (ECMA-48, 8.3.41). */
#define WIPE "\r\033[K"

static double now(void)
{
	struct timespec time = {0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

void progress_begin(struct progress *progress)
{
	*progress =
		(struct progress){.wanted = isatty(STDERR_FILENO) == 1, .next = now() + PATIENCE};
}

void progress_show(void *data, size_t trials)
{
	struct progress *progress = data;
	double time;

	if (!progress->wanted)
		return;
	time = now();
	if (time < progress->next)
		return;
	progress->next = time + INTERVAL;
	progress->shown = true;
	fprintf(stderr, WIPE "looking for places: %zu possibilities tried", trials);
	fflush(stderr);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs(WIPE, stderr);
	progress->shown = false;
}
