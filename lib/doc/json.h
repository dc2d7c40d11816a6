/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * JSON in the making. Every value is attached to its parent at once, so that the root owns
 * everything when memory runs out. 64-bit values are hexadecimal strings: readers differ on what
 * they make of large numbers.
 */
#ifndef MK_DOC_JSON_H
#define MK_DOC_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "core/range.h"

struct mk_json {
	struct mk_arena *arena;
	struct mk_arena_cleanup *cleanup;
	json_t *root;
};

/* Starts with an empty object, or list, as the root. */
void mk_json_begin(struct mk_json *json, struct mk_arena *arena);
void mk_json_begin_list(struct mk_json *json, struct mk_arena *arena);

/* Writes the root, two columns a level, ASCII only, and releases everything. */
void mk_json_end(struct mk_json *json, struct mk_buffer *out);

/* Members of an object, or items of a list where `key` is NULL. Results are borrowed. */
json_t *mk_json_object(struct mk_json *json, json_t *parent, const char *key);
json_t *mk_json_list(struct mk_json *json, json_t *parent, const char *key);
void mk_json_text(struct mk_json *json, json_t *parent, const char *key, const char *text);
void mk_json_hex(struct mk_json *json, json_t *parent, const char *key, uint64_t value);
void mk_json_number(struct mk_json *json, json_t *parent, const char *key, uint32_t value);
void mk_json_flag(struct mk_json *json, json_t *parent, const char *key, bool value);
void mk_json_null(struct mk_json *json, json_t *parent, const char *key);

/* first, last and size. */
void mk_json_range(struct mk_json *json, json_t *object, struct mk_range range);

#endif
