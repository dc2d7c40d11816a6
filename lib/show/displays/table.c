/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan for a person: who has what, and what is left. Of plans with errors too. */
#include <inttypes.h>

#include "base/columns.h"
#include "base/escape.h"
#include "base/words.h"
#include "plan/boot.h"
#include "plan/order.h"
#include "show/node_words.h"
#include "show/order.h"
#include "show/picture.h"
#include "show/show.h"

struct table {
	struct mk_arena *arena;
	struct mk_buffer *out;
	const struct mk_plan *plan;
	struct mk_columns columns;
};

/* --- words ------------------------------------------------------------------------------------ */

static const char *ascii(struct table *table, const char *text)
{
	return mk_ascii_text(table->arena, text);
}

static const char *region_ends(struct table *table, const struct mk_region *region)
{
	return region->placed ? mk_range_text(table->arena, region->range) : "no place";
}

static const char *region_size(struct table *table, const struct mk_region *region)
{
	return mk_size_text(
		table->arena, region->placed ? mk_range_size(region->range) : region->size);
}

static const char *region_origin(const struct mk_region *region)
{
	if (!region->placed)
		return "-";
	return region->fixed ? "fixed" : "placed";
}

static void join(struct mk_buffer *list, const char *item)
{
	mk_buffer_puts(list, list->length ? ", " : "");
	mk_buffer_puts(list, item);
}

static void heading(struct table *table, const char *text)
{
	mk_buffer_printf(table->out, "\n%s\n", text);
}

/* --- the board -------------------------------------------------------------------------------- */

static const char *gic_text(struct table *table)
{
	static const char *const kinds[] = {
		[MK_GIC_NONE] = "none",
		[MK_GIC_V2] = "GICv2",
		[MK_GIC_V3] = "GICv3",
		[MK_GIC_OTHER] = "no GIC:",
	};
	const struct mk_gic *gic = &table->plan->board->gic;

	return mk_arena_printf(table->arena, "%s%s%s", kinds[gic->kind], gic->node ? " " : "",
		gic->node ? ascii(table, gic->node->path) : "");
}

static const char *platform_text(struct table *table)
{
	const struct mk_platform *platform = table->plan->platform;

	if (!platform && mk_plan_platform_name(table->plan))
		return mk_arena_printf(table->arena, "%s (stated in the layout)",
			ascii(table, mk_plan_platform_name(table->plan)));
	if (!platform)
		return "unknown";
	return mk_arena_printf(table->arena, "%s%s%s%s", platform->name,
		platform->board ? ", " : "", platform->board ? platform->board : "",
		table->plan->platform_inferred ? " (from the board's compatible)" : "");
}

static void write_board(struct table *table)
{
	const struct mk_plan *plan = table->plan;

	mk_columns_row(&table->columns, "board", ascii(table, plan->board->model));
	mk_columns_row(&table->columns, "compatible", ascii(table, plan->board->compatible));
	mk_columns_row(&table->columns, "platform", platform_text(table));
	mk_columns_row(&table->columns, "tree",
		plan->tree == MK_TREE_BOARD ? "board: the kernels get this tree"
					    : "kernel: this is the kernel's own tree");
	mk_columns_row(&table->columns, "contract", plan->contract->name);
	mk_columns_row(&table->columns, "interrupts",
		mk_arena_printf(
			table->arena, "%s, INTIDs up to %u", gic_text(table), plan->max_irq));
	mk_columns_write(&table->columns, table->out, 0);
}

/* --- nodes ------------------------------------------------------------------------------------ */

static void add_region(struct table *table, const char *label, const struct mk_region *region)
{
	mk_columns_row(&table->columns, label, region_ends(table, region),
		region_size(table, region), region_origin(region));
}

static void write_memory(struct table *table, const struct mk_plan_node *node)
{
	const struct mk_region *region;
	const char *label = "memory";

	mk_each(region, &node->sorted) {
		add_region(table, label, region);
		label = NULL;
	}
	mk_each(region, &node->regions) {
		if (region->placed)
			continue;
		add_region(table, label, region);
		label = NULL;
	}
}

static void add_holdings(struct table *table, const char *label, const mk_holding_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct mk_plan_holding *holding = list->items[i];
		mk_columns_row(&table->columns, i ? NULL : label,
			region_ends(table, &holding->region), region_size(table, &holding->region),
			region_origin(&holding->region), ascii(table, holding->name));
	}
}

