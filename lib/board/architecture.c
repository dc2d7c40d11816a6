/* SPDX-License-Identifier: BSD-2-Clause */
/* What a core's node says of its architecture. */
#include <string.h>

#include "board/parts.h"

/* A name; with a '*' at its end, whatever starts like that. The first row that fits counts. */
struct architecture_row {
	const char *compatible;
	enum mk_architecture architecture;
};

/* Sources: Linux bindings arm/cpus.yaml and riscv/cpus.yaml, unless said otherwise. */
static const struct architecture_row rows[] = {
	{"arm,armv8", MK_ARCH_AARCH64},
	/* Of the Cortex-A only these have no AArch64 (their technical reference manuals). */
	{"arm,cortex-a5", MK_ARCH_AARCH32},
	{"arm,cortex-a7", MK_ARCH_AARCH32},
	{"arm,cortex-a8", MK_ARCH_AARCH32},
	{"arm,cortex-a9", MK_ARCH_AARCH32},
	{"arm,cortex-a12", MK_ARCH_AARCH32},
	{"arm,cortex-a15", MK_ARCH_AARCH32},
	{"arm,cortex-a17", MK_ARCH_AARCH32},
	{"arm,cortex-a32", MK_ARCH_AARCH32},
	{"arm,cortex-a*", MK_ARCH_AARCH64},
	{"arm,cortex-x*", MK_ARCH_AARCH64},
	{"arm,neoverse-*", MK_ARCH_AARCH64},
	/* The Cortex-R82 is the first of its family with AArch64. */
	{"arm,cortex-r82", MK_ARCH_AARCH64},
	{"arm,cortex-r*", MK_ARCH_AARCH32},
	{"arm,cortex-m*", MK_ARCH_AARCH32},
	{"arm,arm7*", MK_ARCH_AARCH32},
	{"arm,arm9*", MK_ARCH_AARCH32},
	{"arm,arm10*", MK_ARCH_AARCH32},
	{"arm,arm11*", MK_ARCH_AARCH32},
	{"arm,armv7*", MK_ARCH_AARCH32},
	{"brcm,brahma-b15", MK_ARCH_AARCH32},
	{"faraday,fa526", MK_ARCH_AARCH32},
	{"intel,sa110*", MK_ARCH_AARCH32},
	{"marvell,feroceon", MK_ARCH_AARCH32},
	{"marvell,mohawk", MK_ARCH_AARCH32},
	{"marvell,pj4*", MK_ARCH_AARCH32},
	{"marvell,sheeva-*", MK_ARCH_AARCH32},
	{"marvell,xsc3", MK_ARCH_AARCH32},
	{"qcom,krait", MK_ARCH_AARCH32},
	{"qcom,scorpion", MK_ARCH_AARCH32},
	{"riscv", MK_ARCH_RISCV},
	/* mips/cpus.yaml, loongarch/cpus.yaml, arc/archs-pct.txt, openrisc, nios2, x86/ce4100.txt
	 */
	{"mips,*", MK_ARCH_OTHER},
	{"brcm,bmips*", MK_ARCH_OTHER},
	{"ingenic,xburst*", MK_ARCH_OTHER},
	{"loongson,*", MK_ARCH_OTHER},
	{"snps,arc*", MK_ARCH_OTHER},
	{"opencores,or1*", MK_ARCH_OTHER},
	{"altr,nios2*", MK_ARCH_OTHER},
	{"intel,ce4100", MK_ARCH_OTHER},
};

const char *mk_architecture_name(enum mk_architecture architecture)
{
	static const char *const names[] = {
		[MK_ARCH_UNKNOWN] = "unknown",
		[MK_ARCH_AARCH64] = "AArch64",
		[MK_ARCH_AARCH32] = "32-bit Arm",
		[MK_ARCH_RISCV] = "RISC-V",
		[MK_ARCH_OTHER] = "neither Arm nor RISC-V",
	};

	return names[architecture];
}

static bool matches(const struct architecture_row *row, const char *compatible)
{
	size_t stem = strcspn(row->compatible, "*");

	return row->compatible[stem] ? strncmp(row->compatible, compatible, stem) == 0
				     : strcmp(row->compatible, compatible) == 0;
}

static enum mk_architecture architecture_of(const char *compatible)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (matches(&rows[i], compatible))
			return rows[i].architecture;
	return MK_ARCH_UNKNOWN;
}

/* PowerPC cores have no `compatible`; RISC-V cores may have a vendor's alone. */
static enum mk_architecture architecture_of_properties(const struct mk_dt_node *cpu)
{
	if (mk_dt_property(cpu, "riscv,isa") || mk_dt_property(cpu, "riscv,isa-base"))
		return MK_ARCH_RISCV;
	return strncmp(cpu->name, "PowerPC,", 8) == 0 ? MK_ARCH_OTHER : MK_ARCH_UNKNOWN;
}

enum mk_architecture mk_cpu_architecture(const struct mk_dt_node *cpu)
{
	const struct mk_dt_property *list = cpu->compatible;
	enum mk_architecture architecture = architecture_of_properties(cpu);
	const char *compatible;
	uint32_t at = 0;

	while (architecture == MK_ARCH_UNKNOWN && list &&
		(compatible = mk_dt_next_string(list, &at)))
		architecture = architecture_of(compatible);
	return architecture;
}
