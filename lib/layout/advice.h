/* SPDX-License-Identifier: BSD-2-Clause */
/* What an author may have meant by a number that was refused. */
#ifndef MK_LAYOUT_ADVICE_H
#define MK_LAYOUT_ADVICE_H

#include "base/arena.h"
#include "base/number.h"

/* What to write instead ("755 or 0x1ed"), or NULL when nothing is likely. */
const char *mk_number_advice(
	struct mk_arena *arena, enum mk_number_status status, const char *text);

#endif
