/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef MK_REPORT_URI_H
#define MK_REPORT_URI_H

#include "base/buffer.h"

/*
 * Adds the URI of a file (RFC 3986, RFC 8089): a relative reference for a relative path, else
 * file://. Whatever is not unreserved is percent-encoded, byte by byte, so that any name has one.
 */
void mk_uri_of_path(struct mk_buffer *out, const char *path);

#endif
