/* SPDX-License-Identifier: BSD-2-Clause */
/* Constants for the node's own code: plain C11 that includes nothing. */
#include <inttypes.h>
#include <string.h>

#include "base/constant.h"
#include "emit/emit.h"
#include "emit/header_parts.h"
#include "emit/text.h"
#include "plan/boot.h"
#include "plan/order.h"

struct writer {
	struct mk_buffer *out;
	const struct mk_plan *plan;
	const struct mk_plan_node *node;
};

static void comment(struct writer *writer, const char *text)
{
	mk_buffer_printf(writer->out, "\n/* %s */\n", text);
}

static void define_number(struct writer *writer, const char *name, uint64_t value)
{
	mk_buffer_printf(writer->out, "#define MKPART_%s %" PRIu64 "\n", name, value);
}

static void define_address(struct writer *writer, const char *name, uint64_t value)
{
	mk_buffer_printf(writer->out, "#define MKPART_%s 0x%" PRIx64 "ULL\n", name, value);
}

static const char *constant(struct writer *writer, const char *name)
{
	return mk_constant_name(writer->out->arena, name ? name : "");
}

/* Which ports the following constants are for. */
static void note_connection(struct writer *writer, const struct mk_plan_connection *connection)
{
	if (!connection)
		return;
	mk_buffer_puts(writer->out, "/* ");
	mk_emit_connection(writer->out, connection);
	mk_buffer_puts(writer->out, " */\n");
}

/* "PREFIX_NAME_SUFFIX", the name as a constant. */
static const char *compose(
	struct writer *writer, const char *prefix, const char *name, const char *suffix)
{
	return mk_arena_printf(
		writer->out->arena, "%s_%s_%s", prefix, constant(writer, name), suffix);
}

static void write_node(struct writer *writer)
{
	const struct mk_plan_node *node = writer->node;

	comment(writer, "The contract that these numbers are for.");
	mk_buffer_puts(writer->out, "#define MKPART_CONTRACT \"");
	mk_buffer_puts(writer->out, writer->plan->contract->name);
	mk_buffer_puts(writer->out, "\"\n");
	comment(writer, "This node; ids count from 0.");
	mk_buffer_puts(writer->out, "#define MKPART_NODE_NAME \"");
	mk_emit_name(writer->out, node->name);
	mk_buffer_puts(writer->out, "\"\n");
	define_number(writer, "NODE_ID", node->id);
	define_number(writer, "NODE_COUNT", writer->plan->by_rank.count);
	comment(writer, "Affinity fields of this core's MPIDR_EL1.");
	if (node->cpu)
		define_address(writer, "NODE_CPU_MPIDR", node->cpu->mpidr);
	comment(writer, "The ids of all nodes.");
	for (size_t rank = 0; rank < writer->plan->by_rank.count; rank++) {
		const struct mk_plan_node *other = mk_plan_node_at_rank(writer->plan, rank);
		define_number(writer, compose(writer, "NODE", other->name, "ID"), other->id);
	}
}

static void define_range(
	struct writer *writer, const char *prefix, const char *name, struct mk_range range)
{
	define_address(writer, compose(writer, prefix, name, "START"), range.first);
	define_address(writer, compose(writer, prefix, name, "SIZE"), mk_range_size(range));
}

static void write_memory(struct writer *writer)
{
	const mk_regions *regions = &writer->node->sorted;

	comment(writer, "This node's RAM: physical start addresses and sizes in bytes, ascending.");
	define_number(writer, "MEMORY_COUNT", regions->count);
	for (size_t i = 0; i < regions->count; i++)
		define_range(writer, "MEMORY", mk_arena_printf(writer->out->arena, "%zu", i),
			regions->items[i].range);
	comment(writer, "Physical address of the kernel's image.");
	define_address(writer, "PHYS_BASE", writer->node->phys_base);
}

/* Those that the author named; doorbells have constants of their own. */
static mk_shared_list named_regions(const struct writer *writer)
{
	mk_shared_list all = mk_order_shared_of(writer->out->arena, writer->plan, writer->node);
	mk_shared_list list = {0};

	for (size_t i = 0; i < all.count; i++)
		if (all.items[i]->form != MK_SHARED_DOORBELL)
			*mk_vec_add(writer->out->arena, &list) = all.items[i];
	return list;
}

