/* SPDX-License-Identifier: BSD-2-Clause */
/* What an author may have meant by a number that was refused. */
#ifndef MK_LAYOUT_ADVICE_H
#define MK_LAYOUT_ADVICE_H

#include "base/arena.h"
#include "base/number.h"

struct mk_number_advice {
	const char *complaint; /* what is wrong, to follow "is"; never NULL */
	const char *shown;     /* what to write instead ("755 or 0x1ed"); NULL: nothing is likely */
	const char
		*spellings[2]; /* the same, each alone, as far as they differ in meaning; or NULL */
};

struct mk_number_advice mk_number_advise(
	struct mk_arena *arena, enum mk_number_status status, const char *text);

#endif
