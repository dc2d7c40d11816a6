/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The block that tells a kernel what is its own: its memory, its root task, and what it keeps from
 * that. Which bytes it has is a row; the kernel's repository is named by the contract that has it.
 */
#ifndef MK_IMAGE_BOOT_BLOCK_H
#define MK_IMAGE_BOOT_BLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* As the block has it: `end` is outside, and nothing is promised about the two. */
struct mk_span {
	uint64_t base;
	uint64_t end;
};

typedef MK_VEC(struct mk_span) mk_spans;

/* What differs from one version of the block to the next. */
struct mk_block_format {
	uint32_t magic;
	uint8_t version;
	uint32_t bytes; /* that the loader has for a block and the core numbers behind it */
};

struct mk_boot_block {
	uint64_t entry; /* of the root task, virtual */
	struct mk_span kernel;
	mk_spans ram;
	struct mk_span root;   /* where the root task is */
	uint64_t root_address; /* and where it is mapped */
	mk_spans reserved;
	uint32_t node_count; /* core numbers (MPIDR), which the loader fills in */
};

/* A field as it lies in the block, for its readers and writers alike. */
struct mk_block_field {
	uint32_t offset; /* bytes from the block's start */
	uint32_t size;	 /* bytes, little-endian; at most 8 */
	uint64_t value;
	const char *name; /* "reserved[2].base"; lives as long as the arena */
	const char *doc;
};

typedef MK_VEC(struct mk_block_field) mk_block_fields;

/* All fields, ascending, padding and the room for core numbers included. */
void mk_block_fields_of(struct mk_arena *arena, const struct mk_block_format *format,
	const struct mk_boot_block *block, mk_block_fields *fields);

/* Bytes from its start to the end of the last field. */
uint32_t mk_block_bytes(const struct mk_boot_block *block);

/* The block, zero padded; `bytes` has room for format->bytes, which it must not exceed. */
void mk_block_write(struct mk_arena *arena, const struct mk_block_format *format,
	const struct mk_boot_block *block, unsigned char *bytes);

/*
 * Reads one of format->bytes bytes. NULL, or why it is none that the kernel takes, to follow "it".
 */
const char *mk_block_read(struct mk_arena *arena, const struct mk_block_format *format,
	const unsigned char *bytes, struct mk_boot_block *block);

#endif
