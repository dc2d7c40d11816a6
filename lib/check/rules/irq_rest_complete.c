/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/devices.h"
#include "check/irqs.h"
#include "check/rule.h"
#include "check/words.h"

/* The first few are enough to see what it is about. */
#define SHOWN 4u

struct left_out {
	const struct mk_dt_node *device;
	struct mk_origin origin; /* of `rest` */
	const char *what;
};

typedef MK_VEC(struct left_out) left_outs;

static void add_from_plan(struct mk_check *check, left_outs *list)
{
	const struct mk_left_out *left_out;

	mk_each(left_out, &check->plan->left_out)
		*mk_vec_add(check->arena, list) = (struct left_out){left_out->device,
			left_out->origin,
			left_out->intid.value ? mk_check_intid(check, left_out->intid)
					      : "an interrupt that does not lead to the GIC"};
}

static void add_cascades(struct mk_check *check, left_outs *list)
{
	const struct mk_cascade *cascade;
	mk_cascades cascades = mk_check_cascades(check);

	mk_each(cascade, &cascades)
		if (cascade->device->rest && cascade->holder.node)
			*mk_vec_add(check->arena, list) =
				(struct left_out){cascade->device->node, cascade->device->origin,
					mk_arena_printf(check->arena,
						"an interrupt through '%s', which node '%s' has",
						cascade->interrupt->controller->path,
						cascade->holder.node->name)};
}

/* Most often the interrupts of one device: what is said of it is said once. */
static void name_some(struct mk_check *check, struct mk_finding *finding, const left_outs *list)
{
	const struct left_out *before = NULL;
	const struct left_out *left_out;
	size_t shown = 0;

	mk_each(left_out, list) {
		bool again = before && before->device == left_out->device &&
			     !strcmp(before->what, left_out->what);
		before = left_out;
		if (!again && shown++ < SHOWN)
			mk_add_note(check->findings, finding,
				mk_dt_origin(check->plan->board->tree, left_out->device),
				"this device: %s", left_out->what);
	}
}

static void rest_complete(struct mk_check *check)
{
	left_outs list = {NULL, 0, 0};
	struct mk_finding *finding;

	add_from_plan(check, &list);
	add_cascades(check, &list);
	if (!list.count)
		return;
	finding = mk_check_report(check, list.items->origin,
		"`%s` leaves out %zu interrupt%s that its node cannot have", MK_PLAN_REST,
		list.count, list.count == 1 ? "" : "s");
	mk_about(check->findings, finding, mk_check_holder(check, list.items->device).node->name);
	name_some(check, finding, &list);
}

const struct mk_rule mk_rule_irq_rest_complete = {
	.problem = {.code = "MK0209",
		.name = "rest-complete",
		.severity = MK_NOTE,
		.title = "`rest` leaves interrupts out",
		.why = "The kernel has no room for an interrupt above its platform's last one, "
		       "keeps some for itself, and cannot receive one that does not arrive at the "
		       "GIC, that another node's GPIO block receives, or that comes from another "
		       "node's core. The devices come with their registers, but without those "
		       "interrupts.",
		.fix = "If those devices are not used, do nothing. Naming such a device under "
		       "`devices` is an error.",
		.about = "the node that has `rest`"},
	.whole = rest_complete,
};
