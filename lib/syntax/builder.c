/* SPDX-License-Identifier: BSD-2-Clause */
#include "syntax/builder.h"

#include "doc/reading_problems.h"

void mk_builder_init(struct mk_builder *builder, struct mk_arena *arena,
	const struct mk_source *source, const struct mk_doc_limits *limits,
	struct mk_findings *findings)
{
	*builder = (struct mk_builder){
		.arena = arena, .findings = findings, .node_limit = limits->nodes};
	mk_places_init(&builder->places, arena, source);
}

struct mk_doc *mk_builder_node(
	struct mk_builder *builder, enum mk_doc_kind kind, struct mk_origin origin)
{
	struct mk_doc *node;

	if (builder->node_count == builder->node_limit) {
		mk_builder_too_many(builder, origin);
		return NULL;
	}
	builder->node_count++;
	node = mk_arena_alloc(builder->arena, sizeof *node);
	node->kind = kind;
	node->origin = origin;
	return node;
}

void mk_builder_too_deep(struct mk_builder *builder, struct mk_origin origin)
{
	mk_report(builder->findings, &mk_too_deep, origin,
		"maps and lists are nested more than %u deep", MK_DOC_MAX_DEPTH);
}

void mk_builder_too_many(struct mk_builder *builder, struct mk_origin origin)
{
	mk_report(builder->findings, &mk_too_large, origin, "the text has more than %zu values",
		builder->node_limit);
}

void mk_builder_empty(struct mk_builder *builder)
{
	mk_report(builder->findings, &mk_bad_syntax, mk_places_origin(&builder->places, 0, 0),
		"the text is empty");
}
