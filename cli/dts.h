/* SPDX-License-Identifier: BSD-2-Clause */
/* Device tree source, given where a blob is wanted. */
#ifndef DTS_H
#define DTS_H

#include "input.h"

/*
 * Replaces source text by what dtc makes of it. Leaves it as it is where it is none, where dtc is
 * not there, or does not take it: the library then says what it is and how to compile it.
 */
void dts_compile(struct source *source);

#endif
