/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/plan_document.h"

#include "emit/text.h"
#include "emit/untypeds.h"
#include "plan/boot.h"
#include "plan/digest.h"
#include "plan/order.h"
#include "plan/plan_file.h"
#include "plan/requirements.h"

/* No list where there are none: most entries have none. */
static void add_requirements(
	struct mk_json *json, struct mk_json_value *object, mk_requirements requirements)
{
	struct mk_json_value *list =
		requirements.count ? mk_json_list(json, object, "trace") : NULL;

	for (size_t i = 0; i < requirements.count; i++)
		mk_json_text(json, list, NULL, requirements.items[i]);
}

/* --- the board -------------------------------------------------------------------------------- */

static void add_path(struct mk_json *json, struct mk_json_value *object, const char *key,
	const struct mk_dt_node *node)
{
	mk_json_text(json, object, key, node ? node->path : NULL);
}

static void add_reserved(
	struct mk_json *json, struct mk_json_value *board, const struct mk_plan *plan)
{
	struct mk_json_value *list = mk_json_list(json, board, "reserved");
	mk_claim_list order = mk_claims_ascending(json->arena, &plan->claims, MK_CLAIMS_RESERVED);

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_claim *claim = order.items[i];
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_range(json, item, claim->range);
		mk_json_text(json, item, "kind", mk_claim_cause(claim));
		if (claim->reservation)
			add_path(json, item, "node", claim->reservation->node);
		else if (claim->device)
			add_path(json, item, "node", claim->device);
		add_requirements(json, item, mk_requirements_of_claim(json->arena, claim));
	}
}

/* In the tree's order. */
static void add_lifted(
	struct mk_json *json, struct mk_json_value *board, const struct mk_plan *plan)
{
	mk_dt_node_list lifted = mk_order_lifted(json->arena, plan);
	struct mk_json_value *list = lifted.count ? mk_json_list(json, board, "lifted") : NULL;

	for (size_t i = 0; i < lifted.count; i++)
		mk_json_text(json, list, NULL, lifted.items[i]->path);
}

static void add_board(struct mk_json *json, const struct mk_plan *plan)
{
	struct mk_json_value *board = mk_json_object(json, json->root, "board");
	const struct mk_platform *platform = plan->platform;
	const struct mk_bank *bank;
	struct mk_json_value *banks;

	mk_json_text(json, board, "model", plan->board->model);
	mk_json_text(json, board, "compatible", plan->board->compatible);
	mk_json_text(json, board, "platform", mk_plan_platform_name(plan));
	if (platform && platform->board)
		mk_json_text(json, board, "platform_board", platform->board);
	mk_json_text(json, board, "tree", plan->tree == MK_TREE_BOARD ? "board" : "kernel");
	banks = mk_json_list(json, board, "banks");
	mk_each(bank, &plan->ram) {
		struct mk_json_value *item = mk_json_object(json, banks, NULL);
		mk_json_range(json, item, bank->range);
		add_path(json, item, "node", bank->node);
	}
	add_reserved(json, board, plan);
	add_lifted(json, board, plan);
}

/* --- nodes ------------------------------------------------------------------------------------ */

/* `placed` says that mkpart chose the place; a request that has none yet has null ends. */
static void add_region(
	struct mk_json *json, struct mk_json_value *object, const struct mk_region *region)
{
	if (region->placed) {
		mk_json_range(json, object, region->range);
	} else {
		mk_json_null(json, object, "first");
		mk_json_null(json, object, "last");
		mk_json_hex(json, object, "size", region->size);
	}
	mk_json_flag(json, object, "placed", !region->fixed);
}

/* `request` says which of the node's requests it is for, so that a later plan recognises it. */
static void add_slice(
	struct mk_json *json, struct mk_json_value *list, const struct mk_region *region)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	add_region(json, item, region);
	mk_json_number(json, item, "request", region->index);
	add_requirements(json, item, mk_requirements_of_region(json->arena, region));
}

/* Those with a range ascending, then the others in the layout's order. */
static void add_memory(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_node *node)
{
	struct mk_json_value *list = mk_json_list(json, object, "memory");
	const struct mk_region *region;

	mk_each(region, &node->sorted)
		add_slice(json, list, region);
	mk_each(region, &node->regions)
		if (!region->placed)
			add_slice(json, list, region);
}

