/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the owner's answers share. Private to them. */
#ifndef MK_TELL_OWNER_PARTS_H
#define MK_TELL_OWNER_PARTS_H

#include "base/buffer.h"
#include "plan/plan.h"

/* An answer being written: a heading, then a line for each fact. */
struct mk_answer {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const struct mk_devices *devices;
	size_t fact_count;
};

/* Both may be given raw text of the input: what is not printable ASCII comes out escaped. */
__attribute__((format(printf, 2, 3))) void mk_answer_heading(
	struct mk_answer *answer, const char *format, ...);
__attribute__((format(printf, 2, 3))) void mk_answer_fact(
	struct mk_answer *answer, const char *format, ...);

/* "layout.yaml:12:17", "board.dtb:/soc/x". */
const char *mk_answer_place(struct mk_answer *answer, struct mk_origin origin);

const char *mk_answer_range(struct mk_answer *answer, struct mk_range range);

/* "INTID 54 (SPI 22)", "INTID 27 (PPI 11)", "INTID 3 (SGI 3)". */
const char *mk_answer_intid(struct mk_answer *answer, struct mk_intid intid);

/* "control, io": names of the nodes that share a region. */
const char *mk_answer_members(struct mk_answer *answer, const struct mk_plan_shared *shared);

/* ", for seL4SharedData client.data to adder.data": what it was made for; "" where for nothing. */
const char *mk_answer_purpose(
	struct mk_answer *answer, const struct mk_plan_connection *connection);

/* Who has what a tree's node describes: "node 'io' has it, named at layout.yaml:12:17". */
const char *mk_answer_holder(struct mk_answer *answer, const struct mk_dt_node *node);

/* The same in short: "node 'io'", "the kernels", "nobody". */
const char *mk_answer_holder_name(struct mk_answer *answer, const struct mk_dt_node *node);

/* What the kernels use a tree's node for, so that no node can have it; NULL: nothing. */
const char *mk_answer_kernel_role(const struct mk_board *board, const struct mk_dt_node *node);

/* "level high"; NULL where the tree does not say. */
const char *mk_answer_trigger(const struct mk_interrupt *interrupt);

/* Who has it and why, as far as it lies in `asked`. */
void mk_answer_claim(struct mk_answer *answer, const struct mk_claim *claim, struct mk_range asked);

/* Where an IPI arrives, from where, and with which SGI. */
void mk_answer_ipi(struct mk_answer *answer, const struct mk_plan_ipi *ipi);

/* Something of the layout, "control" or "node control"; false where nothing is called that. */
bool mk_answer_name(struct mk_answer *answer, const char *what);

/* What of the layout's names is nearest to `what`, or NULL. */
const char *mk_answer_nearest_name(struct mk_answer *answer, const char *what);

/* One address, or all that is in a range. */
void mk_answer_address(struct mk_answer *answer, struct mk_range asked);
void mk_answer_interrupt(struct mk_answer *answer, struct mk_intid intid);
void mk_answer_device(struct mk_answer *answer, const struct mk_dt_node *node);

#endif
