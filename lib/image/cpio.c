/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/cpio.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "image/newc_format.h"

static int digit_value(unsigned char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	if (digit >= 'a' && digit <= 'f')
		return digit - 'a' + 10;
	if (digit >= 'A' && digit <= 'F')
		return digit - 'A' + 10;
	return -1;
}

static bool read_field(const unsigned char *header, enum mk_newc_field field, uint32_t *value)
{
	const unsigned char *digit = header + MK_NEWC_MAGIC_BYTES + field * MK_NEWC_FIELD_BYTES;
	const unsigned char *end = digit + MK_NEWC_FIELD_BYTES;

	for (*value = 0; digit < end; digit++) {
		int next = digit_value(*digit);

		if (next < 0)
			return false;
		*value = *value << 4 | (uint32_t)next;
	}
	return true;
}

/* Moves on by that many bytes, which *start then points to; false where they are not there. */
static bool take(struct mk_cpio *cpio, size_t size, const unsigned char **start)
{
	if (size > cpio->length - cpio->at)
		return false;
	*start = cpio->bytes + cpio->at;
	cpio->at += size;
	return true;
}

/* Name and content each end at a multiple of four; the last padding may be missing. */
static void align(struct mk_cpio *cpio)
{
	size_t beyond = cpio->at % MK_NEWC_ALIGNMENT;

	if (beyond && cpio->length - cpio->at > MK_NEWC_ALIGNMENT - beyond)
		cpio->at += MK_NEWC_ALIGNMENT - beyond;
	else if (beyond)
		cpio->at = cpio->length;
}

static bool is_trailer(const struct mk_cpio_entry *entry)
{
	return entry->name_length == strlen(MK_NEWC_TRAILER) &&
	       memcmp(entry->name, MK_NEWC_TRAILER, entry->name_length) == 0;
}

/* Name and content, by the sizes that the header gives. */
static enum mk_cpio_step take_parts(
	struct mk_cpio *cpio, size_t name_bytes, size_t size, struct mk_cpio_entry *entry)
{
	const unsigned char *name;
	const unsigned char *content;

	if (!take(cpio, name_bytes, &name))
		return MK_CPIO_TRUNCATED;
	if (name[name_bytes - 1] != '\0')
		return MK_CPIO_NOT_NEWC;
	align(cpio);
	entry->name = (const char *)name;
	entry->name_length = name_bytes - 1;
	if (is_trailer(entry))
		return MK_CPIO_END;
	if (!take(cpio, size, &content))
		return MK_CPIO_TRUNCATED;
	align(cpio);
	entry->content = content;
	entry->size = size;
	return MK_CPIO_ENTRY;
}

enum mk_cpio_step mk_cpio_next(struct mk_cpio *cpio, struct mk_cpio_entry *entry)
{
	const unsigned char *header;
	size_t left = cpio->length - cpio->at;
	uint32_t name_bytes;
	uint32_t size;

	if (memcmp(cpio->bytes + cpio->at, MK_NEWC_MAGIC,
		    left < MK_NEWC_MAGIC_BYTES ? left : MK_NEWC_MAGIC_BYTES) != 0)
		return MK_CPIO_NOT_NEWC;
	if (!take(cpio, MK_NEWC_HEADER_BYTES, &header))
		return MK_CPIO_TRUNCATED;
	if (!read_field(header, MK_NEWC_SIZE, &size) ||
		!read_field(header, MK_NEWC_NAME_BYTES, &name_bytes) || name_bytes == 0)
		return MK_CPIO_NOT_NEWC;
	return take_parts(cpio, name_bytes, size, entry);
}
