/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which cores the loader can start. Its drivers are in src/arch-arm/drivers; smp-psci.c is the only
 * one for AArch64. plat_cpu_on in src/drivers/smp/common.c wants the core's own `enable-method` to
 * be the driver's, and smp-psci.c refuses HVC.
 */
#include <string.h>

#include "target/target.h"

static enum mk_start_obstacle psci_obstacle(const struct mk_dt_node *psci)
{
	struct mk_compatible_match match;
	const char *method;

	if (!psci)
		return MK_START_WITHOUT_PSCI;
	match = mk_psci_compatible(psci);
	if (!match.known && !match.equivalent)
		return MK_START_PSCI_UNKNOWN;
	method = mk_dt_string(psci, "method");
	return method && strcmp(method, "smc") == 0 ? MK_START_POSSIBLE : MK_START_PSCI_NOT_SMC;
}

static bool is_method_of(const struct mk_contract *contract, const char *method)
{
	for (const char *const *known = contract->enable_methods; *known; known++)
		if (strcmp(*known, method) == 0)
			return true;
	return false;
}

enum mk_start_obstacle mk_cpu_start_obstacle(
	const struct mk_contract *contract, const struct mk_board *board, const struct mk_cpu *cpu)
{
	const char *method = mk_dt_string(cpu->node, "enable-method");

	if (!method)
		return MK_START_NO_METHOD;
	if (!is_method_of(contract, method))
		return MK_START_OTHER_METHOD;
	return strcmp(method, "psci") == 0 ? psci_obstacle(board->psci) : MK_START_POSSIBLE;
}
