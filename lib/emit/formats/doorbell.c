/* SPDX-License-Identifier: BSD-2-Clause */
/* The protocol of multiplexed IPIs, as it stands in lib/emit/doorbell/mkpart_doorbell.h. */
#include "emit/emit.h"

extern const char mk_doorbell_text[];

static bool wanted(const struct mk_plan *plan)
{
	const struct mk_plan_ipi *ipi;

	mk_each(ipi, &plan->ipis)
		if (ipi->doorbell)
			return true;
	return false;
}

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	(void)plan;
	(void)node;
	mk_buffer_puts(out, mk_doorbell_text);
}

const struct mk_format mk_format_doorbell = {
	.name = "doorbell",
	.file = "mkpart_doorbell.h",
	.scope = MK_FORMAT_BOARD,
	.doc = "C11 protocol of multiplexed IPIs, if there are any",
	.wanted = wanted,
	.emit = emit,
};
