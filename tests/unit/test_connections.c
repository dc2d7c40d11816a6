/* SPDX-License-Identifier: BSD-2-Clause */
/* What connections between components become, from the layout to the outputs. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <string.h>

#include "board_fixture.h"
#include "emit/emit.h"
#include "layout/layout.h"
#include "syntax/syntax.h"

TestSuite(connections, .init = board_fixture_init, .fini = board_fixture_finish);

#define NODES                                                                                      \
	"version: 1\n"                                                                             \
	"board: {dtb: board.dtb}\n"                                                                \
	"nodes:\n"                                                                                 \
	"  - {name: control, cpu: cpu@0, memory: [{size: 32M}], components: [client, logger]}\n"   \
	"  - {name: io, cpu: cpu@1, memory: [{size: 32M}], components: [adder]}\n"

static const struct mk_plan *plan_of(const char *text)
{
	struct mk_source *source = mk_arena_alloc(fixture_arena(), sizeof *source);
	const struct mk_layout *layout;

	*source = (struct mk_source){"layout.yaml", text, strlen(text)};
	layout = mk_layout_decode(fixture_arena(),
		mk_syntax_read(fixture_arena(), source, fixture_findings()), fixture_findings());
	return mk_plan_make(fixture_arena(), layout, fixture_board("case-virt"), NULL);
}

/* The plan with one connection. */
static const struct mk_plan *joined(const char *type, const char *from, const char *to)
{
	return plan_of(mk_arena_printf(fixture_arena(),
		NODES "connections: [{name: join, type: %s, from: %s, to: %s}]\n", type, from, to));
}

static enum mk_connection_kind kind_of(const char *type, const char *from, const char *to)
{
	return joined(type, from, to)->connections.items[0].kind;
}

static const char *emitted(const struct mk_plan *plan, const char *format, size_t node)
{
	const struct mk_format *found = mk_format_find(format);
	struct mk_buffer out;

	mk_buffer_init(&out, fixture_arena());
	found->emit(plan, found->scope == MK_FORMAT_NODE ? &plan->nodes.items[node] : NULL, &out);
	return out.text;
}

static void says(const char *text, const char *part)
{
	cr_expect(strstr(text, part) != NULL, "'%s' is not in:\n%s", part, text);
}

