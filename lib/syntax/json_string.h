/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_SYNTAX_JSON_STRING_H
#define MK_SYNTAX_JSON_STRING_H

#include "base/arena.h"

/* What a valid literal, given without its quotes, stands for; it holds no NUL. */
const char *mk_json_string_decode(struct mk_arena *arena, const char *literal, size_t length);

#endif
