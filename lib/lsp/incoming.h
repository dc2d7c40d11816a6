/* SPDX-License-Identifier: BSD-2-Clause */
/* JSON that a client sent, as jansson has read it; incoming.c is the only one here to know that. */
#ifndef MK_LSP_INCOMING_H
#define MK_LSP_INCOMING_H

#include <stdbool.h>
#include <stdint.h>

#include "doc/json.h"

struct json_t;
typedef const struct json_t *mk_incoming; /* NULL: it is not there */

/* What an editor sends of the largest layout fits. */
#define MK_MESSAGE_MAX_BYTES ((size_t)8 * 1024 * 1024)

/* Objects, lists and members; clients send a few thousand. */
#define MK_MESSAGE_MAX_VALUES 262144u

/*
 * The value lives as long as the arena. NULL after *complaint was set: it is no JSON, or more than
 * any client sends.
 */
mk_incoming mk_incoming_read(
	struct mk_arena *arena, const char *bytes, size_t length, const char **complaint);

/* Member of an object at a path ("position.line"); NULL where there is none. */
mk_incoming mk_incoming_at(mk_incoming object, const char *path);

/* How many items a list has; 0 for what is none. */
size_t mk_incoming_count(mk_incoming list);
mk_incoming mk_incoming_item(mk_incoming list, size_t index);

bool mk_incoming_is_object(mk_incoming value);

/* Of what may be an id: a text or a whole number. */
bool mk_incoming_is_id(mk_incoming value);
bool mk_incoming_equal(mk_incoming a, mk_incoming b);

/* Its bytes, which may hold a NUL; NULL for what is no text. */
const char *mk_incoming_bytes(mk_incoming value, size_t *length);

/* The same without a NUL in it, else NULL. */
const char *mk_incoming_text(mk_incoming value);

/* False, and *number as it was, for what is no whole number. */
bool mk_incoming_number(mk_incoming value, int64_t *number);

/* Whether it is the literal true. */
bool mk_incoming_is_true(mk_incoming value);

/* Repeats an id in an answer; null for what is none. */
void mk_incoming_put_id(struct mk_json *json, struct mk_json_value *object, mk_incoming id);

#endif
