/* SPDX-License-Identifier: BSD-2-Clause */
#include "help.h"

static int run_help(const struct invocation *invocation)
{
	const struct command *command = NULL;

	if (invocation->operand_count == 1) {
		command = command_find(invocation->operands[0]);
		if (!command)
			return EXIT_USAGE;
	}
	help_print(command);
	return EXIT_CLEAN;
}

const struct command command_help = {
	.name = "help",
	.operands = "[COMMAND]",
	.summary = "Prints help, for a command if one is named",
	.least_operands = 0,
	.most_operands = 1,
	.run = run_help,
};
