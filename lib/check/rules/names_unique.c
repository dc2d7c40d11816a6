/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/names.h"
#include "check/rule.h"

static void report_repeated(struct mk_check *check, enum mk_name_kind kind)
{
	mk_names names = mk_names_sorted(check, kind);

	for (size_t i = 1; i < names.count; i++) {
		const struct mk_text *first = names.items[i - 1];
		const struct mk_text *second = names.items[i];
		if (strcmp(first->value, second->value) == 0)
			mk_add_note(check->findings,
				mk_check_report(check, second->origin, "two %ss have the name '%s'",
					mk_name_kind_text(kind), second->value),
				first->origin, "the other one is here");
	}
}

static void names_unique(struct mk_check *check)
{
	for (unsigned kind = 0; kind < MK_NAME_KINDS_UNIQUE; kind++)
		report_repeated(check, (enum mk_name_kind)kind);
}

const struct mk_rule mk_rule_names_unique = {
	.problem = {.code = "MK1001",
		.name = "names-unique",
		.severity = MK_ERROR,
		.title = "two things of the same kind have the same name",
		.why = "Names become folders and constants; if two are the same, one overwrites "
		       "the other.",
		.fix = "Rename one of the two."},
	.whole = names_unique,
};
