/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/emit.h"

#include <string.h>

#include "base/sort.h"
#include "emit/text.h"

const struct mk_format *mk_format_find(const char *name)
{
	for (size_t i = 0; i < mk_format_count; i++)
		if (strcmp(mk_formats[i]->name, name) == 0)
			return mk_formats[i];
	return NULL;
}

static void add_output(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, const struct mk_format *format, mk_outputs *outputs)
{
	struct mk_output *output = mk_vec_add(arena, outputs);
	struct mk_buffer buffer;

	mk_buffer_init(&buffer, arena);
	format->emit(plan, node, &buffer);
	mk_emit_seal(&buffer);
	*output = (struct mk_output){.path = format->file,
		.format = format,
		.bytes = buffer.text,
		.length = buffer.length};
	if (node)
		output->path = mk_arena_printf(arena, "%s/%s", node->name, format->file);
}

static int compare_outputs(const void *left, const void *right)
{
	const struct mk_output *a = left;
	const struct mk_output *b = right;

	return strcmp(a->path, b->path);
}

void mk_emit_all(struct mk_arena *arena, const struct mk_plan *plan, mk_outputs *outputs)
{
	for (size_t i = 0; i < mk_format_count; i++) {
		const struct mk_format *format = mk_formats[i];
		if (!mk_contract_has_output(plan->contract, format->name) ||
			(format->wanted && !format->wanted(plan)))
			continue;
		if (format->scope == MK_FORMAT_BOARD)
			add_output(arena, plan, NULL, format, outputs);
		if (format->scope == MK_FORMAT_NODE)
			for (size_t rank = 0; rank < plan->by_rank.count; rank++)
				add_output(arena, plan, mk_plan_node_at_rank(plan, rank), format,
					outputs);
	}
	mk_vec_sort(outputs, compare_outputs);
}
