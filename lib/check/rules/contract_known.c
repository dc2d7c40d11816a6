/* SPDX-License-Identifier: BSD-2-Clause */
#include "base/buffer.h"
#include "check/names.h"
#include "check/rule.h"

static void contract_known(struct mk_check *check)
{
	struct mk_buffer names;

	mk_buffer_init(&names, check->arena);
	mk_buffer_puts(&names, "known contracts: ");
	for (size_t i = 0; i < mk_contract_count; i++)
		mk_buffer_printf(&names, "%s%s", i ? ", " : "", mk_contracts[i]->name);
	mk_report_references(
		check, MK_REFERENCE_CONTRACT, "a contract that mkpart knows", names.text);
}

const struct mk_rule mk_rule_contract_known = {
	.problem = {.code = "MK0801",
		.name = "contract-known",
		.severity = MK_ERROR,
		.title = "the layout names a contract that mkpart does not know",
		.why = "The contract says which kernel and loader the outputs are for. Outputs for "
		       "another pair would build but not boot.",
		.fix = "Use one of `mkpart list contracts`, or leave `contract` out."},
	.whole = contract_known,
};
