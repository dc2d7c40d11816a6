/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_ram_of_board = {
	.problem = {.code = "MK1231",
		.name = "image-ram-of-board",
		.severity = MK_ERROR,
		.title = "a node has RAM that the board does not have",
		.why = "The kernel uses its RAM without looking whether there is any. "
		       "The first access where there is none is an abort, and the node "
		       "is dead, with nothing printed.",
		.fix = "Give the node memory that the board's tree states, and pack "
		       "the image again. If the layout states more RAM than the tree, "
		       "check the image together with it."},
	.image_fault = MK_FAULT_NO_RAM,
};
