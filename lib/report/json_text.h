/* SPDX-License-Identifier: BSD-2-Clause */
/* Text from the input inside JSON documents. */
#ifndef MK_REPORT_JSON_TEXT_H
#define MK_REPORT_JSON_TEXT_H

#include "doc/json.h"

/*
 * A member, or an item where `key` is NULL, that is escaped as for people first: whoever prints
 * it has no control characters to fear. NULL is null.
 */
void mk_json_escaped(struct mk_json *json, json_t *parent, const char *key, const char *text);

/* Counts are far from 32 bits: findings are limited. */
void mk_json_count(struct mk_json *json, json_t *parent, const char *key, size_t count);

#endif
