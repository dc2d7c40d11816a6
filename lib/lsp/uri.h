/* SPDX-License-Identifier: BSD-2-Clause */
/* Files as clients name them (RFC 3986, RFC 8089). */
#ifndef MK_LSP_URI_H
#define MK_LSP_URI_H

#include "base/arena.h"

/* The path that a file: URI stands for; any other, or one with a NUL in it, stands for itself. */
const char *mk_uri_path(struct mk_arena *arena, const char *uri);

#endif
