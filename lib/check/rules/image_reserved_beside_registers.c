/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_reserved_beside_registers = {
	.problem = {.code = "MK1215",
		.name = "reserved-beside-registers",
		.severity = MK_ERROR,
		.title = "a reserved range covers registers that the kernel keeps to itself",
		.why = "The kernel keeps the interrupt controller's frames in the same list "
		       "as the reserved ranges, and joins ranges only where they touch. One "
		       "that covers a frame is put behind it, and all that lies between the "
		       "start of the range and the frame is handed out again: measured, the "
		       "whole address space below the GIC.",
		.fix = "Reserve up to such a frame and on from its end: touching is fine."},
	.image_fault = MK_FAULT_KERNEL_REGISTERS,
};
