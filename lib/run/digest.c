/* SPDX-License-Identifier: BSD-2-Clause */
#include <mkpart/mkpart.h>

#include "base/digest.h"

unsigned long long mk_digest(const void *bytes, size_t length)
{
	return mk_digest_of(MK_DIGEST_EMPTY, bytes, length);
}
