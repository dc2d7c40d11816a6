/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "base/words.h"
#include "check/rule.h"
#include "check/words.h"

const char *mk_check_range(struct mk_check *check, struct mk_range range)
{
	return mk_range_text(check->arena, range);
}

const char *mk_check_intid(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32 " (SPI %" PRIu32 ")", intid.value,
		mk_spi_from_intid(intid).value);
}

const char *mk_check_intid_name(struct mk_check *check, struct mk_intid intid)
{
	return mk_arena_printf(check->arena, "INTID %" PRIu32, intid.value);
}

const char *mk_check_size(struct mk_check *check, uint64_t size_bytes)
{
	return mk_size_text(check->arena, size_bytes);
}

/* Boards have few; `mkpart board` lists all. */
#define BANKS_SHOWN 4u

const char *mk_check_banks_text(struct mk_check *check, struct mk_range range)
{
	const struct mk_bank *bank;
	struct mk_listing banks;

	mk_listing_begin(&banks, check->arena, BANKS_SHOWN);
	mk_each(bank, &check->plan->ram)
		if (mk_ranges_overlap(bank->range, range))
			mk_listing_add(&banks, "%s", mk_check_range(check, bank->range));
	return mk_listing_joined(&banks, "and");
}

const char *mk_check_node_banks_text(struct mk_check *check, const struct mk_dt_node *node)
{
	const struct mk_bank *bank;
	struct mk_listing banks;

	mk_listing_begin(&banks, check->arena, BANKS_SHOWN);
	mk_each(bank, &check->plan->ram)
		if (bank->node == node)
			mk_listing_add(&banks, "%s", mk_check_range(check, bank->range));
	return banks.count ? mk_listing_joined(&banks, "and") : "no RAM";
}

const char *mk_check_ram_text(struct mk_check *check)
{
	return mk_check_banks_text(check, (struct mk_range){0, UINT64_MAX});
}

/* The first few are enough to see what names look like. */
#define NODES_SHOWN 16u

const char *mk_check_nodes_text(struct mk_check *check)
{
	const struct mk_plan_node *node;
	struct mk_listing names;

	mk_listing_begin(&names, check->arena, NODES_SHOWN);
	mk_each(node, &check->plan->nodes)
		mk_listing_add(&names, "'%s'", node->name);
	return mk_arena_printf(check->arena, "the nodes are %s", mk_listing_text(&names));
}
