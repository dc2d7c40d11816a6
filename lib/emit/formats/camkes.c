/* SPDX-License-Identifier: BSD-2-Clause */
/* The attributes of "Multiprocessing on seL4 with verified kernels" (seL4 Summit 2022). */
#include <inttypes.h>
#include <string.h>

#include "emit/dts.h"
#include "emit/emit.h"
#include "plan/foreign.h"
#include "emit/text.h"
#include "plan/order.h"
#include "target/camkes.h"

static void write_range(struct mk_buffer *out, struct mk_range range, bool first)
{
	mk_buffer_printf(out, "%s{\"start\": 0x%" PRIx64 ", \"size\": 0x%" PRIx64 "}",
		first ? "" : ", ", range.first, mk_range_size(range));
}

static void begin_attribute(struct mk_buffer *out, const char *owner, const char *attribute)
{
	mk_buffer_puts(out, "\t\t");
	mk_emit_identifier(out, owner);
	mk_buffer_printf(out, ".%s = ", attribute);
}

static const char *instance(struct mk_buffer *out, const struct mk_plan_node *node)
{
	return mk_camkes_instance(out->arena, node->name);
}

/* The bank that a region lies in, or NULL. */
static const struct mk_bank *bank_of(const struct mk_plan *plan, const struct mk_region *region)
{
	const struct mk_bank *bank;

	mk_each(bank, &plan->ram)
		if (mk_range_contains(bank->range, region->range))
			return bank;
	return NULL;
}

/* A bank that only the layout states has no memory node; its path is what one would be called. */
static const char *bank_path(struct mk_arena *arena, const struct mk_bank *bank)
{
	struct mk_buffer path;

	if (!bank || !bank->node)
		return mk_arena_printf(
			arena, "/memory@%" PRIx64, bank ? bank->range.first : UINT64_C(0));
	mk_buffer_init(&path, arena);
	mk_emit_path(&path, bank->node->path);
	return path.text;
}

/* Behind the path the two counts by which the consumer writes `reg`; a new node is at the root. */
static void begin_bank(
	struct mk_buffer *out, const struct mk_bank *bank, const char *path, const char *before)
{
	const struct mk_dt_node *parent = bank && bank->node ? bank->node->parent : NULL;
	struct mk_dts_cells cells = parent ? mk_dts_cells_of(parent) : (struct mk_dts_cells){2, 2};

	mk_buffer_printf(out,
		"%s{\"node\": \"%s\", \"#address-cells\": %" PRIu32 ", \"#size-cells\": %" PRIu32
		", \"reg\": [",
		before, path, cells.address, cells.size);
}

/* Regions ascend, so that those of one memory node mostly follow each other. */
static void write_memory(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	const char *open = NULL;

	begin_attribute(out, instance(out, node), "memory");
	mk_buffer_putc(out, '[');
	for (size_t i = 0; i < node->sorted.count; i++) {
		const struct mk_region *region = &node->sorted.items[i];
		const struct mk_bank *bank = bank_of(plan, region);
		const char *path = bank_path(out->arena, bank);
		bool same = open && strcmp(open, path) == 0;
		if (!same)
			begin_bank(out, bank, path, open ? "]}, " : "");
		write_range(out, region->range, !same);
		open = path;
	}
	mk_buffer_puts(out, open ? "]}];\n" : "];\n");
}

static void write_reserved(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_foreigns list = mk_foreign_ranges(out->arena, plan, node, false);

	begin_attribute(out, instance(out, node), "reserved");
	mk_buffer_putc(out, '[');
	for (size_t i = 0; i < list.count; i++)
		write_range(out, list.items[i].range, i == 0);
	mk_buffer_puts(out, "];\n");
}

static void write_shared(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_shared_list list = mk_order_shared_of(out->arena, plan, node);
	bool first = true;

	begin_attribute(out, instance(out, node), "shared_pool");
	mk_buffer_putc(out, '[');
	for (size_t i = 0; i < list.count; i++) {
		if (!list.items[i]->region.placed)
			continue;
		write_range(out, list.items[i]->region.range, first);
		first = false;
	}
	mk_buffer_puts(out, "];\n");
}