static void add_cpu(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_node *node)
{
	const struct mk_cpu *cpu = node->cpu;
	struct mk_json_value *item;

	if (!cpu) {
		mk_json_null(json, object, "cpu");
		return;
	}
	item = mk_json_object(json, object, "cpu");
	add_path(json, item, "path", cpu->node);
	mk_json_hex(json, item, "mpidr", cpu->mpidr);
	if (node->cpu_chosen)
		mk_json_flag(json, item, "chosen", true);
}

static void add_interrupt(
	struct mk_json *json, struct mk_json_value *list, const struct mk_interrupt *interrupt)
{
	static const char *const kinds[] = {
		[MK_INTERRUPT_SPI] = "spi",
		[MK_INTERRUPT_PPI] = "ppi",
		[MK_INTERRUPT_CASCADED] = "cascaded",
		[MK_INTERRUPT_UNRESOLVED] = "unresolved",
	};
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_text(json, item, "kind", kinds[interrupt->kind]);
	if (interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI)
		mk_json_number(json, item, "intid", interrupt->intid.value);
	else
		add_path(json, item, "controller", interrupt->controller);
}

static void add_mmio(struct mk_json *json, struct mk_json_value *item, const struct mk_mmio *mmio)
{
	mk_json_range(json, item, mmio->range);
	if (mmio->window)
		mk_json_flag(json, item, "window", true);
}

static void add_device(
	struct mk_json *json, struct mk_json_value *list, const struct mk_plan_device *device)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);
	const struct mk_interrupt *interrupt;
	const struct mk_mmio *mmio;
	struct mk_json_value *part;

	add_path(json, item, "path", device->node);
	if (device->shared)
		mk_json_flag(json, item, "shared", true);
	part = mk_json_list(json, item, "mmio");
	mk_each(mmio, &device->mmio)
		add_mmio(json, mk_json_object(json, part, NULL), mmio);
	part = mk_json_list(json, item, "interrupts");
	mk_each(interrupt, &device->interrupts)
		add_interrupt(json, part, interrupt);
	add_requirements(json, item, mk_requirements_of_device(json->arena, device));
}

/* Those among the listed ones that requirements ask for. */
static void add_required_irqs(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_node *node)
{
	mk_irq_list irqs = mk_order_irqs(json->arena, node);
	struct mk_json_value *list = NULL;

	for (size_t i = 0; i < irqs.count; i++) {
		mk_requirements requirements = mk_requirements_of_irq(json->arena, irqs.items[i]);
		struct mk_json_value *item;
		if (!requirements.count)
			continue;
		if (!list)
			list = mk_json_list(json, object, "irqs");
		item = mk_json_object(json, list, NULL);
		mk_json_number(json, item, "intid", irqs.items[i]->intid.value);
		add_requirements(json, item, requirements);
	}
}

static void add_devices(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_node *node)
{
	mk_device_list devices = mk_order_devices(json->arena, node);
	struct mk_json_value *list = mk_json_list(json, object, "devices");
	const struct mk_intid *intid;

	for (size_t i = 0; i < devices.count; i++)
		add_device(json, list, devices.items[i]);
	list = mk_json_list(json, object, "spis");
	mk_each(intid, &node->spis)
		mk_json_number(json, list, NULL, intid->value);
	add_required_irqs(json, object, node);
}

static void add_kernel(struct mk_json *json, struct mk_json_value *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_setting_list settings = mk_order_settings(json->arena, plan, node);
	struct mk_json_value *part;

	mk_json_flag(json, object, "hypervisor", node->hypervisor);
	mk_json_flag(json, object, "debug", node->debug);
	mk_json_flag(json, object, "printing", node->printing);
	if (node->console_stated)
		add_path(json, object, "console", node->console);
	part = mk_json_object(json, object, "settings");
	for (size_t i = 0; i < settings.count; i++)
		mk_json_text(json, part, settings.items[i].name, settings.items[i].value);
	part = mk_json_object(json, object, "images");
	mk_json_text(json, part, "kernel", node->kernel_image);
	mk_json_text(json, part, "dtb", node->dtb_image);
	mk_json_text(json, part, "root", node->root_image);
}

/* --- boot blocks ------------------------------------------------------------------------------ */

static void add_span(struct mk_json *json, struct mk_json_value *object, struct mk_span span)
{
	if (span.base < span.end)
		mk_json_range(json, object, (struct mk_range){span.base, span.end - 1});
}

static void add_spans(
	struct mk_json *json, struct mk_json_value *object, const char *key, const mk_spans *spans)
{
	struct mk_json_value *list = mk_json_list(json, object, key);
	const struct mk_span *span;

