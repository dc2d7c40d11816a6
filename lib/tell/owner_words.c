/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/escape.h"
#include "base/words.h"
#include "plan/order.h"
#include "tell/owner_parts.h"

/* --- lines ------------------------------------------------------------------------------------ */

static void write_line(
	struct mk_answer *answer, const char *indent, const char *format, va_list arguments)
{
	mk_buffer_puts(answer->out, indent);
	mk_escape_ascii(answer->out, mk_arena_vprintf(answer->arena, format, arguments));
	mk_buffer_putc(answer->out, '\n');
}

void mk_answer_heading(struct mk_answer *answer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	write_line(answer, "", format, arguments);
	va_end(arguments);
}

void mk_answer_fact(struct mk_answer *answer, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	write_line(answer, "  ", format, arguments);
	va_end(arguments);
	answer->fact_count++;
}

/* --- words ------------------------------------------------------------------------------------ */

const char *mk_answer_place(struct mk_answer *answer, struct mk_origin origin)
{
	if (!origin.source)
		return "mkpart's own choice";
	if (origin.path)
		return mk_arena_printf(answer->arena, "%s:%s", origin.source->name, origin.path);
	return mk_arena_printf(
		answer->arena, "%s:%u:%u", origin.source->name, origin.line, origin.column);
}

const char *mk_answer_range(struct mk_answer *answer, struct mk_range range)
{
	return mk_range_text(answer->arena, range);
}

const char *mk_answer_intid(struct mk_answer *answer, struct mk_intid intid)
{
	const char *kind = "SGI";
	uint32_t number = intid.value;

	if (intid.value >= MK_INTID_SPI_FIRST) {
		kind = "SPI";
		number -= MK_INTID_SPI_FIRST;
	} else if (intid.value >= MK_INTID_PPI_FIRST) {
		kind = "PPI";
		number -= MK_INTID_PPI_FIRST;
	}
	return mk_arena_printf(
		answer->arena, "INTID %" PRIu32 " (%s %" PRIu32 ")", intid.value, kind, number);
}

const char *mk_answer_members(struct mk_answer *answer, const struct mk_plan_shared *shared)
{
	mk_member_names members = mk_order_member_names(answer->arena, answer->plan, shared);
	struct mk_buffer list;

	mk_buffer_init(&list, answer->arena);
	for (size_t i = 0; i < members.count; i++)
		mk_buffer_printf(&list, "%s%s", i ? ", " : "", members.items[i]);
	return list.length ? list.text : "nobody";
}

const char *mk_answer_purpose(struct mk_answer *answer, const struct mk_plan_connection *connection)
{
	if (!connection)
		return "";
	return mk_arena_printf(answer->arena, ", for %s %s to %s", connection->type,
		connection->from.text, connection->to.text);
}

const char *mk_answer_trigger(const struct mk_interrupt *interrupt)
{
	switch (mk_interrupt_trigger(interrupt)) {
	case MK_TRIGGER_NONE:
		break;
	case MK_TRIGGER_EDGE_RISING:
		return "rising edge";
	case MK_TRIGGER_EDGE_FALLING:
		return "falling edge";
	case MK_TRIGGER_EDGE_BOTH:
		return "both edges";
	case MK_TRIGGER_LEVEL_HIGH:
		return "level high";
	case MK_TRIGGER_LEVEL_LOW:
		return "level low";
	}
	return NULL;
}

/* --- who has a device ------------------------------------------------------------------------- */

static bool is_above(const struct mk_dt_node *upper, const struct mk_dt_node *lower)
{
	for (; lower; lower = lower->parent)
		if (lower == upper)
			return true;
	return false;
}

const char *mk_answer_kernel_role(const struct mk_board *board, const struct mk_dt_node *node)
{
	if (node == board->gic.node)
		return "the interrupt controller";
	if (board->gic.node && is_above(board->gic.node, node))
		return "a part of the interrupt controller";
	if (node == board->timer)
		return "the kernels' timer";
	if (node == board->psci)
		return "the interface to the firmware";
	for (size_t i = 0; i < board->cpus.count; i++)
		if (is_above(board->cpus.items[i].node, node))
			return "a part of a core";
	return NULL;
}

struct holding {
	const struct mk_plan_node *node; /* NULL: nobody */
	const struct mk_plan_device *device;
};

static struct holding holding_of(const struct mk_plan *plan, const struct mk_dt_node *wanted)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		mk_each(device, &node->devices)
			if (device->node == wanted)
				return (struct holding){node, device};
	return (struct holding){NULL, NULL};
}

/* The nearest node above that somebody has: a bus comes with what is on it. */
static struct holding holding_around(const struct mk_plan *plan, const struct mk_dt_node *wanted)
{
	struct holding holding = {NULL, NULL};

	for (; wanted && !holding.node; wanted = wanted->parent)
		holding = holding_of(plan, wanted);
	return holding;
}

static struct holding holding_below(const struct mk_plan *plan, const struct mk_dt_node *wanted)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;

	mk_each(node, &plan->nodes)
		mk_each(device, &node->devices)
			if (is_above(wanted, device->node))
				return (struct holding){node, device};
	return (struct holding){NULL, NULL};
}

/* A layout with errors may have several. */
static const char *direct_holders(struct mk_answer *answer, const struct mk_dt_node *wanted)
{
	const struct mk_plan_device *device;
	const struct mk_plan_node *node;
	struct mk_buffer list;

	mk_buffer_init(&list, answer->arena);
	mk_each(node, &answer->plan->nodes)
		mk_each(device, &node->devices)
			if (device->node == wanted)
				mk_buffer_printf(&list, "%snode '%s' has it, %s %s",
					list.length ? "; " : "", node->name,
					device->rest ? "with the rest, by" : "named at",
					mk_answer_place(answer, device->origin));
	return list.text;
}

const char *mk_answer_holder(struct mk_answer *answer, const struct mk_dt_node *node)
{
	const char *role = mk_answer_kernel_role(answer->plan->board, node);
	struct holding holding = holding_around(answer->plan, node);

	if (holding.node && holding.device->node == node)
		return direct_holders(answer, node);
	if (role)
		return mk_arena_printf(answer->arena, "it belongs to the kernels: %s", role);
	if (holding.node)
		return mk_arena_printf(answer->arena, "node '%s' has it with %s, %s %s",
			holding.node->name, holding.device->node->path,
			holding.device->rest ? "by" : "named at",
			mk_answer_place(answer, holding.device->origin));
	holding = holding_below(answer->plan, node);
	if (holding.node)
		return mk_arena_printf(answer->arena,
			"no node has it, but node '%s' has %s, which is inside it",
			holding.node->name, holding.device->node->path);
	return "no node has it";
}

const char *mk_answer_holder_name(struct mk_answer *answer, const struct mk_dt_node *node)
{
	struct holding holding = holding_around(answer->plan, node);

	if (holding.node)
		return mk_arena_printf(answer->arena, "node '%s'", holding.node->name);
	return mk_answer_kernel_role(answer->plan->board, node) ? "the kernels" : "no node";
}
