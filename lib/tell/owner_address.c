/* SPDX-License-Identifier: BSD-2-Clause */
/* All that is known of an address, or of a range of them; several things may hold at once. */
#include <inttypes.h>

#include "board/devices.h"
#include "plan/order.h"
#include "tell/owner_parts.h"

/* So many devices are named; real trees have a few at one address. */
#define SHOWN 32u

/* "placed by mkpart, asked for at ...", "fixed at ...". */
static const char *region_why(struct mk_answer *answer, const struct mk_region *region)
{
	const char *place = mk_answer_place(answer, region->origin);

	if (region->fixed)
		return mk_arena_printf(answer->arena, "fixed at %s", place);
	if (!region->request)
		return "placed by mkpart";
	return mk_arena_printf(answer->arena, "placed by mkpart, size at %s", place);
}

static void tell_slice(
	struct mk_answer *answer, const struct mk_claim *claim, struct mk_range asked)
{
	mk_answer_fact(answer, "memory of node '%s': %s, %s", claim->node->name,
		mk_answer_range(answer, claim->range), region_why(answer, claim->region));
	if (asked.first == asked.last && asked.first < claim->node->phys_base)
		mk_answer_fact(answer, "lost to that node: its kernel begins at 0x%" PRIx64,
			claim->node->phys_base);
}

/* Whose bits or counter the word at an address of a doorbell has. */
static void tell_channels(
	struct mk_answer *answer, const struct mk_plan_shared *doorbell, struct mk_range asked)
{
	mk_ipi_list ipis = mk_order_ipis(answer->arena, answer->plan);
	uint64_t offset = mk_align_down(asked.first - doorbell->region.range.first, 4);
	struct mk_doorbell_bit bit;

	for (size_t i = 0; i < ipis.count; i++) {
		if (!mk_plan_doorbell_bit(ipis.items[i], &bit) || bit.doorbell != doorbell)
			continue;
		if (bit.offset == offset)
			mk_answer_fact(answer, "bit %" PRIu32 " of its word is IPI '%s', %s",
				bit.bit, ipis.items[i]->name,
				mk_answer_place(answer, ipis.items[i]->origin));
		if (bit.counter == offset)
			mk_answer_fact(answer, "the counter of IPI '%s', %s", ipis.items[i]->name,
				mk_answer_place(answer, ipis.items[i]->origin));
	}
}

static void tell_shared(
	struct mk_answer *answer, const struct mk_claim *claim, struct mk_range asked)
{
	const struct mk_plan_shared *shared = claim->shared;

	if (shared->form != MK_SHARED_DOORBELL) {
		mk_answer_fact(answer, "shared region '%s' of %s: %s, %s%s", shared->name,
			mk_answer_members(answer, shared), mk_answer_range(answer, claim->range),
			region_why(answer, claim->region),
			mk_answer_purpose(answer, shared->connection));
		return;
	}
	mk_answer_fact(answer,
		"doorbell of %s: %s, placed by mkpart for multiplexed IPIs, the first at %s",
		mk_answer_members(answer, shared), mk_answer_range(answer, claim->range),
		mk_answer_place(answer, shared->origin));
	if (asked.first == asked.last)
		tell_channels(answer, shared, asked);
}

static void tell_holding(struct mk_answer *answer, const struct mk_claim *claim)
{
	const struct mk_plan_holding *holding = claim->holding;
	bool own = holding->kind == MK_HOLDING_MEMORY && claim->node;

	mk_answer_fact(answer, "%s%s: %s, %s%s%s", claim->what,
		own ? ", which is not RAM of its kernel" : "",
		mk_answer_range(answer, claim->range), region_why(answer, claim->region),
		holding->why ? ": " : "", holding->why ? holding->why : "");
}

static void tell_reserved(struct mk_answer *answer, const struct mk_claim *claim)
{
	mk_answer_fact(answer, "%s: %s, withheld from every node by %s%s%s", claim->what,
		mk_answer_range(answer, claim->range), mk_answer_place(answer, claim->origin),
		claim->why ? ": " : "", claim->why ? claim->why : "");
}

void mk_answer_claim(struct mk_answer *answer, const struct mk_claim *claim, struct mk_range asked)
{
	switch (claim->kind) {
	case MK_CLAIM_SLICE:
		tell_slice(answer, claim, asked);
		break;
	case MK_CLAIM_SHARED:
		tell_shared(answer, claim, asked);
		break;
	case MK_CLAIM_OWN:
	case MK_CLAIM_MMIO:
	case MK_CLAIM_OUTSIDE:
		tell_holding(answer, claim);
		break;
	case MK_CLAIM_LOADER:
		mk_answer_fact(answer, "the loader: %s, %s", mk_answer_range(answer, claim->range),
			region_why(answer, claim->region));
		break;
	case MK_CLAIM_RESERVED_FROM_NODE:
		mk_answer_fact(answer, "withheld from node '%s': %s, by %s", claim->node->name,
			mk_answer_range(answer, claim->range),
			mk_answer_place(answer, claim->origin));
		break;
	default:
		tell_reserved(answer, claim);
	}
}

