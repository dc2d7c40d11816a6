/* SPDX-License-Identifier: BSD-2-Clause */
/* Option rows: the parser and every help text are made from them. */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option {
	OPTION_BOARD,
	OPTION_FORMAT,
	OPTION_OUTPUT,
	OPTION_CHECK,
	OPTION_DIFF,
	OPTION_VERIFY,
	OPTION_FORCE,
	OPTION_COMPARE,
	OPTION_SINCE,
	OPTION_DEPFILE,
	OPTION_LOCK,
	OPTION_CONTRACT,
	OPTION_INCLUDE_OUTSIDE,
	OPTION_IMAGES,
	OPTION_ARCHIVE,
	OPTION_LOADER,
	OPTION_CHANNELS,
	OPTION_NODES,
	OPTION_FROM,
	OPTION_MEMORY,
	OPTION_ALLOW,
	OPTION_SEVERITY,
	OPTION_WERROR,
	OPTION_BASELINE,
	OPTION_JOBS,
	OPTION_COLOR,
	OPTION_QUIET,
	OPTION_TRACE,
	OPTION_DRY_RUN,
	OPTION_CODE,
	OPTION_ALL,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_VERBOSE,
	OPTION_COUNT,
};

#define OPTION_BIT(option) (UINT64_C(1) << (option))

/* Every command takes these. */
#define OPTIONS_COMMON (OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION))

/* Two rows may have one name, as long as no command takes both. */
struct option_row {
	const char *name;     /* without dashes */
	char letter;	      /* 0: no short form */
	const char *argument; /* what help calls it; NULL: takes none */
	const char *doc;
	const char *const *choices; /* NULL-terminated; NULL: any argument will do */
	const char *suffixes;	    /* of files that shells offer: ".dtb"; NULL: any */
	bool repeatable;	    /* all its arguments are in `repeated`, the last in `values` */
};

extern const struct option_row option_rows[OPTION_COUNT];

struct invocation;

/*
 * Takes a command line apart; options may stand anywhere before "--". Gives EXIT_CLEAN, or
 * EXIT_USAGE after saying what is wrong. --help and --version excuse what else is missing.
 */
int options_parse(struct invocation *invocation, int argc, char **argv);

/* Frees what parsing allocated. */
void options_free(struct invocation *invocation);

/* How often a repeatable option is given. */
size_t option_count(const struct invocation *invocation, enum option option);

/* EXIT_USAGE, after saying so, where the option's argument is no number from 1 to `most`. */
int option_number(
	const struct invocation *invocation, enum option option, unsigned most, unsigned *number);

#endif
