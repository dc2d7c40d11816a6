/* SPDX-License-Identifier: BSD-2-Clause */
#include "check/rule.h"
#include "check/words.h"

/* What of a bank is left when parts of pages at its ends are taken off; false: nothing. */
static bool whole_pages(struct mk_range bank, uint64_t page, struct mk_range *whole)
{
	uint64_t end = mk_align_down(bank.last + 1, page); /* a tree's bank ends below 2^64 */

	whole->last = end - 1;
	return mk_align_up(bank.first, page, &whole->first) && whole->first < end;
}

static const char *lost_text(struct mk_check *check, struct mk_range bank)
{
	struct mk_range whole;
	const char *low = "";
	const char *high = "";

	if (!whole_pages(bank, check->plan->contract->page_size, &whole))
		return "all of it is lost";
	if (whole.first > bank.first)
		low = mk_check_range(check, (struct mk_range){bank.first, whole.first - 1});
	if (whole.last < bank.last)
		high = mk_check_range(check, (struct mk_range){whole.last + 1, bank.last});
	return mk_arena_printf(
		check->arena, *low && *high ? "%s and %s are lost" : "%s%s is lost", low, high);
}

static void check_bank(struct mk_check *check, const struct mk_bank *bank)
{
	const struct mk_board *board = check->plan->board;
	uint64_t page = check->plan->contract->page_size;
	struct mk_finding *finding;

	if (mk_is_aligned(bank->range.first, page) && mk_is_aligned(bank->range.last + 1, page))
		return;
	finding = mk_check_report(check, mk_dt_origin(board->tree, bank->node),
		"RAM %s does not begin and end at a page boundary: %s",
		mk_check_range(check, bank->range), lost_text(check, bank->range));
	mk_about(check->findings, finding, bank->node->path);
}

const struct mk_rule mk_rule_board_banks_aligned = {
	.problem = {.code = "MK0511",
		.name = "banks-aligned",
		.severity = MK_WARNING,
		.title = "the board's RAM does not begin and end at page boundaries",
		.why = "Kernels hand memory out in pages of 4 KiB. mkpart rounds RAM inwards, so "
		       "the remainder of a page belongs to no node. A mistake in `reg` looks the "
		       "same.",
		.fix = "Look at the `reg` of the memory node. If it is right, allow this finding "
		       "with that reason.",
		.about = "the memory node's path"},
	.each_bank = check_bank,
};
