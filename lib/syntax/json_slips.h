/* SPDX-License-Identifier: BSD-2-Clause */
/* What people write into JSON that is not JSON. */
#ifndef MK_SYNTAX_JSON_SLIPS_H
#define MK_SYNTAX_JSON_SLIPS_H

#include "syntax/builder.h"

/*
 * Reports each such place of a text that is not JSON, with what to write: comments, commas too many
 * or too few, hexadecimal numbers, single quotes, words without quotes. False where none is known.
 */
bool mk_json_slips_report(struct mk_builder *builder);

#endif
