/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buffer.h"
#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"

static bool in_bank_of(const struct mk_check *check, const struct mk_region *region)
{
	const struct mk_bank *bank;

	mk_each(bank, &check->plan->ram)
		if (bank->node == region->bank_node &&
			mk_range_contains(bank->range, region->range))
			return true;
	return false;
}

/* What is outside RAM, or across banks, is another rule's. */
static void check_region(
	struct mk_check *check, const struct mk_plan_node *node, const struct mk_region *region)
{
	const struct mk_bank *bank = mk_check_bank_of(check, region->range);
	struct mk_finding *finding;

	if (!region->bank_node || !region->placed || !bank || in_bank_of(check, region))
		return;
	finding = mk_check_report(check, region->origin,
		"node '%s' memory %s is not inside memory node '%s'", node->name,
		mk_check_range(check, region->range), region->bank_node->path);
	mk_add_note(check->findings, finding,
		mk_dt_origin(check->plan->board->tree, region->bank_node), "it has %s",
		mk_check_node_banks_text(check, region->bank_node));
	if (bank->node)
		mk_suggest(check->findings, finding, "node: %s, which has %s", bank->node->path,
			mk_check_node_banks_text(check, bank->node));
}

const struct mk_rule mk_rule_memory_reg_in_its_memory_node = {
	.problem = {.code = "MK0117",
		.name = "reg-in-its-memory-node",
		.severity = MK_ERROR,
		.title = "a `reg` entry is not inside the memory node that `node` names",
		.why = "The entry claims RAM that the memory node does not have. A digit missing "
		       "from an address is a common cause.",
		.fix = "Correct the start, or name the memory node that has the range."},
	.each_region = check_region,
};
