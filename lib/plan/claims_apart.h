/* SPDX-License-Identifier: BSD-2-Clause */
/* Whether memory that nodes, shared regions and the loader have belongs to one of them alone. */
#ifndef MK_PLAN_CLAIMS_APART_H
#define MK_PLAN_CLAIMS_APART_H

#include "plan/claims.h"

bool mk_claims_are_apart(struct mk_arena *arena, const struct mk_claims *claims);

#endif
