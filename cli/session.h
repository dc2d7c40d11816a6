/* SPDX-License-Identifier: BSD-2-Clause */
/* One layout on its way through the library. */
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stdio.h>

#include "command.h"

struct session {
	mk_ctx *ctx;
	char *board;	  /* path of the board that was tried, or NULL */
	mk_status status; /* what mk_check said, or why it could not be asked */
};

/* Reads a layout and its board (--board, else the layout's own) and checks them. */
void session_open(struct session *session, const struct invocation *invocation, const char *layout);
void session_close(struct session *session);

/* Whether there is anything to report. */
bool session_has_findings(const struct session *session);

/* Prints the findings, in colour where the stream and the user want it. */
void session_print_findings(struct session *session, const struct invocation *invocation,
	const char *format, FILE *stream);

/* What the findings come to, --werror considered; says so where memory ran out. */
int session_exit_status(const struct session *session, const struct invocation *invocation);

/* The same for any call into the library. */
int exit_status_of(mk_status status);

/* EXIT_USAGE, after saying so, where standard input is wanted for more than one input. */
int check_standard_input(const struct invocation *invocation);

#endif
