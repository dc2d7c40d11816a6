/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

extern const struct mk_rule mk_rule_image_nodes_separate, mk_rule_image_loader_image_readable,
	mk_rule_image_first_entry_empty, mk_rule_image_reserved_ranges_disjoint,
	mk_rule_image_reserved_pages_whole, mk_rule_image_reserved_beside_registers,
	mk_rule_image_block_within_limits, mk_rule_image_kernel_starts, mk_rule_image_kernel_in_ram,
	mk_rule_image_root_task_in_ram, mk_rule_image_root_task_over_nobody,
	mk_rule_image_parts_loaded, mk_rule_image_regions_disjoint, mk_rule_image_loader_apart,
	mk_rule_image_tables_lead_to_kernels, mk_rule_image_node_count;

const struct mk_rule mk_rule_image_as_planned = {
	.problem = {.code = "MK1228",
		.name = "image-as-planned",
		.severity = MK_ERROR,
		.title = "a loader image does not match its layout",
		.why = "What was checked is not what boots: the image was packed from an older "
		       "layout, from older files or by another tool, or it is damaged.",
		.fix = "Pack the image again: `mkpart pack`."},
	.image_fault = MK_FAULT_PLAN,
	.prerequisites = MK_RULES(&mk_rule_image_nodes_separate,
		&mk_rule_image_loader_image_readable, &mk_rule_image_first_entry_empty,
		&mk_rule_image_reserved_ranges_disjoint, &mk_rule_image_reserved_pages_whole,
		&mk_rule_image_reserved_beside_registers, &mk_rule_image_block_within_limits,
		&mk_rule_image_kernel_starts, &mk_rule_image_kernel_in_ram,
		&mk_rule_image_root_task_in_ram, &mk_rule_image_root_task_over_nobody,
		&mk_rule_image_parts_loaded, &mk_rule_image_regions_disjoint,
		&mk_rule_image_loader_apart, &mk_rule_image_tables_lead_to_kernels,
		&mk_rule_image_node_count),
};
