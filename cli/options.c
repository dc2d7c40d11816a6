/* SPDX-License-Identifier: BSD-2-Clause */
#include "options.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "message.h"
#include "nearest.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};

const struct option_row option_rows[OPTION_COUNT] = {
	[OPTION_BOARD] = {.name = "board",
		.argument = "FILE",
		.doc = "device tree blob to use instead of the layout's"},
	[OPTION_FORMAT] = {.name = "format", .argument = "NAME", .doc = "how to print it:"},
	[OPTION_OUTPUT] = {.name = "output",
		.letter = 'o',
		.argument = "PATH",
		.doc = "folder to write to, made where missing; 'init': a new file"},
	[OPTION_CHECK] = {.name = "check",
		.doc = "write nothing; list what would change, exit 1 if anything"},
	[OPTION_DIFF] = {.name = "diff",
		.doc = "write nothing; print what would change, exit 1 if anything"},
	[OPTION_DEPFILE] = {.name = "depfile",
		.argument = "FILE",
		.doc = "write which inputs were read, for make and ninja"},
	[OPTION_NODES] = {.name = "nodes", .argument = "N", .doc = "how many nodes it shall have"},
	[OPTION_MEMORY] = {.name = "memory",
		.argument = "RANGE",
		.doc = "RAM where the tree states none, START:SIZE; repeatable",
		.repeatable = true},
	[OPTION_WERROR] = {.name = "werror", .doc = "take warnings for errors"},
	[OPTION_COLOR] = {.name = "color",
		.argument = "WHEN",
		.doc = "auto (default), always or never",
		.choices = color_choices},
	[OPTION_QUIET] = {.name = "quiet", .letter = 'q', .doc = "print only what is wrong"},
	[OPTION_HELP] = {.name = "help", .letter = 'h', .doc = "print this"},
	[OPTION_VERSION] = {.name = "version", .doc = "print the version"},
};

/* What is left of argv, and what became of the rest. */
struct parser {
	struct invocation *invocation;
	char **next; /* NULL-terminated */
};

static int unknown_option(const char *argument, const char *name)
{
	const char *names[OPTION_COUNT];
	const char *nearest;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		names[i] = option_rows[i].name;
	nearest = nearest_name(name, names, OPTION_COUNT);
	if (nearest)
		message("unknown option '%s'; did you mean '--%s'?", argument, nearest);
	else
		message("unknown option '%s'", argument);
	return EXIT_USAGE;
}

static bool is_choice(const struct option_row *row, const char *value)
{
	for (const char *const *choice = row->choices; choice && *choice; choice++)
		if (strcmp(*choice, value) == 0)
			return true;
	return !row->choices;
}

static int take_repeated(struct invocation *invocation, const char *name, const char *value)
{
	if (invocation->repeated_count == OPTION_REPEATS_MAX) {
		message("option '--%s' is given more than %d times", name, OPTION_REPEATS_MAX);
		return EXIT_USAGE;
	}
	invocation->repeated[invocation->repeated_count++] = value;
	return EXIT_CLEAN;
}

static int take_value(struct parser *parser, enum option option, const char *value)
{
	const struct option_row *row = &option_rows[option];

	if (!row->argument && value) {
		message("option '--%s' takes no argument", row->name);
		return EXIT_USAGE;
	}
	if (row->argument && !value)
		value = *parser->next ? *parser->next++ : NULL;
	if (row->argument && (!value || !*value)) {
		message("option '--%s' needs its %s", row->name, row->argument);
		return EXIT_USAGE;
	}
	if (value && !is_choice(row, value)) {
		message("option '--%s' takes %s, not '%s'", row->name, row->doc, value);
		return EXIT_USAGE;
	}
	parser->invocation->values[option] = value ? value : "";
	return row->repeatable ? take_repeated(parser->invocation, row->name, value) : EXIT_CLEAN;
}

static int parse_long(struct parser *parser, const char *argument)
{
	const char *name = argument + 2;
	size_t length = strcspn(name, "=");
	char copy[32] = "";

	for (int i = 0; i < OPTION_COUNT; i++)
		if (strlen(option_rows[i].name) == length &&
			strncmp(option_rows[i].name, name, length) == 0)
			return take_value(
				parser, (enum option)i, name[length] ? name + length + 1 : NULL);
	if (length < sizeof copy)
		memcpy(copy, name, length);
	return unknown_option(argument, copy);
}

static int parse_short(struct parser *parser, const char *argument)
{
	for (int i = 0; i < OPTION_COUNT; i++)
		if (option_rows[i].letter == argument[1])
			return take_value(
				parser, (enum option)i, argument[2] ? argument + 2 : NULL);
	return unknown_option(argument, argument + 1);
}

/* Operands move to the front of argv, in their order. */
static int parse_arguments(struct parser *parser)
{
	struct invocation *invocation = parser->invocation;
	bool options_ended = false;

	while (*parser->next) {
		char *argument = *parser->next++;
		int status = EXIT_CLEAN;
		if (options_ended || argument[0] != '-' || argument[1] == '\0')
			invocation->operands[invocation->operand_count++] = argument;
		else if (strcmp(argument, "--") == 0)
			options_ended = true;
		else if (argument[1] == '-')
			status = parse_long(parser, argument);
		else
			status = parse_short(parser, argument);
		if (status != EXIT_CLEAN)
			return status;
	}
	return EXIT_CLEAN;
}

static void unknown_command(const char *name)
{
	const char **names = must_allocate(command_count, sizeof *names);
	const char *nearest;

	for (size_t i = 0; i < command_count; i++)
		names[i] = commands[i]->name;
	nearest = nearest_name(name, names, command_count);
	free(names);
	if (nearest)
		message("unknown command '%s'; did you mean '%s'?", name, nearest);
	else
		message("unknown command '%s'", name);
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	unknown_command(name);
	return NULL;
}

/* The first operand is the command. */
static int take_command(struct invocation *invocation)
{
	if (invocation->operand_count == 0)
		return EXIT_CLEAN;
	invocation->command = command_find(invocation->operands[0]);
	if (!invocation->command)
		return EXIT_USAGE;
	invocation->operands++;
	invocation->operand_count--;
	return EXIT_CLEAN;
}

static int check_options(const struct invocation *invocation)
{
	const struct command *command = invocation->command;

	for (int i = 0; i < OPTION_COUNT; i++) {
		if (!invocation->values[i] || (command->options | OPTIONS_COMMON) & OPTION_BIT(i))
			continue;
		message("'%s' does not take option '--%s'", command->name, option_rows[i].name);
		return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

static int check_operands(const struct invocation *invocation)
{
	const struct command *command = invocation->command;

	if (invocation->operand_count < command->least_operands) {
		message("'%s' needs an operand: mkpart %s %s", command->name, command->name,
			command->operands);
		return EXIT_USAGE;
	}
	if (invocation->operand_count > command->most_operands) {
		message("'%s' does not take the operand '%s'", command->name,
			invocation->operands[command->most_operands]);
		return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

int options_parse(struct invocation *invocation, int argc, char **argv)
{
	struct parser parser = {invocation, argc > 0 ? argv + 1 : argv};
	int status;

	*invocation = (struct invocation){.operands = parser.next};
	status = parse_arguments(&parser);
	if (status == EXIT_CLEAN)
		status = take_command(invocation);
	if (status != EXIT_CLEAN || invocation->values[OPTION_HELP] ||
		invocation->values[OPTION_VERSION])
		return status;
	if (!invocation->command) {
		message("a command is needed");
		return EXIT_USAGE;
	}
	status = check_options(invocation);
	return status == EXIT_CLEAN ? check_operands(invocation) : status;
}
