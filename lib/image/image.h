/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files that were built from the outputs, each reduced to the facts that can be compared with a
 * plan. Every byte of them is hostile; none is kept but a device tree's.
 */
#ifndef MK_IMAGE_IMAGE_H
#define MK_IMAGE_IMAGE_H

#include "board/tree.h"
#include "core/range.h"

/* In the order in which the loader's archive has them for each node. */
enum mk_image_role { MK_IMAGE_KERNEL, MK_IMAGE_DTB, MK_IMAGE_ROOT };

#define MK_IMAGE_ROLES 3u

/* "kernel", "device tree", "root task". */
const char *mk_image_role_text(enum mk_image_role role);

/*
 * Tells one build's file from another's. Two that differ have the same digest once in 2^64; it is
 * no defence against somebody who makes such a pair.
 */
struct mk_content {
	uint64_t length; /* bytes */
	uint64_t digest;
};

struct mk_content mk_content_of(const void *bytes, size_t length);
bool mk_content_equal(struct mk_content a, struct mk_content b);

/* What is loaded of a file: a program header of type PT_LOAD. */
struct mk_load_segment {
	uint64_t offset; /* in the file; its bytes are there */
	uint64_t file_bytes;
	uint64_t memory_bytes; /* never fewer; what is more is zero */
	uint64_t address;
	uint64_t physical;
};

/* Symbols that say where something is in a kernel or in a loader. */
enum mk_symbol {
	MK_SYMBOL_BOOT_CODE_END,
	MK_SYMBOL_LOWER_0, /* the loader's page tables: of itself */
	MK_SYMBOL_LOWER_1,
	MK_SYMBOL_UPPER_0, /* and of the kernel */
	MK_SYMBOL_UPPER_1,
	MK_SYMBOL_UPPER_2,
};

#define MK_SYMBOL_COUNT 6u

struct mk_symbol_place {
	bool found;
	uint64_t address;
	uint64_t bytes;
};

#define MK_NOTE_VERSION 1u
#define MK_NOTE_CONTRACT_BYTES 16u

/*
 * What mkpart.h left in a root task: the node and the plan that it was built for. The first such
 * note counts, and `differs` says whether there is another. Of a version other than MK_NOTE_VERSION
 * no more than that is known.
 */
struct mk_program_note {
	bool found;
	bool differs;
	uint32_t version;
	uint32_t node;				   /* its id */
	uint64_t digest;			   /* see mk_plan_digest */
	char contract[MK_NOTE_CONTRACT_BYTES + 1]; /* its name, as far as it is there */
};

/*
 * An ELF file as the loader reads it: each program header that takes memory counts towards the
 * ranges, whatever its type (CONTRACT: elf_getMemoryBounds).
 */
struct mk_program {
	unsigned machine; /* e_machine */
	bool wide;	  /* ELF64 */
	bool little_endian;
	uint64_t entry;		   /* virtual address */
	uint32_t header_bytes;	   /* of all program headers */
	struct mk_range physical;  /* from the lowest p_paddr to the highest end */
	struct mk_range addresses; /* the same of p_vaddr */
	struct mk_program_note note;
	MK_VEC(struct mk_load_segment) segments;
	struct mk_symbol_place symbols[MK_SYMBOL_COUNT];
};

/* NULL where it is no ELF file that can be loaded; *complaint then says why, to follow "it". */
const struct mk_program *mk_program_read(
	struct mk_arena *arena, const void *bytes, size_t length, const char **complaint);

/* The bytes of the section of that name; false where there is none. */
bool mk_program_section(struct mk_arena *arena, const void *bytes, size_t length, const char *name,
	const void **start, size_t *size);

enum mk_image_state {
	MK_IMAGE_NOT_GIVEN,
	MK_IMAGE_UNREADABLE, /* `complaint` is the system's reason */
	MK_IMAGE_BROKEN,     /* `complaint` says what is wrong with it, to follow "it" */
	MK_IMAGE_READ,
};

/* A file, or what an archive has of it. */
struct mk_image {
	const char *path;  /* as the layout names it; NULL in an archive, and for the loader */
	const char *label; /* what messages call it: "'out/io/kernel.elf'" */
	unsigned roles;	   /* bits, 1u << role: as what it is used, and so read */
	enum mk_image_state state;
	const char *complaint;
	struct mk_content content;
	const void *bytes;		  /* of the whole file, where they are kept; else NULL */
	const struct mk_program *program; /* valid if read, and used as kernel or root task */
	const struct mk_dt_tree *tree;	  /* valid if read, and used as device tree */
	struct mk_source source;
};

/* Takes the facts of a file that may be used in several roles. */
void mk_image_read(struct mk_arena *arena, struct mk_image *image, const char *name,
	const void *bytes, size_t length);

struct mk_archive_entry {
	const char *name;
	struct mk_image image; /* in the role that its position tells */
};

/* A CPIO archive in the format newc. */
struct mk_archive {
	struct mk_source source; /* the archive's file, or the loader's */
	const char *label;	 /* what messages call it: "'archive.cpio'" */
	const char *complaint;	 /* why it cannot be read to its end, to follow "it"; else NULL */
	MK_VEC(struct mk_archive_entry) entries;
	bool longer; /* there are more, which are of no interest */
};

/* Fills in what is behind source and label. At most `most` entries are read. */
void mk_archive_read(struct mk_arena *arena, struct mk_archive *archive, const void *bytes,
	size_t length, size_t most);

struct mk_loader_image;

/* All that was given of what was built; zeroed: nothing. */
struct mk_images {
	bool folder_given;			    /* `files` are to be there */
	MK_VEC(struct mk_image) files;		    /* each path of the layout once, ascending */
	MK_VEC(struct mk_archive) archives;	    /* as a file, then in the loader */
	const struct mk_image *loader;		    /* or NULL; its only fact is `program` */
	const struct mk_loader_image *loader_image; /* given in place of an archive, or NULL */
};

/* The file of that path, or NULL. */
struct mk_image *mk_images_find(const struct mk_images *images, const char *path);

#endif