	mk_each(span, spans)
		if (span->base < span->end)
			add_span(json, mk_json_object(json, list, NULL), *span);
}

static void add_given_up(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_boot *boot)
{
	struct mk_json_value *list = mk_json_list(json, object, "given_up");
	const struct mk_gap *gap;

	mk_each(gap, &boot->gaps)
		if (gap->given_up)
			mk_json_range(json, mk_json_object(json, list, NULL), gap->range);
}

/* What its kernel is told, and what its root task receives: `ram` and `devices`, and in pieces. */
static void add_boot(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_boot *boot)
{
	struct mk_json_value *part;
	struct mk_json_value *root;

	if (!boot)
		return;
	part = mk_json_object(json, object, "boot");
	root = mk_json_object(json, part, "kernel");
	add_span(json, root, boot->block.kernel);
	mk_json_flag(json, root, "assumed", boot->kernel_assumed);
	root = mk_json_object(json, part, "root");
	add_span(json, root, boot->block.root);
	mk_json_hex(json, root, "address", boot->block.root_address);
	mk_json_hex(json, root, "entry", boot->block.entry);
	mk_json_flag(json, root, "assumed", boot->root_assumed);
	add_spans(json, part, "reserved", &boot->block.reserved);
	add_given_up(json, part, boot);
	mk_json_flag(json, part, "starts", !boot->start.complaint);
	add_span(json, mk_json_object(json, part, "root_objects"), boot->start.objects);
	add_spans(json, part, "ram", &boot->start.ram);
	add_spans(json, part, "devices", &boot->start.devices);
	mk_json_untypeds(json, part, &boot->start);
	mk_json_number(json, part, "untypeds_dropped", boot->start.lost.count);
}

static void add_reserved_from_node(struct mk_json *json, struct mk_json_value *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_claim_list claims = mk_claims_of_node(
		json->arena, &plan->claims, MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), node);
	struct mk_json_value *list = mk_json_list(json, object, "reserved");

	for (size_t i = 0; i < claims.count; i++) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_range(json, item, claims.items[i]->range);
		add_requirements(
			json, item, mk_requirements_of_claim(json->arena, claims.items[i]));
	}
}

static void add_holding(
	struct mk_json *json, struct mk_json_value *list, const struct mk_plan_holding *holding)
{
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_text(json, item, "name", holding->name);
	if (holding->purpose)
		mk_json_text(json, item, "for", holding->purpose);
	if (holding->why)
		mk_json_text(json, item, "why", holding->why);
	add_region(json, item, &holding->region);
	if (holding->region.reservation)
		add_path(json, item, "reserved", holding->region.reservation);
	add_requirements(json, item, mk_requirements_of_region(json->arena, &holding->region));
}

/* No list where there are none: most have none. */
static void add_holdings(struct mk_json *json, struct mk_json_value *object, const char *key,
	const mk_holding_list *holdings)
{
	struct mk_json_value *list = holdings->count ? mk_json_list(json, object, key) : NULL;

	for (size_t i = 0; i < holdings->count; i++)
		add_holding(json, list, holdings->items[i]);
}

static void add_holdings_of(struct mk_json *json, struct mk_json_value *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_holding_list own = mk_order_holdings_of(json->arena, plan, node, MK_HOLDING_MEMORY);
	mk_holding_list registers =
		mk_order_holdings_of(json->arena, plan, node, MK_HOLDING_REGISTERS);

	add_holdings(json, object, "own", &own);
	add_holdings(json, object, "mmio", &registers);
}

static void add_components(
	struct mk_json *json, struct mk_json_value *object, const struct mk_plan_node *node)
{
	struct mk_json_value *list = mk_json_list(json, object, "components");
	size_t count;
	const char **names = mk_order_components(json->arena, node, &count);

	for (size_t i = 0; i < count; i++)
		mk_json_text(json, list, NULL, names[i]);
}

