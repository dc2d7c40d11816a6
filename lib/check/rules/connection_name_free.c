/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "base/constant.h"
#include "base/sort.h"
#include "check/rule.h"

/* What has constants in the headers: a shared region, or an IPI. */
struct bearer {
	const char *constant;
	const char *name;
	struct mk_origin origin;
	const struct mk_plan_connection *connection; /* that it is made for, or NULL */
};

typedef MK_VEC(struct bearer) bearers;

/* What is no connection comes first. */
static int compare(const void *left, const void *right)
{
	const struct bearer *a = left;
	const struct bearer *b = right;
	int order = strcmp(a->constant, b->constant);

	return order ? order : (a->connection != NULL) - (b->connection != NULL);
}

static void report(struct mk_check *check, const char *what, const struct bearer *taken,
	const struct bearer *wanted)
{
	mk_add_note(check->findings,
		mk_check_report(check, wanted->origin,
			"connection '%s' becomes %s with the constants of %s '%s'", wanted->name,
			strcmp(what, "IPI") == 0 ? "an IPI" : "a shared region", what, taken->name),
		taken->origin, "%s '%s' is here", what, taken->name);
}

/* At most two have one constant, of which one is a connection: others are for rules about names. */
static void check_bearers(struct mk_check *check, const char *what, const bearers *list)
{
	mk_vec_sort(list, compare);
	for (size_t i = 1; i < list->count; i++)
		if (strcmp(list->items[i - 1].constant, list->items[i].constant) == 0)
			report(check, what, &list->items[i - 1], &list->items[i]);
}

static void connection_name_free(struct mk_check *check)
{
	const struct mk_plan_shared *shared;
	const struct mk_plan_ipi *ipi;
	bearers regions = {0};
	bearers ipis = {0};

	mk_each(shared, &check->plan->shared)
		*mk_vec_add(check->arena, &regions) =
			(struct bearer){mk_constant_name(check->arena, shared->name), shared->name,
				shared->origin, shared->connection};
	mk_each(ipi, &check->plan->ipis)
		*mk_vec_add(check->arena, &ipis) =
			(struct bearer){mk_constant_name(check->arena, ipi->name), ipi->name,
				ipi->origin, ipi->connection};
	check_bearers(check, "shared region", &regions);
	check_bearers(check, "IPI", &ipis);
}

extern const struct mk_rule mk_rule_names_unique, mk_rule_name_is_identifier,
	mk_rule_name_constants_differ;

const struct mk_rule mk_rule_connection_name_free = {
	.problem = {.code = "MK1108",
		.name = "connection-name-free",
		.severity = MK_ERROR,
		.title = "a connection has the name of a shared region or an IPI",
		.why = "A connection that crosses nodes becomes a shared region or an IPI of its "
		       "name. An existing one under `shared`, `shared_pool` or `ipis` would have "
		       "the same constants in the headers, with different values.",
		.fix = "Rename one of the two; or remove the entry that was written for the "
		       "connection by hand."},
	.whole = connection_name_free,
	.prerequisites = MK_RULES(
		&mk_rule_names_unique, &mk_rule_name_is_identifier, &mk_rule_name_constants_differ),
};
