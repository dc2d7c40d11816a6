/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/little_endian.h"

uint64_t mk_little_get(const unsigned char *bytes, size_t size)
{
	uint64_t value = 0;

	while (size-- > 0)
		value = value << 8 | bytes[size];
	return value;
}

void mk_little_put(unsigned char *bytes, size_t size, uint64_t value)
{
	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
}
