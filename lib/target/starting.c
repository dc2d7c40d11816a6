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

enum mk_start_obstacle mk_cpu_start_obstacle(const struct mk_board *board, const struct mk_cpu *cpu)
{
	const char *method = mk_dt_string(cpu->node, "enable-method");

	/* RISC-V cores are started through SBI, whatever the tree says. */
	if (mk_dt_is_compatible(cpu->node, "riscv"))
		return MK_START_POSSIBLE;
	if (!method)
		return MK_START_NO_METHOD;
	if (strcmp(method, "psci") != 0)
		return MK_START_OTHER_METHOD;
	return psci_obstacle(board->psci);
}
