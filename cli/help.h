/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef HELP_H
#define HELP_H

#include "command.h"

/* Prints a command's help, or the general one for NULL, on standard output. */
void help_print(const struct command *command);

#endif
