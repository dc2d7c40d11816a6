/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/emit.h"
#include "plan/boot.h"

/* Without the room behind it that the loader keeps for each. */
static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	const struct mk_block_format *format = plan->contract->boot->format;
	unsigned char *bytes;

	if (!node->boot)
		return;
	bytes = mk_arena_alloc(out->arena, format->bytes);
	mk_block_write(out->arena, format, &node->boot->block, bytes);
	mk_buffer_add(out, (const char *)bytes, mk_block_bytes(&node->boot->block));
}

static bool has_blocks(const struct mk_plan *plan)
{
	return plan->contract->boot;
}

const struct mk_format mk_format_boot_block = {
	.name = "boot-block",
	.file = "boot.bin",
	.scope = MK_FORMAT_NODE,
	.doc = "boot block: what the node's kernel is told about its memory, for the loader's "
	       "image",
	.wanted = has_blocks,
	.emit = emit,
};
