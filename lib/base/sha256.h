/* SPDX-License-Identifier: BSD-2-Clause */
/* SHA-256 (FIPS 180-4), for naming files. */
#ifndef MK_BASE_SHA256_H
#define MK_BASE_SHA256_H

#include <stddef.h>

#include "base/arena.h"

/* 64 lower-case hexadecimal digits, as sha256sum prints them. */
const char *mk_sha256_text(struct mk_arena *arena, const void *bytes, size_t length);

#endif
