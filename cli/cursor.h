/* SPDX-License-Identifier: BSD-2-Clause */
/* A command line up to the cursor, however wrong it may be: shells ask how it could go on. */
#ifndef CURSOR_H
#define CURSOR_H

#include <stdbool.h>

#include "command.h"

/* Everything in it but `operands` is borrowed from the words. */
struct cursor {
	const char *word;		  /* that is being written; may be empty */
	const char *argument;		  /* its part behind "--board=" or "-o", or all of it */
	enum option wanted;		  /* whose argument that is; OPTION_COUNT: no option's */
	const struct command *command;	  /* NULL: not written yet, or unknown */
	const char *values[OPTION_COUNT]; /* NULL where not given; "" for one without argument */
	const char **operands;		  /* the command first */
	int operand_count;
	bool options_ended;
};

/* Takes apart what follows "mkpart"; the last word is the one that is being written. */
void cursor_place(struct cursor *cursor, char *const *words, int count);

void cursor_free(struct cursor *cursor);

#endif
