/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <strings.h>

#include "check/rule.h"

static const char *const folders[] = {"loader", "camkes"};

static const char *const keywords[] = {"auto", "break", "case", "char", "const", "continue",
	"default", "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline",
	"int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static",
	"struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while"};

/* Some file systems do not tell upper from lower case. */
static bool is_one_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static void check_name(struct mk_check *check, enum mk_name_kind kind, const struct mk_text *name)
{
	if (kind != MK_NAME_NODE)
		return;
	if (is_one_of(name->value, folders, sizeof folders / sizeof *folders))
		mk_check_report(check, name->origin,
			"the name '%s' of a node is that of a folder of the output", name->value);
	if (is_one_of(name->value, keywords, sizeof keywords / sizeof *keywords))
		mk_check_report(check, name->origin, "the name '%s' of a node is a keyword of C",
			name->value);
}

const struct mk_rule mk_rule_name_not_reserved = {
	.problem = {.code = "MK1003",
		.name = "name-not-reserved",
		.severity = MK_ERROR,
		.title = "a node has a name that the outputs use for something else",
		.why = "The output has folders `loader` and `camkes` of its own beside a folder "
		       "for each node, and CAmkES makes C identifiers from node names.",
		.fix = "Rename the node: any other name of letters, digits, '-' and '_' will do."},
	.each_name = check_name,
};
