/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>
#include <strings.h>

#include "check/check.h"

/* Output folders of mkpart's own, and C keywords: CAmkES makes identifiers from node names. */
static const char *const reserved[] = {"loader", "camkes", "auto", "break", "case", "char", "const",
	"continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "goto",
	"if", "inline", "int", "long", "register", "restrict", "return", "short", "signed",
	"sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile",
	"while"};

/* Some file systems do not tell upper from lower case. */
static bool is_reserved(const char *name)
{
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (strcasecmp(name, reserved[i]) == 0)
			return true;
	return false;
}

static void run(struct mk_check *check)
{
	mk_names names = mk_names_sorted(check, MK_NAME_NODE);

	for (size_t i = 0; i < names.count; i++)
		if (is_reserved(names.items[i]->value))
			mk_check_report(check, names.items[i]->origin,
				"the name '%s' of a node is reserved", names.items[i]->value);
}

const struct mk_rule mk_rule_name_not_reserved = {
	.problem = {.code = "MK1003",
		.name = "name-not-reserved",
		.severity = MK_ERROR,
		.title = "a node has a name that the outputs use for something else",
		.why = "The output has folders `loader` and `camkes` of its own beside a folder "
		       "for each "
		       "node, and CAmkES makes C identifiers from node names.",
		.fix = "Rename the node."},
	.run = run,
};
