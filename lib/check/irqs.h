/* SPDX-License-Identifier: BSD-2-Clause */
/* Which device raises an interrupt, and which node has it. */
#ifndef MK_CHECK_IRQS_H
#define MK_CHECK_IRQS_H

#include "board/devices.h"
#include "check/devices.h"
#include "check/rule.h"
#include "plan/lines.h"

/* The devices of the board at an SPI, each once: in the order of the tree. */
const mk_raisers *mk_check_raisers(struct mk_check *check, struct mk_intid intid);

/* The GICv2m frame that says that it raises this SPI, or NULL. */
const struct mk_device *mk_check_frame(struct mk_check *check, struct mk_intid intid);

/* An interrupt of a node's device that ends at a controller which is no GIC: a GPIO block. */
struct mk_cascade {
	const struct mk_plan_node *node;
	const struct mk_plan_device *device;
	const struct mk_interrupt *interrupt;
	struct mk_holder holder; /* of the controller, or of what it is a part of; may be nobody */
	bool sole;		 /* the device raises no interrupt in another way */
};

typedef MK_VEC(struct mk_cascade) mk_cascades;

/* Those whose controller the node does not have, once for each device and controller. */
mk_cascades mk_check_cascades(struct mk_check *check);

void mk_each_repeated_irq(struct mk_check *check, mk_repeated_irq_visitor *pair);

void mk_each_listed_irq(struct mk_check *check, mk_irq_use_visitor *visit);

/* Each that a node has, once: at the first device that brings it, or else where it is listed. */
void mk_each_received_irq(struct mk_check *check, mk_irq_use_visitor *visit);

/* Whether both came with devices, and these are different ones: they are wired to one line. */
bool mk_irqs_share_line(const struct mk_plan_irq *a, const struct mk_plan_irq *b);

/* What is wrong with the CPU interface that a node states, or NULL. */
const char *mk_check_gic_cpu_fault(struct mk_check *check, const struct mk_plan_node *node);

#endif
