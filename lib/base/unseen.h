/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a bound keeps from being looked at. Whoever meets a bound says so here, and each becomes an
 * error (MK0023): exit status 0 means that all was looked at.
 */
#ifndef MK_BASE_UNSEEN_H
#define MK_BASE_UNSEEN_H

#include "base/arena.h"
#include "base/source.h"

struct mk_unseen {
	struct mk_origin origin;
	const char *what; /* "the registers of 12 devices from /x on are not looked at: ..." */
};

typedef MK_VEC(struct mk_unseen) mk_unseen_list;

__attribute__((format(printf, 4, 5))) void mk_unseen_add(struct mk_arena *arena,
	mk_unseen_list *list, struct mk_origin origin, const char *format, ...);

#endif
