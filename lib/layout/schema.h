/* SPDX-License-Identifier: BSD-2-Clause */
/* The layout language as a JSON schema (draft 7), for editors and other tools. */
#ifndef MK_LAYOUT_SCHEMA_H
#define MK_LAYOUT_SCHEMA_H

#include "base/buffer.h"

/*
 * Made from the key rows alone. It takes and refuses what the decoder does, as far as a reader of
 * YAML 1.2 leaves that to be seen, and refuses bare interrupt numbers and values that no board has.
 */
void mk_schema_write(struct mk_buffer *out);

#endif
