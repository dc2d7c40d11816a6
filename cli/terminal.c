/* SPDX-License-Identifier: BSD-2-Clause */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_DEFAULT 80u
#define COLUMNS_LEAST 20u
#define COLUMNS_MOST 1000u

/* https://no-color.org/ */
bool wants_color(const struct invocation *invocation, FILE *stream)
{
	const char *when = invocation->values[OPTION_COLOR];
	const char *no_color = getenv("NO_COLOR");
	const char *terminal = getenv("TERM");

	if (when && strcmp(when, "auto") != 0)
		return strcmp(when, "always") == 0;
	if ((no_color && *no_color) || !terminal || strcmp(terminal, "dumb") == 0)
		return false;
	return isatty(fileno(stream)) == 1;
}

/* A serial console's driver may say 0. */
static bool is_width(unsigned long columns)
{
	return columns >= COLUMNS_LEAST && columns <= COLUMNS_MOST;
}

unsigned terminal_columns(FILE *stream)
{
	const char *stated = getenv("COLUMNS");
	struct winsize size;
	unsigned long columns;
	char *end;

	if (isatty(fileno(stream)) == 1 && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 &&
		is_width(size.ws_col))
		return size.ws_col;
	if (!stated || *stated < '1' || *stated > '9')
		return COLUMNS_DEFAULT;
	columns = strtoul(stated, &end, 10);
	return !*end && is_width(columns) ? (unsigned)columns : COLUMNS_DEFAULT;
}
