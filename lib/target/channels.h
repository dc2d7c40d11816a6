/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Interference channels (AMC 20-193): kinds of what nodes share although their partitions are
 * disjoint, and what is known of cores and platforms beyond what a board's tree states.
 */
#ifndef MK_TARGET_CHANNELS_H
#define MK_TARGET_CHANNELS_H

#include "board/board.h"

enum mk_channel_kind {
	MK_CHANNEL_CACHE,
	MK_CHANNEL_CLUSTER,
	MK_CHANNEL_MEMORY,
	MK_CHANNEL_BUS,
	MK_CHANNEL_INTERCONNECT,
	MK_CHANNEL_IOMMU,
	MK_CHANNEL_DMA,
	MK_CHANNEL_MASTER,
	MK_CHANNEL_CLOCK,
	MK_CHANNEL_RESET,
	MK_CHANNEL_POWER,
	MK_CHANNEL_INTERRUPT,
	MK_CHANNEL_KINDS,
};

/* A fact of a core or of a platform. */
struct mk_known_channel {
	enum mk_channel_kind kind;
	const char *core;     /* what cores of that compatible have; or NULL */
	const char *platform; /* what it has, by the kernel's name; or NULL */
	const char *what;     /* is shared */
	const char *users;    /* who is on it */
	const char *source;   /* a public document, or a tree of Linux */
};

extern const struct mk_known_channel mk_known_channels[];
extern const size_t mk_known_channel_count;

/* Whether a fact holds for a board. */
bool mk_channel_is_known(const struct mk_known_channel *known, const struct mk_board *board);

#endif
