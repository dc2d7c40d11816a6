/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/written.h"

#include "layout/mend.h"

void mk_written_add_key(struct mk_check *check, struct mk_finding *finding,
	const struct mk_plan_node *node, const char *key, const char *value)
{
	const struct mk_doc *map = mk_written_node(node)->record.doc;

	if (!mk_doc_entry(map, key))
		mk_mend_add_second(check->findings, finding, map,
			mk_arena_printf(check->arena, "\"%s\": %s", key, value));
}
