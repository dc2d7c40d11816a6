/* SPDX-License-Identifier: BSD-2-Clause */
#include "overlay.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "dts.h"
#include "memory.h"
#include "message.h"

#define VERSION "/dts-v1/"
#define PLUGIN "/plugin/"

static bool ends_with(const char *path, const char *suffix)
{
	size_t length = strlen(path);
	size_t suffix_length = strlen(suffix);

	return length >= suffix_length && strcmp(path + length - suffix_length, suffix) == 0;
}

static bool is_source(const struct source *file)
{
	static const char *const suffixes[] = {".dts", ".dtsi", ".dtso", ".overlay"};

	if (!file->input.length || memchr(file->input.bytes, '\0', file->input.length))
		return false;
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (ends_with(file->path, suffixes[i]))
			return true;
	return dts_has(&file->input, VERSION);
}

static int refuse(const struct source *file, const char *why)
{
	message("cannot read '%s': %s", file->path, why);
	return EXIT_UNREADABLE;
}

/* Text for dtc alone: it would be given files, or lines that are the preprocessor's. */
static const char *obstacle_in(const struct input *text)
{
	if (dts_names_files(text))
		return "it takes in further files (/include/, /incbin/): put them into it first";
	if (dts_has(text, "#include") || dts_has(text, "#define"))
		return "it has lines for the C preprocessor: run it through 'cpp -P' first";
	return NULL;
}

/* Behind other source these stand only at its head. */
static void blank(struct input *text, const char *directive)
{
	char *at = memmem(text->bytes, text->length, directive, strlen(directive));
	char *end = at ? memchr(at, ';', text->length - (size_t)(at - text->bytes)) : NULL;

	if (end)
		memset(at, ' ', (size_t)(end - at) + 1);
}

/* The board's source: as it was written, with its labels, or what dtc makes of the blob. */
static char *board_source(const char *path, struct input *text)
{
	struct source board = source_read(path, INPUT_NAMED_BY_USER);
	char *complaint = NULL;

	if (board.reason)
		return must_print("%s", board.reason);
	if (is_source(&board)) {
		*text = board.input;
		return NULL;
	}
	complaint = dts_convert(&board.input, "dtb", "dts", text);
	source_free(&board);
	return complaint;
}

static struct input joined(const struct input *board, const struct input *overlay)
{
	/* As the preprocessor says it: dtc counts lines anew. */
	static const char mark[] = "\n# 1 \"overlay\"\n";
	size_t head = board->length + sizeof mark - 1;
	struct input all = {.length = head + overlay->length};

	all.bytes = must_allocate(all.length, 1);
	memcpy(all.bytes, board->bytes, board->length);
	memcpy(all.bytes + board->length, mark, sizeof mark - 1);
	memcpy(all.bytes + head, overlay->bytes, overlay->length);
	return all;
}

static char *compile_behind(struct input *overlay, const char *board, struct input *blob)
{
	struct input base = {NULL, 0};
	struct input all;
	char *complaint = board_source(board, &base);

	if (complaint)
		return complaint;
	blank(overlay, VERSION);
	blank(overlay, PLUGIN);
	all = joined(&base, overlay);
	complaint = dts_convert(&all, "dts", "dtb", blob);
	input_free(&all);
	input_free(&base);
	return complaint;
}

int overlay_apply(struct source *overlay, const char *board)
{
	bool whole = dts_has(&overlay->input, VERSION) && !dts_has(&overlay->input, PLUGIN);
	struct input blob = {NULL, 0};
	char *complaint;

	if (!is_source(overlay))
		return EXIT_CLEAN;
	if (obstacle_in(&overlay->input))
		return refuse(overlay, obstacle_in(&overlay->input));
	complaint = whole ? dts_convert(&overlay->input, "dts", "dtb", &blob)
			  : compile_behind(&overlay->input, board, &blob);
	if (complaint) {
		message("cannot read '%s'%s: dtc says: %s", overlay->path,
			whole ? "" : " behind the board's tree", complaint);
		free(complaint);
		return EXIT_UNREADABLE;
	}
	input_free(&overlay->input);
	overlay->input = blob;
	return EXIT_CLEAN;
}
