/* SPDX-License-Identifier: BSD-2-Clause */
#include "tell/next_steps_qemu.h"

#include <inttypes.h>
#include <string.h>

#define MIB ((uint64_t)1024 * 1024)

/* QEMU calls Arm's own cores what their compatible strings say; for others it has `max`. */
static const char *core_model(const struct mk_board *board)
{
	const struct mk_cpu *cpu = board->cpus.count ? &board->cpus.items[0] : NULL;
	const char *name = cpu && cpu->compatible ? cpu->compatible : "";

	if (strncmp(name, "arm,cortex-", 11) == 0 || strncmp(name, "arm,neoverse-", 13) == 0)
		return name + 4;
	return "max";
}

static uint64_t ram_mib(const struct mk_plan *plan)
{
	const struct mk_bank *bank;
	uint64_t bytes = 0;

	mk_each(bank, &plan->ram)
		if (!bank->on_chip)
			bytes += mk_range_size(bank->range);
	return bytes / MIB;
}

/*
 * With virtualization=on PSCI is called by SMC, as the loader does, whatever the kernels are. With
 * secure=on QEMU would leave PSCI to firmware, and the GIC in its secure state: no SGI arrives.
 */
const char *mk_next_qemu(struct mk_arena *arena, const struct mk_plan *plan, const char *image)
{
	const struct mk_board *board = plan->board;
	const char *how = mk_arena_printf(arena, "-kernel %s", image);

	if (!plan->platform || !plan->platform->qemu_machine)
		return NULL;
	if (plan->contract->boot)
		how = mk_arena_printf(arena, "-device loader,file=%s,addr=0x%" PRIx64 ",cpu-num=0",
			image, plan->loader_start);
	return mk_arena_printf(arena,
		"qemu-system-aarch64 -machine %s,gic-version=%d,virtualization=on,secure=off \\\n"
		"         -cpu %s -smp %zu -m %" PRIu64 "M -nographic %s",
		plan->platform->qemu_machine, board->gic.kind == MK_GIC_V3 ? 3 : 2,
		core_model(board), board->cpus.count, ram_mib(plan), how);
}
