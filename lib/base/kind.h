/* SPDX-License-Identifier: BSD-2-Clause */
/* What a file most likely is, by its bytes: people give the wrong one. */
#ifndef MK_BASE_KIND_H
#define MK_BASE_KIND_H

#include <stddef.h>

enum mk_kind {
	MK_KIND_UNKNOWN,
	MK_KIND_DTB,
	MK_KIND_DTS,
	MK_KIND_LAYOUT, /* text that looks like YAML or JSON */
	MK_KIND_GZIP,
	MK_KIND_XZ,
	MK_KIND_ZSTD,
	MK_KIND_ZIP,
	MK_KIND_ELF,
	MK_KIND_CPIO,
	MK_KIND_EMPTY,
};

enum mk_kind mk_kind_of(const char *bytes, size_t length);

/* "a device tree (DTB)", to follow "is"; never NULL. */
const char *mk_kind_noun(enum mk_kind kind);

/* The program that unpacks it, where it is compressed; else NULL. */
const char *mk_kind_unpacker(enum mk_kind kind);

#endif