/* Registers in RAM are told as the device's, which tell_devices does. */
static void tell_claims(struct mk_answer *answer, struct mk_range asked)
{
	mk_claim_list claims = mk_claims_in(
		answer->arena, &answer->plan->claims, asked, ~MK_CLAIM_BIT(MK_CLAIM_DEVICE));

	for (size_t i = 0; i < claims.count; i++)
		mk_answer_claim(answer, claims.items[i], asked);
}

static void tell_free(struct mk_answer *answer, struct mk_range asked)
{
	const struct mk_free *unused;

	mk_each(unused, &answer->plan->free)
		if (mk_ranges_overlap(unused->range, asked))
			mk_answer_fact(answer, "free RAM, which belongs to no node: %s",
				mk_answer_range(answer, unused->range));
}

static bool shares_page(const struct mk_plan *plan, struct mk_range range, struct mk_range asked)
{
	uint64_t page = plan->contract->page_size;

	return mk_align_down(range.first, page) <= asked.last &&
	       mk_align_down(asked.first, page) <= range.last;
}

static const struct mk_mmio *mmio_at(
	const struct mk_plan *plan, const struct mk_device *device, struct mk_range asked)
{
	const struct mk_mmio *near = NULL;
	const struct mk_mmio *mmio;

	mk_each(mmio, &device->mmio) {
		if (mk_ranges_overlap(mmio->range, asked))
			return mmio;
		if (shares_page(plan, mmio->range, asked))
			near = mmio;
	}
	return near;
}

static const char *relation(const struct mk_mmio *mmio, struct mk_range asked)
{
	if (!mk_ranges_overlap(mmio->range, asked))
		return "on the same page as";
	return mmio->window ? "window of" : "registers of";
}

static void tell_devices(struct mk_answer *answer, struct mk_range asked)
{
	const struct mk_device *device;
	size_t count = 0;

	mk_each(device, &answer->devices->list) {
		const struct mk_mmio *mmio = mmio_at(answer->plan, device, asked);
		if (mmio && count++ < SHOWN)
			mk_answer_fact(answer, "%s device %s: %s; %s", relation(mmio, asked),
				device->node->path, mk_answer_range(answer, mmio->range),
				mk_answer_holder(answer, device->node));
	}
	if (count > SHOWN)
		mk_answer_fact(answer, "and %zu more devices", count - SHOWN);
}

/* What is switched off is no device, but its registers are at home there all the same. */
static void tell_disabled(struct mk_answer *answer, struct mk_range asked)
{
	const struct mk_board *board = answer->plan->board;
	const struct mk_dt_node *node;
	const struct mk_mmio *mmio;

	for (node = board->tree->root; node; node = node->next) {
		mk_mmios list = {0};
		if (node->enabled || !node->compatible)
			continue;
		mk_board_mmio(board, answer->arena, node, &list);
		mk_each(mmio, &list)
			if (mk_ranges_overlap(mmio->range, asked))
				mk_answer_fact(answer,
					"%s %s, which is disabled in the board's tree: %s",
					relation(mmio, asked), node->path,
					mk_answer_range(answer, mmio->range));
	}
}

static void tell_ram(struct mk_answer *answer, struct mk_range asked)
{
	const struct mk_bank *bank;

	mk_each(bank, &answer->plan->ram)
		if (mk_ranges_overlap(bank->range, asked))
			mk_answer_fact(answer, "in RAM %s, stated by %s",
				mk_answer_range(answer, bank->range),
				bank->node ? bank->node->path : "the layout");
}

void mk_answer_address(struct mk_answer *answer, struct mk_range asked)
{
	if (asked.first == asked.last)
		mk_answer_heading(answer, "0x%" PRIx64, asked.first);
	else
		mk_answer_heading(answer, "%s", mk_answer_range(answer, asked));
	tell_claims(answer, asked);
	tell_free(answer, asked);
	tell_devices(answer, asked);
	tell_ram(answer, asked);
	if (!answer->fact_count)
		tell_disabled(answer, asked);
	if (!answer->fact_count)
		mk_answer_fact(answer, "neither RAM nor a device of the board's tree");
}
