/* SPDX-License-Identifier: BSD-2-Clause */
/* argv -> command row -> exit status. */
#include <errno.h>
#include <poll.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "formats.h"
#include "help.h"
#include "job.h"
#include "message.h"
#include "status.h"
#include "wishes.h"

/*
 * A standard stream that the caller closed would be taken by the next file that is opened. It is
 * filled in the direction that fails, so that using it is still an error.
 */
static void occupy_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

static int print_build(void)
{
	const mk_list_item *const *items = NULL;
	size_t count = 0;
	mk_ctx *ctx = mk_ctx_new();
	mk_status status = ctx ? mk_list_items(ctx, MK_LIST_BUILD, &items, &count) : MK_NO_MEMORY;

	for (size_t i = 0; i < count; i++)
		printf("%s: %s\n", mk_list_item_name(items[i]), mk_list_item_doc(items[i]));
	mk_ctx_free(ctx);
	return exit_status_of(status);
}

static int print_version(bool verbose)
{
	printf("mkpart %s\n", mk_version());
	return verbose ? print_build() : EXIT_CLEAN;
}

static int run(const struct invocation *invocation)
{
	int status;

	if (invocation->values[OPTION_HELP]) {
		help_print(invocation->command);
		return EXIT_CLEAN;
	}
	if (invocation->values[OPTION_VERSION]) {
		return print_version(invocation->values[OPTION_VERBOSE]);
	}
	status = format_check(invocation);
	if (status == EXIT_CLEAN)
		status = wishes_check(invocation);
	return status == EXIT_CLEAN ? invocation->command->run(invocation) : status;
}

static void point_to_help(const struct invocation *invocation)
{
	const struct command *command = invocation->command;

	message("try 'mkpart %s%s--help'", command ? command->name : "", command ? " " : "");
}

/* `mkpart ... | head`: whoever closed the pipe has seen enough, and needs no message. */
static bool reader_is_gone(void)
{
	struct pollfd output = {.fd = STDOUT_FILENO};

	return poll(&output, 1, 0) > 0 && (output.revents & POLLERR);
}

/* A full disk or a closed pipe shows at the latest here. */
static bool close_standard_output(void)
{
	bool failed = ferror(stdout) != 0;
	bool gone = reader_is_gone();

	errno = 0;
	if (fclose(stdout) == 0 && !failed)
		return true;
	if (!gone)
		message("cannot write standard output: %s",
			errno ? strerror(errno) : "write error");
	return false;
}

int main(int argc, char **argv)
{
	struct invocation invocation;
	int status;

	occupy_standard_streams();
	signal(SIGPIPE, SIG_IGN);
	status = options_parse(&invocation, argc, argv);
	if (status == EXIT_CLEAN)
		status = run(&invocation);
	if (status == EXIT_USAGE)
		point_to_help(&invocation);
	options_free(&invocation);
	return close_standard_output() ? status : EXIT_INTERNAL;
}
