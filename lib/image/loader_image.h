/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The image that a loader of boot blocks runs: the loader itself, a header, a page with a block for
 * each kernel, a list of what it writes to memory, and the bytes of that. BOOTINFO in
 * mkpart-contract(7) has the layout. Every byte of one that is read is hostile.
 */
#ifndef MK_IMAGE_LOADER_IMAGE_H
#define MK_IMAGE_LOADER_IMAGE_H

#include "base/buffer.h"
#include "image/boot_block.h"
#include "image/image.h"

struct mk_loader_region {
	uint64_t address;
	uint64_t load;	/* bytes that come from the file */
	uint64_t write; /* bytes in memory; what is more is zero */
	const unsigned char *bytes;
};

typedef MK_VEC(struct mk_loader_region) mk_loader_regions;

/* What the loader's page tables for a kernel say. */
struct mk_loader_tables {
	bool found;
	uint64_t kernel_base; /* where they map the kernel's image to */
};

struct mk_loader_block {
	struct mk_boot_block block; /* valid without a complaint */
	const char *complaint;	    /* why it is none, to follow "it" */
	struct mk_loader_tables tables;
};

struct mk_loader_image {
	struct mk_source source;
	const char *label;	    /* what messages call it: "'loader.img'" */
	const unsigned char *bytes; /* all of it: source.length */
	const char *complaint; /* why it cannot be read, to follow "it"; the rest is then empty */
	size_t loader_bytes;
	bool hypervisor;
	uint64_t entry; /* of the kernel, virtual */
	MK_VEC(struct mk_loader_block) blocks;
	mk_loader_regions regions;
	bool linked; /* its page tables say where the loader has to be */
	uint64_t link_address;
};

/* Fills in what is behind source and label. Points into `bytes`, which have to live as long. */
void mk_loader_image_read(struct mk_arena *arena, const struct mk_block_format *format,
	struct mk_loader_image *image, const unsigned char *bytes, size_t length);

/* What an image is made of. */
struct mk_loader_parts {
	const struct mk_block_format *format;
	const struct mk_image *loader; /* read, and its bytes kept */
	bool hypervisor;
	uint64_t kernel_address; /* virtual, of the kernel's image */
	uint64_t kernel_entry;
	MK_VEC(const struct mk_boot_block *) blocks;
	mk_loader_regions regions;
};

/* Writes the image; NULL, or why the loader's file is none for it, to follow "the loader". */
const char *mk_loader_image_write(
	struct mk_arena *arena, const struct mk_loader_parts *parts, struct mk_buffer *out);

/* --- what its reader and its writer both know --------------------------------------------------
 */

#define MK_LOADER_MAGIC UINT64_C(0x5e14dead14de5ead)
#define MK_LOADER_HEADER_BYTES 48u
#define MK_LOADER_REGION_BYTES 40u
#define MK_LOADER_REGION_DATA 1u
#define MK_LOADER_FLAG_HYPERVISOR 1u

#define MK_TABLE_BYTES 4096u
#define MK_TABLE_ENTRIES 512u
#define MK_TABLE_POINTER 3u	 /* to a table of the next level */
#define MK_TABLE_IDENTITY 0x401u /* a block of 1 GiB: accessed, device memory */
#define MK_TABLE_KERNEL 0x711u	 /* a block of 2 MiB: accessed, shareable, normal memory */

#endif
