/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node or property may be called in device tree source (Devicetree Specification, 2.2). */
#ifndef MK_BOARD_NAME_H
#define MK_BOARD_NAME_H

#include <stdbool.h>

bool mk_dt_is_name_byte(char byte);

/* Whether dtc can read the name back; an empty one cannot be written at all. */
bool mk_dt_name_is_legal(const char *name);

#endif
