/* SPDX-License-Identifier: BSD-2-Clause */
/* The plan as its document: nodes. */
#include "emit/plan_document_parts.h"
#include "plan/digest.h"

/* --- memory ----------------------------------------------------------------------------------- */

/* `request` says which of the node's requests it is for, so that a later plan recognises it. */
static void add_slice(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_region *region)
{
	*mk_vec_add(arena, &object->memory) = (struct mk_plan_document_slice){
		.range = mk_plan_document_region(region),
		.placed = !region->fixed,
		.request = mk_plan_document_number(region->index),
		.trace = mk_plan_document_trace(arena, mk_requirements_of_region(arena, region)),
	};
}

/* Those with a range ascending, then the others in the layout's order. */
static void add_memory(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan_node *node)
{
	const struct mk_region *region;

	mk_each(region, &node->sorted)
		add_slice(arena, object, region);
	mk_each(region, &node->regions)
		if (!region->placed)
			add_slice(arena, object, region);
}

static struct mk_plan_document_holding holding_of(
	struct mk_arena *arena, const struct mk_plan_holding *holding)
{
	const struct mk_region *region = &holding->region;

	return (struct mk_plan_document_holding){
		.name = mk_json_readable(arena, holding->name),
		.purpose = holding->purpose,
		.why = holding->why,
		.range = mk_plan_document_region(region),
		.placed = !region->fixed,
		.reserved = mk_plan_document_path(arena, region->reservation),
		.trace = mk_plan_document_trace(arena, mk_requirements_of_region(arena, region)),
	};
}

mk_plan_document_holdings mk_plan_document_holdings_of(
	struct mk_arena *arena, const mk_holding_list *holdings)
{
	mk_plan_document_holdings list = {0};

	for (size_t i = 0; i < holdings->count; i++)
		*mk_vec_add(arena, &list) = holding_of(arena, holdings->items[i]);
	return list;
}

static mk_plan_document_holdings held(struct mk_arena *arena, const struct mk_plan *plan,
	const struct mk_plan_node *node, enum mk_holding_kind kind)
{
	mk_holding_list list = mk_order_holdings_of(arena, plan, node, kind);

	return mk_plan_document_holdings_of(arena, &list);
}

static void add_kept(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_claim_list claims = mk_claims_of_node(
		arena, &plan->claims, MK_CLAIM_BIT(MK_CLAIM_RESERVED_FROM_NODE), node);

	for (size_t i = 0; i < claims.count; i++)
		*mk_vec_add(arena, &object->reserved) = (struct mk_plan_document_kept){
			.range = mk_plan_document_range(claims.items[i]->range),
			.trace = mk_plan_document_trace(
				arena, mk_requirements_of_claim(arena, claims.items[i])),
		};
}

/* --- core, devices, interrupts ---------------------------------------------------------------- */

static struct mk_plan_document_cpu *cpu_of(struct mk_arena *arena, const struct mk_plan_node *node)
{
	struct mk_plan_document_cpu *cpu = node->cpu ? mk_arena_alloc(arena, sizeof *cpu) : NULL;

	if (!cpu)
		return NULL;
	cpu->path = mk_plan_document_path(arena, node->cpu->node);
	cpu->mpidr = mk_plan_document_number(node->cpu->mpidr);
	cpu->chosen = node->cpu_chosen;
	return cpu;
}

static struct mk_plan_document_interrupt interrupt_of(
	struct mk_arena *arena, const struct mk_interrupt *interrupt)
{
	static const char *const kinds[] = {
		[MK_INTERRUPT_SPI] = "spi",
		[MK_INTERRUPT_PPI] = "ppi",
		[MK_INTERRUPT_CASCADED] = "cascaded",
		[MK_INTERRUPT_UNRESOLVED] = "unresolved",
	};
	struct mk_plan_document_interrupt object = {.kind = kinds[interrupt->kind]};

	if (interrupt->kind == MK_INTERRUPT_SPI || interrupt->kind == MK_INTERRUPT_PPI)
		object.intid = mk_plan_document_number(interrupt->intid.value);
	else
		object.controller = (struct mk_row_stated){
			true, mk_plan_document_path(arena, interrupt->controller)};
	return object;
}

