/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a team has already, in the words of a layout: importers fill it in, in the order of their
 * files, and the writer of first layouts writes it. What no key can say is kept as text.
 */
#ifndef MK_BEGIN_SKETCH_H
#define MK_BEGIN_SKETCH_H

#include "base/finding.h"
#include "board/board.h"
#include "board/devices.h"

struct mk_sketch_range {
	struct mk_range range; /* of no meaning where it is to be placed */
	uint64_t size;	       /* bytes, where it is to be placed; else 0 */
	const char *name;      /* or NULL */
	const char *purpose;   /* what it is, as it is no RAM of a kernel; or NULL */
	const char *why;       /* or NULL */
};

typedef MK_VEC(struct mk_sketch_range) mk_sketch_ranges;

typedef MK_VEC(const char *) mk_sketch_remarks;

/* A node, or a peer outside: one that has no core of the board's. */
struct mk_sketch_party {
	const char *name;
	bool outside;
	const struct mk_cpu *cpu; /* a node's; NULL: any that is left */
	bool cpu_chosen;	  /* it was one that was left */
	mk_sketch_ranges memory;
	mk_sketch_ranges reserved; /* withheld from it */
	mk_sketch_ranges mmio;
	MK_VEC(const struct mk_dt_node *) devices;
	MK_VEC(struct mk_intid) interrupts;
	mk_sketch_remarks remarks; /* comments at its head */
	bool rest;		   /* has all devices that nobody names */
	const char *why;	   /* of a peer; or NULL */
};

struct mk_sketch_member {
	size_t party;
	bool read_only;
};

struct mk_sketch_shared {
	const char *name;
	struct mk_sketch_range memory;
	MK_VEC(struct mk_sketch_member) members;
};

struct mk_sketch_ipi {
	const char *name;
	size_t from;
	size_t to;
};

struct mk_sketch_core {
	const struct mk_cpu *cpu;
	const char *why;
};

/* What is not in the layout. */
struct mk_leftover {
	struct mk_origin origin;
	const char *what;
	size_t file; /* how many were begun */
	size_t order;
};

struct mk_sketch {
	struct mk_arena *arena;
	const struct mk_board *board;
	struct mk_findings *findings;
	MK_VEC(const char *) files;
	MK_VEC(struct mk_sketch_party) parties;
	mk_sketch_ranges reserved; /* from everybody */
	MK_VEC(struct mk_sketch_shared) shared;
	MK_VEC(struct mk_sketch_ipi) ipis;
	MK_VEC(struct mk_sketch_core) unused;
	const char **lifted; /* by reservation of the board: why it is none; or NULL */
	MK_VEC(struct mk_leftover) leftovers;
	mk_sketch_remarks remarks; /* of whole files */
	bool virtual_machines;	   /* kernels that have some */
	bool settled;
};

struct mk_sketch *mk_sketch_new(
	struct mk_arena *arena, const struct mk_board *board, struct mk_findings *findings);

/* As many as a plan has nodes at most. */
#define MK_SKETCH_MAX_PARTIES 512u

/*
 * Adds a party and gives its index. The name becomes one that layouts take, and that no other
 * party has. False, which has been reported, beyond MK_SKETCH_MAX_PARTIES.
 */
bool mk_sketch_party_add(struct mk_sketch *sketch, struct mk_origin origin, const char *name,
	bool outside, size_t *index);

/* How many of them are nodes. */
size_t mk_sketch_node_count(const struct mk_sketch *sketch);

/* A range that may be named so; false, kept as a leftover, where it is none. */
bool mk_sketch_range_make(struct mk_sketch *sketch, struct mk_origin origin, const char *what,
	uint64_t start, uint64_t size, struct mk_range *range);

/* Letters, digits and '_', not beginning with a digit. Never "". */
const char *mk_sketch_name(struct mk_arena *arena, const char *text);

/* Whether a word is among these, which have a space on either side: " a b ". */
bool mk_sketch_is_one_of(const char *word, const char *words);

/* Keeps what a layout cannot say. */
__attribute__((format(printf, 3, 4))) void mk_sketch_leave(
	struct mk_sketch *sketch, struct mk_origin origin, const char *format, ...);

/* Adds a comment at the head of a party. */
__attribute__((format(printf, 3, 4))) void mk_sketch_remark(
	struct mk_sketch *sketch, size_t party, const char *format, ...);

/* Makes a party a member, once; it may write where it may once. */
void mk_sketch_join(
	struct mk_sketch *sketch, struct mk_sketch_shared *shared, size_t party, bool read_only);

/* Gives a party a device, once. */
void mk_sketch_give_device(struct mk_sketch *sketch, size_t party, const struct mk_dt_node *device);

/* Whether a party has it. */
bool mk_sketch_has_device(const struct mk_sketch_party *party, const struct mk_dt_node *device);

/* Gives a node an interrupt, once; what no node can list is kept as a leftover. */
void mk_sketch_give_interrupt(
	struct mk_sketch *sketch, size_t party, struct mk_origin origin, uint64_t intid);

/*
 * Gives a node what is at an address that is no RAM: the devices of the board's tree that are
 * there, or registers that the tree does not have.
 */
void mk_sketch_give_registers(struct mk_sketch *sketch, size_t party, struct mk_origin origin,
	const struct mk_sketch_range *registers);

/* Whether all of a range is RAM of the board, or some of it is. */
bool mk_sketch_is_ram(const struct mk_sketch *sketch, struct mk_range range);
bool mk_sketch_touches_ram(const struct mk_sketch *sketch, struct mk_range range);

/*
 * When all files are read: memory is in whole pages, and RAM of a node is not what somebody else
 * has beside it; what keeps a node out of others' RAM goes, as mkpart makes that itself; cores are
 * chosen where they are not known; interrupts that a device brings are not listed twice.
 */
void mk_sketch_settle(struct mk_sketch *sketch);

#endif
