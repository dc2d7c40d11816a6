/* SPDX-License-Identifier: BSD-2-Clause */
#include "frames.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "memory.h"

/* What is read at a time, and how far ahead. */
#define PIECE ((size_t)64 * 1024)
#define AHEAD ((size_t)1024 * 1024)

/* A header of any client is one line or two. */
#define HEADER_MAX_BYTES ((size_t)4096)

/* The library takes 8 MiB; it says so of one that is a little larger. */
#define FRAME_MAX_BYTES ((size_t)9 * 1024 * 1024)

bool frames_are_coming(const struct frames *frames)
{
	struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

	return !frames->ended && poll(&input, 1, 0) > 0;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void make_room(struct frames *frames)
{
	memmove(frames->bytes, frames->bytes + frames->taken, frames->length - frames->taken);
	frames->length -= frames->taken;
	frames->taken = 0;
	if (frames->capacity - frames->length >= PIECE)
		return;
	frames->capacity = frames->capacity ? 2 * frames->capacity : 2 * PIECE;
	frames->bytes = must_resize(frames->bytes, frames->capacity);
}

static void read_piece(struct frames *frames)
{
	ssize_t got;

	do
		got = read(STDIN_FILENO, frames->bytes + frames->length, PIECE);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		frames->ended = true;
	else
		frames->length += (size_t)got;
}

void frames_fill(struct frames *frames, bool wait)
{
	if (!frames->bytes)
		frames->bytes = must_allocate(frames->capacity = 2 * PIECE, 1);
	while (wait || frames->length - frames->taken < AHEAD) {
		if (frames->ended || (!wait && !frames_are_coming(frames)))
			break;
		make_room(frames);
		read_piece(frames);
		wait = false;
	}
}

void frames_free(struct frames *frames)
{
	free(frames->bytes);
	*frames = (struct frames){.ended = true};
}

/* --- taking apart ----------------------------------------------------------------------------- */

static enum frame refuse(const char **bytes, const char *reason)
{
	*bytes = reason;
	return FRAME_REFUSED;
}

/* Bytes of the header that begins there, its empty line included; 0 where that has not come. */
static size_t header_length(const char *bytes, size_t length)
{
	const char *end = memmem(bytes, length, "\r\n\r\n", 4);

	return end ? (size_t)(end - bytes) + 4 : 0;
}

/* The value of the line "Content-Length: N"; SIZE_MAX where there is none. */
static size_t content_length(const char *header, size_t length)
{
	static const char name[] = "content-length:";
	size_t value = 0;

	while (length >= sizeof name && strncasecmp(header, name, sizeof name - 1) != 0) {
		const char *end = memchr(header, '\n', length);
		size_t line = end ? (size_t)(end - header) + 1 : length;
		header += line;
		length -= line;
	}
	if (length < sizeof name)
		return SIZE_MAX;
	header += sizeof name - 1;
	header += strspn(header, " \t");
	if (!isdigit((unsigned char)*header))
		return SIZE_MAX;
	for (; isdigit((unsigned char)*header) && value < SIZE_MAX / 16; header++)
		value = value * 10 + (size_t)(*header - '0');
	return *header == '\r' ? value : SIZE_MAX;
}

/* What is left of a message that was refused. */
static void skip(struct frames *frames)
{
	size_t there = frames->length - frames->taken;
	size_t skipped = there < frames->skip ? there : frames->skip;

	frames->taken += skipped;
	frames->skip -= skipped;
}

static enum frame take_message(
	struct frames *frames, size_t header, const char **bytes, size_t *length)
{
	const char *start = frames->bytes + frames->taken;
	size_t size = content_length(start, header);

	if (size == SIZE_MAX) {
		frames->taken += header;
		return refuse(bytes, "a header without a Content-Length");
	}
	if (size > FRAME_MAX_BYTES) {
		frames->taken += header;
		frames->skip = size;
		return refuse(bytes, "the message is larger than 8 MiB");
	}
	if (frames->length - frames->taken < header + size)
		return FRAME_NONE;
	*bytes = start + header;
	*length = size;
	frames->taken += header + size;
	return FRAME_MESSAGE;
}

enum frame frames_next(struct frames *frames, const char **bytes, size_t *length)
{
	size_t left, header;

	skip(frames);
	left = frames->length - frames->taken;
	header = left ? header_length(frames->bytes + frames->taken, left) : 0;
	if (header && header <= HEADER_MAX_BYTES)
		return take_message(frames, header, bytes, length);
	if (!header && left <= HEADER_MAX_BYTES)
		return FRAME_NONE;
	frames->taken += header ? header : left;
	return refuse(bytes, "a header of more than 4 KiB");
}
