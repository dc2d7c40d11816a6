/* SPDX-License-Identifier: BSD-2-Clause */
/* What is known of who reads a stream. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "command.h"

/* Whether the stream and the user want colour: --color, else NO_COLOR and a terminal. */
bool wants_color(const struct invocation *invocation, FILE *stream);

/* How wide a line may be: the terminal's width, else COLUMNS if that is one, else 80. */
unsigned terminal_columns(FILE *stream);

/* The same, but 0 where the stream is no terminal and COLUMNS says nothing. */
unsigned stated_columns(FILE *stream);

#endif
