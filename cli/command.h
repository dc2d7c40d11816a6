/* SPDX-License-Identifier: BSD-2-Clause */
/* What a command is. One a file under commands/, each ending in its row `command_NAME`. */
#ifndef COMMAND_H
#define COMMAND_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include <mkpart/mkpart.h>

#include "options.h"

enum exit_status {
	EXIT_CLEAN = 0,
	EXIT_FOUND = 1,	     /* errors; warnings with --werror; a file that would change */
	EXIT_UNREADABLE = 2, /* an input cannot be read, or the output folder not be written */
	EXIT_USAGE = 3,
	EXIT_INTERNAL = 4, /* also: out of memory, standard output cannot be written */
};

struct command;

/* A command line taken apart. Everything in it is borrowed from argv. */
struct invocation {
	const struct command *command;
	const char *values[OPTION_COUNT]; /* NULL where not given; "" for one without argument */
	const char *
		*repeated[OPTION_COUNT]; /* of a repeatable one: all, NULL-terminated, or NULL */
	char **operands;
	int operand_count;
	char **words; /* the whole command line, NULL-terminated */
};

#define OPERANDS_ANY INT_MAX

struct command {
	const char *name;
	const char *operands; /* for help: "LAYOUT..." */
	const char *summary;  /* one line, for help */
	uint64_t options;     /* which it takes: OPTION_BIT(...) */
	bool makes_lock;      /* what --lock names need not exist */
	bool keeps_evidence;  /* has noted on the way what evidence is made of */
	bool keeps_images;    /* needs the bytes of what --images and --loader name */
	uint64_t once;	      /* of the repeatable ones, those that it takes once */
	int least_operands;
	int most_operands;
	mk_list formats;	    /* what --format chooses from, where it is taken */
	const char *default_format; /* NULL where --format is not taken */
	int (*run)(const struct invocation *invocation); /* gives an enum exit_status */
};

extern const struct command *const commands[];
extern const size_t command_count;

/* By name; NULL, after saying so, where there is none. */
const struct command *command_find(const char *name);

#endif
