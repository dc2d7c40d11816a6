/* SPDX-License-Identifier: BSD-2-Clause */
/* Help texts, made from the rows of commands and options, as wide as the terminal. */
#include "help.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "memory.h"
#include "terminal.h"

/* Where descriptions of commands and of options begin. */
#define COMMAND_COLUMNS 15
#define OPTION_COLUMNS 24

/* Lines are not broken into less than that. */
#define LEAST_COLUMNS 20u

/* How much of the text goes on a line: up to a blank, or all of a word that is longer. */
static size_t line_length(const char *text, size_t columns)
{
	size_t end = columns;

	if (strlen(text) <= columns)
		return strlen(text);
	while (end > 0 && text[end] != ' ')
		end--;
	return end ? end : strcspn(text, " ");
}

/* From column `indent` on, where the cursor is; each further line begins there. */
static void print_wrapped(const char *text, unsigned indent)
{
	unsigned columns = terminal_columns(stdout);
	size_t room = columns > indent + LEAST_COLUMNS ? columns - indent : LEAST_COLUMNS;

	while (*text) {
		size_t length = line_length(text, room);
		printf("%.*s\n", (int)length, text);
		text += length;
		text += strspn(text, " ");
		if (*text)
			printf("%*s", (int)indent, "");
	}
}

static void print_option(const struct command *command, enum option option)
{
	const struct option_row *row = &option_rows[option];
	char dashed[8] = "";
	char name[32];
	char *doc;
	char *text;

	if (row->letter)
		snprintf(dashed, sizeof dashed, "-%c, ", row->letter);
	snprintf(name, sizeof name, "--%s%s%s", row->name, row->argument ? " " : "",
		row->argument ? row->argument : "");
	doc = option == OPTION_FORMAT ? format_names(command) : NULL;
	text = must_print("%s%s%s", row->doc, doc ? " " : "", doc ? doc : "");
	printf("  %4s%-16s  ", dashed, name);
	print_wrapped(text, OPTION_COLUMNS);
	free(text);
	free(doc);
}

static void print_options(const struct command *command, uint64_t options)
{
	puts("\nOptions:");
	for (int i = 0; i < OPTION_COUNT; i++)
		if (options & OPTION_BIT(i))
			print_option(command, (enum option)i);
}

static void print_general(void)
{
	puts("usage: mkpart COMMAND [OPTION...] [OPERAND...]\n");
	print_wrapped("Proves that the nodes of a multikernel layout share nothing but what they "
		      "mean to, and generates each node's seL4 configuration.",
		0);
	puts("\nCommands:");
	for (size_t i = 0; i < command_count; i++) {
		printf("  %-13s", commands[i]->name);
		print_wrapped(commands[i]->summary, COMMAND_COLUMNS);
	}
	print_options(NULL, OPTIONS_COMMON | OPTION_BIT(OPTION_VERBOSE));
	putchar('\n');
	print_wrapped("Exit status: 0 clean, 1 findings, 2 unreadable input, 3 usage, 4 internal "
		      "error.",
		0);
	print_wrapped("See 'mkpart help COMMAND' for more, and mkpart(1) for everything.", 0);
}

void help_print(const struct command *command)
{
	char *summary;

	if (!command) {
		print_general();
		return;
	}
	printf("usage: mkpart %s [OPTION...] %s\n\n", command->name, command->operands);
	summary = must_print("%s.", command->summary);
	print_wrapped(summary, 0);
	free(summary);
	print_options(command, command->options | OPTION_BIT(OPTION_HELP));
}
