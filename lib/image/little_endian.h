/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers as they lie in files for little-endian machines. */
#ifndef MK_IMAGE_LITTLE_ENDIAN_H
#define MK_IMAGE_LITTLE_ENDIAN_H

#include <stddef.h>
#include <stdint.h>

/* `size` is 1 to 8 bytes. */
uint64_t mk_little_get(const unsigned char *bytes, size_t size);
void mk_little_put(unsigned char *bytes, size_t size, uint64_t value);

#endif
