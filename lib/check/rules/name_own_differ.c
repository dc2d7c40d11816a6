/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/constant.h"
#include "base/sort.h"
#include "check/rule.h"

/* A range, under the constant that it has among those of one owner and kind. */
struct constant {
	const char *text;
	const struct mk_plan_holding *holding;
};

static int compare(const void *left, const void *right)
{
	const struct constant *a = left;
	const struct constant *b = right;
	int order = strcmp(a->text, b->text);

	return order ? order
		     : mk_origin_compare(&a->holding->region.origin, &b->holding->region.origin);
}

static void report_pair(
	struct mk_check *check, const struct mk_plan_holding *a, const struct mk_plan_holding *b)
{
	struct mk_finding *finding =
		mk_check_report(check, b->region.origin, "%s '%s' has two ranges called '%s'",
			b->node ? "node" : "peer", mk_holding_owner(b), b->name);

	mk_add_note(check->findings, finding, a->region.origin, "the other one is here");
	if (!b->named.given || b->purpose == b->name)
		mk_suggest(check->findings, finding, "give it a 'name' of its own");
}

static void own_differ(struct mk_check *check)
{
	const struct mk_plan *plan = check->plan;
	struct constant *all = mk_arena_array(check->arena, plan->holdings.count, sizeof *all);

	for (size_t i = 0; i < plan->holdings.count; i++) {
		const struct mk_plan_holding *holding = &plan->holdings.items[i];
		all[i] = (struct constant){
			mk_arena_printf(check->arena, "%d:%d:%s:%s", holding->node != NULL,
				(int)holding->kind, mk_holding_owner(holding),
				mk_constant_name(check->arena, holding->name)),
			holding};
	}
	mk_sort(all, plan->holdings.count, sizeof *all, compare);
	for (size_t i = 1; i < plan->holdings.count; i++)
		if (strcmp(all[i - 1].text, all[i].text) == 0)
			report_pair(check, all[i - 1].holding, all[i].holding);
}

const struct mk_rule mk_rule_name_own_differ = {
	.problem = {.code = "MK0156",
		.name = "own-differ",
		.severity = MK_ERROR,
		.title = "two ranges of one owner have the same name",
		.why = "Headers would define one constant with two values.",
		.fix = "Give one of them another `name`; the default is the word under `for`."},
	.whole = own_differ,
};