static void write_shared(struct writer *writer)
{
	mk_shared_list list = named_regions(writer);

	comment(writer, "Shared regions of this node: physical start addresses, sizes in bytes.");
	define_number(writer, "SHARED_COUNT", list.count);
	for (size_t i = 0; i < list.count; i++) {
		if (!list.items[i]->region.placed)
			continue;
		note_connection(writer, list.items[i]->connection);
		define_range(writer, "SHARED", list.items[i]->name, list.items[i]->region.range);
	}
}

static void define_holding(
	struct writer *writer, const char *prefix, const struct mk_plan_holding *holding)
{
	struct mk_range range = holding->region.range;

	if (!holding->region.placed)
		return;
	if (holding->purpose && strcmp(holding->purpose, holding->name) != 0) {
		mk_buffer_puts(writer->out, "/* for ");
		mk_emit_name(writer->out, holding->purpose);
		mk_buffer_puts(writer->out, " */\n");
	}
	define_address(writer, compose(writer, prefix, holding->name, "BASE"), range.first);
	define_address(
		writer, compose(writer, prefix, holding->name, "SIZE"), mk_range_size(range));
}

/* Nothing where there is none: most nodes have none. */
static void write_holdings(struct writer *writer)
{
	struct mk_arena *arena = writer->out->arena;
	mk_holding_list own =
		mk_order_holdings_of(arena, writer->plan, writer->node, MK_HOLDING_MEMORY);
	mk_holding_list registers =
		mk_order_holdings_of(arena, writer->plan, writer->node, MK_HOLDING_REGISTERS);

	if (own.count)
		comment(writer,
			"This node's memory that is not its kernel's RAM: device untypeds.");
	for (size_t i = 0; i < own.count; i++)
		define_holding(writer, "NODE", own.items[i]);
	if (registers.count)
		comment(writer, "Registers of this node that are not in the device tree.");
	for (size_t i = 0; i < registers.count; i++)
		define_holding(writer, "MMIO", registers.items[i]);
}

/* Where a multiplexed IPI's bit is; the same numbers on both sides. */
static void define_bit(struct writer *writer, const char *prefix, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;

	if (!mk_plan_doorbell_bit(ipi, &bit))
		return;
	define_address(writer, compose(writer, prefix, ipi->name, "WORD"),
		bit.doorbell->region.range.first + bit.offset);
	define_number(writer, compose(writer, prefix, ipi->name, "OFFSET"), bit.offset);
	define_number(writer, compose(writer, prefix, ipi->name, "BIT"), bit.bit);
	mk_buffer_printf(writer->out, "#define MKPART_%s 0x%" PRIx32 "U\n",
		compose(writer, prefix, ipi->name, "MASK"), UINT32_C(1) << bit.bit);
	define_number(writer, compose(writer, prefix, ipi->name, "COUNTER"), bit.counter);
}

static void write_sent(struct writer *writer)
{
	mk_ipi_list list = mk_order_sent(writer->out->arena, writer->plan, writer->node);

	comment(writer,
		"IPIs that this node sends: SGI id, the capability's target, receiver's id.");
	define_number(writer, "SEND_COUNT", list.count);
	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_ipi *ipi = list.items[i];
		const struct mk_plan_node *to = ipi->to;
		note_connection(writer, ipi->connection);
		define_number(writer, compose(writer, "SEND", ipi->name, "SGI"), ipi->sgi);
		define_address(writer, compose(writer, "SEND", ipi->name, "TARGET"), ipi->target);
		if (to)
			define_number(writer, compose(writer, "SEND", ipi->name, "TO"), to->id);
		define_bit(writer, "SEND", ipi);
	}
}

static void write_received(struct writer *writer)
{
	mk_ipi_list list = mk_order_received(writer->out->arena, writer->plan, writer->node);

	comment(writer, "IPIs that this node receives: SGI id, its INTID, sender's id.");
	define_number(writer, "RECEIVE_COUNT", list.count);
	for (size_t i = 0; i < list.count; i++) {
		const struct mk_plan_ipi *ipi = list.items[i];
		const struct mk_plan_node *from = ipi->from;
		note_connection(writer, ipi->connection);
		define_number(writer, compose(writer, "RECEIVE", ipi->name, "SGI"), ipi->sgi);
		define_number(writer, compose(writer, "RECEIVE", ipi->name, "INTID"), ipi->sgi);
		if (from)
			define_number(
				writer, compose(writer, "RECEIVE", ipi->name, "FROM"), from->id);
		define_bit(writer, "RECEIVE", ipi);
	}
}

