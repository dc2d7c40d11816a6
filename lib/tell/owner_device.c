/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>
#include <string.h>

#include "base/words.h"
#include "board/devices.h"
#include "tell/owner_parts.h"

/* So many are named of what may be a long list. */
#define SHOWN 8u
#define SHOWN_LINES 16u

/* No real device names as many; keeps a tree made to be slow in hand. */
#define PROVIDERS_MAX 512u

/* --- what is no device ------------------------------------------------------------------------ */

static bool tell_core(struct mk_answer *answer, const struct mk_dt_node *wanted)
{
	const struct mk_plan_node *node;
	const struct mk_cpu *cpu;

	mk_each(cpu, &answer->plan->board->cpus) {
		size_t before = answer->fact_count;
		if (cpu->node != wanted)
			continue;
		mk_each(node, &answer->plan->nodes)
			if (node->cpu == cpu)
				mk_answer_fact(answer, "core of node '%s', id %" PRIu32 ", by %s",
					node->name, node->id,
					mk_answer_place(answer, node->cpu_origin));
		if (answer->fact_count == before)
			mk_answer_fact(answer, "core on which no node runs");
		mk_answer_fact(answer, "MPIDR 0x%" PRIx64 "%s%s", cpu->mpidr,
			cpu->boot ? ", the core that boots" : "",
			cpu->enabled ? "" : ", disabled in the board's tree");
		return true;
	}
	return false;
}

static void tell_slices(struct mk_answer *answer, struct mk_range bank)
{
	mk_claim_list slices = mk_claims_in(
		answer->arena, &answer->plan->claims, bank, MK_CLAIM_BIT(MK_CLAIM_SLICE));

	for (size_t i = 0; i < slices.count; i++)
		mk_answer_fact(answer, "node '%s' has %s of it", slices.items[i]->node->name,
			mk_answer_range(
				answer, mk_range_intersection(bank, slices.items[i]->range)));
}

static bool tell_memory(struct mk_answer *answer, const struct mk_dt_node *wanted)
{
	const struct mk_bank *bank;
	bool found = false;

	mk_each(bank, &answer->plan->board->banks) {
		if (bank->node != wanted)
			continue;
		mk_answer_fact(answer, "RAM: %s", mk_answer_range(answer, bank->range));
		tell_slices(answer, bank->range);
		found = true;
	}
	return found;
}

static bool tell_reserved(struct mk_answer *answer, const struct mk_dt_node *wanted)
{
	const struct mk_claim *claim;
	bool found = false;

	mk_each(claim, &answer->plan->claims.list) {
		if (!claim->reservation || claim->reservation->node != wanted ||
			mk_mmio_is_buffer(wanted))
			continue;
		mk_answer_fact(answer, "reserved memory, withheld from every node: %s",
			mk_answer_range(answer, claim->range));
		found = true;
	}
	return found;
}

/* --- what a device is ------------------------------------------------------------------------- */

static void tell_registers(struct mk_answer *answer, const struct mk_device *device)
{
	const struct mk_unmapped *unmapped;
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio)
		mk_answer_fact(answer, "%s %s", mmio->window ? "window" : "registers",
			mk_answer_range(answer, mmio->range));
	mk_each(unmapped, &device->unmapped)
		mk_answer_fact(answer,
			"entry %" PRIu32 " of its reg is not an address of the CPU: %s %s",
			unmapped->entry,
			unmapped->why == MK_UNMAPPED_NO_RANGES ? "there is no `ranges` at"
							       : "it is outside the `ranges` of",
			unmapped->bus->path);
}

static void tell_line(struct mk_answer *answer, const struct mk_interrupt *interrupt)
{
	uint32_t index = interrupt->index;
	const char *trigger = mk_answer_trigger(interrupt);

	switch (interrupt->kind) {
	case MK_INTERRUPT_SPI:
	case MK_INTERRUPT_PPI:
		mk_answer_fact(answer, "interrupt %" PRIu32 " is %s%s%s", index,
			mk_answer_intid(answer, interrupt->intid), trigger ? ", " : "",
			trigger ? trigger : "");
		break;
	case MK_INTERRUPT_CASCADED:
		mk_answer_fact(answer,
			"interrupt %" PRIu32 " arrives at %s, as its number %" PRIu32 "; %s", index,
			interrupt->controller->path, interrupt->number,
			mk_answer_holder(answer, interrupt->controller));
		break;
	case MK_INTERRUPT_UNRESOLVED:
		mk_answer_fact(answer, "interrupt %" PRIu32 " %s", index, interrupt->complaint);
		break;
	}
}

/* --- what it needs, and what needs it --------------------------------------------------------- */

static bool is_first(const struct mk_device *device, const struct mk_provider *provider)
{
	const struct mk_provider *earlier = device->providers.items;

	for (; earlier < provider; earlier++)
		if (earlier->node == provider->node)
			return false;
	return true;
}