static void write_holdings(struct table *table, const struct mk_plan_node *node)
{
	mk_holding_list own =
		mk_order_holdings_of(table->arena, table->plan, node, MK_HOLDING_MEMORY);
	mk_holding_list registers =
		mk_order_holdings_of(table->arena, table->plan, node, MK_HOLDING_REGISTERS);

	add_holdings(table, "own", &own);
	add_holdings(table, "registers", &registers);
}

static const char *interrupt_text(struct table *table, const struct mk_interrupt *interrupt)
{
	uint32_t intid = interrupt->intid.value;

	switch (interrupt->kind) {
	case MK_INTERRUPT_SPI:
		return mk_arena_printf(table->arena, "INTID %u", intid);
	case MK_INTERRUPT_PPI:
		return mk_arena_printf(table->arena, "PPI %u", intid - MK_INTID_PPI_FIRST);
	case MK_INTERRUPT_CASCADED:
		return mk_arena_printf(table->arena, "by %s",
			interrupt->controller ? ascii(table, interrupt->controller->path) : "?");
	case MK_INTERRUPT_UNRESOLVED:
		break;
	}
	return "unresolved";
}

static const char *device_text(struct table *table, const struct mk_plan_device *device)
{
	const struct mk_interrupt *interrupt;
	const struct mk_mmio *mmio;
	struct mk_buffer list;

	mk_buffer_init(&list, table->arena);
	mk_each(mmio, &device->mmio)
		join(&list, mk_mmio_text(table->arena, mmio));
	mk_each(interrupt, &device->interrupts)
		join(&list, interrupt_text(table, interrupt));
	if (device->shared)
		join(&list, "shared");
	return list.text;
}

static const char *spis_text(struct table *table, const struct mk_plan_node *node)
{
	const struct mk_intid *intid;
	struct mk_buffer list;

	mk_buffer_init(&list, table->arena);
	mk_each(intid, &node->spis)
		join(&list, mk_arena_printf(table->arena, "%u (SPI %u)", intid->value,
				    mk_spi_from_intid(*intid).value));
	return list.text;
}

/* "ring-ready to control, ..." */
static const char *ipis_text(struct table *table, const mk_ipi_list *ipis, bool sent)
{
	struct mk_buffer list;

	mk_buffer_init(&list, table->arena);
	for (size_t i = 0; i < ipis->count; i++) {
		const struct mk_plan_ipi *ipi = ipis->items[i];
		const struct mk_plan_node *other = sent ? ipi->to : ipi->from;
		join(&list,
			mk_arena_printf(table->arena, "%s %s %s", ascii(table, ipi->name),
				sent ? "to" : "from", ascii(table, other ? other->name : NULL)));
	}
	return list.text;
}

static const char *components_text(struct table *table, const struct mk_plan_node *node)
{
	struct mk_buffer list;
	size_t count;
	const char **names = mk_order_components(table->arena, node, &count);

	mk_buffer_init(&list, table->arena);
	for (size_t i = 0; i < count; i++)
		join(&list, ascii(table, names[i]));
	return list.text;
}

static void add_list(struct table *table, const char *label, const char *text)
{
	if (*text)
		mk_columns_row(&table->columns, label, text);
}

static void write_reserved_from_node(struct table *table, const struct mk_plan_node *node)
{
	mk_claim_list list = mk_claims_of_node(table->arena, &table->plan->claims,
		MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), node);

	for (size_t i = 0; i < list.count; i++)
		mk_columns_row(&table->columns, i ? NULL : "not for it",
			mk_range_text(table->arena, list.items[i]->range),
			mk_size_text(table->arena, mk_range_size(list.items[i]->range)));
}

/* What a device brings stands below it: paths are long. */
static void write_devices(struct table *table, const struct mk_plan_node *node)
{
	mk_device_list devices = mk_order_devices(table->arena, node);

	for (size_t i = 0; i < devices.count; i++) {
		mk_columns_row(&table->columns, i ? NULL : "devices",
			ascii(table, devices.items[i]->node->path));
		mk_columns_row(&table->columns, NULL,
			mk_arena_printf(
				table->arena, "  %s", device_text(table, devices.items[i])));
	}
}

static void write_received_spans(struct table *table, const char *label, const mk_spans *spans)
{
	const struct mk_span *span;

	mk_each(span, spans)
		mk_columns_row(&table->columns, span == spans->items ? label : NULL,
			mk_range_text(table->arena, (struct mk_range){span->base, span->end - 1}),
			mk_size_text(table->arena, span->end - span->base));
}