static void add_node(struct mk_json *json, struct mk_json_value *list, const struct mk_plan *plan,
	const struct mk_plan_node *node)
{
	struct mk_json_value *object = mk_json_object(json, list, NULL);

	mk_json_text(json, object, "name", node->name);
	mk_json_number(json, object, "id", node->id);
	if (node->rank == UINT32_MAX)
		mk_json_null(json, object, "rank");
	else
		mk_json_number(json, object, "rank", node->rank);
	add_cpu(json, object, node);
	if (node->sorted.count)
		mk_json_hex(json, object, "phys_base", node->phys_base);
	else
		mk_json_null(json, object, "phys_base");
	add_memory(json, object, node);
	add_holdings_of(json, object, plan, node);
	add_reserved_from_node(json, object, plan, node);
	add_devices(json, object, node);
	add_kernel(json, object, plan, node);
	add_components(json, object, node);
	add_boot(json, object, node->boot);
	add_requirements(json, object, mk_requirements_of_node(json->arena, node));
	/* What its root task carries by mkpart.h. */
	mk_json_hex(json, object, "digest", mk_plan_digest(json->arena, plan, node));
}

/* --- what joins them -------------------------------------------------------------------------- */

static void add_outside(struct mk_json *json, const struct mk_plan *plan)
{
	mk_outside_list order = mk_order_outside(json->arena, plan);
	struct mk_json_value *list = order.count ? mk_json_list(json, json->root, "outside") : NULL;

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_outside *outside = order.items[i];
		mk_holding_list holdings = mk_order_holdings_outside(json->arena, plan, outside);
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "name", outside->name);
		if (outside->why)
			mk_json_text(json, item, "why", outside->why);
		add_holdings(json, item, "memory", &holdings);
		add_requirements(json, item, mk_requirements_of_outside(json->arena, outside));
	}
}

/* Names, of those who only read a second time. */
static void add_members(struct mk_json *json, struct mk_json_value *item,
	const struct mk_plan *plan, const struct mk_plan_shared *shared)
{
	mk_node_list members = mk_order_members(json->arena, plan, shared);
	mk_outside_list outsiders = mk_order_outsiders(json->arena, plan, shared);
	struct mk_json_value *names = mk_json_list(json, item, "members");
	struct mk_json_value *readers = NULL;

	for (size_t i = 0; i < members.count; i++)
		mk_json_text(json, names, NULL, members.items[i]->name);
	names = outsiders.count ? mk_json_list(json, item, "outside") : NULL;
	for (size_t i = 0; i < outsiders.count; i++)
		mk_json_text(json, names, NULL, outsiders.items[i]->name);
	for (size_t i = 0; i < members.count; i++) {
		if (mk_plan_may_write(shared, members.items[i]))
			continue;
		if (!readers)
			readers = mk_json_list(json, item, "read_only");
		mk_json_text(json, readers, NULL, members.items[i]->name);
	}
}

static void add_shared(struct mk_json *json, const struct mk_plan *plan)
{
	mk_shared_list order = mk_order_shared(json->arena, plan);
	struct mk_json_value *list = mk_json_list(json, json->root, "shared");

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_shared *shared = order.items[i];
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "name", shared->name);
		add_region(json, item, &shared->region);
		if (shared->region.reservation)
			add_path(json, item, "reserved", shared->region.reservation);
		add_members(json, item, plan, shared);
		add_requirements(json, item, mk_requirements_of_shared(json->arena, shared));
	}
}

/* Only multiplexed IPIs have one. */
static void add_doorbell(struct mk_json *json, struct mk_json_value *item,
	const struct mk_plan *plan, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;
	struct mk_json_value *doorbell;

	if (!mk_plan_doorbell_bit(plan, ipi, &bit))
		return;
	doorbell = mk_json_object(json, item, "doorbell");
	mk_json_text(json, doorbell, "region", bit.doorbell->name);
	if (bit.doorbell->region.placed)
		mk_json_hex(json, doorbell, "word", bit.doorbell->region.range.first + bit.offset);
	else
		mk_json_null(json, doorbell, "word");
	mk_json_hex(json, doorbell, "offset", bit.offset);
	mk_json_number(json, doorbell, "bit", bit.bit);
	mk_json_hex(json, doorbell, "counter", bit.counter);
}

static void add_ipi(struct mk_json *json, struct mk_json_value *list, const struct mk_plan *plan,
	const struct mk_plan_ipi *ipi)
{
	const struct mk_plan_node *from = ipi->from;
	const struct mk_plan_node *to = ipi->to;
	struct mk_json_value *item = mk_json_object(json, list, NULL);

	mk_json_text(json, item, "name", ipi->name);
	mk_json_text(json, item, "from", from ? from->name : NULL);
	mk_json_text(json, item, "to", to ? to->name : NULL);
	if (ipi->sgi < MK_SGI_COUNT)
		mk_json_number(json, item, "sgi", ipi->sgi);
	else
		mk_json_null(json, item, "sgi");
	mk_json_flag(json, item, "chosen", !ipi->fixed);
	if (ipi->targetable)
		mk_json_hex(json, item, "target", ipi->target);
	else
		mk_json_null(json, item, "target");
	add_doorbell(json, item, plan, ipi);
	add_requirements(json, item, mk_requirements_of_ipi(json->arena, ipi));
}

