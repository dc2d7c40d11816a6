/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/written.h"

#include "layout/mend.h"

void mk_written_add_key(struct mk_check *check, struct mk_finding *finding,
	const struct mk_plan_node *node, const char *text)
{
	const struct mk_doc *nodes = mk_doc_value(check->layout->doc, "nodes");

	if (nodes && nodes->kind == MK_DOC_LIST && node->position < nodes->items.count)
		mk_mend_add_second(
			check->findings, finding, nodes->items.items[node->position], text);
}