/* In the kernel's order, each by its start and size; wrapped as the last cell. */
static const char *untypeds_text(struct table *table, const struct mk_start *start)
{
	const struct mk_untyped *untyped;
	struct mk_buffer list;

	mk_buffer_init(&list, table->arena);
	mk_each(untyped, &start->untypeds)
		join(&list,
			mk_arena_printf(table->arena, "0x%" PRIx64 "+2^%" PRIu32 "%s",
				untyped->start, untyped->bits, untyped->device ? "(device)" : ""));
	return list.text;
}

/* What the node's root task receives, where its kernel is told. */
static void write_boot(struct table *table, const struct mk_plan_boot *boot)
{
	if (!boot)
		return;
	if (boot->start.complaint) {
		mk_columns_row(&table->columns, "root task", "its kernel does not start");
		return;
	}
	write_received_spans(table, "gets as RAM", &boot->start.ram);
	write_received_spans(table, "as devices", &boot->start.devices);
	mk_columns_row(&table->columns, "untypeds",
		mk_arena_printf(table->arena, "%zu%s", boot->start.untypeds.count,
			boot->root_assumed ? ", for an assumed root task" : ""));
	add_list(table, "", untypeds_text(table, &boot->start));
}

static void write_node(struct table *table, const struct mk_plan_node *node)
{
	mk_ipi_list sent = mk_order_sent(table->arena, table->plan, node);
	mk_ipi_list received = mk_order_received(table->arena, table->plan, node);

	mk_show_sort_ipis(&sent);
	mk_show_sort_ipis(&received);
	heading(table, mk_arena_printf(
			       table->arena, "node %s, id %u", ascii(table, node->name), node->id));
	mk_columns_row(
		&table->columns, "core", ascii(table, mk_node_core_text(table->arena, node)));
	mk_columns_row(&table->columns, "kernel", mk_node_kernel_text(table->arena, node));
	write_memory(table, node);
	write_holdings(table, node);
	write_reserved_from_node(table, node);
	write_devices(table, node);
	add_list(table, "INTIDs", spis_text(table, node));
	add_list(table, "sends", ipis_text(table, &sent, true));
	add_list(table, "receives", ipis_text(table, &received, false));
	add_list(table, "components", components_text(table, node));
	write_boot(table, node->boot);
	mk_columns_write(&table->columns, table->out, 2);
}

/* --- what joins them -------------------------------------------------------------------------- */

static const char *members_text(struct table *table, const struct mk_plan_shared *shared)
{
	mk_member_names members = mk_order_member_names(table->arena, table->plan, shared);
	struct mk_buffer list;

	mk_buffer_init(&list, table->arena);
	for (size_t i = 0; i < members.count; i++)
		join(&list, ascii(table, members.items[i]));
	return list.text;
}

static void write_outside(struct table *table)
{
	mk_outside_list order = mk_order_outside(table->arena, table->plan);

	for (size_t i = 0; i < order.count; i++) {
		mk_holding_list own =
			mk_order_holdings_outside(table->arena, table->plan, order.items[i]);
		heading(table, mk_arena_printf(table->arena, "outside, %s",
				       ascii(table, order.items[i]->name)));
		if (order.items[i]->why)
			mk_columns_row(&table->columns, "is", ascii(table, order.items[i]->why));
		add_holdings(table, "memory", &own);
		mk_columns_write(&table->columns, table->out, 2);
	}
}

static void write_shared(struct table *table)
{
	mk_shared_list order = mk_show_shared(table->arena, table->plan);

	if (!order.count)
		return;
	heading(table, "shared");
	for (size_t i = 0; i < order.count; i++)
		mk_columns_row(&table->columns, ascii(table, order.items[i]->name),
			region_ends(table, &order.items[i]->region),
			region_size(table, &order.items[i]->region),
			region_origin(&order.items[i]->region),
			members_text(table, order.items[i]));
	mk_columns_write(&table->columns, table->out, 2);
}

static const char *ends_text(struct table *table, const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_node *from = ipi->from;
	const struct mk_plan_node *to = ipi->to;

	return mk_arena_printf(table->arena, "%s -> %s", ascii(table, from ? from->name : NULL),
		ascii(table, to ? to->name : NULL));
}

/* "word 0x5fffe000 bit 3"; NULL where it has none. */
static const char *bit_text(struct table *table, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;

	if (!mk_plan_doorbell_bit(ipi, &bit))
		return NULL;
	if (!bit.doorbell->region.placed)
		return mk_arena_printf(table->arena, "bit %u of a word without a place", bit.bit);
	return mk_arena_printf(table->arena, "bit %u of word 0x%" PRIx64, bit.bit,
		bit.doorbell->region.range.first + bit.offset);
}

