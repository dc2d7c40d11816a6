/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/image.h"

#include <string.h>

#include "base/sort.h"

/* There is one a node, and real ones have 10 to 110 KiB. */
#define TREE_MAX_BYTES ((size_t)2 * 1024 * 1024)

const char *mk_image_role_text(enum mk_image_role role)
{
	static const char *const texts[MK_IMAGE_ROLES] = {"kernel", "device tree", "root task"};

	return texts[role];
}

/* FNV-1a (RFC 9923) over words instead of bytes, with a shift so that high bits reach low ones. */
static uint64_t mix(uint64_t digest, uint64_t word)
{
	digest = (digest ^ word) * 0x00000100000001b3;
	return digest ^ digest >> 32;
}

struct mk_content mk_content_of(const void *bytes, size_t length)
{
	const unsigned char *at = bytes;
	struct mk_content content = {length, 0xcbf29ce484222325};
	uint64_t word;

	for (; length >= sizeof word; at += sizeof word, length -= sizeof word) {
		memcpy(&word, at, sizeof word);
		content.digest = mix(content.digest, word);
	}
	for (; length; at++, length--)
		content.digest = mix(content.digest, *at);
	return content;
}

bool mk_content_equal(struct mk_content a, struct mk_content b)
{
	return a.length == b.length && a.digest == b.digest;
}

static void refuse(struct mk_image *image, const char *complaint)
{
	image->state = MK_IMAGE_BROKEN;
	image->complaint = complaint;
}

static void read_program(
	struct mk_arena *arena, struct mk_image *image, const void *bytes, size_t length)
{
	const char *complaint = NULL;

	image->program = mk_program_read(arena, bytes, length, &complaint);
	if (!image->program)
		refuse(image, complaint);
}

/* The tree is read with findings of its own: what is wrong with it is no problem of the board. */
static void read_tree(
	struct mk_arena *arena, struct mk_image *image, const void *bytes, size_t length)
{
	struct mk_findings findings;

	if (length > TREE_MAX_BYTES) {
		refuse(image, "is not a device tree of a kernel: it is larger than 2 MiB");
		return;
	}
	mk_findings_init(&findings, arena);
	image->tree = mk_dt_load(
		arena, &image->source, mk_arena_copy(arena, bytes, length), length, &findings);
	if (!image->tree)
		refuse(image, mk_arena_printf(arena, "is not a sound device tree: %s",
				      findings.list.items[0]->message));
}

void mk_image_read(struct mk_arena *arena, struct mk_image *image, const char *name,
	const void *bytes, size_t length)
{
	const unsigned tree_role = 1u << MK_IMAGE_DTB;

	image->source = (struct mk_source){.name = name, .length = length};
	image->state = MK_IMAGE_READ;
	image->content = mk_content_of(bytes, length);
	if (image->roles & ~tree_role)
		read_program(arena, image, bytes, length);
	if (image->roles & tree_role)
		read_tree(arena, image, bytes, length);
}

static int compare_path(const void *path, const void *image)
{
	return strcmp(path, ((const struct mk_image *)image)->path);
}

struct mk_image *mk_images_find(const struct mk_images *images, const char *path)
{
	const struct mk_image *found = mk_vec_find(&images->files, path, compare_path);

	return found ? &images->files.items[found - images->files.items] : NULL;
}
