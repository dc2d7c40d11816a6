/* SPDX-License-Identifier: BSD-2-Clause */
/* What the devices of nodes reach of memory by themselves. */
#ifndef MK_CHECK_DMA_H
#define MK_CHECK_DMA_H

#include "board/dma.h"
#include "check/devices.h"

/* The IOMMU in front of the device at that node of the tree, or NULL. */
const struct mk_dt_node *mk_check_iommu_of(struct mk_check *check, const struct mk_dt_node *at);

/* Whether there is a device at that node of the tree that reads and writes memory itself. */
bool mk_check_masters_bus(struct mk_check *check, const struct mk_dt_node *at);

/* Whether the layout says that it is for DMA. */
bool mk_is_for_dma(const struct mk_plan_holding *holding);

/* Of somebody's memory, in bytes. */
struct mk_dma_share {
	uint64_t reached;
	uint64_t total;
};

struct mk_dma_shares {
	struct mk_dma_share *nodes; /* in the order of the plan's */
	struct mk_dma_share *peers; /* in the order of the plan's `outside` */
};

/*
 * Of a node: of the RAM of its kernel, of memory that it has beside it, and of regions that it
 * shares, but for doorbells, which are no buffers, and for what others share with `apart_from`,
 * which may be NULL. Of a peer: of what it has alone. Valid until it is asked again.
 */
const struct mk_dma_shares *mk_check_dma_shares(
	struct mk_check *check, const struct mk_dma *dma, const struct mk_plan_node *apart_from);

/* Whether what is kept to the one is kept to the other. */
bool mk_dma_is_same(const struct mk_dma *a, const struct mk_dma *b);

/* Devices of a node that buses keep to the same windows; no IOMMU is in front of them. */
struct mk_dma_group {
	struct mk_dma dma;
	MK_VEC(const struct mk_plan_device *) devices;
	struct mk_dma_share share; /* of the node's memory, with all that it shares */
};

struct mk_node_dma {
	const struct mk_plan_node *node;
	MK_VEC(struct mk_dma_group) groups;
	size_t masters; /* devices of the node that do DMA, confined or not */
};

/* Made once for a node, until another one's are asked for. */
const struct mk_node_dma *mk_check_node_dma(
	struct mk_check *check, const struct mk_plan_node *node);

/* Visits the groups of a node, each with what its devices reach of the node's memory. */
void mk_check_each_dma_group(struct mk_check *check, const struct mk_plan_node *node,
	void (*visit)(struct mk_check *check, const struct mk_plan_node *node,
		const struct mk_dma_group *group, struct mk_dma_share share));

/* "'/soc/mmc', '/soc/usb' and 2 more". */
const char *mk_dma_group_text(struct mk_check *check, const struct mk_dma_group *group);

/* "0x0..0x3fffffff", "0x0..0xfff and 2 more", "nothing". */
const char *mk_dma_windows_text(struct mk_check *check, const struct mk_dma *dma);

/* Says where the group is kept to its windows, and that the finding is about its devices. */
void mk_dma_note(
	struct mk_check *check, struct mk_finding *finding, const struct mk_dma_group *group);

#endif
