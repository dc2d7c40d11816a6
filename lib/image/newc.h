/* SPDX-License-Identifier: BSD-2-Clause */
/* Writing CPIO archives in the format newc: the same bytes for the same members, always. */
#ifndef MK_IMAGE_NEWC_H
#define MK_IMAGE_NEWC_H

#include "base/buffer.h"

struct mk_newc {
	struct mk_buffer *out;
	unsigned members; /* so far */
};

/* Adds a regular file that belongs to nobody and has no time. Less than 4 GiB. */
void mk_newc_add(struct mk_newc *newc, const char *name, const void *bytes, size_t length);

/* Adds what says that nothing follows. */
void mk_newc_end(struct mk_newc *newc);

#endif
