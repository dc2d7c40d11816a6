/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/names.h"
#include "check/rule.h"

/* Long enough for every name; short enough for a path and a constant. */
#define NAME_MAX_LENGTH 63u

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *complaint(const char *name)
{
	if (!is_letter(*name))
		return "does not begin with a letter";
	if (strlen(name) > NAME_MAX_LENGTH)
		return "is longer than 63 characters";
	for (; *name; name++)
		if (!is_letter(*name) && !(*name >= '0' && *name <= '9') && *name != '_' &&
			*name != '-')
			return "may contain only letters, digits, '-' and '_'";
	return NULL;
}

static void check_name(struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name)
{
	const char *wrong = complaint(name->value);

	if (!*name->value)
		mk_check_report(
			check, name->origin, "the name of a %s is empty", mk_name_kind_text(kind));
	else if (wrong)
		mk_check_report(check, name->origin, "the name '%s' of a %s %s", name->value,
			mk_name_kind_text(kind), wrong);
}

const struct mk_rule mk_rule_name_is_identifier = {
	.problem = {.code = "MK1002",
		.name = "name-is-identifier",
		.severity = MK_ERROR,
		.title = "a name that cannot become a folder and a constant",
		.why = "Names become folders of the output and, in upper case with '_' for '-', "
		       "constants in the generated headers.",
		.fix = "Begin with a letter and use only letters, digits, '-' and '_', at most 63 "
		       "characters."},
	.each_name = check_name,
};
