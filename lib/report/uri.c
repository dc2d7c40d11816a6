/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/uri.h"

#include <string.h>

#define UNRESERVED "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"

void mk_uri_of_path(struct mk_buffer *out, const char *path)
{
	while (strncmp(path, "./", 2) == 0)
		path += 2;
	if (*path == '/')
		mk_buffer_puts(out, "file://");
	for (; *path; path++) {
		if (strchr(UNRESERVED "/", *path))
			mk_buffer_putc(out, *path);
		else
			mk_buffer_printf(out, "%%%02X", (unsigned)(unsigned char)*path);
	}
}
