/* SPDX-License-Identifier: BSD-2-Clause */
/* Interference channels for programs. */
#include "tell/channels.h"

#define FORMAT_VERSION 1

static void add_channel(
	struct mk_json *json, struct mk_json_value *list, const struct mk_channel *channel)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);
	struct mk_json_value *users;

	mk_json_text(json, item, "kind", mk_channel_kind_word(channel->kind));
	mk_json_text(json, item, "node", channel->node ? channel->node->path : NULL);
	if (channel->kind == MK_CHANNEL_CLUSTER)
		mk_json_hex(json, item, "cluster", channel->number);
	mk_json_flag(json, item, "every_core", channel->every_core);
	if (channel->known) {
		mk_json_text(json, item, "what", channel->known->what);
		mk_json_text(json, item, "who", channel->known->users);
		mk_json_text(json, item, "source", channel->known->source);
	}
	users = mk_json_list(json, item, "users");
	for (size_t i = 0; i < channel->users.count; i++)
		mk_json_text(json, users, NULL, channel->users.items[i]->path);
}

/* Kinds of which the tree states nothing. */
static void add_unstated(
	struct mk_json *json, struct mk_json_value *object, const mk_channels *channels)
{
	struct mk_json_value *list = mk_json_list(json, object, "not_stated");

	for (int kind = 0; kind < MK_CHANNEL_KINDS; kind++)
		if (!mk_channels_state(channels, (enum mk_channel_kind)kind))
			mk_json_text(
				json, list, NULL, mk_channel_kind_word((enum mk_channel_kind)kind));
}

void mk_channels_add(struct mk_json *json, struct mk_json_value *object,
	const struct mk_board *board, const struct mk_devices *devices)
{
	mk_channels channels = mk_board_channels(json->arena, board, devices);
	struct mk_json_value *list = mk_json_list(json, object, "channels");
	const struct mk_channel *channel;

	mk_each(channel, &channels)
		add_channel(json, list, channel);
	add_unstated(json, object, &channels);
}

void mk_channels_json(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out)
{
	struct mk_json json;

	mk_json_begin(&json, out->arena);
	mk_json_text(&json, json.root, "format", "mkpart-channels");
	mk_json_number(&json, json.root, "version", FORMAT_VERSION);
	mk_json_text(&json, json.root, "model", board->model);
	mk_channels_add(&json, json.root, board, devices);
	mk_json_end(&json, out);
}