/* The first property that names a provider stands for all. */
static void tell_providers(struct mk_answer *answer, const struct mk_device *device)
{
	size_t count = 0;

	for (size_t i = 0; i < device->providers.count && i < PROVIDERS_MAX; i++) {
		const struct mk_provider *provider = &device->providers.items[i];
		if (provider->node == device->node || !is_first(device, provider))
			continue;
		if (count++ < SHOWN_LINES)
			mk_answer_fact(answer, "needs %s (%s); %s", provider->node->path,
				provider->property, mk_answer_holder(answer, provider->node));
	}
	if (count > SHOWN_LINES)
		mk_answer_fact(answer, "needs %zu more", count - SHOWN_LINES);
}

/* "/a (node 'x'), /b (nobody) and 3 more", without `except`. */
static const char *device_list(struct mk_answer *answer, const size_t *indices, size_t count,
	const struct mk_device *except)
{
	struct mk_listing list;

	mk_listing_begin(&list, answer->arena, SHOWN);
	for (size_t i = 0; i < count; i++) {
		const struct mk_device *device = &answer->devices->list.items[indices[i]];
		if (device != except)
			mk_listing_add(&list, "%s (%s)", device->node->path,
				mk_answer_holder_name(answer, device->node));
	}
	return mk_listing_text(&list);
}

static void tell_bond(
	struct mk_answer *answer, const struct mk_device *device, const struct mk_bond *bond)
{
	const char *others = device_list(answer, bond->devices.items, bond->devices.count, device);

	switch (bond->why) {
	case MK_BOND_PAGE:
		mk_answer_fact(answer,
			"belongs together with %s: they share the page "
			"0x%" PRIx64,
			others, bond->page);
		break;
	case MK_BOND_INTERRUPT:
		mk_answer_fact(answer, "belongs together with %s: they share %s", others,
			mk_answer_intid(answer, bond->intid));
		break;
	case MK_BOND_CONTROLLER:
		mk_answer_fact(answer, "belongs together with %s: their interrupts arrive at %s",
			others, bond->controller->path);
		break;
	}
}

static bool is_member(const struct mk_bond *bond, size_t index)
{
	const size_t *member;

	mk_each(member, &bond->devices)
		if (*member == index)
			return true;
	return false;
}

static void tell_bonds(struct mk_answer *answer, const struct mk_device *device)
{
	size_t own = (size_t)(device - answer->devices->list.items);
	const struct mk_bond *bond;
	size_t count = 0;

	mk_each(bond, &answer->devices->bonds)
		if (is_member(bond, own) && count++ < SHOWN_LINES)
			tell_bond(answer, device, bond);
	if (count > SHOWN_LINES)
		mk_answer_fact(
			answer, "and %zu more that it belongs together with", count - SHOWN_LINES);
}

/* --- all of it -------------------------------------------------------------------------------- */

static const char *alias_text(struct mk_answer *answer, const struct mk_dt_node *node)
{
	const struct mk_dt_node *aliases = mk_dt_child(answer->plan->board->tree->root, "aliases");
	struct mk_buffer list;

	mk_buffer_init(&list, answer->arena);
	for (uint32_t i = 0; aliases && i < aliases->property_count; i++) {
		const char *path = mk_dt_string_at(&aliases->properties[i], 0);
		if (path && strcmp(path, node->path) == 0)
			mk_buffer_printf(&list, "%s%s", list.length ? ", " : " (",
				aliases->properties[i].name);
	}
	mk_buffer_puts(&list, list.length ? ")" : "");
	return list.text;
}

static void tell_device(struct mk_answer *answer, const struct mk_device *device)
{
	mk_interrupts interrupts = mk_interrupts_distinct(answer->arena, &device->interrupts);
	const struct mk_interrupt *interrupt;

	tell_registers(answer, device);
	mk_each(interrupt, &interrupts)
		tell_line(answer, interrupt);
	tell_providers(answer, device);
	if (device->consumers.count)
		mk_answer_fact(answer, "needed by %s",
			device_list(
				answer, device->consumers.items, device->consumers.count, NULL));
	tell_bonds(answer, device);
}

void mk_answer_device(struct mk_answer *answer, const struct mk_dt_node *node)
{
	const struct mk_device *device = mk_devices_find(answer->devices, node);

	mk_answer_heading(answer, "%s%s", node->path, alias_text(answer, node));
	if (tell_core(answer, node) || tell_memory(answer, node) || tell_reserved(answer, node))
		return;
	mk_answer_fact(answer, "%s", mk_answer_holder(answer, node));
	if (!node->enabled)
		mk_answer_fact(answer, "disabled in the board's tree");
	if (node == answer->plan->board->console)
		mk_answer_fact(answer, "the board's console: kernels that print use it");
	if (device)
		tell_device(answer, device);
	else if (node->enabled)
		mk_answer_fact(answer, "not a device: the CPU neither reaches its registers nor "
				       "receives its interrupts directly");
}
