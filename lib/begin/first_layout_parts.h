/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the first layout share. Private to them. */
#ifndef MK_BEGIN_FIRST_LAYOUT_PARTS_H
#define MK_BEGIN_FIRST_LAYOUT_PARTS_H

#include "begin/first_layout.h"
#include "plan/plan.h"

/* The devices that node 0 has, in groups that have to stay together. */
struct mk_groups {
	const struct mk_devices *devices;
	const struct mk_plan *plan;
	const char **names;  /* by device: what a layout calls it; NULL where node 0 has it not */
	size_t *leaders;     /* by device: the first of its group */
	size_t *sizes;	     /* by leader: devices of the group that node 0 has */
	const char *example; /* one that could go to another node as it is, or NULL */
};

/* A range that a node has beside its slice. */
struct mk_extra {
	size_t node;
	struct mk_range range;
};

/* A layout in the making. */
struct mk_draft {
	const struct mk_first_layout *request;
	const struct mk_platform *platform; /* NULL: unknown */
	const struct mk_cpu **cores;	    /* of each node */
	uint64_t slice_bytes;
	uint64_t loader_bytes;
	MK_VEC(struct mk_extra) extras; /* what equal shares leave over; ascending */
	bool rest;			/* node 0 gets all devices */
	const char *rest_complaint;	/* why it cannot, or NULL */
	const struct mk_groups *groups; /* to be told at the end; NULL: not yet known */
	const char *complaint;		/* of its checks, with a sketch; or NULL */
	bool whole;			/* with all that is only told */
};

/* "contract: NAME", or "" for the one that a layout has without a word. */
const char *mk_draft_contract(struct mk_arena *arena, const struct mk_first_layout *request);

void mk_draft_write(const struct mk_draft *draft, struct mk_buffer *out);

/* Groups the devices of node 0 of a plan that was made from such a draft. */
struct mk_groups *mk_groups_make(struct mk_arena *arena, const struct mk_plan *plan);

/* Tells of each, in comments. */
void mk_groups_write(const struct mk_groups *groups, struct mk_buffer *out);

/*
 * A comment, wrapped at spaces; leading spaces indent what is behind the '#', and wrapped lines a
 * little more. What is not printable ASCII comes out escaped, so that no word of the tree ends the
 * comment.
 */
__attribute__((format(printf, 3, 4))) void mk_draft_comment(
	struct mk_buffer *out, size_t indent, const char *format, ...);

/* Whether a word needs no quotes, also in a list. */
bool mk_draft_is_plain(const char *word);

/* A YAML scalar that stands for exactly this text. */
void mk_draft_scalar(struct mk_buffer *out, const char *text);

/* A size as a layout has it. */
void mk_draft_size(struct mk_buffer *out, uint64_t size);

/* What a layout calls a core, and the line's end: a unit name where that is enough. */
void mk_draft_cpu_name(
	const struct mk_board *board, struct mk_buffer *out, const struct mk_cpu *cpu);

/* The parts of a layout that come from a sketch, which the draft has. */
void mk_draft_write_imported_heading(const struct mk_draft *draft, struct mk_buffer *out);
void mk_draft_write_lifts(const struct mk_draft *draft, struct mk_buffer *out);
void mk_draft_write_imported_nodes(const struct mk_draft *draft, struct mk_buffer *out);
void mk_draft_write_imported_rest(const struct mk_draft *draft, struct mk_buffer *out);
void mk_draft_write_leftovers(const struct mk_draft *draft, struct mk_buffer *out);

/* Whether some node of the sketch does not say how much RAM it has. */
bool mk_draft_chooses_size(const struct mk_draft *draft);

#endif
