/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_BASE_BITS_H
#define MK_BASE_BITS_H

#include <stdint.h>

/* What the compiler has for it is a slower function where not all machines have an instruction. */
static inline uint32_t mk_count_ones(uint64_t value)
{
	value -= value >> 1 & 0x5555555555555555;
	value = (value & 0x3333333333333333) + (value >> 2 & 0x3333333333333333);
	value = (value + (value >> 4)) & 0x0f0f0f0f0f0f0f0f;
	return (uint32_t)(value * 0x0101010101010101 >> 56);
}

#endif
