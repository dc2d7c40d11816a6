/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The plan as files that machines read. One format a file under formats/, each ending in its row.
 * Called only for plans that the rules found no error in.
 */
#ifndef MK_EMIT_EMIT_H
#define MK_EMIT_EMIT_H

#include "base/buffer.h"
#include "plan/plan.h"

enum mk_format_scope {
	MK_FORMAT_BOARD, /* one file */
	MK_FORMAT_NODE,	 /* one file a node, in a folder of the node's name */
};

struct mk_format {
	const char *name; /* "overlay" */
	const char *file; /* "overlay.dts", "loader/manifest.json" */
	enum mk_format_scope scope;
	const char *doc; /* one line: what it is and who takes it */

	/* Whether this plan has such a file; NULL: always. */
	bool (*wanted)(const struct mk_plan *plan);
	/* `node` is NULL unless scope is MK_FORMAT_NODE. */
	void (*emit)(
		const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out);
};

extern const struct mk_format *const mk_formats[];
extern const size_t mk_format_count;

/* By name, or NULL. */
const struct mk_format *mk_format_find(const char *name);

/* One output file: path relative to the output directory, with forward slashes. */
struct mk_output {
	const char *path;
	const struct mk_format *format;
	const char *bytes;
	size_t length;
};

typedef MK_VEC(struct mk_output) mk_outputs;

/* All files of a plan, ascending by path. */
void mk_emit_all(struct mk_arena *arena, const struct mk_plan *plan, mk_outputs *outputs);

#endif
