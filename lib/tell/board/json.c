/* SPDX-License-Identifier: BSD-2-Clause */
/* The board for programs: everything, in the order of the tree. */
#include "doc/json.h"
#include "target/target.h"
#include "tell/board_facts.h"
#include "tell/board_format.h"
#include "tell/channels.h"

/* Grows when a key changes its meaning or goes; new keys may come at any time. */
#define FORMAT_VERSION 1

struct document {
	struct mk_json json;
	const struct mk_board *board;
	const struct mk_devices *devices;
};

static void add_path(struct document *document, struct mk_json_value *parent, const char *key,
	const struct mk_dt_node *node)
{
	mk_json_text(&document->json, parent, key, node ? node->path : NULL);
}

static struct mk_json_value *add_list(struct document *document, const char *key)
{
	return mk_json_list(&document->json, document->json.root, key);
}

static struct mk_json_value *add_item(struct document *document, struct mk_json_value *list)
{
	return mk_json_object(&document->json, list, NULL);
}

/* All strings of `compatible`. */
static void add_compatibles(
	struct document *document, struct mk_json_value *object, const struct mk_dt_node *node)
{
	struct mk_json_value *list = mk_json_list(&document->json, object, "compatibles");
	const struct mk_dt_property *property = node->compatible;
	const char *string;

	for (uint32_t i = 0; property && (string = mk_dt_string_at(property, i)); i++)
		mk_json_text(&document->json, list, NULL, string);
}

/* --- the board -------------------------------------------------------------------------------- */

static void add_head(struct document *document)
{
	struct mk_json *json = &document->json;
	const struct mk_board *board = document->board;
	const struct mk_platform *platform = mk_platform_of(board);

	mk_json_text(json, json->root, "format", "mkpart-board");
	mk_json_number(json, json->root, "version", FORMAT_VERSION);
	mk_json_text(json, json->root, "model", board->model);
	add_compatibles(document, json->root, board->tree->root);
	mk_json_text(json, json->root, "platform", platform ? platform->name : NULL);
	mk_json_text(json, json->root, "platform_board", platform ? platform->board : NULL);
	add_path(document, json->root, "console", board->console);
	add_path(document, json->root, "timer", board->timer);
	add_path(document, json->root, "psci", board->psci);
}

static void add_memory(struct document *document)
{
	struct mk_json_value *list = add_list(document, "memory");
	const struct mk_bank *bank;

	mk_each(bank, &document->board->banks) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "path", bank->node);
		mk_json_range(&document->json, item, bank->range);
	}
}

static void add_not_memory(struct document *document)
{
	struct mk_json_value *list = add_list(document, "not_memory");
	mk_nodes nodes = mk_board_nodes_without_ram(document->json.arena, document->board);
	const struct mk_dt_node *const *node;

	mk_each(node, &nodes) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "path", *node);
		mk_json_flag(&document->json, item, "enabled", (*node)->enabled);
	}
}

static void add_reserved(struct document *document)
{
	struct mk_json_value *list = add_list(document, "reserved");
	const struct mk_reservation *reservation;

	mk_each(reservation, &document->board->reservations) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "path", reservation->node);
		mk_json_range(&document->json, item, reservation->range);
		mk_json_flag(
			&document->json, item, "no_map", reservation->kind == MK_RESERVED_NO_MAP);
		mk_json_text(&document->json, item, "kind", mk_reservation_word(reservation->kind));
	}
}

static void add_set_aside(struct document *document)
{
	struct mk_json_value *list = add_list(document, "set_aside");
	const struct mk_set_aside *aside;

	mk_each(aside, &document->board->set_aside) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "path", aside->node);
		mk_json_number(&document->json, item, "reg", aside->entry);
		mk_json_range(&document->json, item, aside->range);
	}
}

static void add_free(struct document *document)
{
	struct mk_json_value *list = add_list(document, "free");
	mk_ranges ranges = mk_board_free_ranges(document->json.arena, document->board);
	const struct mk_range *range;

	mk_each(range, &ranges)
		mk_json_range(&document->json, add_item(document, list), *range);
}

static void add_cpus(struct document *document)
{
	struct mk_json_value *list = add_list(document, "cpus");
	const struct mk_cpu *cpu;

	mk_each(cpu, &document->board->cpus) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "path", cpu->node);
		mk_json_hex(&document->json, item, "mpidr", cpu->mpidr);
		mk_json_text(&document->json, item, "compatible", cpu->compatible);
		mk_json_text(&document->json, item, "enable_method", cpu->enable_method);
		mk_json_flag(&document->json, item, "enabled", cpu->enabled);
		mk_json_flag(&document->json, item, "boot", cpu->boot);
		mk_json_hex(&document->json, item, "cluster", cpu->cluster);
	}
}

