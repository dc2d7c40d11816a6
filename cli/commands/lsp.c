/* SPDX-License-Identifier: BSD-2-Clause */
/* The language server between its client, at the standard streams, and files. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "frames.h"
#include "input.h"
#include "job.h"
#include "lock.h"
#include "message.h"
#include "status.h"
#include "wishes.h"

/* Seconds after which an analysis gives way to what has been typed meanwhile, and for good. */
#define GIVE_WAY 0.1
#define GIVE_UP 5.0

/* So many messages are looked at ahead, for one may cancel another. */
#define LOOK_AHEAD 32u

struct session {
	const struct invocation *invocation;
	mk_server *server;
	struct frames frames;
	unsigned waiting; /* messages that the server has and did not look at yet */
	double began;	  /* what the server is at */
	struct input board;
	bool gone; /* the client does not listen any more */
};

static double now(void)
{
	struct timespec time = {0};

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- what the server needs -------------------------------------------------------------------- */

static void write_all(struct session *session, const char *bytes, size_t length)
{
	while (length && !session->gone) {
		ssize_t written = write(STDOUT_FILENO, bytes, length);
		if (written < 0 && errno != EINTR)
			session->gone = true;
		if (written > 0) {
			bytes += written;
			length -= (size_t)written;
		}
	}
}

static void send_message(void *data, const char *bytes, size_t length)
{
	char header[64];
	int header_length = snprintf(header, sizeof header, "Content-Length: %zu\r\n\r\n", length);

	write_all(data, header, (size_t)header_length);
	write_all(data, bytes, length);
}

static void stamp_file(void *data, const char *path, char stamp[MK_STAMP_BYTES])
{
	struct stat status;

	(void)data;
	if (stat(path, &status) == 0)
		snprintf(stamp, MK_STAMP_BYTES, "%ju %jd.%09ld %jd", (uintmax_t)status.st_ino,
			(intmax_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
			(intmax_t)status.st_size);
}

static const char *read_file(void *data, const char *path, const char **bytes, size_t *length)
{
	struct session *session = data;
	const char *reason;

	input_free(&session->board);
	reason = input_read(&session->board, path, INPUT_NAMED_BY_LAYOUT);
	*bytes = session->board.bytes;
	*length = session->board.length;
	return reason;
}

static void prepare(void *data, mk_ctx *ctx)
{
	const struct session *session = data;
	struct source lock = lock_read(session->invocation);

	lock_load(ctx, &lock);
	source_free(&lock);
	wishes_apply(ctx, session->invocation);
}

static mk_patience ask_patience(void *data)
{
	const struct session *session = data;
	double elapsed = now() - session->began;

	if (elapsed > GIVE_UP)
		return MK_GIVE_UP;
	if (elapsed > GIVE_WAY && session->waiting < LOOK_AHEAD &&
		frames_are_coming(&session->frames))
		return MK_PUT_OFF;
	return MK_GO_ON;
}

/* --- the session ------------------------------------------------------------------------------ */

static mk_status take_messages(struct session *session)
{
	mk_status status = MK_OK;
	enum frame frame;

	while (status == MK_OK && session->waiting < LOOK_AHEAD) {
		const char *bytes;
		size_t length;
		frame = frames_next(&session->frames, &bytes, &length);
		if (frame == FRAME_NONE)
			break;
		session->waiting++;
		status = frame == FRAME_MESSAGE ? mk_server_take(session->server, bytes, length)
						: mk_server_refuse(session->server, bytes);
	}
	return status;
}

static mk_status work(struct session *session, bool *more)
{
	session->began = now();
	session->waiting -= session->waiting > 0;
	return mk_server_work(session->server, more);
}

/* A client that vanishes ends it as well. */
static int serve(struct session *session)
{
	mk_status status = MK_OK;
	bool orderly = false;
	bool more = false;

	while (status == MK_OK && !session->gone &&
		!mk_server_has_ended(session->server, &orderly)) {
		frames_fill(&session->frames, !more);
		status = take_messages(session);
		if (session->waiting || more)
			status = status == MK_OK ? work(session, &more) : status;
		else if (session->frames.ended)
			break;
	}
	if (status != MK_OK)
		return exit_status_of(status);
	return orderly ? EXIT_CLEAN : EXIT_FOUND;
}

static int run_lsp(const struct invocation *invocation)
{
	struct session session = {.invocation = invocation};
	const mk_server_host host = {
		.data = &session,
		.send = send_message,
		.stamp = stamp_file,
		.read = read_file,
		.prepare = prepare,
		.patience = ask_patience,
		.board = invocation->values[OPTION_BOARD],
		.include_outside = invocation->values[OPTION_INCLUDE_OUTSIDE] != NULL,
	};
	int status;

	if (isatty(STDIN_FILENO) == 1)
		message("an editor starts this command and talks to it; see mkpart-lsp(1)");
	session.server = mk_server_new(&host);
	status = session.server ? serve(&session) : exit_status_of(MK_NO_MEMORY);
	mk_server_free(session.server);
	input_free(&session.board);
	frames_free(&session.frames);
	return status;
}

const struct command command_lsp = {
	.name = "lsp",
	.operands = "",
	.summary = "Checks layouts in an editor while you type (language server)",
	.options = OPTION_BIT(OPTION_BOARD) | OPTION_BIT(OPTION_LOCK) | OPTION_BIT(OPTION_ALLOW) |
		   OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_CONTRACT) |
		   OPTION_BIT(OPTION_INCLUDE_OUTSIDE),
	.once = OPTION_BIT(OPTION_BOARD),
	.run = run_lsp,
};
