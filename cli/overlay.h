/* SPDX-License-Identifier: BSD-2-Clause */
/* The overlay of a node that somebody wrote by hand. */
#ifndef OVERLAY_H
#define OVERLAY_H

#include "input.h"

/*
 * Where the file is source of an overlay, replaces it by the tree that a kernel is built with: the
 * board's source with the overlay behind it as text, compiled by dtc. What is no source stays as it
 * is. Gives an enum exit_status; what is wrong has been said.
 */
int overlay_apply(struct source *overlay, const char *board);

#endif
