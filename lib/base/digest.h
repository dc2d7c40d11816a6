/* SPDX-License-Identifier: BSD-2-Clause */
/* FNV-1a, 64 bits: tells what was changed by accident. No defence against somebody who means to. */
#ifndef MK_BASE_DIGEST_H
#define MK_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define MK_DIGEST_EMPTY UINT64_C(0xcbf29ce484222325)

/* Of what `digest` stands for and these bytes behind it. */
uint64_t mk_digest_of(uint64_t digest, const void *bytes, size_t length);

#endif
