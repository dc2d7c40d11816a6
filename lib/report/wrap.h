/* SPDX-License-Identifier: BSD-2-Clause */
/* Prose in lines. */
#ifndef MK_REPORT_WRAP_H
#define MK_REPORT_WRAP_H

#include "base/buffer.h"

/*
 * Adds `text`, broken at spaces so that no line exceeds `columns`, each line but the first
 * indented by `indent`; the first is expected to stand there already. A word is never broken, so
 * a longer one has a line for itself. A newline in the text ends a line. Ends with a newline.
 */
void mk_wrap(struct mk_buffer *out, const char *text, size_t indent, size_t columns);

#endif