static struct mk_plan_document_device device_of(
	struct mk_arena *arena, const struct mk_plan_device *device)
{
	struct mk_plan_document_device object = {
		.path = mk_plan_document_path(arena, device->node),
		.shared = device->shared,
		.trace = mk_plan_document_trace(arena, mk_requirements_of_device(arena, device)),
	};
	const struct mk_interrupt *interrupt;
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio)
		*mk_vec_add(arena, &object.mmio) = (struct mk_plan_document_mmio){
			.range = mk_plan_document_range(mmio->range), .window = mmio->window};
	mk_each(interrupt, &device->interrupts)
		*mk_vec_add(arena, &object.interrupts) = interrupt_of(arena, interrupt);
	return object;
}

/* Those among the listed ones that requirements ask for. */
static void add_required_irqs(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan_node *node)
{
	mk_irq_list irqs = mk_order_irqs(arena, node);

	for (size_t i = 0; i < irqs.count; i++) {
		mk_requirements requirements = mk_requirements_of_irq(arena, irqs.items[i]);
		if (requirements.count)
			*mk_vec_add(arena, &object->irqs) = (struct mk_plan_document_irq){
				.intid = mk_plan_document_number(irqs.items[i]->intid.value),
				.trace = mk_plan_document_trace(arena, requirements),
			};
	}
}

static void add_devices(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan_node *node)
{
	mk_device_list devices = mk_order_devices(arena, node);
	const struct mk_intid *intid;

	for (size_t i = 0; i < devices.count; i++)
		*mk_vec_add(arena, &object->devices) = device_of(arena, devices.items[i]);
	mk_each(intid, &node->spis)
		*mk_vec_add(arena, &object->spis) = intid->value;
	add_required_irqs(arena, object, node);
}

/* --- its kernel ------------------------------------------------------------------------------- */

static void add_settings(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	mk_setting_list settings = mk_order_settings(arena, plan, node);

	for (size_t i = 0; i < settings.count; i++)
		*mk_vec_add(arena, &object->settings) =
			(struct mk_row_setting){settings.items[i].name, settings.items[i].value};
}

static void add_kernel(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	object->hypervisor = node->hypervisor;
	object->debug = node->debug;
	object->printing = node->printing;
	if (node->console_stated)
		object->console =
			(struct mk_row_stated){true, mk_plan_document_path(arena, node->console)};
	add_settings(arena, object, plan, node);
	object->images = mk_arena_alloc(arena, sizeof *object->images);
	object->images->kernel = node->kernel_image;
	object->images->dtb = node->dtb_image;
	object->images->root = node->root_image;
}

static void add_components(struct mk_arena *arena, struct mk_plan_document_node *object,
	const struct mk_plan_node *node)
{
	size_t count;
	const char **names = mk_order_components(arena, node, &count);

	for (size_t i = 0; i < count; i++)
		*mk_vec_add(arena, &object->components) = names[i];
}

void mk_plan_document_add_node(struct mk_arena *arena, struct mk_plan_document *document,
	const struct mk_plan *plan, const struct mk_plan_node *node)
{
	struct mk_plan_document_node *object = mk_vec_add(arena, &document->nodes);

	object->name = node->name;
	object->id = mk_plan_document_number(node->id);
	if (node->rank != UINT32_MAX)
		object->rank = mk_plan_document_number(node->rank);
	object->cpu = cpu_of(arena, node);
	if (node->sorted.count)
		object->phys_base = mk_plan_document_number(node->phys_base);
	add_memory(arena, object, node);
	object->own = held(arena, plan, node, MK_HOLDING_MEMORY);
	object->mmio = held(arena, plan, node, MK_HOLDING_REGISTERS);
	add_kept(arena, object, plan, node);
	add_devices(arena, object, node);
	add_kernel(arena, object, plan, node);
	add_components(arena, object, node);
	object->boot = mk_plan_document_boot_of(arena, node->boot);
	object->trace = mk_plan_document_trace(arena, mk_requirements_of_node(arena, node));
	/* What its root task carries by mkpart.h. */
	object->digest = mk_plan_document_number(mk_plan_digest(arena, plan, node));
}