static const char *controller_kind(const struct mk_gic *gic)
{
	static const char *const kinds[] = {
		[MK_GIC_NONE] = "none",
		[MK_GIC_V2] = "gicv2",
		[MK_GIC_V3] = "gicv3",
		[MK_GIC_OTHER] = "other",
	};

	return mk_gic_is_plic(gic) ? "plic" : kinds[gic->kind];
}

static void add_contexts(struct document *document, struct mk_json_value *controller)
{
	mk_plic_contexts contexts = mk_board_plic_contexts(document->json.arena, document->board);
	const struct mk_plic_context *context;
	struct mk_json_value *list;

	if (!contexts.count)
		return;
	list = mk_json_list(&document->json, controller, "contexts");
	mk_each(context, &contexts) {
		struct mk_json_value *item = add_item(document, list);
		add_path(document, item, "hart", context->hart);
		mk_json_number(&document->json, item, "cause", context->cause);
	}
}

static void add_controller(struct document *document)
{
	const struct mk_gic *gic = &document->board->gic;
	struct mk_json *json = &document->json;
	struct mk_json_value *item = mk_json_object(json, json->root, "interrupt_controller");

	add_path(document, item, "path", gic->node);
	mk_json_text(json, item, "kind", controller_kind(gic));
	mk_json_text(json, item, "compatible", gic->compatible);
	add_contexts(document, item);
}

/* --- devices ---------------------------------------------------------------------------------- */

static const char *interrupt_kind(
	const struct mk_board *board, const struct mk_interrupt *interrupt)
{
	static const char *const kinds[] = {
		[MK_INTERRUPT_SPI] = "spi",
		[MK_INTERRUPT_PPI] = "ppi",
		[MK_INTERRUPT_CASCADED] = "cascaded",
		[MK_INTERRUPT_UNRESOLVED] = "unresolved",
	};

	if (mk_interrupt_is_root_line(board, interrupt) && mk_gic_is_plic(&board->gic))
		return "plic";
	return kinds[interrupt->kind];
}

static void fill_interrupt(
	struct document *document, struct mk_json_value *item, const struct mk_interrupt *interrupt)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *via;

	mk_json_text(json, item, "kind", interrupt_kind(document->board, interrupt));
	mk_json_number(json, item, "number", interrupt->number);
	if (interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI)
		mk_json_number(json, item, "intid", interrupt->intid.value);
	else
		mk_json_null(json, item, "intid");
	mk_json_text(json, item, "trigger", mk_trigger_word(mk_interrupt_trigger(interrupt)));
	via = mk_json_list(json, item, "via");
	for (uint32_t i = 0; i < interrupt->via_count; i++)
		add_path(document, via, NULL, interrupt->via[i]);
	mk_json_flag(json, item, "map", interrupt->mapped);
	add_path(document, item, "controller", interrupt->controller);
	if (interrupt->complaint)
		mk_json_text(json, item, "complaint", interrupt->complaint);
}

static uint32_t cell_at(const uint8_t *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static void add_provider(
	struct document *document, struct mk_json_value *list, const struct mk_provider *provider)
{
	struct mk_json *json = &document->json;
	struct mk_json_value *item = add_item(document, list);
	struct mk_json_value *cells;

	mk_json_text(json, item, "property", provider->property);
	add_path(document, item, "path", provider->node);
	cells = mk_json_list(json, item, "cells");
	for (uint32_t i = 0; i < provider->cell_count; i++)
		mk_json_number(json, cells, NULL, cell_at(provider->cells + (size_t)i * 4));
}

static void add_unmapped(
	struct document *document, struct mk_json_value *object, const struct mk_device *device)
{
	static const char *const whys[] = {
		[MK_UNMAPPED_NO_RANGES] = "no-ranges",
		[MK_UNMAPPED_OUTSIDE] = "outside-ranges",
	};
	struct mk_json_value *list = mk_json_list(&document->json, object, "unmapped");
	const struct mk_unmapped *unmapped;

	mk_each(unmapped, &device->unmapped) {
		struct mk_json_value *item = add_item(document, list);
		mk_json_number(&document->json, item, "entry", unmapped->entry);
		mk_json_text(&document->json, item, "why", whys[unmapped->why]);
		add_path(document, item, "bus", unmapped->bus);
	}
}

static struct mk_json_value *begin_device(
	struct document *document, struct mk_json_value *list, const struct mk_device *device)
{
	struct mk_json_value *item = add_item(document, list);

	add_path(document, item, "path", device->node);
	mk_json_text(&document->json, item, "compatible", mk_dt_string(device->node, "compatible"));
	add_compatibles(document, item, device->node);
	return item;
}

/* What the node itself states, or, with paths, what its parts state beyond that. */
static void add_mmio(struct document *document, struct mk_json_value *item,
	const struct mk_device *device, bool of_parts)
{
	struct mk_json_value *list =
		mk_json_list(&document->json, item, of_parts ? "parts_mmio" : "mmio");
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio) {
		struct mk_json_value *entry;
		if ((mmio->node != device->node) != of_parts)
			continue;
		entry = add_item(document, list);
		if (of_parts)
			add_path(document, entry, "path", mmio->node);
		mk_json_range(&document->json, entry, mmio->range);
		if (mmio->window)
			mk_json_flag(&document->json, entry, "window", true);
	}
}

