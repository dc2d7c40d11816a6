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

/* What COLUMNS says; 0 where that is no width. */
static unsigned columns_of_environment(void)
{
	const char *stated = getenv("COLUMNS");
	unsigned long columns;
	char *end;

	if (!stated || *stated < '1' || *stated > '9')
		return 0;
	columns = strtoul(stated, &end, 10);
	return !*end && is_width(columns) ? (unsigned)columns : 0;
}

unsigned stated_columns(FILE *stream)
{
	struct winsize size;

	if (isatty(fileno(stream)) != 1)
		return columns_of_environment();
	if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && is_width(size.ws_col))
		return size.ws_col;
	return columns_of_environment() ? columns_of_environment() : COLUMNS_DEFAULT;
}

unsigned terminal_columns(FILE *stream)
{
	unsigned columns = stated_columns(stream);

	return columns ? columns : COLUMNS_DEFAULT;
}
