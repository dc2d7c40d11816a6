/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * GICv2m: SBSA (Arm DEN 0029), appendix E; MSI_SETSPI_NS takes the number of the interrupt to
 * raise. ITS: Arm IHI 0069, 5.3; its tables and commands are in memory that its registers name.
 */
#include <string.h>

#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/* More than any board has. */
#define MAX_FRAMES 64u

static bool is_frame(const struct mk_device *device)
{
	return mk_dt_is_compatible(device->node, "arm,gic-v2m-frame") ||
	       mk_dt_is_compatible(device->node, "arm,gic-v3-its");
}

static bool sends_to(const struct mk_device *device, const struct mk_device *frame)
{
	const struct mk_provider *provider;

	mk_each(provider, &device->providers)
		if (provider->node == frame->node &&
			strncmp(provider->property, "msi-", strlen("msi-")) == 0)
			return true;
	return false;
}

/* The first device that signals through the frame and that a node has by name. */
static struct mk_holder find_sender(struct mk_check *check, const struct mk_device *frame)
{
	const struct mk_devices *devices = mk_check_devices(check);
	struct mk_holder holder;
	const size_t *consumer;

	mk_each(consumer, &frame->consumers) {
		const struct mk_device *device = &devices->list.items[*consumer];
		holder = mk_check_holder(check, device->node);
		if (holder.node && !holder.device->rest && sends_to(device, frame))
			return holder;
	}
	return (struct mk_holder){NULL, NULL};
}

static struct mk_irq_use find_interrupt(struct mk_check *check, const struct mk_device *frame)
{
	const struct mk_plan_node *node;
	const struct mk_plan_irq *irq;

	mk_each(node, &check->plan->nodes)
		mk_each(irq, &node->irqs)
			if (!irq->device && mk_check_frame(check, irq->intid) == frame)
				return (struct mk_irq_use){node, irq};
	return (struct mk_irq_use){NULL, NULL};
}

static void finish(struct mk_check *check, struct mk_finding *finding,
	const struct mk_device *frame, const struct mk_plan_node *node)
{
	mk_add_note(check->findings, finding, mk_dt_origin(check->plan->board->tree, frame->node),
		"the frame is described here");
	mk_about(check->findings, finding, frame->node->path);
	mk_about(check->findings, finding, node->name);
}

static void check_frame(struct mk_check *check, const struct mk_device *frame)
{
	struct mk_holder sender = find_sender(check, frame);
	struct mk_irq_use use = find_interrupt(check, frame);

	if (use.node)
		finish(check,
			mk_check_report(check, use.irq->origin,
				"%s of node '%s' is raised through '%s', which every node can "
				"write to",
				mk_check_intid(check, use.irq->intid), use.node->name,
				frame->node->path),
			frame, use.node);
	else if (sender.node)
		finish(check,
			mk_check_report(check, sender.device->origin,
				"device '%s' of node '%s' signals through '%s', which every node "
				"can write to",
				sender.device->node->path, sender.node->name, frame->node->path),
			frame, sender.node);
}

static void message_frames(struct mk_check *check)
{
	const struct mk_devices *devices = mk_check_devices(check);
	const struct mk_device *device;
	unsigned frames = 0;

	if (check->plan->nodes.count < 2)
		return;
	mk_each(device, &devices->list) {
		if (!is_frame(device))
			continue;
		if (frames++ == MAX_FRAMES) {
			mk_check_unseen(check, mk_dt_origin(check->plan->board->tree, device->node),
				"what signals through '%s' and the frames after it: at most %u are "
				"followed",
				device->node->path, MAX_FRAMES);
			return;
		}
		check_frame(check, device);
	}
}

extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_irq_message_frames = {
	.problem = {.code = "MK0217",
		.name = "message-frames",
		.severity = MK_WARNING,
		.title = "a node relies on message interrupts that every node can send",
		.why = "The registers that messages are written to are device memory that this "
		       "contract gives to every root task. A write to a GICv2m frame raises any of "
		       "its interrupts, whichever node has it. Whoever programs an ITS makes it "
		       "read and write memory of its choice; and the kernel does not deliver the "
		       "interrupts of an ITS at all.",
		.fix = "Have the root tasks keep the frame from every component except the driver, "
		       "and allow this finding with that reason; or let the device use its wired "
		       "interrupts.",
		.about = "the frame's path, or the node"},
	.whole = message_frames,
	.prerequisites = MK_RULES(&mk_rule_board_gic_present),
};
