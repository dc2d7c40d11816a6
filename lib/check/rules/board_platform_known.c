/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/names.h"
#include "check/rule.h"

static void platform_known(struct mk_check *check)
{
	mk_report_references(check, MK_REFERENCE_PLATFORM, "a platform that mkpart knows",
		"`mkpart list platforms` shows them; for any other platform, state its `max_irq`");
}

const struct mk_rule mk_rule_board_platform_known = {
	.problem = {.code = "MK0503",
		.name = "platform-known",
		.severity = MK_ERROR,
		.title = "the layout names a platform that mkpart does not know",
		.why = "The name becomes KernelPlatform in each node's kernel configuration; the "
		       "kernel's build stops at a name that it does not know.",
		.fix = "Use one of `mkpart list platforms`, or leave `platform` out if the board's "
		       "tree identifies it. For a platform of your own kernel, state the facts "
		       "beside it: `board: {platform: NAME, max_irq: INTID}`."},
	.whole = platform_known,
};
