/* SPDX-License-Identifier: BSD-2-Clause */
/* Bonds that have devices in common, taken together. */
#ifndef MK_TELL_BOARD_GROUPS_H
#define MK_TELL_BOARD_GROUPS_H

#include "board/devices.h"

/* Devices that have to be at one node. */
struct mk_group {
	size_t device_count;
	MK_VEC(const struct mk_bond *) bonds; /* why, in their own order */
};

typedef MK_VEC(struct mk_group) mk_groups;

/* Each bond is in exactly one group. In the order of the groups' first devices. */
mk_groups mk_board_groups(struct mk_arena *arena, const struct mk_devices *devices);

#endif
