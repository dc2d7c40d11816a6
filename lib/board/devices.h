/* SPDX-License-Identifier: BSD-2-Clause */
/* The devices of a board: what can be given to a node, what each needs, what hangs together. */
#ifndef MK_BOARD_DEVICES_H
#define MK_BOARD_DEVICES_H

#include "board/board.h"

/* A node that a device refers to in order to work: a clock, a reset line, a power domain. */
struct mk_provider {
	const struct mk_dt_node *user; /* that states it: the device, or a part of it */
	const char *property;	       /* of the user: "clocks", "vmmc-supply", "pinctrl-0" */
	const struct mk_dt_node *node;
	const uint8_t *cells; /* specifier behind the phandle, big-endian; an iommu's stream ids */
	uint32_t cell_count;
	const struct mk_dt_node *named; /* at the phandle: `node`, or a part of it */

	/* "reset line": what the first cells choose, if it works for one user alone; or NULL. */
	const char *selects;
	uint32_t selector_count; /* cells that choose; the others say how */
};

typedef MK_VEC(struct mk_provider) mk_providers;

/* Why a `reg` entry gives no address that the CPU can use. */
enum mk_unmapped_why {
	MK_UNMAPPED_NO_RANGES, /* a bus above it has no `ranges` */
	MK_UNMAPPED_OUTSIDE,   /* no entry of a bus's `ranges` covers it */
};

struct mk_unmapped {
	uint32_t entry; /* index in `reg` */
	enum mk_unmapped_why why;
	const struct mk_dt_node *bus;
};

typedef MK_VEC(struct mk_unmapped) mk_unmapped_list;

/*
 * An enabled node with `compatible` that the CPU reaches (an address) or hears (an interrupt), with
 * the addresses and interrupts of the nodes in it that have no `compatible` of their own. Memory,
 * cores and reserved memory are no devices.
 */
struct mk_device {
	const struct mk_dt_node *node;
	mk_mmios mmio;
	mk_interrupts interrupts;
	mk_providers providers; /* in the order of the tree */
	mk_unmapped_list unmapped;
	MK_VEC(size_t) consumers; /* indices of devices that need it, or a part of it; each once */
};

enum mk_bond_why {
	MK_BOND_PAGE,	    /* share a 4 KiB page, so that no MMU tells them apart */
	MK_BOND_INTERRUPT,  /* share an SPI line */
	MK_BOND_CONTROLLER, /* a cascaded controller's device, and whose interrupts arrive there */
};

/*
 * Devices that cannot be given to different nodes. Two at least. A `simple-bus` whose `reg` is the
 * window that its children lie in shares no page with them.
 */
struct mk_bond {
	enum mk_bond_why why;
	uint64_t page;	       /* MK_BOND_PAGE: the first address that all of them have */
	struct mk_intid intid; /* MK_BOND_INTERRUPT at a GIC */
	uint32_t number; /* MK_BOND_INTERRUPT: SPI, or the line of a controller that is no GIC */
	const struct mk_dt_node *controller; /* MK_BOND_CONTROLLER; MK_BOND_INTERRUPT: the root */
	MK_VEC(size_t) devices;		     /* indices, ascending */
};

typedef MK_VEC(struct mk_device) mk_device_vec;

struct mk_devices {
	mk_device_vec list; /* in the order of the tree */
	uint32_t *places;   /* by the order of a node: index in `list` + 1; 0: no device */
	MK_VEC(struct mk_bond) bonds; /* by why, then page, INTID or controller */
	/* No devices, as the CPU neither reaches nor hears them, but `reg` says that it should. */
	mk_device_vec unreachable; /* in the order of the tree */
	size_t dropped; /* devices of a hostile tree beyond what is resolved; 0 for real ones */
	mk_unseen_list unseen; /* these, and what else is not looked at */
};

/*
 * Resolves every device of the board. Costs time, so only what needs all devices calls it; the
 * board keeps the answer.
 */
const struct mk_devices *mk_board_devices(const struct mk_board *board, struct mk_arena *arena);

/*
 * What a node refers to that may be no device: a regulator that a GPIO switches, say. False where
 * not all is there, in a tree made to be slow.
 */
bool mk_board_providers(const struct mk_board *board, struct mk_arena *arena,
	const struct mk_dt_node *node, mk_providers *providers);

/* The device at that node, or NULL. */
const struct mk_device *mk_devices_find(
	const struct mk_devices *devices, const struct mk_dt_node *node);

/* The same among `unreachable`. */
const struct mk_device *mk_devices_find_unreachable(
	const struct mk_devices *devices, const struct mk_dt_node *node);

/* The device at the node, or else the next one above that is more than a bus; or NULL. */
const struct mk_device *mk_devices_owner(
	const struct mk_devices *devices, const struct mk_dt_node *node);

/* A `simple-bus`: its `reg`, if any, is the window that its children lie in. */
bool mk_dt_is_plain_bus(const struct mk_dt_node *node);

#endif
