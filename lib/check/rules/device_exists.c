/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/names.h"
#include "check/rule.h"

static void report_ambiguous(struct mk_check *check, const struct mk_reference *reference)
{
	struct mk_finding *finding = mk_check_report(check, reference->text.origin,
		"'%s' is the name of several devices: '%s' and '%s'", reference->text.value,
		reference->ambiguous->path, reference->other->path);

	mk_suggest(check->findings, finding, "write the path of the one that is meant");
}

static void device_exists(struct mk_check *check)
{
	const struct mk_reference *reference;

	mk_report_references(check, MK_REFERENCE_DEVICE,
		"an alias, path, label or unit name in the board's tree",
		"`mkpart board DTB` lists the board's devices");
	mk_each(reference, &check->plan->references)
		if (reference->kind == MK_REFERENCE_DEVICE && reference->ambiguous)
			report_ambiguous(check, reference);
}

const struct mk_rule mk_rule_device_exists = {
	.problem = {.code = "MK0601",
		.name = "device-exists",
		.severity = MK_ERROR,
		.title = "the layout names a device that the board's tree does not have",
		.why = "A device that is not found brings no memory and no interrupts; its driver "
		       "would wait for ever.",
		.fix = "Use an alias (serial0), a full path, a label where the tree keeps them, "
		       "or a unit name (ethernet@ff0e0000)."},
	.whole = device_exists,
};