/* The largest piece from `first` on that is one untyped: aligned to its size, a power of two. */
static unsigned piece_bits(struct mk_range range)
{
	unsigned bits = 12;

	while (bits < 63 && mk_is_aligned(range.first, UINT64_C(2) << bits) &&
		range.last - range.first >= (UINT64_C(2) << bits) - 1)
		bits++;
	return bits;
}

/* "0x8040000:12", as CAmkES has it: a start, and the bits of the size. */
static bool write_pieces(struct mk_buffer *out, struct mk_range range, bool first)
{
	for (;;) {
		unsigned bits = piece_bits(range);
		mk_buffer_printf(
			out, "%s\"0x%" PRIx64 ":%u\"", first ? "" : ", ", range.first, bits);
		first = false;
		if (range.last - range.first < UINT64_C(1) << bits)
			return first;
		range.first += UINT64_C(1) << bits;
	}
}

/* Memory and registers that the tree or its kernel's RAM would not bring. */
static void write_untyped_mmios(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_claim_list list = mk_claims_of_node(out->arena, &plan->claims,
		MK_CLAIM_BIT(MK_CLAIM_OWN) | MK_CLAIM_BIT(MK_CLAIM_MMIO), node);
	bool first = true;

	if (!list.count)
		return;
	begin_attribute(out, instance(out, node), "untyped_mmios");
	mk_buffer_putc(out, '[');
	for (size_t i = 0; i < list.count; i++)
		first = write_pieces(out, list.items[i]->range, first);
	mk_buffer_puts(out, "];\n");
}

static void write_components(struct mk_buffer *out, const struct mk_plan_node *node)
{
	size_t count;
	const char **names = mk_order_components(out->arena, node, &count);

	for (size_t i = 0; i < count; i++) {
		begin_attribute(out, names[i], "node");
		mk_buffer_printf(out, "\"%s\";\n", instance(out, node));
	}
}

static void write_node(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	begin_attribute(out, instance(out, node), "node_id");
	mk_buffer_printf(out, "%u;\n", node->id);
	write_memory(out, plan, node);
	write_reserved(out, plan, node);
	write_shared(out, plan, node);
	write_untyped_mmios(out, plan, node);
	write_components(out, node);
}

/* --- connections ------------------------------------------------------------------------------ */

static void begin_port(
	struct mk_buffer *out, const struct mk_connection_end *end, const char *attribute)
{
	mk_buffer_puts(out, "\t\t");
	mk_emit_identifier(out, end->component);
	mk_buffer_putc(out, '.');
	mk_emit_identifier(out, end->port);
	mk_buffer_printf(out, "_%s = ", attribute);
}

/* Of the connection, as seL4DMASharedData has it; seL4SharedData reads `size` there too. */
static void write_data(struct mk_buffer *out, const struct mk_plan_shared *shared)
{
	if (!shared->region.placed)
		return;
	begin_attribute(out, shared->name, "paddr");
	mk_buffer_printf(out, "0x%" PRIx64 ";\n", shared->region.range.first);
	begin_attribute(out, shared->name, "size");
	mk_buffer_printf(out, "0x%" PRIx64 ";\n", mk_range_size(shared->region.range));
}

/* CAmkES lets a component do all with a dataport unless this says something else (macros.py). */
static void write_access(struct mk_buffer *out, const struct mk_connection_end *end)
{
	if (!end->read_only)
		return;
	begin_port(out, end, "access");
	mk_buffer_puts(out, "\"R\";\n");
}

static bool is_dataport(const struct mk_plan_connection *connection)
{
	return (connection->kind == MK_CONNECTION_SHARED ||
		       connection->kind == MK_CONNECTION_LOCAL) &&
	       connection->connector && connection->connector->kind == MK_CONNECTOR_DATA;
}

/* Where its bit is, for the end that sets it or looks at it. */
static void write_bit(struct mk_buffer *out, const struct mk_connection_end *end,
	const struct mk_doorbell_bit *bit)
{
	if (!bit->doorbell->region.placed)
		return;
	begin_port(out, end, "doorbell_word");
	mk_buffer_printf(out, "0x%" PRIx64 ";\n", bit->doorbell->region.range.first + bit->offset);
	begin_port(out, end, "doorbell_bit");
	mk_buffer_printf(out, "%" PRIu32 ";\n", bit->bit);
}

