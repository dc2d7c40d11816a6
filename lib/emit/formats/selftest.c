/* SPDX-License-Identifier: BSD-2-Clause */
/* A root task that proves a board, as it stands in lib/emit/selftest/selftest.c. */
#include "emit/emit.h"

extern const char mk_selftest_text[];

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	(void)plan;
	(void)node;
	mk_buffer_puts(out, mk_selftest_text);
}

const struct mk_format mk_format_selftest = {
	.name = "selftest",
	.file = "selftest.c",
	.scope = MK_FORMAT_BOARD,
	.doc = "source of a root task that tests the plan on the board",
	.emit = emit,
};
