/* SPDX-License-Identifier: BSD-2-Clause */
/* mk_server_take: a message a line, to a server of a scene in which every file is the board. */
#include <stdio.h>
#include <string.h>

#include "../fuzz.h"

static void send(void *data, const char *message, size_t length)
{
	(void)data;
	fuzz_demand(length && message[0] == '{' && memchr(message, '}', length),
		"the server answers with an object");
}

static void stamp(void *data, const char *path, char text[MK_STAMP_BYTES])
{
	(void)data;
	(void)path;
	snprintf(text, MK_STAMP_BYTES, "1");
}

static const char *read_file(void *data, const char *path, const char **bytes, size_t *length)
{
	(void)data;
	if (!strstr(path, ".dtb"))
		return "it is not there";
	*bytes = fuzz_board(length);
	return NULL;
}

static void work(mk_server *server)
{
	bool more = true;

	for (size_t i = 0; more && i < 64; i++)
		mk_server_work(server, &more);
	fuzz_demand(!more, "a server comes to an end of what it has to do");
}

static void run(const char *bytes, size_t length)
{
	const mk_server_host host = {.send = send, .stamp = stamp, .read = read_file};
	mk_server *server = mk_server_new(&host);
	const char *end = bytes + length;
	bool orderly;

	while (bytes < end) {
		const char *line = memchr(bytes, '\n', (size_t)(end - bytes));
		size_t line_bytes = (size_t)((line ? line : end) - bytes);
		mk_server_take(server, bytes, line_bytes);
		work(server);
		bytes += line_bytes + !!line;
	}
	mk_server_has_ended(server, &orderly);
	mk_server_free(server);
}

const struct fuzz_target fuzz_target_messages = {.name = "messages", .run = run};
