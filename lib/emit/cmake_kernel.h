/* SPDX-License-Identifier: BSD-2-Clause */
/* What the CMake initial-cache files of kernels have in common. */
#ifndef MK_EMIT_CMAKE_KERNEL_H
#define MK_EMIT_CMAKE_KERNEL_H

#include "emit/cmake.h"

struct mk_cmake_kernel {
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const struct mk_plan_node *node; /* whose kernel it is */
	MK_VEC(const char *) recorded; /* set in the build directory, for the next file to unset */
};

/* Compiler, platform, and what the node says of its kernel; `subject` says what the file is for. */
void mk_cmake_kernel_begin(struct mk_cmake_kernel *writer, const char *subject);

/* The layout's own settings for the node's kernel, and what is on record. */
void mk_cmake_kernel_end(struct mk_cmake_kernel *writer);

#endif
