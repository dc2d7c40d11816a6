/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The steps of a kernel's start, in the order in which it takes them. Read: init_freemem,
 * create_untypeds and what they call in the kernel's src/kernel/boot.c. Its quirks are here on
 * purpose: they are what a bad block brings about. Private to the files boot_start*.c.
 */
#ifndef MK_PLAN_BOOT_START_PARTS_H
#define MK_PLAN_BOOT_START_PARTS_H

#include "plan/boot_start.h"

struct mk_starting {
	struct mk_arena *arena;
	const struct mk_kernel_facts *facts;
	const struct mk_boot_block *block;
	struct mk_start *start;
	mk_spans claimed; /* what is no device memory, in the kernel's own order */
	mk_spans free;
};

static inline bool mk_span_is_empty(struct mk_span span)
{
	return span.base == span.end;
}

/* Always false. The text follows "the kernel"; with _many there was no room for so many of it. */
bool mk_start_refuse(struct mk_starting *starting, const char *complaint);
bool mk_start_refuse_many(struct mk_starting *starting, const char *complaint);

/* The kernel's image, in memory. */
struct mk_span mk_start_image(const struct mk_starting *starting);

/* Whether the block is one that the kernel takes; false, refused, where it is not. */
bool mk_start_check_given(struct mk_starting *starting);

/* The same of one range, which is `what`. */
bool mk_start_check_span(struct mk_starting *starting, struct mk_span span, const char *what);

/* Which RAM is free, and what is no device memory. */
bool mk_start_find_free(struct mk_starting *starting);

/* Where the root task's objects go; they are no longer free then. */
bool mk_start_place_objects(struct mk_starting *starting);

/* What the root task receives. */
void mk_start_hand_out(struct mk_starting *starting);

/* Whether it has a slot for each of these. */
bool mk_start_check_slots(struct mk_starting *starting);

/* --- lists ------------------------------------------------------------------------------------ */

void mk_span_insert(struct mk_arena *arena, mk_spans *spans, size_t index, struct mk_span span);

#endif
