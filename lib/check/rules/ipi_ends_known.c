/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/names.h"
#include "check/rule.h"
#include "check/words.h"

static void ipi_ends_known(struct mk_check *check)
{
	const char *nodes = mk_check_nodes_text(check);

	mk_report_references(check, MK_REFERENCE_IPI_FROM, "a node in this layout", nodes);
	mk_report_references(check, MK_REFERENCE_IPI_TO, "a node in this layout", nodes);
}

const struct mk_rule mk_rule_ipi_ends_known = {
	.problem = {.code = "MK0305",
		.name = "ipi-ends-known",
		.severity = MK_ERROR,
		.title = "an IPI from or to a node that does not exist",
		.why = "A signal to a core that does not exist is accepted silently and never "
		       "arrives.",
		.fix = "Use a node's `name`."},
	.whole = ipi_ends_known,
};