static void add_interrupts(struct document *document, struct mk_json_value *item,
	const struct mk_device *device, bool of_parts)
{
	const char *name = of_parts ? "parts_interrupts" : "interrupts";
	struct mk_json_value *list = mk_json_list(&document->json, item, name);
	const struct mk_interrupt *interrupt;

	mk_each(interrupt, &device->interrupts) {
		struct mk_json_value *entry;
		if ((interrupt->node != device->node) != of_parts)
			continue;
		entry = add_item(document, list);
		if (of_parts)
			add_path(document, entry, "path", interrupt->node);
		fill_interrupt(document, entry, interrupt);
	}
}

static void add_providers(struct document *document, struct mk_json_value *item,
	const struct mk_device *device, bool of_parts)
{
	const char *name = of_parts ? "parts_providers" : "providers";
	struct mk_json_value *list = mk_json_list(&document->json, item, name);
	const struct mk_provider *provider;

	mk_each(provider, &device->providers)
		if ((provider->user != device->node) == of_parts)
			add_provider(document, list, provider);
}

static void add_device(
	struct document *document, struct mk_json_value *list, const struct mk_device *device)
{
	struct mk_json_value *item = begin_device(document, list, device);
	struct mk_json_value *part;

	add_mmio(document, item, device, false);
	add_unmapped(document, item, device);
	add_interrupts(document, item, device, false);
	add_providers(document, item, device, false);
	part = mk_json_list(&document->json, item, "consumers");
	for (size_t i = 0; i < device->consumers.count; i++)
		add_path(document, part, NULL,
			document->devices->list.items[device->consumers.items[i]].node);
	add_mmio(document, item, device, true);
	add_interrupts(document, item, device, true);
	add_providers(document, item, device, true);
}

static void add_devices(struct document *document)
{
	struct mk_json_value *list = add_list(document, "devices");
	const struct mk_device *device;

	mk_each(device, &document->devices->list)
		add_device(document, list, device);
	list = add_list(document, "unreachable");
	mk_each(device, &document->devices->unreachable)
		add_unmapped(document, begin_device(document, list, device), device);
	mk_json_number(&document->json, document->json.root, "dropped",
		(uint32_t)document->devices->dropped);
}

/* --- what cannot be separated ----------------------------------------------------------------- */

static void add_line(
	struct document *document, struct mk_json_value *item, const struct mk_bond *bond)
{
	struct mk_json *json = &document->json;

	if (document->board->gic.kind == MK_GIC_OTHER)
		mk_json_null(json, item, "intid");
	else
		mk_json_number(json, item, "intid", bond->intid.value);
	mk_json_number(json, item, "number", bond->number);
}

static void add_bond(
	struct document *document, struct mk_json_value *list, const struct mk_bond *bond)
{
	static const char *const whys[] = {
		[MK_BOND_PAGE] = "page",
		[MK_BOND_INTERRUPT] = "interrupt",
		[MK_BOND_CONTROLLER] = "controller",
	};
	struct mk_json *json = &document->json;
	struct mk_json_value *item = add_item(document, list);
	struct mk_json_value *members;

	mk_json_text(json, item, "why", whys[bond->why]);
	if (bond->why == MK_BOND_PAGE)
		mk_json_hex(json, item, "page", bond->page);
	if (bond->why == MK_BOND_INTERRUPT)
		add_line(document, item, bond);
	if (bond->why == MK_BOND_CONTROLLER)
		add_path(document, item, "controller", bond->controller);
	members = mk_json_list(json, item, "devices");
	for (size_t i = 0; i < bond->devices.count; i++)
		add_path(document, members, NULL,
			document->devices->list.items[bond->devices.items[i]].node);
}

static void add_bonds(struct document *document)
{
	struct mk_json_value *list = add_list(document, "inseparable");
	const struct mk_bond *bond;

	mk_each(bond, &document->devices->bonds)
		add_bond(document, list, bond);
}

static void emit(
	const struct mk_board *board, const struct mk_devices *devices, struct mk_buffer *out)
{
	struct document document = {.board = board, .devices = devices};

	mk_json_begin(&document.json, out->arena);
	add_head(&document);
	add_memory(&document);
	add_not_memory(&document);
	add_reserved(&document);
	add_set_aside(&document);
	add_free(&document);
	add_cpus(&document);
	add_controller(&document);
	add_devices(&document);
	add_bonds(&document);
	mk_json_end(&document.json, out);
}

const struct mk_board_format mk_board_format_json = {
	.name = "json",
	.doc = "the board as JSON, with all that is known about each device",
	.emit = emit,
	.channels = mk_channels_json,
	.image = mk_image_json,
};
