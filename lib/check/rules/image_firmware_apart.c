/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

const struct mk_rule mk_rule_image_firmware_apart = {
	.problem = {.code = "MK1232",
		.name = "image-firmware-apart",
		.severity = MK_ERROR,
		.title = "a loader image gives a node the firmware's memory",
		.why = "Firmware stays resident in memory that the tree reserves. "
		       "Whoever writes there breaks it, and where it is protected, "
		       "every access is an abort.",
		.fix = "Reserve it in every block. If the layout lifts or gives away "
		       "the reservation, check the image together with it."},
	.image_fault = MK_FAULT_FIRMWARE,
};
