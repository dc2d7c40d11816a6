/* SPDX-License-Identifier: BSD-2-Clause */
#include "options.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "memory.h"
#include "message.h"
#include "names.h"

static char program_name[] = "mkpart";

static const char *const color_choices[] = {"auto", "always", "never", NULL};

const struct option_row option_rows[OPTION_COUNT] = {
	[OPTION_BOARD] = {.name = "board",
		.argument = "FILE",
		.doc = "device tree blob to use instead of the layout's",
		.suffixes = ".dtb",
		.repeatable = true},
	[OPTION_FORMAT] = {.name = "format", .argument = "NAME", .doc = "how to print it:"},
	[OPTION_OUTPUT] = {.name = "output",
		.letter = 'o',
		.argument = "PATH",
		.doc = "folder to write to, created if missing; for 'init', a new file"},
	[OPTION_CHECK] = {.name = "check",
		.doc = "write nothing; list what would change, exit 1 if anything would"},
	[OPTION_DIFF] = {.name = "diff",
		.doc = "write nothing; print what would change, exit 1 if anything would"},
	[OPTION_VERIFY] = {.name = "verify",
		.doc = "write only if mkpart-verify, a separate program, agrees"},
	[OPTION_FORCE] = {.name = "force",
		.doc = "take over a folder that belongs to another layout"},
	[OPTION_COMPARE] = {.name = "diff",
		.argument = "OLD",
		.doc = "write nothing; print how the plan differs from OLD, exit 1"},
	[OPTION_SINCE] = {.name = "compare",
		.argument = "OLD",
		.doc = "say what changed since OLD, an evidence.json",
		.suffixes = ".json"},
	[OPTION_DEPFILE] = {.name = "depfile",
		.argument = "FILE",
		.doc = "list the inputs that were read, for make and ninja"},
	[OPTION_LOCK] = {.name = "lock",
		.argument = "FILE",
		.doc = "keep the places and ids of this plan; 'plan' updates it"},
	[OPTION_CONTRACT] = {.name = "contract",
		.argument = "NAME",
		.doc = "use this contract instead of the layout's; see 'list contracts'"},
	[OPTION_INCLUDE_OUTSIDE] = {.name = "include-outside",
		.doc = "let 'include' leave the folder of the layout"},
	[OPTION_IMAGES] = {.name = "images",
		.argument = "DIR",
		.doc = "also check the nodes' built images in this folder"},
	[OPTION_ARCHIVE] = {.name = "archive",
		.argument = "FILE",
		.doc = "also check the loader's CPIO archive"},
	[OPTION_LOADER] = {.name = "loader",
		.argument = "FILE",
		.doc = "also check the loader's ELF file, and the archive in it"},
	[OPTION_CHANNELS] = {.name = "channels",
		.doc = "print what nodes share even though they are disjoint"},
	[OPTION_NODES] = {.name = "nodes", .argument = "N", .doc = "number of nodes"},
	[OPTION_FROM] = {.name = "from",
		.argument = "FILE",
		.doc = "make it of what is there: Microkit, overlays, domains; repeatable",
		.repeatable = true},
	[OPTION_MEMORY] = {.name = "memory",
		.argument = "RANGE",
		.doc = "RAM, if the tree states none, as START:SIZE; repeatable",
		.repeatable = true},
	[OPTION_ALLOW] = {.name = "allow",
		.argument = "CODE",
		.doc = "do not count its findings, or with CODE:NAME those about NAME",
		.repeatable = true},
	[OPTION_SEVERITY] = {.name = "severity",
		.letter = 'W',
		.argument = "CODE",
		.doc = "make its findings errors; with CODE=note, notes",
		.repeatable = true},
	[OPTION_WERROR] = {.name = "werror", .doc = "treat warnings as errors"},
	[OPTION_BASELINE] = {.name = "baseline",
		.argument = "FILE",
		.doc = "do not count findings in this earlier --format json output"},
	[OPTION_JOBS] = {.name = "jobs",
		.letter = 'j',
		.argument = "N",
		.doc = "number of checks to run at a time; default: number of CPUs"},
	[OPTION_COLOR] = {.name = "color",
		.argument = "WHEN",
		.doc = "auto (default), always or never",
		.choices = color_choices},
	[OPTION_QUIET] = {.name = "quiet", .letter = 'q', .doc = "print only what is wrong"},
	[OPTION_TRACE] = {.name = "trace",
		.doc = "report on standard error what is looked at, and why"},
	[OPTION_DRY_RUN] = {.name = "dry-run",
		.letter = 'n',
		.doc = "write nothing; print what would change"},
	[OPTION_CODE] = {.name = "code",
		.argument = "CODE",
		.doc = "fix only findings with this code",
		.repeatable = true},
	[OPTION_ALL] = {.name = "all",
		.doc = "also apply fixes that guess what was meant, such as names"},
	[OPTION_HELP] = {.name = "help", .letter = 'h', .doc = "print this"},
	[OPTION_VERSION] = {.name = "version", .letter = 'V', .doc = "print the version"},
	[OPTION_VERBOSE] = {.name = "verbose",
		.letter = 'v',
		.doc = "with --version: contracts, libraries and limits as well"},
};

/* What is left of argv, and what became of the rest. */
struct parser {
	struct invocation *invocation;
	char **next;		       /* NULL-terminated */
	const struct command *command; /* that it will be, for rows of one name; or NULL */
	size_t most;		       /* arguments there can be */
};

