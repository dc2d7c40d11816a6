/* SPDX-License-Identifier: BSD-2-Clause */
/* Every layout with every board, several at a time. */
#ifndef BATCH_H
#define BATCH_H

#include "job.h"

struct batch {
	struct job *jobs;  /* by layout, then by board, in the order given */
	mk_ctx **contexts; /* theirs */
	size_t count;
};

/*
 * Checks all operands with all that --board gives, or each with its own board, in `jobs` threads at
 * most. What comes out does not depend on how many there are. MK_NO_MEMORY where it ran out in any
 * of them; the batch is to be closed all the same.
 */
mk_status batch_run(struct batch *batch, const struct invocation *invocation, unsigned jobs);

void batch_close(struct batch *batch);

#endif
