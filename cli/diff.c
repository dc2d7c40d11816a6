/* SPDX-License-Identifier: BSD-2-Clause */
#include "diff.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "message.h"

#define CONTEXT_LINES 3

struct line {
	const char *text;
	size_t length; /* with its newline, which only the last line may lack */
};

struct lines {
	struct line *items;
	size_t count;
};

static struct lines split(const struct diff_side *side)
{
	const char *at = side->bytes;
	const char *end = side->bytes ? at + side->length : at;
	struct lines lines = {NULL, 0};
	size_t capacity = 0;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));
		const char *next = newline ? newline + 1 : end;
		if (lines.count == capacity) {
			capacity = capacity ? capacity * 2 : 64;
			lines.items = must_resize(lines.items, capacity * sizeof *lines.items);
		}
		lines.items[lines.count++] = (struct line){at, (size_t)(next - at)};
		at = next;
	}
	return lines;
}

static bool lines_equal(const struct line *a, const struct line *b)
{
	return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* What of both is the same at the start and, not counted twice, at the end. */
struct frame {
	size_t head;
	size_t tail;
};

static struct frame find_frame(const struct lines *a, const struct lines *b)
{
	size_t most = a->count < b->count ? a->count : b->count;
	struct frame frame = {0, 0};

	while (frame.head < most && lines_equal(&a->items[frame.head], &b->items[frame.head]))
		frame.head++;
	while (frame.tail < most - frame.head && lines_equal(&a->items[a->count - 1 - frame.tail],
							 &b->items[b->count - 1 - frame.tail]))
		frame.tail++;
	return frame;
}

static void print_lines(
	FILE *stream, char sign, const struct lines *lines, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		const struct line *line = &lines->items[i];
		putc(sign, stream);
		fwrite(line->text, 1, line->length, stream);
		if (line->text[line->length - 1] != '\n')
			fputs("\n\\ No newline at end of file\n", stream);
	}
}

/* An empty range is named by the line before it. */
static size_t range_start(size_t first, size_t end)
{
	return first == end ? first : first + 1;
}

static void print_hunk(FILE *stream, const struct lines *a, const struct lines *b)
{
	struct frame frame = find_frame(a, b);
	size_t first = frame.head > CONTEXT_LINES ? frame.head - CONTEXT_LINES : 0;
	size_t behind = frame.tail > CONTEXT_LINES ? CONTEXT_LINES : frame.tail;
	size_t a_end = a->count - frame.tail;
	size_t b_end = b->count - frame.tail;

	fprintf(stream, "@@ -%zu,%zu +%zu,%zu @@\n", range_start(first, a_end + behind),
		a_end + behind - first, range_start(first, b_end + behind), b_end + behind - first);
	print_lines(stream, ' ', a, first, frame.head);
	print_lines(stream, '-', a, frame.head, a_end);
	print_lines(stream, '+', b, frame.head, b_end);
	print_lines(stream, ' ', a, a_end, a_end + behind);
}

static void print_names(FILE *stream, const char *lead, const char *before, const char *between,
	const char *after, const char *end)
{
	fputs(lead, stream);
	print_safely(stream, before);
	fputs(between, stream);
	print_safely(stream, after);
	fputs(end, stream);
}

static bool is_binary(const struct diff_side *side)
{
	return side->length > 0 && memchr(side->bytes, '\0', side->length) != NULL;
}

void diff_print(FILE *stream, const struct diff_side *before, const struct diff_side *after)
{
	struct lines a;
	struct lines b;

	if (before->length == after->length &&
		(before->length == 0 || memcmp(before->bytes, after->bytes, before->length) == 0))
		return;
	if (is_binary(before) || is_binary(after)) {
		print_names(
			stream, "Binary files ", before->name, " and ", after->name, " differ\n");
		return;
	}
	print_names(stream, "--- ", before->name, "\n+++ ", after->name, "\n");
	a = split(before);
	b = split(after);
	print_hunk(stream, &a, &b);
	free(a.items);
	free(b.items);
}
