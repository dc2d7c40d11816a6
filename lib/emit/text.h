/* SPDX-License-Identifier: BSD-2-Clause */
/* Words from the input inside outputs that have no quoting of their own. */
#ifndef MK_EMIT_TEXT_H
#define MK_EMIT_TEXT_H

#include "base/buffer.h"
#include "plan/plan.h"

/* A name for comments and strings: anything but letters, digits, '-' and '_' comes out as '_'. */
void mk_emit_name(struct mk_buffer *out, const char *name);

/* A path of the tree inside a string of C: printable ASCII but '"' and '\\', else '?'. */
void mk_emit_path(struct mk_buffer *out, const char *path);

/* A name for code: '-' comes out as '_' as well. */
void mk_emit_identifier(struct mk_buffer *out, const char *name);

/* "seL4SharedData from client.d to adder.d", for comments. */
void mk_emit_connection(struct mk_buffer *out, const struct mk_plan_connection *connection);

/* Lines of a comment that say which contract, kernel and loader an output is written for. */
void mk_emit_contract(struct mk_buffer *out, const struct mk_plan *plan, const char *line_start);

#endif