static void says_not(const char *text, const char *part)
{
	cr_expect(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

/* --- connectors ------------------------------------------------------------------------------- */

Test(connections, connectors_differ_and_one_of_data_and_of_signals_crosses)
{
	size_t crossing[MK_CONNECTOR_HARDWARE + 1] = {0};

	for (size_t i = 0; i < mk_connector_count; i++) {
		const struct mk_connector *row = &mk_connectors[i];
		cr_expect(eq(ptr, (void *)mk_connector_find(row->name), (void *)row), "%s",
			row->name);
		crossing[row->kind] += row->crosses;
	}
	cr_expect(eq(sz, crossing[MK_CONNECTOR_DATA], 1));
	cr_expect(eq(sz, crossing[MK_CONNECTOR_SIGNAL], 1));
	cr_expect(eq(sz, crossing[MK_CONNECTOR_CALL], 0));
	cr_expect(eq(sz, crossing[MK_CONNECTOR_HARDWARE], 0));
	cr_expect_null(mk_connector_find("seL4shareddata"));
}

/* --- what they become ------------------------------------------------------------------------- */

Test(connections, within_a_node_they_are_left_alone_whatever_they_are)
{
	cr_expect_eq(kind_of("seL4RPCCall", "client.a", "logger.a"), MK_CONNECTION_LOCAL);
	cr_expect_eq(kind_of("seL4SharedData", "client.a", "logger.a"), MK_CONNECTION_LOCAL);
	cr_expect_eq(kind_of("Own", "client.a", "client.b"), MK_CONNECTION_LOCAL);
}

Test(connections, across_nodes_the_connector_decides)
{
	cr_expect_eq(kind_of("seL4SharedData", "client.a", "adder.a"), MK_CONNECTION_SHARED);
	cr_expect_eq(kind_of("seL4NotificationNative", "adder.a", "client.a"), MK_CONNECTION_IPI);
	cr_expect_eq(kind_of("seL4Notification", "adder.a", "client.a"), MK_CONNECTION_REFUSED);
	cr_expect_eq(kind_of("Own", "client.a", "adder.a"), MK_CONNECTION_REFUSED);
}

Test(connections, a_devices_end_need_not_be_listed)
{
	cr_expect_eq(kind_of("seL4HardwareMMIO", "client.a", "hw.a"), MK_CONNECTION_LOCAL);
	cr_expect_eq(kind_of("seL4HardwareInterrupt", "hw.a", "client.a"), MK_CONNECTION_LOCAL);
	cr_expect_eq(kind_of("seL4HardwareMMIO", "hw.a", "hw.b"), MK_CONNECTION_UNRESOLVED);
	cr_expect_eq(kind_of("seL4HardwareMMIO", "client.a", "hw"), MK_CONNECTION_UNRESOLVED);
	cr_expect_eq(kind_of("seL4SharedData", "client.a", "hw.a"), MK_CONNECTION_UNRESOLVED);
}

Test(connections, an_end_is_a_component_and_a_port)
{
	static const char *const refused[] = {"client", "client.", ".a", "client.a.b", "client.a-b",
		"client.1a", "'client. a'", "1client.a", "''", "."};

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		const struct mk_plan *plan = joined("seL4SharedData", refused[i], "adder.a");
		const struct mk_plan_connection *connection = &plan->connections.items[0];
		cr_expect_null(connection->from.component, "%s", refused[i]);
		cr_expect_eq(connection->kind, MK_CONNECTION_UNRESOLVED, "%s", refused[i]);
	}
}

Test(connections, data_becomes_a_region_of_both_nodes)
{
	const struct mk_plan *plan = joined("seL4SharedData", "adder.a", "client.a");
	const struct mk_plan_shared *shared;

	cr_assert(eq(sz, plan->shared.count, 1));
	shared = &plan->shared.items[0];
	cr_expect(eq(str, (char *)shared->name, "join"));
	cr_expect_eq(shared->form, MK_SHARED_CONNECTION);
	cr_expect_eq(shared->connection, &plan->connections.items[0]);
	cr_assert(eq(sz, shared->members.count, 2));
	cr_expect_eq(shared->members.items[0].node, &plan->nodes.items[1]);
	cr_expect_eq(shared->members.items[1].node, &plan->nodes.items[0]);
	cr_assert(shared->region.placed);
	cr_expect(eq(u64, mk_range_size(shared->region.range), 0x1000));
}

Test(connections, a_signal_becomes_an_ipi_from_node_to_node)
{
	const struct mk_plan *plan = joined("seL4NotificationNative", "adder.a", "client.a");
	const struct mk_plan_ipi *ipi;

	cr_assert(eq(sz, plan->ipis.count, 1));
	ipi = &plan->ipis.items[0];
	cr_expect(eq(str, (char *)ipi->name, "join"));
	cr_expect_eq(ipi->from, &plan->nodes.items[1]);
	cr_expect_eq(ipi->to, &plan->nodes.items[0]);
	cr_expect(eq(u32, ipi->sgi, 0));
	cr_expect(ipi->targetable);
	cr_expect_eq(ipi->connection, &plan->connections.items[0]);
}

/* Ids go by names, whoever wrote them. */
Test(connections, what_they_become_stands_beside_what_was_written)
{
	const struct mk_plan *plan = plan_of(
		NODES "shared: [{name: b, nodes: [control, io], memory: {size: 4K}}]\n"
		      "ipis: [{name: b, from: io, to: control}]\n"
		      "connections:\n"
		      "  - {name: a, type: seL4NotificationNative, from: adder.x, to: client.x}\n"
		      "  - {name: c, type: seL4NotificationNative, from: adder.y, to: client.y}\n"
		      "  - {name: d, type: seL4SharedData, from: adder.z, to: client.z}\n");

	cr_assert(eq(sz, plan->shared.count, 2));
	cr_expect_eq(plan->connections.items[2].made_region, &plan->shared.items[1]);
	cr_expect_eq(plan->connections.items[1].made_ipi, &plan->ipis.items[2]);
	cr_assert(eq(sz, plan->ipis.count, 3));
	cr_expect(eq(u32, plan->ipis.items[0].sgi, 1));
	cr_expect(eq(u32, plan->ipis.items[1].sgi, 0));
	cr_expect(eq(u32, plan->ipis.items[2].sgi, 2));
}

/* --- outputs ---------------------------------------------------------------------------------- */

static const char three[] = NODES
	"connections:\n"
	"  - {name: args, type: seL4SharedData, from: client.args, to: adder.args, size: 8K}\n"
	"  - {name: go-on, type: seL4NotificationNative, from: client.go, to: adder.go}\n"
	"  - {name: log, type: 'a*/b', from: client.log, to: logger.log}\n";

Test(connections, camkes_has_data_at_the_connection_and_signals_at_the_ports)
{
	const char *text = emitted(plan_of(three), "camkes", 0);

	says(text, "\t\targs.paddr = 0xbeffe000;\n\t\targs.size = 0x2000;\n");
	says(text, "\t\tclient.go_sgi_number = 0;\n\t\tclient.go_sgi_target = 0x1;\n"
		   "\t\tadder.go_irq_number = 0;\n");
	says(text, "/* log, a__b from client.log to logger.log: left alone */\n");
	says_not(text, "log.paddr");
	says_not(text, "log_sgi");
}

Test(connections, camkes_has_the_bit_of_a_multiplexed_signal_at_both_ports)
{
	const char *text =
		emitted(plan_of(NODES "connections: [{name: join, type: seL4NotificationNative, "
				      "from: client.go, to: adder.go, multiplex: true}]\n"),
			"camkes", 0);

	says(text, "\t\tclient.go_sgi_number = 0;\n\t\tclient.go_sgi_target = 0x1;\n"
		   "\t\tclient.go_doorbell_word = 0xbefff000;\n\t\tclient.go_doorbell_bit = 0;\n"
		   "\t\tadder.go_irq_number = 0;\n"
		   "\t\tadder.go_doorbell_word = 0xbefff000;\n\t\tadder.go_doorbell_bit = 0;\n");
}

Test(connections, headers_say_which_ports_constants_are_for)
{
	const struct mk_plan *plan = plan_of(three);
	const char *sender = emitted(plan, "header", 0);
	const char *receiver = emitted(plan, "header", 1);

	says(sender, "/* seL4SharedData from client.args to adder.args */\n"
		     "#define MKPART_SHARED_ARGS_START 0xbeffe000ULL\n");
	says(sender, "/* seL4NotificationNative from client.go to adder.go */\n"
		     "#define MKPART_SEND_GO_ON_SGI 0\n");
	says(receiver, "/* seL4NotificationNative from client.go to adder.go */\n"
		       "#define MKPART_RECEIVE_GO_ON_SGI 0\n");
	says_not(sender, "logger.log");
}
