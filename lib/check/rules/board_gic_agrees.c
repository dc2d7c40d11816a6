/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"

static const char *with_article(struct mk_check *check, enum mk_gic_kind kind)
{
	bool any = kind == MK_GIC_V2 || kind == MK_GIC_V3;

	return mk_arena_printf(check->arena, "%s%s", any ? "a " : "", mk_gic_kind_name(kind));
}

static void suggest(struct mk_check *check, struct mk_finding *finding)
{
	const struct mk_platform *platform = check->plan->platform;

	if (!check->plan->platform_inferred)
		mk_suggest(check->findings, finding,
			"`mkpart list platforms` shows what each platform has");
	else
		mk_suggest(check->findings, finding,
			"use the variant of the board, or of its emulator, that has %s",
			with_article(check, platform->gic));
}

static void gic_agrees(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	const struct mk_board *board = plan->board;
	const struct mk_layout_board *layout = &check->layout->board;
	const struct mk_platform *platform = plan->platform;
	struct mk_finding *finding;

	if (!platform || platform->gic == board->gic.kind)
		return;
	finding = mk_check_report(check,
		layout->platform.given ? layout->platform.origin
		: layout->dtb.given    ? layout->dtb.origin
				       : layout->record.origin,
		"the kernel of platform '%s' drives %s, but the board has %s",
		layout->platform.given ? layout->platform.value : platform->name,
		with_article(check, platform->gic), with_article(check, board->gic.kind));
	mk_add_note(check->findings, finding, mk_dt_origin(board->tree, board->gic.node),
		"the controller is described here");
	suggest(check, finding);
}

extern const struct mk_rule mk_rule_board_platform_known;
extern const struct mk_rule mk_rule_board_gic_present;

const struct mk_rule mk_rule_board_gic_agrees = {
	.problem = {.code = "MK0516",
		.name = "gic-agrees",
		.severity = MK_ERROR,
		.title = "the platform's kernel does not drive the board's interrupt controller",
		.why = "GICv2 and GICv3 have different registers. A kernel configured for one does "
		       "not compile with a tree of the other, or hangs at its first access. The "
		       "kernel's configuration for qemu-arm-virt, for example, has a GICv2.",
		.fix = "Correct `platform`, or use the right DTB: QEMU dumps a tree with a GICv2 "
		       "with -machine virt,gic-version=2,dumpdtb=FILE."},
	.whole = gic_agrees,
	.prerequisites = MK_RULES(&mk_rule_board_platform_known, &mk_rule_board_gic_present),
};
