/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that compare plans share. Private to lib/tell. */
#ifndef MK_TELL_PLAN_DIFF_PARTS_H
#define MK_TELL_PLAN_DIFF_PARTS_H

#include "base/buffer.h"
#include "plan/document.h"
#include "plan/lock.h"

/* A node of both plans, or of one of them (the other is NULL then). */
struct mk_node_pair {
	const struct mk_lock_node *before;
	const struct mk_lock_node *after;
	const char *name; /* of now, where it is there now */
};

/* A node that has another name than then, and is the same by its core and memory. */
struct mk_rename {
	const char *before;
	const char *after;
};

struct mk_diff {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_lock *before;
	const struct mk_lock *after;
	MK_VEC(struct mk_node_pair) nodes; /* by name */
	MK_VEC(struct mk_rename) renames;  /* by the name of then */
	const char *heading;		   /* of the lines that follow; NULL: it is printed */
};

/* Either may be NULL. */
bool mk_diff_same_text(const char *a, const char *b);

/* --- words ------------------------------------------------------------------------------------ */

/* Lines that follow stand below this, if there are any. */
void mk_diff_head(struct mk_diff *diff, const char *heading);

__attribute__((format(printf, 2, 3))) void mk_diff_line(
	struct mk_diff *diff, const char *format, ...);

/* Printable whatever is in it; "nothing" for NULL. */
const char *mk_diff_shown(struct mk_diff *diff, const char *text);

/* "256 MiB". */
const char *mk_diff_size(struct mk_diff *diff, uint64_t size_bytes);

/* "0x40000000..0x4fffffff (256 MiB)". */
const char *mk_diff_range(struct mk_diff *diff, struct mk_range range);

/* "12", "0x40000000"; NULL where no number is given. */
const char *mk_diff_decimal(struct mk_diff *diff, struct mk_row_number number);
const char *mk_diff_hex(struct mk_diff *diff, struct mk_row_number number);

/* "INTID 55", with the number of the SPI in front: "SPI 23 (INTID 55)". */
const char *mk_diff_intid(struct mk_diff *diff, uint64_t intid);

/* What the earlier plan called `name` as it is called now; NULL for NULL. */
const char *mk_diff_renamed(const struct mk_diff *diff, const char *name);

/* --- parts ------------------------------------------------------------------------------------ */

/* A line "WHAT is NOW now, not THEN" where the texts differ; either may be NULL. */
void mk_diff_texts(struct mk_diff *diff, const char *then, const char *now, const char *what);

/*
 * A line for each row whose member differs, and for what no row knows; but not for the members
 * that are told of in words: `told` has their offsets, and ends in 0.
 */
void mk_diff_others(struct mk_diff *diff, const struct mk_rows *rows, const void *before,
	const void *after, const size_t *told);

/* The same below a line that says what they are of. */
void mk_diff_others_of(struct mk_diff *diff, const char *what, const struct mk_rows *rows,
	const void *before, const void *after, const size_t *told);

/* Lines "GAINED x" and "LOST x" for what only one of the lists has, which become sorted. */
void mk_diff_lists(struct mk_diff *diff, mk_row_texts before, mk_row_texts after,
	const char *gained, const char *lost);

/* Texts as such a list. */
mk_row_texts mk_diff_list_texts(struct mk_diff *diff, const mk_row_texts *texts);

/* Adds a range to such a list, if it is given, with what tells it from others: both may be NULL. */
void mk_diff_list_range(struct mk_diff *diff, mk_row_texts *list, struct mk_row_range range,
	const char *kind, const char *node);

/* What became of one range: moved, grew, both. */
void mk_diff_region(
	struct mk_diff *diff, const char *what, struct mk_range before, struct mk_range after);

/* The same for all memory of a node. */
void mk_diff_memory(
	struct mk_diff *diff, const struct mk_lock_node *before, const struct mk_lock_node *after);

struct mk_handovers;

/* Who has which device and interrupt: what changed, each told once. */
struct mk_handovers *mk_diff_handovers(struct mk_diff *diff);

/* What a node, of both plans, got from nobody, gave to nobody, or has differently. */
void mk_diff_gains(struct mk_diff *diff, const struct mk_handovers *handovers, const char *node);

/* What went from one node to another. */
void mk_diff_passed(struct mk_diff *diff, const struct mk_handovers *handovers);

/* Which node of then is which of now; then each. */
void mk_diff_pair_nodes(struct mk_diff *diff);
void mk_diff_nodes(struct mk_diff *diff);

/* Shared regions, IPIs, connections and the loader. */
void mk_diff_joints(struct mk_diff *diff);
void mk_diff_connections(struct mk_diff *diff);

#endif