static int unknown_option(const char *argument, const char *name)
{
	const char *names[OPTION_COUNT];
	const char *nearest;
	char *dashed;

	for (size_t i = 0; i < OPTION_COUNT; i++)
		names[i] = option_rows[i].name;
	nearest = mk_nearest(name, names, OPTION_COUNT);
	dashed = nearest ? must_print("--%s", nearest) : NULL;
	message_unknown(dashed, NULL, "unknown option '%s'", argument);
	free(dashed);
	return EXIT_USAGE;
}

static bool is_choice(const struct option_row *row, const char *value)
{
	for (const char *const *choice = row->choices; choice && *choice; choice++)
		if (strcmp(*choice, value) == 0)
			return true;
	return !row->choices;
}

static void take_repeated(struct parser *parser, enum option option, const char *value)
{
	const char ***list = &parser->invocation->repeated[option];

	if (!*list)
		*list = must_allocate(parser->most + 1, sizeof **list);
	(*list)[option_count(parser->invocation, option)] = value;
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
	if (row->repeatable)
		take_repeated(parser, option, value);
	return EXIT_CLEAN;
}

static bool takes(const struct command *command, int option)
{
	return command && (command->options | OPTIONS_COMMON) & OPTION_BIT(option);
}

/* Of rows of one name the command's own comes first. OPTION_COUNT where there is none. */
static int find_option(const struct command *command, const char *name, size_t length)
{
	int found = OPTION_COUNT;

	for (int i = 0; i < OPTION_COUNT; i++)
		if (strlen(option_rows[i].name) == length &&
			strncmp(option_rows[i].name, name, length) == 0 &&
			(found == OPTION_COUNT || takes(command, i)))
			found = i;
	return found;
}

static int parse_long(struct parser *parser, const char *argument)
{
	const char *name = argument + 2;
	size_t length = strcspn(name, "=");
	int option = find_option(parser->command, name, length);
	char copy[32] = "";

	if (option != OPTION_COUNT)
		return take_value(
			parser, (enum option)option, name[length] ? name + length + 1 : NULL);
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

static const struct command *known_command(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void unknown_command(const char *name)
{
	const char **names = must_allocate(command_count, sizeof *names);
	const char *nearest;
	char *all;

	for (size_t i = 0; i < command_count; i++)
		names[i] = commands[i]->name;
	nearest = mk_nearest(name, names, command_count);
	all = join_names(names, command_count);
	free(names);
	message_unknown(nearest, all, "unknown command '%s'", name);
	free(all);
}

const struct command *command_find(const char *name)
{
	const struct command *command = known_command(name);

	if (!command)
		unknown_command(name);
	return command;
}

/*
 * The command that a command line is for, before its options are taken apart: the first argument
 * that is one's name.
 */
static const struct command *foresee_command(char **arguments)
{
	const struct command *command = NULL;

	while (*arguments && !command)
		command = known_command(*arguments++);
	return command;
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

static int check_option(const struct invocation *invocation, enum option option)
{
	const struct command *command = invocation->command;
	const char *name = option_rows[option].name;

	if (!((command->options | OPTIONS_COMMON) & OPTION_BIT(option))) {
		message("'%s' does not take option '--%s'", command->name, name);
		return EXIT_USAGE;
	}
	if (command->once & OPTION_BIT(option) && option_count(invocation, option) > 1) {
		message("'%s' takes option '--%s' only once", command->name, name);
		return EXIT_USAGE;
	}
	return EXIT_CLEAN;
}

static int check_options(const struct invocation *invocation)
{
	int status = EXIT_CLEAN;

	for (int i = 0; i < OPTION_COUNT && status == EXIT_CLEAN; i++)
		if (invocation->values[i])
			status = check_option(invocation, (enum option)i);
	return status;
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

/* Parsing puts argv into another order. What it calls the program is how it was found. */
static char **copy_words(int argc, char **argv)
{
	char **words = must_allocate((size_t)argc + 2, sizeof *words);

	for (int i = 1; i < argc; i++)
		words[i] = argv[i];
	words[0] = program_name;
	return words;
}

int options_parse(struct invocation *invocation, int argc, char **argv)
{
	struct parser parser = {
		.invocation = invocation, .next = argc > 0 ? argv + 1 : argv, .most = (size_t)argc};
	int status;

	*invocation = (struct invocation){.operands = parser.next, .words = copy_words(argc, argv)};
	parser.command = foresee_command(parser.next);
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

void options_free(struct invocation *invocation)
{
	free(invocation->words);
	for (int i = 0; i < OPTION_COUNT; i++)
		free(invocation->repeated[i]);
}

size_t option_count(const struct invocation *invocation, enum option option)
{
	const char *const *list = invocation->repeated[option];
	size_t count = 0;

	while (list && list[count])
		count++;
	return count;
}

int option_number(
	const struct invocation *invocation, enum option option, unsigned most, unsigned *number)
{
	const char *text = invocation->values[option];
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (*text < '1' || *text > '9' || *end || value > most) {
		message("option '--%s' takes a number from 1 to %u, not '%s'",
			option_rows[option].name, most, text);
		return EXIT_USAGE;
	}
	*number = (unsigned)value;
	return EXIT_CLEAN;
}
