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
static const char **sorted_paths(const mk_artifact *const *artifacts, size_t count)
{
	const char **paths = must_allocate(count, sizeof *paths);

	for (size_t i = 0; i < count; i++)
		paths[i] = mk_artifact_path(artifacts[i]);
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
static void collect_listed(struct record *record)
{
	size_t lines = 1;
	char *rest = NULL;

	for (const char *at = record->old; (at = strchr(at, '\n')); at++)
		lines++;
	record->listed = must_allocate(lines, sizeof *record->listed);
	for (char *line = strtok_r(record->old, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest))
		if (*line != '#' && path_is_inside(line) && strcmp(line, RECORD_NAME) != 0)
			record->listed[record->listed_count++] = line;
	qsort(record->listed, record->listed_count, sizeof *record->listed, compare_paths);
}

static bool is_among(const char *path, const char *const *sorted, size_t count)
{
	return bsearch(&path, sorted, count, sizeof *sorted, compare_paths) != NULL;
}

static void collect_stale(struct record *record, const char *const *paths, size_t count)
{
	const char *last = NULL;

	record->stale = must_allocate(record->listed_count, sizeof *record->stale);
	for (size_t i = 0; i < record->listed_count; i++) {
		const char *path = record->listed[i];
		if (!is_among(path, paths, count) && (!last || strcmp(last, path) != 0))
			record->stale[record->stale_count++] = path;
		last = path;
	}
}

bool record_lists(const struct record *record, const char *path)
{
	return is_among(path, record->listed, record->listed_count);
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
		message("cannot read '%s/%s': %s [" OUTPUT_REFUSED "]", output->folder, RECORD_NAME,
			state == FILE_REFUSED ? strerror(errno) : "it is too large");
		return EXIT_UNREADABLE;
	}
	record->old = must_resize(record->old, length + 1);
	record->old[length] = '\0';
	return EXIT_CLEAN;
}

int record_read(struct record *record, const struct output *output,
	const mk_artifact *const *artifacts, size_t count)
{
	const char **paths;

	*record = (struct record){.old = NULL};
	if (read_old(record, output) != EXIT_CLEAN)
		return EXIT_UNREADABLE;
	paths = sorted_paths(artifacts, count);
	collect_listed(record);
	collect_stale(record, paths, count);
	write_record(record, paths, count);
	free(paths);
	return EXIT_CLEAN;
}

void record_free(struct record *record)
{
	free(record->old);
	free(record->listed);
	free(record->stale);
	free(record->text);
}
