/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/unseen.h"

void mk_unseen_add(struct mk_arena *arena, mk_unseen_list *list, struct mk_origin origin,
	const char *format, ...)
{
	struct mk_unseen *unseen = mk_vec_add(arena, list);
	va_list arguments;

	unseen->origin = origin;
	va_start(arguments, format);
	unseen->what = mk_arena_vprintf(arena, format, arguments);
	va_end(arguments);
}
