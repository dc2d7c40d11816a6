/* SPDX-License-Identifier: BSD-2-Clause */
#include "status.h"

#include "command.h"
#include "message.h"

int exit_status_of(mk_status status)
{
	switch (status) {
	case MK_OK:
		return EXIT_CLEAN;
	case MK_FOUND:
		return EXIT_FOUND;
	case MK_UNREADABLE:
		return EXIT_UNREADABLE;
	case MK_NO_MEMORY:
		message("out of memory");
		return EXIT_INTERNAL;
	case MK_MISUSE:
		break;
	}
	message("internal error: the library was called out of order");
	return EXIT_INTERNAL;
}