static void write_ipis(struct table *table)
{
	mk_ipi_list order = mk_show_ipis(table->arena, table->plan);

	if (!order.count)
		return;
	heading(table, "IPIs");
	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_ipi *ipi = order.items[i];
		mk_columns_row(&table->columns, ascii(table, ipi->name), ends_text(table, ipi),
			ipi->sgi < MK_SGI_COUNT ? mk_arena_printf(table->arena, "SGI %u", ipi->sgi)
						: "no SGI",
			ipi->targetable
				? mk_arena_printf(table->arena, "target 0x%" PRIx64, ipi->target)
				: "no target",
			bit_text(table, ipi));
	}
	mk_columns_write(&table->columns, table->out, 2);
}

static const char *end_text(struct table *table, const struct mk_connection_end *end)
{
	const struct mk_plan_node *node = end->node;

	return mk_arena_printf(table->arena, "%s%s%s", ascii(table, end->text), node ? " in " : "",
		node ? ascii(table, node->name) : "");
}

static void write_connections(struct table *table)
{
	mk_connection_list order = mk_order_connections(table->arena, table->plan);

	if (!order.count)
		return;
	heading(table, "connections");
	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_connection *connection = order.items[i];
		mk_columns_row(&table->columns, ascii(table, connection->name),
			ascii(table, connection->type),
			mk_arena_printf(table->arena, "%s -> %s",
				end_text(table, &connection->from),
				end_text(table, &connection->to)),
			mk_connection_outcome(connection));
	}
	mk_columns_write(&table->columns, table->out, 2);
}

/* --- what is left ----------------------------------------------------------------------------- */

static void write_loader(struct table *table)
{
	heading(table, "loader");
	mk_columns_row(&table->columns, region_ends(table, &table->plan->loader),
		region_size(table, &table->plan->loader), region_origin(&table->plan->loader),
		table->plan->loader.placed ? mk_arena_printf(table->arena, "starts at 0x%" PRIx64,
						     table->plan->loader_start)
					   : NULL);
	mk_columns_write(&table->columns, table->out, 2);
}

static void write_free_range(struct table *table, struct mk_range range)
{
	mk_columns_row(&table->columns, "  free", mk_range_text(table->arena, range),
		mk_size_text(table->arena, mk_range_size(range)));
}

/* Free ranges come in the order of the banks that they lie in. */
static void write_free(struct table *table)
{
	const struct mk_plan *plan = table->plan;
	const struct mk_bank *bank;
	size_t next = 0;

	heading(table, "RAM, and what is free of it");
	mk_each(bank, &plan->ram) {
		mk_columns_row(&table->columns, mk_range_text(table->arena, bank->range), NULL,
			mk_size_text(table->arena, mk_range_size(bank->range)),
			bank->node ? ascii(table, bank->node->path) : "stated in the layout");
		for (; next < plan->free.count &&
			mk_range_contains(bank->range, plan->free.items[next].range);
			next++)
			write_free_range(table, plan->free.items[next].range);
	}
	mk_columns_write(&table->columns, table->out, 2);
}

static void write_reserved(struct table *table)
{
	mk_claim_list order =
		mk_claims_ascending(table->arena, &table->plan->claims, MK_CLAIMS_RESERVED);

	if (!order.count)
		return;
	heading(table, "reserved");
	for (size_t i = 0; i < order.count; i++)
		mk_columns_row(&table->columns, mk_range_text(table->arena, order.items[i]->range),
			mk_size_text(table->arena, mk_range_size(order.items[i]->range)),
			ascii(table, order.items[i]->what));
	mk_columns_write(&table->columns, table->out, 2);
}

static void draw(const struct mk_view *view, struct mk_buffer *out)
{
	struct table table = {.arena = out->arena,
		.out = out,
		.plan = view->plan,
		.columns = {.arena = out->arena}};
	mk_node_list nodes = mk_order_nodes(out->arena, view->plan);

	write_board(&table);
	for (size_t i = 0; i < nodes.count; i++)
		write_node(&table, nodes.items[i]);
	write_outside(&table);
	write_shared(&table);
	write_ipis(&table);
	write_connections(&table);
	write_loader(&table);
	write_free(&table);
	write_reserved(&table);
}

const struct mk_display mk_display_table = {
	.name = "table",
	.doc = "the plan as text: who has what, and what is free",
	.draw = draw,
};
