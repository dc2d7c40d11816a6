/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines of a CMake initial-cache file. */
#ifndef MK_EMIT_CMAKE_H
#define MK_EMIT_CMAKE_H

#include "base/buffer.h"
#include "plan/plan.h"

/* The opening comment; `subject` says what the file is for. */
void mk_cmake_begin(struct mk_buffer *out, const struct mk_plan *plan, const char *subject);

/*
 * set(NAME "value" CACHE STRING "" FORCE), with name and value taken literally. Without CACHE
 * the value is lost, without FORCE an existing build directory keeps the old one.
 */
void mk_cmake_set(struct mk_buffer *out, const char *name, const char *value);

/* The same with a value in which ${...} is evaluated; for texts of our own. */
void mk_cmake_set_expanded(struct mk_buffer *out, const char *name, const char *value);

/* list(APPEND LIST "value"), with the value taken literally. */
void mk_cmake_append(struct mk_buffer *out, const char *list, const char *value);

void mk_cmake_set_flag(struct mk_buffer *out, const char *name, bool value);

#endif
