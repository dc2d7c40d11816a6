/* SPDX-License-Identifier: BSD-2-Clause */
/* cpio(5), "New ASCII Format". */
#include "image/newc.h"

#include <string.h>

#define REGULAR_FILE 0100644u

static void pad(struct mk_buffer *out)
{
	mk_buffer_fill(out, '\0', -out->length & 3);
}

static void put_number(struct mk_buffer *out, size_t number)
{
	mk_buffer_printf(out, "%08x", (unsigned)number);
}

static void put_member(struct mk_newc *newc, const char *name, unsigned mode, size_t length)
{
	const size_t numbers[] = {
		newc->members, mode, 0, 0, 1, 0, length, 0, 0, 0, 0, strlen(name) + 1, 0};

	mk_buffer_puts(newc->out, "070701");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
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
	put_member(newc, "TRAILER!!!", 0, 0);
}
