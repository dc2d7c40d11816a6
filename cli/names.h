/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef NAMES_H
#define NAMES_H

#include <stddef.h>

/* "there are a, b and c"; to be freed. */
char *join_names(const char *const *names, size_t count);

#endif
