/* SPDX-License-Identifier: BSD-2-Clause */
/* Timer, PSCI and console: what kernel and loader use themselves. */
#include <string.h>

#include "board/parts.h"

void mk_board_read_timer(struct mk_board *board)
{
	for (const struct mk_dt_node *node = board->tree->root; node; node = node->next) {
		if (!node->enabled || (!mk_dt_is_compatible(node, "arm,armv8-timer") &&
					      !mk_dt_is_compatible(node, "arm,armv7-timer")))
			continue;
		board->timer = node;
		return;
	}
}

static const struct mk_dt_node *psci_below(const struct mk_dt_node *parent)
{
	static const char *const versions[] = {"arm,psci-1.0", "arm,psci-0.2", "arm,psci"};

	for (const struct mk_dt_node *node = parent ? parent->first_child : NULL; node;
		node = node->next_sibling)
		for (size_t i = 0; node->enabled && i < sizeof versions / sizeof *versions; i++)
			if (mk_dt_is_compatible(node, versions[i]))
				return node;
	return NULL;
}

void mk_board_read_psci(struct mk_board *board)
{
	const struct mk_dt_node *root = board->tree->root;

	board->psci = psci_below(root);
	if (!board->psci)
		board->psci = psci_below(mk_dt_child(root, "firmware"));
}

/* "serial0:115200n8" or "/soc/serial@0:115200n8": the options start at the colon. */
static const struct mk_dt_node *node_of_stdout(
	const struct mk_board *board, struct mk_arena *arena, const char *value)
{
	const struct mk_dt_node *aliases = mk_dt_child(board->tree->root, "aliases");
	char *name = mk_arena_copy(arena, value, strcspn(value, ":"));

	if (*name == '/')
		return mk_dt_by_path(board->tree, name);
	return mk_dt_named(board->tree, aliases, name);
}

void mk_board_read_console(struct mk_board *board, struct mk_arena *arena)
{
	static const char *const properties[] = {"stdout-path", "linux,stdout-path"};
	const struct mk_dt_node *chosen = mk_dt_child(board->tree->root, "chosen");

	for (size_t i = 0; chosen && i < sizeof properties / sizeof *properties; i++) {
		const char *value = mk_dt_string(chosen, properties[i]);
		if (value && !board->console)
			board->console = node_of_stdout(board, arena, value);
	}
	if (!board->console)
		board->console = node_of_stdout(board, arena, "serial0");
}
