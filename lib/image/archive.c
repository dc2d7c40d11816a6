/* SPDX-License-Identifier: BSD-2-Clause */
/* The loader's archive. The only user of libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "image/image.h"

#define NOT_NEWC "is no sound CPIO archive in the format newc"

struct reader {
	struct mk_arena *arena;
	struct mk_archive *archive;
	const void *bytes;
	size_t length;
	size_t most;
	struct archive *handle;
	struct archive_entry *header; /* of the entry at hand */
};

static void free_handle(void *handle)
{
	archive_read_free(handle);
}

static void free_header(void *header)
{
	archive_entry_free(header);
}

/* A failed call says in one of two places that memory is out: the only one not the file's fault. */
static bool succeeded(const struct reader *reader, int status)
{
	if (status == ARCHIVE_OK)
		return true;
	if (status != ARCHIVE_EOF && (errno == ENOMEM || archive_errno(reader->handle) == ENOMEM))
		mk_arena_exhaust(reader->arena);
	return false;
}

static bool refuse(struct reader *reader, const char *complaint)
{
	reader->archive->complaint = complaint;
	return false;
}

/* --- entries ---------------------------------------------------------------------------------- */

/*
 * The loader asks for the format newc by its magic number, and for no other. Where the number is
 * found only further on, libarchive warns; the loader would have stopped.
 */
static bool take_header(struct reader *reader)
{
	int status;

	errno = 0;
	status = archive_read_next_header2(reader->handle, reader->header);
	if (status == ARCHIVE_EOF)
		return reader->archive->entries.count ? false : refuse(reader, "is empty");
	if (!succeeded(reader, status) ||
		archive_format(reader->handle) != ARCHIVE_FORMAT_CPIO_SVR4_NOCRC)
		return refuse(reader, NOT_NEWC);
	return true;
}

/* Read from memory, an entry comes in one piece. */
static bool take_content(struct reader *reader, const void **bytes, size_t size)
{
	size_t got = 0;
	la_int64_t offset = 0;
	int status = ARCHIVE_OK;

	*bytes = "";
	errno = 0;
	if (size)
		status = archive_read_data_block(reader->handle, bytes, &got, &offset);
	if (succeeded(reader, status) && offset == 0 && got == size)
		return true;
	return refuse(reader, "is truncated");
}

/* NULL, after refusing, where it is longer than any file's. */
static const char *take_name(struct reader *reader)
{
	const char *name = archive_entry_pathname(reader->header);
	size_t length = name ? strlen(name) : 0;

	if (length > NAME_MAX) {
		refuse(reader, "has a file whose name is longer than 255 bytes");
		return NULL;
	}
	return mk_arena_copy(reader->arena, name ? name : "", length);
}

static bool take_entry(struct reader *reader)
{
	struct mk_archive *archive = reader->archive;
	struct mk_archive_entry *entry;
	const void *bytes;
	const char *name;
	size_t size;

	if (!take_header(reader))
		return false;
	name = take_name(reader);
	size = (size_t)archive_entry_size(reader->header);
	if (!name || !take_content(reader, &bytes, size))
		return false;
	entry = mk_vec_add(reader->arena, &archive->entries);
	entry->name = name;
	entry->image.label = mk_arena_printf(
		reader->arena, "entry %zu of %s", archive->entries.count, archive->label);
	entry->image.roles = 1u << (archive->entries.count - 1) % MK_IMAGE_ROLES;
	mk_image_read(reader->arena, &entry->image, archive->source.name, bytes, size);
	return true;
}

/* One entry more than is wanted shows that there are more. */
static void take_entries(struct reader *reader)
{
	while (reader->archive->entries.count < reader->most)
		if (!take_entry(reader))
			return;
	reader->archive->longer = take_header(reader);
}

/* --- opening ---------------------------------------------------------------------------------- */

/* All bytes at once, then none. */
static la_ssize_t give_bytes(struct archive *handle, void *data, const void **bytes)
{
	struct reader *reader = data;
	size_t length = reader->length;

	(void)handle;
	*bytes = reader->bytes;
	reader->length = 0;
	return (la_ssize_t)length;
}

/*
 * What archive_read_open_memory does, and what it does not: of libarchive 3.6's functions, that
 * one and archive_read_next_header go on where memory is out.
 */
static bool open_archive(struct reader *reader)
{
	struct archive *handle = reader->handle;

	errno = 0;
	return succeeded(reader, archive_read_support_format_cpio(handle)) &&
	       succeeded(reader, archive_read_set_read_callback(handle, give_bytes)) &&
	       succeeded(reader, archive_read_set_callback_data(handle, reader)) &&
	       succeeded(reader, archive_read_open1(handle));
}

void mk_archive_read(struct mk_arena *arena, struct mk_archive *archive, const void *bytes,
	size_t length, size_t most)
{
	struct reader reader = {arena, archive, bytes, length, most, NULL, NULL};
	struct mk_arena_slot *handle = mk_arena_reserve(arena, free_handle);
	struct mk_arena_slot *header = mk_arena_reserve(arena, free_header);

	handle->object = reader.handle = archive_read_new();
	if (reader.handle)
		header->object = reader.header = archive_entry_new2(reader.handle);
	if (!reader.header)
		mk_arena_exhaust(arena);
	if (open_archive(&reader))
		take_entries(&reader);
	else
		refuse(&reader, NOT_NEWC);
	mk_arena_release(header);
	mk_arena_release(handle);
}
