/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan/digest.h"

#include <inttypes.h>
#include <string.h>

#include "base/digest.h"
#include "base/sort.h"
#include "base/words.h"

/* A fact a line; sorted, as the layout may name things in any order. */
struct facts {
	struct mk_arena *arena;
	const struct mk_plan *plan;
	const struct mk_plan_node *node;
	MK_VEC(const char *) lines;
};

#define ADD(facts, ...)                                                                            \
	(*mk_vec_add((facts)->arena, &(facts)->lines) =                                            \
			mk_arena_printf((facts)->arena, __VA_ARGS__))

static void add_node(struct facts *facts)
{
	const struct mk_plan_node *node = facts->node;
	const struct mk_plan_node *other;
	const struct mk_region *region;

	ADD(facts, "contract %s", facts->plan->contract->name);
	ADD(facts, "node %s, physBase 0x%" PRIx64 ", MPIDR 0x%" PRIx64, node->name, node->phys_base,
		node->cpu ? node->cpu->mpidr : UINT64_MAX);
	mk_each(other, &facts->plan->nodes)
		ADD(facts, "id of %s is %" PRIu32, other->name, other->id);
	mk_each(region, &node->sorted)
		ADD(facts, "memory %s", mk_range_text(facts->arena, region->range));
}

static void add_shared(struct facts *facts)
{
	const struct mk_plan_shared *shared;
	const struct mk_plan_member *member;

	mk_each(shared, &facts->plan->shared) {
		if (!shared->region.placed || !mk_plan_is_member(shared, facts->node))
			continue;
		ADD(facts, "shared %s %s", shared->name,
			mk_range_text(facts->arena, shared->region.range));
		mk_each(member, &shared->members)
			ADD(facts, "shared %s by %s%s", shared->name, member->node->name,
				member->read_only ? ", to read" : "");
	}
}

static void add_holdings(struct facts *facts)
{
	const struct mk_plan_holding *holding;

	mk_each(holding, &facts->plan->holdings)
		if (holding->node == facts->node && holding->region.placed)
			ADD(facts, "%s %s %s",
				holding->kind == MK_HOLDING_REGISTERS ? "registers" : "own",
				holding->name, mk_range_text(facts->arena, holding->region.range));
}

/* Both ends are told the same; which end this node is follows from the names. */
static void add_ipi(struct facts *facts, const struct mk_plan_ipi *ipi)
{
	struct mk_doorbell_bit bit;

	ADD(facts, "IPI %s from %s to %s, SGI %" PRIu32 ", target 0x%" PRIx64, ipi->name,
		ipi->from->name, ipi->to->name, ipi->sgi, ipi->target);
	if (mk_plan_doorbell_bit(ipi, &bit))
		ADD(facts, "IPI %s bit %" PRIu32 " at %" PRIu64 ", counter %" PRIu64, ipi->name,
			bit.bit, bit.offset, bit.counter);
}

static void add_ipis(struct facts *facts)
{
	const struct mk_plan_ipi *ipi;
	const struct mk_plan_node *self = facts->node;

	mk_each(ipi, &facts->plan->ipis)
		if (ipi->from && ipi->to && (ipi->from == self || ipi->to == self))
			add_ipi(facts, ipi);
}

static void add_devices(struct facts *facts)
{
	const struct mk_plan_device *device;
	const struct mk_mmio *mmio;
	const struct mk_intid *spi;

	mk_each(device, &facts->node->devices)
		mk_each(mmio, &device->mmio)
			ADD(facts, "device %s %s", device->node->path,
				mk_range_text(facts->arena, mmio->range));
	mk_each(spi, &facts->node->spis)
		ADD(facts, "INTID %" PRIu32, spi->value);
}

/* Each line counts with its NUL, so that no two lists run into one. */
static uint64_t digest_lines(const struct facts *facts)
{
	uint64_t digest = MK_DIGEST_EMPTY;

	for (size_t i = 0; i < facts->lines.count; i++) {
		const char *line = facts->lines.items[i];
		digest = mk_digest_of(digest, line, strlen(line) + 1);
	}
	return digest;
}

uint64_t mk_plan_digest(
	struct mk_arena *arena, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	struct facts facts = {.arena = arena, .plan = plan, .node = node};

	add_node(&facts);
	add_shared(&facts);
	add_holdings(&facts);
	add_ipis(&facts);
	add_devices(&facts);
	mk_vec_sort(&facts.lines, mk_compare_texts);
	return digest_lines(&facts);
}
