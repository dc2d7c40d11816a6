/* SPDX-License-Identifier: BSD-2-Clause */
/* Words from the input inside outputs that have no quoting of their own. */
#ifndef MK_EMIT_TEXT_H
#define MK_EMIT_TEXT_H

#include "base/buffer.h"
#include "plan/document.h"
#include "plan/plan.h"

/* A name for comments and strings: anything but letters, digits, '-' and '_' comes out as '_'. */
void mk_emit_name(struct mk_buffer *out, const char *name);

/* A path of the tree inside a string of C: printable ASCII but '"' and '\\', else '?'. */
void mk_emit_path(struct mk_buffer *out, const char *path);

/* A name for code: '-' comes out as '_' as well. */
void mk_emit_identifier(struct mk_buffer *out, const char *name);

/* "seL4SharedData from client.d to adder.d", for comments. */
void mk_emit_connection(struct mk_buffer *out, const struct mk_plan_connection *connection);

/* The layout's file without its folders, as a name for comments, where '.' stays as well. */
const char *mk_emit_layout_name(struct mk_arena *arena, const struct mk_plan *plan);

/*
 * Lines of a comment that say what an output is made from, and which contract, kernel and loader
 * it is written for.
 */
void mk_emit_source(struct mk_buffer *out, const struct mk_plan *plan, const char *line_start);

/* The same in a document. */
struct mk_plan_document_generated *mk_emit_generated_of(
	struct mk_arena *arena, const struct mk_plan *plan);

/* The same as a member "generated" of the root. */
void mk_emit_generated(struct mk_json *json, const struct mk_plan *plan);

/* Stands for the output's digest until the output is complete; in no other text of it. */
#define MK_EMIT_DIGEST "################"

/*
 * Puts the digest of all that is in the buffer, 16 digits, where MK_EMIT_DIGEST is; nothing where
 * it is not. It tells what the layout says in this file, not how the layout is written.
 */
void mk_emit_seal(struct mk_buffer *out);

#endif
