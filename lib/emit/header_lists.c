/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Lists for the preprocessor. X is called for each entry; without entries the list is empty, so
 * that one source fits every node.
 */
#include <inttypes.h>

#include "base/constant.h"
#include "emit/header_parts.h"
#include "emit/text.h"
#include "plan/order.h"

struct writer {
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const struct mk_plan_node *node;
};

static void begin_list(struct writer *writer, const char *name)
{
	mk_buffer_printf(writer->out, "#define MKPART_FOR_EACH_%s(X)", name);
}

static void end_list(struct writer *writer)
{
	mk_buffer_putc(writer->out, '\n');
}

/* Each entry on a line of its own. */
#define ENTRY(writer, ...)                                                                         \
	(mk_buffer_puts((writer)->out, " \\\n\t"), mk_buffer_printf((writer)->out, __VA_ARGS__))

static const char *constant(struct writer *writer, const char *name)
{
	return mk_constant_name(writer->out->arena, name ? name : "");
}

static void list_memory(struct writer *writer)
{
	const struct mk_region *region;

	begin_list(writer, "MEMORY");
	mk_each(region, &writer->node->sorted)
		ENTRY(writer, "X(0x%" PRIx64 "ULL, 0x%" PRIx64 "ULL)", region->range.first,
			mk_range_size(region->range));
	end_list(writer);
}

static void list_members(struct writer *writer, const struct mk_plan_shared *shared)
{
	mk_node_list members = mk_order_members(writer->out->arena, writer->plan, shared);

	begin_list(writer, mk_arena_printf(writer->out->arena, "MEMBER_OF_%s",
				   constant(writer, shared->name)));
	for (size_t i = 0; i < members.count; i++)
		ENTRY(writer, "X(%s, %" PRIu32 ", %d)", constant(writer, members.items[i]->name),
			members.items[i]->id, mk_plan_may_write(shared, members.items[i]));
	end_list(writer);
}

static void list_shared(struct writer *writer)
{
	mk_shared_list list = mk_order_shared_of(writer->out->arena, writer->plan, writer->node);

	begin_list(writer, "SHARED");
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i]->region.placed)
			ENTRY(writer, "X(%s, 0x%" PRIx64 "ULL, 0x%" PRIx64 "ULL, %d)",
				constant(writer, list.items[i]->name),
				list.items[i]->region.range.first,
				mk_range_size(list.items[i]->region.range),
				mk_plan_may_write(list.items[i], writer->node));
	end_list(writer);
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i]->region.placed)
			list_members(writer, list.items[i]);
}

static void list_sent(struct writer *writer)
{
	mk_ipi_list list = mk_order_sent(writer->out->arena, writer->plan, writer->node);

	begin_list(writer, "SEND");
	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_node *to = list.items[i]->to;
		ENTRY(writer, "X(%s, %" PRIu32 ", 0x%" PRIx64 "ULL, %" PRIu32 ")",
			constant(writer, list.items[i]->name), list.items[i]->sgi,
			list.items[i]->target, to ? to->id : 0);
	}
	end_list(writer);
}

static void list_received(struct writer *writer)
{
	mk_ipi_list list = mk_order_received(writer->out->arena, writer->plan, writer->node);

	begin_list(writer, "RECEIVE");
	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_node *from = list.items[i]->from;
		ENTRY(writer, "X(%s, %" PRIu32 ", %" PRIu32 ")",
			constant(writer, list.items[i]->name), list.items[i]->sgi,
			from ? from->id : 0);
	}
	end_list(writer);
}

static void list_device(struct writer *writer, const struct mk_plan_device *device)
{
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio) {
		mk_buffer_puts(writer->out, " \\\n\tX(\"");
		mk_emit_path(writer->out, device->node->path);
		mk_buffer_printf(writer->out, "\", 0x%" PRIx64 "ULL, 0x%" PRIx64 "ULL)",
			mmio->range.first, mk_range_size(mmio->range));
	}
}

static void list_devices(struct writer *writer)
{
	mk_device_list list = mk_order_devices(writer->out->arena, writer->node);

	begin_list(writer, "DEVICE");
	for (size_t i = 0; i < list.count; i++)
		list_device(writer, list.items[i]);
	end_list(writer);
}

/* Only where there are some. */
static void list_holdings(struct writer *writer, const char *name, enum mk_holding_kind kind)
{
	mk_holding_list list =
		mk_order_holdings_of(writer->out->arena, writer->plan, writer->node, kind);

	if (!list.count)
		return;
	begin_list(writer, name);
	for (size_t i = 0; i < list.count; i++)
		if (list.items[i]->region.placed)
			ENTRY(writer, "X(%s, 0x%" PRIx64 "ULL, 0x%" PRIx64 "ULL)",
				constant(writer, list.items[i]->name),
				list.items[i]->region.range.first,
				mk_range_size(list.items[i]->region.range));
	end_list(writer);
}

static void note_holdings(struct writer *writer)
{
	const struct mk_plan_holding *holding;
	bool own = false;
	bool registers = false;

	mk_each(holding, &writer->plan->holdings)
		if (holding->node == writer->node)
			*(holding->kind == MK_HOLDING_MEMORY ? &own : &registers) = true;
	if (own)
		mk_buffer_puts(writer->out, " *\tMKPART_FOR_EACH_OWN(X)\tX(NAME, start, size)\n");
	if (registers)
		mk_buffer_puts(writer->out, " *\tMKPART_FOR_EACH_MMIO(X)\tX(NAME, start, size)\n");
}

static void list_spis(struct writer *writer)
{
	const struct mk_intid *spi;

	begin_list(writer, "SPI");
	mk_each(spi, &writer->node->spis)
		ENTRY(writer, "X(%" PRIu32 ")", spi->value);
	end_list(writer);
}

void mk_header_lists(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	struct writer writer = {out, plan, node};

	mk_buffer_puts(out,
		"\n/*\n * The same as lists, for source that serves every node:\n"
		" *\tMKPART_FOR_EACH_MEMORY(X)\tX(start, size)\n"
		" *\tMKPART_FOR_EACH_SHARED(X)\tX(NAME, start, size, whether it may write), doorbells "
		"too\n"
		" *\tMKPART_FOR_EACH_MEMBER_OF_NAME(X)\tX(NODE, id, whether it may write)\n"
		" *\tMKPART_FOR_EACH_SEND(X)\tX(NAME, SGI, target, receiver's id)\n"
		" *\tMKPART_FOR_EACH_RECEIVE(X)\tX(NAME, INTID, sender's id)\n"
		" *\tMKPART_FOR_EACH_DEVICE(X)\tX(\"path in the tree\", start, size), registers each\n"
		" *\tMKPART_FOR_EACH_SPI(X)\tX(INTID)\n");
	note_holdings(&writer);
	mk_buffer_puts(out, " */\n");
	list_memory(&writer);
	list_holdings(&writer, "OWN", MK_HOLDING_MEMORY);
	list_holdings(&writer, "MMIO", MK_HOLDING_REGISTERS);
	list_shared(&writer);
	list_sent(&writer);
	list_received(&writer);
	list_devices(&writer);
	list_spis(&writer);
}
