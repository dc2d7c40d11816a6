/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "check/memory.h"
#include "check/rule.h"
#include "check/words.h"
#include "check/written.h"

/* A plain number is most likely one of these units, the first where it then fits into RAM. */
static void suggest_unit(
	struct mk_check *check, struct mk_finding *finding, const struct mk_number *size)
{
	static const char units[] = "MK";
	static const unsigned shifts[] = {20, 10};
	uint64_t ram = 0;
	const struct mk_bank *bank;

	mk_each(bank, &check->plan->ram)
		ram += mk_range_size(bank->range);
	for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
		const char *text =
			mk_arena_printf(check->arena, "%" PRIu64 "%c", size->value, units[i]);
		uint64_t meant = size->value << shifts[i];
		if (meant > ram || meant % check->plan->contract->page_size)
			continue;
		mk_suggest(check->findings, finding, "did you mean %s?", text);
		mk_fix(check->findings, finding, MK_REMEDY_GUESS, size->origin,
			mk_arena_printf(check->arena, "%" PRIu64, size->value), text);
		return;
	}
}

static void check_size(
	struct mk_check *check, const char *what, const struct mk_layout_range *request)
{
	const struct mk_number *size = &request->size;
	struct mk_finding *finding;

	if (!size->bare || !size->value || size->value >= check->plan->contract->page_size)
		return;
	finding = mk_check_report(check, size->origin, "%s has a size of %" PRIu64 " byte%s", what,
		size->value, size->value == 1 ? "" : "s");
	suggest_unit(check, finding, size);
}

/* Only what kernels or the loader run in: what else there is may be as small as it likes. */
static void check_node(struct mk_check *check, const struct mk_plan_node *node)
{
	const char *what = mk_arena_printf(check->arena, "node '%s' memory", node->name);
	const struct mk_layout_range *request, *part;

	mk_each(request, &mk_written_node(node)->memory) {
		if (request->record.broken || request->purpose.given)
			continue;
		check_size(check, what, request);
		mk_each(part, &request->reg)
			if (!part->record.broken)
				check_size(check, what, part);
	}
}

static void check_whole(struct mk_check *check)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_layout_range *request;

	if (layout->loader.memory.record.given && !layout->loader.memory.record.broken)
		check_size(check, "the loader's memory", &layout->loader.memory);
	mk_each(request, &layout->board.memory)
		if (!request->record.broken)
			check_size(check, "the board's memory", request);
}

const struct mk_rule mk_rule_memory_size_has_unit = {
	.problem = {.code = "MK0033",
		.name = "size-has-unit",
		.severity = MK_ERROR,
		.title = "a size that is smaller than a page, with no unit",
		.why = "Sizes are in bytes. A number smaller than a page nearly always stands for "
		       "megabytes or kilobytes, and its unit was forgotten.",
		.fix = "Write the unit, as in 256M or 64K."},
	.whole = check_whole,
	.each_node = check_node,
};
