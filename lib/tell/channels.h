/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Interference channels (AMC 20-193): what nodes share although their partitions are disjoint. From
 * the board's tree, and from what is known of its cores and platform; a list, and no claim that
 * anything is mitigated.
 */
#ifndef MK_TELL_CHANNELS_H
#define MK_TELL_CHANNELS_H

#include "base/buffer.h"
#include "doc/json.h"
#include "target/channels.h"
#include "tell/board_facts.h"

/* Of two users at least; or a fact of the cores or the platform, which says the rest in words. */
struct mk_channel {
	enum mk_channel_kind kind;
	const struct mk_dt_node *node; /* what is shared; NULL where no node of the tree is */
	uint64_t number;	       /* of a cluster */
	mk_nodes users;		       /* cores or devices, in the order of the tree, each once */
	bool every_core;	       /* beside the users */
	const struct mk_known_channel *known; /* NULL: the tree states it */
};

typedef MK_VEC(struct mk_channel) mk_channels;

/* By kind, then in the order of the tree; what is known beyond it comes last. */
mk_channels mk_board_channels(
	struct mk_arena *arena, const struct mk_board *board, const struct mk_devices *devices);

/* As bytes, for people and for programs: see mk_board_format. */
void mk_channels_text(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out);
void mk_channels_json(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out);

/* Adds the lists "channels" and "not_stated". */
void mk_channels_add(struct mk_json *json, struct mk_json_value *object,
	const struct mk_board *board, const struct mk_devices *devices);

/* What it is called and who is on it, escaped for people; the users separated by ", ". */
const char *mk_channel_name(struct mk_arena *arena, const struct mk_channel *channel);
const char *mk_channel_users(struct mk_arena *arena, const struct mk_channel *channel);

/* Whether the tree states anything of a kind. */
bool mk_channels_state(const mk_channels *channels, enum mk_channel_kind kind);

/* "cache", "power domain". */
const char *mk_channel_kind_word(enum mk_channel_kind kind);

#endif
