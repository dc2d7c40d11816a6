/* SPDX-License-Identifier: BSD-2-Clause */
#include "record.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "folder.h"
#include "memory.h"
#include "message.h"
#include "relative.h"

#define RECORD_MAX_BYTES ((size_t)1024 * 1024)
#define RECORD_LAYOUT "# Made from "
#define RECORD_HEADING                                                                             \
	"# Written by mkpart, which removes files listed here that it no longer makes.\n"

static int compare_lines(const void *left, const void *right)
{
	const struct record_line *a = left;
	const struct record_line *b = right;

	return strcmp(a->path, b->path);
}

static int compare_artifacts(const void *left, const void *right)
{
	return strcmp(mk_artifact_path(*(const mk_artifact *const *)left),
		mk_artifact_path(*(const mk_artifact *const *)right));
}

/* --- writing ---------------------------------------------------------------------------------- */

static char *digest_text(const void *bytes, size_t length)
{
	return must_print("%0*llx", RECORD_DIGITS, mk_digest(bytes, length));
}

static char *add_line(char *text, const mk_artifact *artifact)
{
	size_t length;
	const char *bytes = mk_artifact_bytes(artifact, &length);
	char *digest = digest_text(bytes, length);
	char *longer = must_print("%s%s %s\n", text, digest, mk_artifact_path(artifact));

	free(digest);
	free(text);
	return longer;
}

static void write_record(struct record *record, const mk_artifact *const *sorted, size_t count)
{
	record->text = must_print(RECORD_HEADING RECORD_LAYOUT "%s\n", record->layout);
	for (size_t i = 0; i < count; i++)
		record->text = add_line(record->text, sorted[i]);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool is_digest(const char *line)
{
	return strspn(line, "0123456789abcdef") == RECORD_DIGITS && line[RECORD_DIGITS] == ' ';
}

static struct record_line line_of(const char *line)
{
	if (is_digest(line))
		return (struct record_line){line + RECORD_DIGITS + 1, line};
	return (struct record_line){line, NULL};
}

/* The record may come from anywhere: a line that is no path of a file below is passed over. */
static void collect_line(struct record *record, char *text)
{
	struct record_line line = line_of(text);

	if (strncmp(text, RECORD_LAYOUT, strlen(RECORD_LAYOUT)) == 0)
		record->old_layout = text + strlen(RECORD_LAYOUT);
	else if (*text != '#' && path_is_inside(line.path) && strcmp(line.path, RECORD_NAME) != 0)
		record->listed[record->listed_count++] = line;
}

static void collect_listed(struct record *record)
{
	size_t lines = 1;
	char *rest = NULL;

	for (const char *at = record->old; (at = strchr(at, '\n')); at++)
		lines++;
	record->listed = must_allocate(lines, sizeof *record->listed);
	for (char *line = strtok_r(record->old, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest))
		collect_line(record, line);
	qsort(record->listed, record->listed_count, sizeof *record->listed, compare_lines);
}

static const struct record_line *find_line(const struct record *record, const char *path)
{
	struct record_line key = {path, NULL};

	return bsearch(&key, record->listed, record->listed_count, sizeof key, compare_lines);
}

static int compare_path_with(const void *path, const void *artifact)
{
	return strcmp(path, mk_artifact_path(*(const mk_artifact *const *)artifact));
}

static bool is_among(const char *path, const mk_artifact *const *sorted, size_t count)
{
	return bsearch(path, sorted, count, sizeof *sorted, compare_path_with) != NULL;
}

static void collect_stale(struct record *record, const mk_artifact *const *sorted, size_t count)
{
	const char *last = NULL;

	record->stale = must_allocate(record->listed_count, sizeof *record->stale);
	for (size_t i = 0; i < record->listed_count; i++) {
		const char *path = record->listed[i].path;
		if (!is_among(path, sorted, count) && (!last || strcmp(last, path) != 0))
			record->stale[record->stale_count++] = path;
		last = path;
	}
}

bool record_lists(const struct record *record, const char *path)
{
	return find_line(record, path);
}

bool record_differs(const struct record *record, const char *path, const void *bytes, size_t length)
{
	const struct record_line *line = find_line(record, path);
	char *digest;
	bool differs;

	if (!line || !line->digest)
		return false;
	digest = digest_text(bytes, length);
	differs = strncmp(line->digest, digest, RECORD_DIGITS) != 0;
	free(digest);
	return differs;
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

/* A line break in a file's name would be one in the record. */
static char *layout_of(const struct output *output, const char *layout)
{
	char *path = strcmp(layout, "-") == 0 ? must_print("-")
					      : way_from_folder(output->folder, layout);

	for (char *at = path; *at; at++)
		if (*at == '\n')
			*at = '?';
	return path;
}

int record_read(struct record *record, const struct output *output, const char *layout,
	const mk_artifact *const *artifacts, size_t count)
{
	const mk_artifact **sorted;

	*record = (struct record){.old = NULL};
	if (read_old(record, output) != EXIT_CLEAN)
		return EXIT_UNREADABLE;
	sorted = must_allocate(count, sizeof *sorted);
	for (size_t i = 0; i < count; i++)
		sorted[i] = artifacts[i];
	qsort(sorted, count, sizeof *sorted, compare_artifacts);
	record->layout = layout_of(output, layout);
	collect_listed(record);
	collect_stale(record, sorted, count);
	write_record(record, sorted, count);
	free(sorted);
	return EXIT_CLEAN;
}

/* Whether the recorded layout is this run's, with another way to it from the folder. */
static bool was_moved(const struct record *record, const char *where)
{
	return strcmp(name_of(record->old_layout), name_of(record->layout)) == 0 &&
	       access(where, F_OK) != 0;
}

int record_check_layout(const struct record *record, const struct output *output)
{
	char *there, *here;
	bool other;

	if (!record->old_layout || strcmp(record->old_layout, record->layout) == 0)
		return EXIT_CLEAN;
	there = must_print("%s/%s", output->folder, record->old_layout);
	other = !was_moved(record, there);
	if (other) {
		here = way_from_folder(".", there);
		message("folder '%s' was made from %s, not from %s; --force takes it over "
			"[" OUTPUT_REFUSED "]",
			output->folder,
			strcmp(record->old_layout, "-") == 0 ? "standard input" : here,
			strcmp(record->layout, "-") == 0 ? "standard input" : "this layout");
		free(here);
	}
	free(there);
	return other ? EXIT_UNREADABLE : EXIT_CLEAN;
}

void record_free(struct record *record)
{
	free(record->old);
	free(record->listed);
	free(record->stale);
	free(record->layout);
	free(record->text);
}
