/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/digest.h"

uint64_t mk_digest_of(uint64_t digest, const void *bytes, size_t length)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < length; i++)
		digest = (digest ^ at[i]) * UINT64_C(0x100000001b3);
	return digest;
}
