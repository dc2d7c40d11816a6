/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/constant.h"
#include "base/sort.h"
#include "check/names.h"
#include "check/rule.h"

struct constant {
	const char *text;
	const struct mk_text *name;
};

static int compare(const void *left, const void *right)
{
	const struct constant *a = left;
	const struct constant *b = right;
	int order = strcmp(a->text, b->text);

	return order ? order : mk_origin_compare(&a->name->origin, &b->name->origin);
}

static void check_kind(struct mk_check *check, enum mk_name_kind kind)
{
	mk_names names = mk_names_sorted(check, kind);
	struct constant *all = mk_arena_array(check->arena, names.count, sizeof *all);

	for (size_t i = 0; i < names.count; i++)
		all[i] = (struct constant){
			mk_constant_name(check->arena, names.items[i]->value), names.items[i]};
	mk_sort(all, names.count, sizeof *all, compare);
	for (size_t i = 1; i < names.count; i++)
		if (strcmp(all[i].text, all[i - 1].text) == 0)
			mk_add_note(check->findings,
				mk_check_report(check, all[i].name->origin,
					"%ss '%s' and '%s' have the same constant, %s, in the "
					"headers",
					mk_name_kind_text(kind), all[i - 1].name->value,
					all[i].name->value, all[i].text),
				all[i - 1].name->origin, "the other one is here");
}

static void constants_differ(struct mk_check *check)
{
	for (unsigned kind = 0; kind < MK_NAME_KINDS_UNIQUE; kind++)
		check_kind(check, (enum mk_name_kind)kind);
}

extern const struct mk_rule mk_rule_names_unique, mk_rule_name_is_identifier;

const struct mk_rule mk_rule_name_constants_differ = {
	.problem = {.code = "MK1005",
		.name = "constants-differ",
		.severity = MK_ERROR,
		.title = "two names become the same constant in the generated headers",
		.why = "Headers write names in upper case with '_' for '-': 'a-b' and 'A_b' would "
		       "be one constant with two values.",
		.fix = "Rename one of them, so that they differ in more than case and dashes."},
	.whole = constants_differ,
	.prerequisites = MK_RULES(&mk_rule_names_unique, &mk_rule_name_is_identifier),
};
