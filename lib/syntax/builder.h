/* SPDX-License-Identifier: BSD-2-Clause */
/* What the readers share: making nodes with their places, within limits. */
#ifndef MK_SYNTAX_BUILDER_H
#define MK_SYNTAX_BUILDER_H

#include "syntax/places.h"
#include "syntax/syntax.h"

struct mk_builder {
	struct mk_arena *arena;
	struct mk_findings *findings;
	size_t node_limit;
	struct mk_places places;
	size_t node_count;
};

void mk_builder_init(struct mk_builder *builder, struct mk_arena *arena,
	const struct mk_source *source, const struct mk_doc_limits *limits,
	struct mk_findings *findings);

/* A node without content; NULL, reported, beyond the limit. */
struct mk_doc *mk_builder_node(
	struct mk_builder *builder, enum mk_doc_kind kind, struct mk_origin origin);

/* Report what every language can do wrong. */
void mk_builder_too_deep(struct mk_builder *builder, struct mk_origin origin);
void mk_builder_too_many(struct mk_builder *builder, struct mk_origin origin);
void mk_builder_empty(struct mk_builder *builder);

#endif
