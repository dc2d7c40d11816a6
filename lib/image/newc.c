/* SPDX-License-Identifier: BSD-2-Clause */
#include "image/newc.h"

#include <string.h>

#include "image/newc_format.h"

#define REGULAR_FILE 0100644u

static void pad(struct mk_buffer *out)
{
	mk_buffer_fill(out, '\0', -out->length & (MK_NEWC_ALIGNMENT - 1));
}

static void put_number(struct mk_buffer *out, size_t number)
{
	mk_buffer_printf(out, "%08x", (unsigned)number);
}

static void put_member(struct mk_newc *newc, const char *name, unsigned mode, size_t length)
{
	const size_t numbers[MK_NEWC_FIELDS] = {
		[MK_NEWC_INODE] = newc->members,
		[MK_NEWC_MODE] = mode,
		[MK_NEWC_LINKS] = 1,
		[MK_NEWC_SIZE] = length,
		[MK_NEWC_NAME_BYTES] = strlen(name) + 1,
	};

	mk_buffer_puts(newc->out, MK_NEWC_MAGIC);
	for (size_t i = 0; i < MK_NEWC_FIELDS; i++)
		put_number(newc->out, numbers[i]);
	mk_buffer_add(newc->out, name, strlen(name) + 1);
	pad(newc->out);
}

void mk_newc_add(struct mk_newc *newc, const char *name, const void *bytes, size_t length)
{
	newc->members++;
	put_member(newc, name, REGULAR_FILE, length);
	mk_buffer_add(newc->out, bytes, length);
	pad(newc->out);
}

void mk_newc_end(struct mk_newc *newc)
{
	newc->members = 0;
	put_member(newc, MK_NEWC_TRAILER, 0, 0);
}
