/* SPDX-License-Identifier: BSD-2-Clause */
/* The loader's archive: its entries as images, each in the role that its position tells. */
#include <limits.h>

#include "image/cpio.h"
#include "image/newc_format.h"
#include "image/image.h"

struct reader {
	struct mk_arena *arena;
	struct mk_archive *archive;
	struct mk_cpio cpio;
};

/* Why nothing can be read behind this step, to follow "it"; NULL after an entry, or the trailer. */
static const char *complaint_of(enum mk_cpio_step step)
{
	switch (step) {
	case MK_CPIO_NOT_NEWC:
		return "is not a sound CPIO archive in the format newc";
	case MK_CPIO_TRUNCATED:
		return "is truncated";
	case MK_CPIO_ENTRY:
	case MK_CPIO_END:
		break;
	}
	return NULL;
}

/* False at the end, and where the archive cannot be read any further. */
static bool take_next(struct reader *reader, struct mk_cpio_entry *found)
{
	struct mk_archive *archive = reader->archive;
	enum mk_cpio_step step = mk_cpio_next(&reader->cpio, found);

	archive->complaint = complaint_of(step);
	if (step == MK_CPIO_END && !archive->entries.count)
		archive->complaint = "is empty";
	return step == MK_CPIO_ENTRY;
}

static bool take_entry(struct reader *reader)
{
	struct mk_archive *archive = reader->archive;
	struct mk_archive_entry *entry;
	struct mk_cpio_entry found;

	if (!take_next(reader, &found))
		return false;
	if (found.name_length > NAME_MAX) {
		archive->complaint = "has a file whose name is longer than 255 bytes";
		return false;
	}
	entry = mk_vec_add(reader->arena, &archive->entries);
	entry->name = mk_arena_copy(reader->arena, found.name, found.name_length);
	entry->image.label = mk_arena_printf(
		reader->arena, "entry %zu of %s", archive->entries.count, archive->label);
	entry->image.roles = 1u << (archive->entries.count - 1) % MK_IMAGE_ROLES;
	mk_image_read(
		reader->arena, &entry->image, archive->source.name, found.content, found.size);
	return true;
}

/* One entry more than is wanted shows that there are more. */
void mk_archive_read(struct mk_arena *arena, struct mk_archive *archive, const void *bytes,
	size_t length, size_t most)
{
	struct reader reader = {arena, archive, {bytes, length, 0}};
	struct mk_cpio_entry more;
	size_t fit = length / MK_NEWC_HEADER_BYTES + 1;

	/* Trees that are read point back at their entry, so entries must not move. */
	archive->entries.capacity = most < fit ? most : fit;
	archive->entries.items =
		mk_arena_array(arena, archive->entries.capacity, sizeof *archive->entries.items);
	while (archive->entries.count < most)
		if (!take_entry(&reader))
			return;
	archive->longer = take_next(&reader, &more);
}
