/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * JSON in the making: a tree in the arena, written when it is whole. 64-bit values are hexadecimal
 * strings: readers differ on what they make of large numbers.
 */
#ifndef MK_DOC_JSON_H
#define MK_DOC_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "core/range.h"
#include "doc/doc.h"

struct mk_json_value;

struct mk_json {
	struct mk_arena *arena;
	struct mk_json_value *root;
};

/* Starts with an empty object, or list, as the root. */
void mk_json_begin(struct mk_json *json, struct mk_arena *arena);
void mk_json_begin_list(struct mk_json *json, struct mk_arena *arena);

/* Writes the root, two columns a level, ASCII only. */
void mk_json_end(struct mk_json *json, struct mk_buffer *out);

/* Members of an object, or items of a list where `key` is NULL; keys are borrowed, texts copied. */
struct mk_json_value *mk_json_object(
	struct mk_json *json, struct mk_json_value *parent, const char *key);
struct mk_json_value *mk_json_list(
	struct mk_json *json, struct mk_json_value *parent, const char *key);

/* A text as a reader of the JSON has it: names in a device tree can be any bytes, and all that is
 * no UTF-8 comes out as \xNN. NULL stays NULL. */
const char *mk_json_readable(struct mk_arena *arena, const char *text);

/* In that form; NULL is null. */
void mk_json_text(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *text);

/* Text that is escaped as for people first: whoever prints it has no control characters to fear. */
void mk_json_escaped(
	struct mk_json *json, struct mk_json_value *parent, const char *key, const char *text);

void mk_json_hex(
	struct mk_json *json, struct mk_json_value *parent, const char *key, uint64_t value);
void mk_json_number(
	struct mk_json *json, struct mk_json_value *parent, const char *key, uint64_t value);
void mk_json_integer(
	struct mk_json *json, struct mk_json_value *parent, const char *key, int64_t value);
void mk_json_flag(struct mk_json *json, struct mk_json_value *parent, const char *key, bool value);
void mk_json_null(struct mk_json *json, struct mk_json_value *parent, const char *key);

/* A list of texts on one line; `texts` ends in NULL. */
void mk_json_line(struct mk_json *json, struct mk_json_value *parent, const char *key,
	const char *const *texts);

/* What was read, as it was written: numbers, and what YAML takes for such, are texts, too. */
void mk_json_doc(struct mk_json *json, struct mk_json_value *parent, const char *key,
	const struct mk_doc *doc);

/* first, last and size. */
void mk_json_range(struct mk_json *json, struct mk_json_value *object, struct mk_range range);

#endif
