/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as its document: values. */
#include "emit/plan_document_parts.h"

const char *mk_plan_document_path(struct mk_arena *arena, const struct mk_dt_node *node)
{
	return node ? mk_json_readable(arena, node->path) : NULL;
}

struct mk_row_number mk_plan_document_number(uint64_t value)
{
	return (struct mk_row_number){.given = true, .value = value};
}

struct mk_row_range mk_plan_document_range(struct mk_range range)
{
	return (struct mk_row_range){.given = true, .range = range, .size = mk_range_size(range)};
}

struct mk_row_range mk_plan_document_region(const struct mk_region *region)
{
	return region->placed ? mk_plan_document_range(region->range)
			      : (struct mk_row_range){.size = region->size};
}

mk_row_texts mk_plan_document_trace(struct mk_arena *arena, mk_requirements requirements)
{
	mk_row_texts trace = {0};

	for (size_t i = 0; i < requirements.count; i++)
		*mk_vec_add(arena, &trace) = requirements.items[i];
	return trace;
}