/* A doorbell's two members are its sender and its receiver, in that order. */
static void define_doorbell(struct writer *writer, const struct mk_plan_shared *doorbell)
{
	const struct mk_plan_node *from = doorbell->members.items[0].node;
	const struct mk_plan_node *to = doorbell->members.items[1].node;
	bool sends = from == writer->node;
	const char *prefix = sends ? "DOORBELL_TO" : "DOORBELL_FROM";
	const char *other = (sends ? to : from)->name;

	define_range(writer, prefix, other, doorbell->region.range);
	define_number(writer, compose(writer, prefix, other, "CHANNELS"), doorbell->channels.count);
	define_number(
		writer, compose(writer, prefix, other, "WORDS"), mk_plan_doorbell_words(doorbell));
}

static void write_doorbells(struct writer *writer)
{
	mk_shared_list list = mk_order_shared_of(writer->out->arena, writer->plan, writer->node);
	bool found = false;

	for (size_t i = 0; i < list.count; i++) {
		if (list.items[i]->form != MK_SHARED_DOORBELL || !list.items[i]->region.placed)
			continue;
		if (!found)
			comment(writer,
				"Doorbells, one for each direction: physical start address, size "
				"in bytes, channels,\n * words with their pending bits. See "
				"mkpart_doorbell.h. The WORD, OFFSET, BIT, MASK and\n * COUNTER "
				"of an IPI above are its channel's: the physical address of its "
				"pending word,\n * that word's offset in the doorbell, the bit in "
				"it, and its counter's offset.");
		define_doorbell(writer, list.items[i]);
		found = true;
	}
}

static void write_spis(struct writer *writer)
{
	const struct mk_plan_node *node = writer->node;

	comment(writer,
		"This node's SPIs as INTIDs (SPI + 32), ascending; omitted if there are none.");
	define_number(writer, "SPI_COUNT", node->spis.count);
	for (size_t i = 0; i < node->spis.count; i++) {
		mk_buffer_puts(writer->out, i ? "," : "#define MKPART_SPI_INTIDS");
		mk_buffer_puts(writer->out, i && i % 12 == 0 ? " \\\n\t" : " ");
		mk_buffer_printf(writer->out, "%u", node->spis.items[i].value);
	}
	mk_buffer_puts(writer->out, node->spis.count ? "\n" : "");
}

/* Only where the kernel is told of the node's memory, so that it can be foretold. */
static void write_untypeds(struct writer *writer)
{
	const struct mk_plan_boot *boot = writer->node->boot;
	const struct mk_untyped *untyped;

	if (!boot)
		return;
	comment(writer, "What the root task receives, in the kernel's order: X(physical start, "
			"bits of its size, device).");
	if (boot->kernel_assumed || boot->root_assumed)
		comment(writer,
			"ASSUMED: kernel and root task were not given; see --images of mkpart.");
	define_number(writer, "UNTYPEDS_ASSUMED", boot->kernel_assumed || boot->root_assumed);
	define_number(writer, "UNTYPED_COUNT", boot->start.untypeds.count);
	mk_buffer_puts(writer->out, "#define MKPART_UNTYPEDS(X)");
	mk_each(untyped, &boot->start.untypeds)
		mk_buffer_printf(writer->out, " \\\n\tX(0x%" PRIx64 "ULL, %u, %d)", untyped->start,
			(unsigned)untyped->bits, untyped->device);
	mk_buffer_puts(writer->out, "\n");
}

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	const char *name = mk_constant_name(out->arena, node->name);
	struct writer writer = {out, plan, node};

	mk_buffer_puts(out, "/*\n * Generated by mkpart for node ");
	mk_emit_name(out, node->name);
	mk_buffer_puts(out, ".\n");
	mk_emit_source(out, plan, " * ");
	mk_buffer_printf(
		out, " */\n#ifndef MKPART_NODE_%s_H\n#define MKPART_NODE_%s_H\n", name, name);
	write_node(&writer);
	write_memory(&writer);
	write_holdings(&writer);
	write_shared(&writer);
	write_sent(&writer);
	write_received(&writer);
	write_doorbells(&writer);
	write_spis(&writer);
	write_untypeds(&writer);
	mk_header_lists(out, plan, node);
	mk_header_note(out, plan, node);
	mk_buffer_puts(out, "\n#endif\n");
}

const struct mk_format mk_format_header = {
	.name = "header",
	.file = "mkpart.h",
	.scope = MK_FORMAT_NODE,
	.doc = "C constants for the node's own code: memory, shared regions, IPIs, SPIs",
	.emit = emit,
};
