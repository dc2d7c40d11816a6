/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_beside_registers = {
	.problem = {.code = "MK1215",
		.name = "reserved-beside-registers",
		.severity = MK_ERROR,
		.title = "a reserved range covers registers that the kernel keeps to itself",
		.why = "The kernel keeps the interrupt controller's frames in the same list as the "
		       "reserved ranges, and merges ranges only where they touch. A range that "
		       "covers a frame is sorted after it, and everything between the start of the "
		       "range and the frame is handed out again: in a measurement, the whole "
		       "address space below the GIC.",
		.fix = "End a reserved range where such a frame begins, and start another where it "
		       "ends: ranges may touch."},
	.image_fault = MK_FAULT_KERNEL_REGISTERS,
};
