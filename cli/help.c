/* SPDX-License-Identifier: BSD-2-Clause */
/* Help texts, made from the rows of commands and options; each fits a screen of 80x24. */
#include "help.h"

#include <stdio.h>

#include "formats.h"

static void print_option(const struct command *command, enum option option)
{
	const struct option_row *row = &option_rows[option];
	char dashed[8] = "";
	char name[32];

	if (row->letter)
		snprintf(dashed, sizeof dashed, "-%c, ", row->letter);
	snprintf(name, sizeof name, "--%s%s%s", row->name, row->argument ? " " : "",
		row->argument ? row->argument : "");
	printf("  %4s%-16s  %s", dashed, name, row->doc);
	if (option == OPTION_FORMAT) {
		putchar(' ');
		format_print_names(command, stdout);
	}
	putchar('\n');
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
	puts("usage: mkpart COMMAND [OPTION...] [OPERAND...]\n\n"
	     "Proves that the nodes of a multikernel layout share nothing but what they\n"
	     "mean to, and generates each node's seL4 configuration.\n\n"
	     "Commands:");
	for (size_t i = 0; i < command_count; i++)
		printf("  %-13s%s\n", commands[i]->name, commands[i]->summary);
	print_options(NULL, OPTIONS_COMMON | OPTION_BIT(OPTION_VERBOSE));
	puts("\nExit status: 0 clean, 1 findings, 2 unreadable input, 3 usage, 4 internal "
	     "error.\nSee 'mkpart help COMMAND' for more, and mkpart(1) for everything.");
}

void help_print(const struct command *command)
{
	if (!command) {
		print_general();
		return;
	}
	printf("usage: mkpart %s [OPTION...] %s\n\n%s.\n", command->name, command->operands,
		command->summary);
	print_options(command, command->options | OPTION_BIT(OPTION_HELP));
}
