/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/* Of `count` names, the one that a mistyped one most likely means, or NULL. */
const char *nearest_name(const char *wanted, const char *const *names, size_t count);

#endif
