/* SPDX-License-Identifier: BSD-2-Clause */
/* One layout on one board, on its way through the library. */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stdio.h>

#include "built.h"
#include "command.h"
#include "input.h"
#include "progress.h"

struct job {
	mk_ctx *ctx;
	const char *layout;	/* path, borrowed */
	struct built built;	/* what was read of what was built */
	char *board;		/* path of the board that was tried, or NULL */
	struct source included; /* what the layout included last */
	mk_status status;	/* what mk_check said, or why it could not be asked */
};

/* Reads a layout and its board (--board, else the layout's own) and checks them. */
void job_open(struct job *job, const struct invocation *invocation, const char *layout);

/* Files that were read before. */
struct job_inputs {
	const struct source *layout;
	const struct source *board; /* NULL: the layout's own */
	const struct source *lock;  /* without a path: none */
	const struct source *old;   /* the plan to compare with; NULL: none */
	struct progress *progress;  /* has begun; NULL: nobody waits at a terminal */
};

/* The same with files that were read before. */
void job_check(
	struct job *job, const struct invocation *invocation, const struct job_inputs *inputs);

void job_close(struct job *job);

/* Reads a board's tree; source text of one is compiled where dtc is there. */
struct source board_read(const char *path, enum input_trust trust);

/* Reads a board's tree into the context; an unreadable file is reported there. */
mk_status load_board(mk_ctx *ctx, const char *path, enum input_trust trust);

/* Whether there is anything to report. */
bool job_has_findings(const struct job *job);

/* Prints the findings, in colour where the stream and the user want it. */
void job_print_findings(
	struct job *job, const struct invocation *invocation, const char *format, FILE *stream);

/* The same for several contexts, as one document. */
mk_status print_findings(mk_ctx *const *contexts, size_t count, const struct invocation *invocation,
	const char *format, FILE *stream);

/* What the findings come to, --werror considered; says so where memory ran out. */
int job_exit_status(const struct job *job, const struct invocation *invocation);

/* Prints an answer, with an empty line before it unless it is the first; its exit status. */
int print_answer(mk_status status, const char *bytes, size_t length, bool first);

/* EXIT_USAGE, after saying so, where standard input is wanted for more than one input. */
int check_standard_input(const struct invocation *invocation);

#endif
