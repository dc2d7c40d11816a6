/* SPDX-License-Identifier: BSD-2-Clause */
/* Interference channels for people. */
#include <inttypes.h>

#include "base/columns.h"
#include "base/escape.h"
#include "tell/board_lines.h"
#include "tell/channels.h"

/* What still fits a line of users. */
#define LONG_PATH 40

const char *mk_channel_name(struct mk_arena *arena, const struct mk_channel *channel)
{
	if (channel->known)
		return channel->known->what;
	if (channel->kind == MK_CHANNEL_CLUSTER)
		return mk_arena_printf(arena, "0x%" PRIx64, channel->number);
	if (!channel->node)
		return "all";
	return mk_ascii_text(arena, channel->node->path);
}

const char *mk_channel_users(struct mk_arena *arena, const struct mk_channel *channel)
{
	struct mk_buffer users;

	if (channel->known)
		return mk_arena_printf(
			arena, "%s (%s)", channel->known->users, channel->known->source);
	mk_buffer_init(&users, arena);
	mk_buffer_puts(&users, channel->every_core ? "every core" : "");
	for (size_t i = 0; i < channel->users.count; i++) {
		mk_buffer_puts(&users, users.length ? ", " : "");
		mk_board_short_path(&users, channel->users.items[i], LONG_PATH);
	}
	return users.text;
}

static void write_kind(
	struct mk_buffer *out, const mk_channels *channels, enum mk_channel_kind kind)
{
	struct mk_columns columns = {.arena = out->arena};
	const struct mk_channel *channel;

	mk_buffer_printf(out, "\n%s\n", mk_channel_kind_word(kind));
	if (!mk_channels_state(channels, kind))
		mk_columns_row(&columns, "not stated by the tree");
	mk_each(channel, channels)
		if (channel->kind == kind)
			mk_columns_row(&columns, mk_channel_name(out->arena, channel),
				mk_channel_users(out->arena, channel));
	mk_columns_write(&columns, out, 2);
}

void mk_channels_text(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out)
{
	mk_channels channels = mk_board_channels(out->arena, board, devices);

	mk_buffer_puts(out,
		"What is shared although partitions are disjoint, and by whom: what the board's\n"
		"tree states, and what is known of its cores and platform, with the source in\n"
		"brackets. Nothing here claims that interference is mitigated.\n");
	for (int kind = 0; kind < MK_CHANNEL_KINDS; kind++)
		write_kind(out, &channels, (enum mk_channel_kind)kind);
}
