/* SPDX-License-Identifier: BSD-2-Clause */
/* How many untypeds a node's kernel makes. */
#ifndef MK_CHECK_UNTYPEDS_H
#define MK_CHECK_UNTYPEDS_H

#include "check/rule.h"
#include "plan/boot_start.h"

/*
 * Of a node: how many capabilities to untyped memory its kernel makes: powers of two of its RAM,
 * and of all that is not its RAM. Once all images of the node are known `least` is `most`.
 */
struct mk_untypeds {
	const struct mk_plan_node *node;
	size_t least;
	size_t most;
	const struct mk_start *start; /* with these images; NULL where they are not known */
	size_t ranges;		      /* that the node's RAM is in */
	uint64_t limit;
};

struct mk_untypeds_list {
	MK_VEC(struct mk_untypeds) list; /* in the order of the layout */
};

void mk_each_untypeds(struct mk_check *check, mk_untypeds_visitor *visit);

#endif
