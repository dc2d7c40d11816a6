/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/rule.h"

/* Settings that mkpart writes itself, and where the layout says what goes into them. */
static const struct decided {
	const char *name;
	const char *instead;
} decided_settings[] = {
	{"CROSS_COMPILER_PREFIX", NULL},
	{"KernelPlatform", "`board: {platform: ...}`"},
	{"KernelARMPlatform", "`board: {platform: ...}`"},
	{"KernelSel4Arch", NULL},
	{"KernelMaxNumNodes", "one node for each core"},
	{"KernelVerificationBuild", NULL},
	{"KernelDebugBuild", "`kernel: {debug: ...}`"},
	{"KernelPrinting", "`kernel: {printing: ...}`"},
	{"KernelArmHypervisorSupport", "`kernel: {hypervisor: ...}`"},
	{"KernelCustomDTS", "`board: {dtb: ...}`"},
	{"KernelCustomDTSOverlay", "`memory`, `devices` and `irqs` of the node"},
};

static void check_setting(struct mk_check *check, const struct mk_setting *setting)
{
	for (size_t i = 0; i < sizeof decided_settings / sizeof *decided_settings; i++) {
		const struct decided *decided = &decided_settings[i];
		struct mk_finding *finding;
		if (strcmp(decided->name, setting->name) != 0)
			continue;
		finding = mk_check_report(check, setting->origin,
			"setting '%s' is written by mkpart itself", setting->name);
		if (decided->instead)
			mk_suggest(check->findings, finding, "use %s", decided->instead);
	}
}

static void check_settings(struct mk_check *check, const mk_settings *settings)
{
	const struct mk_setting *setting;

	mk_each(setting, settings)
		check_setting(check, setting);
}

static void settings_allowed(struct mk_check *check)
{
	const struct mk_layout_node *node;

	check_settings(check, &check->layout->kernel.settings);
	mk_each(node, &check->layout->nodes)
		check_settings(check, &node->kernel.settings);
}

const struct mk_rule mk_rule_contract_settings_allowed = {
	.problem = {.code = "MK0803",
		.name = "settings-allowed",
		.severity = MK_ERROR,
		.title = "a kernel setting that mkpart decides",
		.why = "The contract needs these settings to have certain values: a kernel with "
		       "more than one core does not build, and a different overlay gives the node "
		       "memory that was not checked.",
		.fix = "Remove the setting, and use the layout's key for it."},
	.whole = settings_allowed,
};
