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

/* The name with '_' for what it must not contain; NULL where that is not enough. */
static const char *identifier(struct mk_arena *arena, const char *name)
{
	char *text = mk_arena_copy(arena, name, strlen(name));

	for (char *at = text; *at; at++)
		if (*at >= ' ' && *at <= '~' && !is_letter(*at) && !(*at >= '0' && *at <= '9') &&
			*at != '-') /* not bytes of any kind: nobody meant '_' */
			*at = '_';
	return complaint(text) ? NULL : text;
}

static void report_wrong(struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name,
	const char *wrong)
{
	struct mk_finding *finding = mk_check_report(check, name->origin,
		"the name '%s' of a %s %s", name->value, mk_name_kind_text(kind), wrong);
	const char *better = identifier(check->arena, name->value);

	if (better)
		mk_did_you_mean(check->findings, finding, name->origin, name->value, better);
}

static void check_name(struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name)
{
	const char *wrong = complaint(name->value);

	if (!*name->value)
		mk_check_report(
			check, name->origin, "the name of a %s is empty", mk_name_kind_text(kind));
	else if (wrong)
		report_wrong(check, kind, name, wrong);
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