/* Each end has its own half; the receiver's is called as for seL4HardwareInterrupt. */
static void write_signal(struct mk_buffer *out, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;
	bool multiplexed = mk_plan_doorbell_bit(ipi, &bit);

	begin_port(out, &ipi->connection->from, "sgi_number");
	mk_buffer_printf(out, "%u;\n", ipi->sgi);
	begin_port(out, &ipi->connection->from, "sgi_target");
	mk_buffer_printf(out, "0x%" PRIx64 ";\n", ipi->target);
	if (multiplexed)
		write_bit(out, &ipi->connection->from, &bit);
	begin_port(out, &ipi->connection->to, "irq_number");
	mk_buffer_printf(out, "%u;\n", ipi->sgi);
	if (multiplexed)
		write_bit(out, &ipi->connection->to, &bit);
}

static void describe(struct mk_buffer *out, const struct mk_plan_connection *connection)
{
	static const char *const kinds[] = {
		[MK_CONNECTION_UNRESOLVED] = "of no known node",
		[MK_CONNECTION_LOCAL] = "left alone",
		[MK_CONNECTION_SHARED] = "memory that both nodes map",
		[MK_CONNECTION_IPI] = "an SGI between both nodes' cores",
		[MK_CONNECTION_REFUSED] = "cannot cross nodes",
	};

	mk_buffer_puts(out, "\n\t\t/* ");
	mk_emit_name(out, connection->name);
	mk_buffer_puts(out, ", ");
	mk_emit_connection(out, connection);
	mk_buffer_printf(out, ": %s */\n", kinds[connection->kind]);
}

static void write_connection(struct mk_buffer *out, const struct mk_plan_connection *connection)
{
	describe(out, connection);
	if (connection->kind == MK_CONNECTION_SHARED)
		write_data(out, connection->made_region);
	if (is_dataport(connection)) {
		write_access(out, &connection->from);
		write_access(out, &connection->to);
	}
	if (connection->kind == MK_CONNECTION_IPI)
		write_signal(out, connection->made_ipi);
}

static void write_composition(struct mk_buffer *out, const struct mk_plan *plan)
{
	mk_buffer_puts(out, "\tcomposition {\n");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++)
		mk_buffer_printf(out, "\t\tcomponent Kernel %s;\n",
			instance(out, mk_plan_node_at_rank(plan, rank)));
	mk_buffer_puts(out, "\t}\n");
}

static void write_configuration(struct mk_buffer *out, const struct mk_plan *plan)
{
	mk_connection_list connections = mk_order_connections(out->arena, plan);

	mk_buffer_puts(out, "\tconfiguration {\n");
	for (size_t rank = 0; rank < plan->by_rank.count; rank++) {
		mk_buffer_puts(out, rank ? "\n" : "");
		write_node(out, plan, mk_plan_node_at_rank(plan, rank));
	}
	for (size_t i = 0; i < connections.count; i++)
		write_connection(out, connections.items[i]);
	mk_buffer_puts(out, "\t}\n");
}

/* An assembly, since `import` merges assemblies; it forgets configurations that stand alone. */
static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	(void)node;
	mk_buffer_puts(out,
		"/*\n * Generated by mkpart: kernel nodes and the components that live on them. Import\n"
		" * it beside the assembly, which keeps its own composition and configuration.\n");
	mk_emit_source(out, plan, " * ");
	mk_buffer_puts(out, " */\ncomponent Kernel {\n\thardware;\n}\n\nassembly {\n");
	write_composition(out, plan);
	mk_buffer_putc(out, '\n');
	write_configuration(out, plan);
	mk_buffer_puts(out, "}\n");
}

const struct mk_format mk_format_camkes = {
	.name = "camkes",
	.file = "camkes/nodes.camkes",
	.scope = MK_FORMAT_BOARD,
	.doc = "CAmkES configuration of the kernel nodes, their components and connections",
	.emit = emit,
};
