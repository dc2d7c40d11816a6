/* SPDX-License-Identifier: BSD-2-Clause */
/* How many untypeds a node's kernel makes. */
#ifndef MK_CHECK_UNTYPEDS_H
#define MK_CHECK_UNTYPEDS_H

#include "check/rule.h"
#include "plan/boot_start.h"

/*
 * How many capabilities to untyped memory a node's kernel makes: powers of two of its RAM, and of
 * all that is not its RAM. Once all images of the node are known `least` is `most`.
 */
struct mk_untypeds {
	size_t least;
	size_t most;
	const struct mk_start *start; /* with these images; NULL where they are not known */
	size_t ranges;		      /* that the node's RAM is in */
	uint64_t limit;
};

void mk_each_untypeds(struct mk_check *check, mk_untypeds_visitor *visit);

#endif
