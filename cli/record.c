/* SPDX-License-Identifier: BSD-2-Clause */
#include "record.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "folder.h"
#include "memory.h"
#include "message.h"

#define RECORD_MAX_BYTES ((size_t)1024 * 1024)
#define RECORD_HEADING                                                                             \
	"# Written by mkpart, which removes files that it listed here and no longer makes.\n"

static int compare_paths(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Ascending copies of the artifacts' paths, to be freed. */
static const char **sorted_paths(const mk_artifact *artifacts, size_t count)
{
	const char **paths = must_allocate(count, sizeof *paths);

	for (size_t i = 0; i < count; i++)
		paths[i] = artifacts[i].path;
	qsort(paths, count, sizeof *paths, compare_paths);
	return paths;
}

static void write_record(struct record *record, const char *const *paths, size_t count)
{
	size_t length = strlen(RECORD_HEADING);
	char *at;

	for (size_t i = 0; i < count; i++)
		length += strlen(paths[i]) + 1;
	record->text = must_allocate(length + 1, 1);
	at = stpcpy(record->text, RECORD_HEADING);
	for (size_t i = 0; i < count; i++)
		at = stpcpy(stpcpy(at, paths[i]), "\n");
}

/* The record may come from anywhere: a line that is no path of a file below is passed over. */
static void collect_stale(struct record *record, const char *const *paths, size_t count)
{
	size_t lines = 1;
	char *rest = NULL;

	for (const char *at = record->old; (at = strchr(at, '\n')); at++)
		lines++;
	record->stale = must_allocate(lines, sizeof *record->stale);
	for (char *line = strtok_r(record->old, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest)) {
		const char *path = line;
		if (*path == '#' || !path_is_inside(path) || strcmp(path, RECORD_NAME) == 0)
			continue;
		if (!bsearch(&path, paths, count, sizeof *paths, compare_paths))
			record->stale[record->stale_count++] = path;
	}
}

static void drop_repetitions(struct record *record)
{
	size_t kept = 0;

	qsort(record->stale, record->stale_count, sizeof *record->stale, compare_paths);
	for (size_t i = 0; i < record->stale_count; i++)
		if (kept == 0 || strcmp(record->stale[kept - 1], record->stale[i]) != 0)
			record->stale[kept++] = record->stale[i];
	record->stale_count = kept;
}

/* A NUL-terminated text; empty where there is no record yet. */
static int read_old(struct record *record, const struct output *output)
{
	size_t length = 0;
	enum file_state state = FILE_MISSING;

	if (output->root >= 0)
		state = file_read_below(
			output->root, RECORD_NAME, RECORD_MAX_BYTES, &record->old, &length);
	if (state == FILE_REFUSED || length > RECORD_MAX_BYTES) {
		message("cannot read '%s/%s': %s", output->folder, RECORD_NAME,
			state == FILE_REFUSED ? strerror(errno) : "it is too large");
		return EXIT_UNREADABLE;
	}
	record->old = must_resize(record->old, length + 1);
	record->old[length] = '\0';
	return EXIT_CLEAN;
}

int record_read(struct record *record, const struct output *output, const mk_artifact *artifacts,
	size_t count)
{
	const char **paths;

	*record = (struct record){NULL, NULL, 0, NULL};
	if (read_old(record, output) != EXIT_CLEAN)
		return EXIT_UNREADABLE;
	paths = sorted_paths(artifacts, count);
	collect_stale(record, paths, count);
	drop_repetitions(record);
	write_record(record, paths, count);
	free(paths);
	return EXIT_CLEAN;
}

void record_free(struct record *record)
{
	free(record->old);
	free(record->stale);
	free(record->text);
}