static void add_ipis(struct mk_json *json, const struct mk_plan *plan)
{
	mk_ipi_list order = mk_order_ipis(json->arena, plan);
	struct mk_json_value *list = mk_json_list(json, json->root, "ipis");

	for (size_t i = 0; i < order.count; i++)
		add_ipi(json, list, plan, order.items[i]);
}

static const char *connection_kind(const struct mk_plan_connection *connection)
{
	static const char *const kinds[] = {
		[MK_CONNECTION_UNRESOLVED] = NULL,
		[MK_CONNECTION_LOCAL] = "local",
		[MK_CONNECTION_SHARED] = "shared",
		[MK_CONNECTION_IPI] = "ipi",
		[MK_CONNECTION_REFUSED] = NULL,
	};

	return kinds[connection->kind];
}

static void add_end(struct mk_json *json, struct mk_json_value *item, const char *key,
	const struct mk_connection_end *end)
{
	const struct mk_plan_node *node = end->node;
	struct mk_json_value *object = mk_json_object(json, item, key);

	mk_json_text(json, object, "component", end->component);
	mk_json_text(json, object, "port", end->port);
	mk_json_text(json, object, "node", node ? node->name : NULL);
}

/* `becomes` is null where the connection cannot be made. */
static void add_connections(struct mk_json *json, const struct mk_plan *plan)
{
	mk_connection_list order = mk_order_connections(json->arena, plan);
	struct mk_json_value *list = mk_json_list(json, json->root, "connections");

	for (size_t i = 0; i < order.count; i++) {
		const struct mk_plan_connection *connection = order.items[i];
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_text(json, item, "name", connection->name);
		mk_json_text(json, item, "type", connection->type);
		add_end(json, item, "from", &connection->from);
		add_end(json, item, "to", &connection->to);
		mk_json_text(json, item, "becomes", connection_kind(connection));
		add_requirements(
			json, item, mk_requirements_of_connection(json->arena, connection));
	}
}

static void add_loader(struct mk_json *json, const struct mk_plan *plan)
{
	struct mk_json_value *loader = mk_json_object(json, json->root, "loader");

	add_region(json, loader, &plan->loader);
	add_requirements(json, loader, mk_requirements_of_region(json->arena, &plan->loader));
	if (plan->loader.placed)
		mk_json_hex(json, loader, "start", plan->loader_start);
	else
		mk_json_null(json, loader, "start");
}

static void add_rest(struct mk_json *json, const struct mk_plan *plan)
{
	const struct mk_free *unused;
	struct mk_json_value *list;

	add_outside(json, plan);
	add_shared(json, plan);
	add_ipis(json, plan);
	add_connections(json, plan);
	add_loader(json, plan);
	list = mk_json_list(json, json->root, "free");
	mk_each(unused, &plan->free)
		mk_json_range(json, mk_json_object(json, list, NULL), unused->range);
	mk_json_number(json, json->root, "max_irq", plan->max_irq);
	if (plan->meta)
		mk_json_doc(json, json->root, "meta", plan->meta);
}

void mk_plan_document(struct mk_arena *arena, const struct mk_plan *plan, struct mk_json *json)
{
	mk_node_list nodes = mk_order_nodes(arena, plan);
	struct mk_json_value *part;

	mk_json_begin(json, arena);
	mk_json_text(json, json->root, "format", MK_PLAN_FORMAT);
	mk_json_number(json, json->root, "version", MK_PLAN_VERSION);
	mk_emit_generated(json, plan);
	part = mk_json_object(json, json->root, "contract");
	mk_json_text(json, part, "name", plan->contract->name);
	mk_json_text(json, part, "kernel", plan->contract->kernel);
	mk_json_text(json, part, "loader", plan->contract->loader);
	add_board(json, plan);
	part = mk_json_list(json, json->root, "nodes");
	for (size_t i = 0; i < nodes.count; i++)
		add_node(json, part, plan, nodes.items[i]);
	add_rest(json, plan);
}

void mk_emit_plan_document(
	const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	struct mk_json json;

	(void)node;
	mk_plan_document(out->arena, plan, &json);
	mk_json_end(&json, out);
	mk_emit_seal(out);
}
