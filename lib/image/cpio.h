/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The archive format of the loader: CPIO "newc", as cpio(5) describes it. Works on bytes in memory,
 * allocates nothing, and believes nothing that it reads.
 */
#ifndef MK_IMAGE_CPIO_H
#define MK_IMAGE_CPIO_H

#include <stddef.h>

enum mk_cpio_step {
	MK_CPIO_ENTRY,
	MK_CPIO_END,	   /* the trailer was reached */
	MK_CPIO_NOT_NEWC,  /* what stands here is not a header of this format */
	MK_CPIO_TRUNCATED, /* the bytes end within an entry, or before the trailer */
};

/* Where the reader stands. Set `bytes` and `length`, and `at` to 0. */
struct mk_cpio {
	const unsigned char *bytes;
	size_t length;
	size_t at;
};

/* Borrowed from the archive's bytes. The name is followed by its NUL. */
struct mk_cpio_entry {
	const char *name;
	size_t name_length; /* bytes, without the NUL */
	const void *content;
	size_t size; /* bytes */
};

/* Takes the next entry; *entry is valid after MK_CPIO_ENTRY alone. Nothing follows another step. */
enum mk_cpio_step mk_cpio_next(struct mk_cpio *cpio, struct mk_cpio_entry *entry);

#endif
