/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "check/names.h"
#include "base/sort.h"
#include "check/rule.h"

const char *mk_name_kind_text(enum mk_name_kind kind)
{
	static const char *const texts[] = {
		"node", "shared region", "IPI", "connection", "peer", "range"};

	return texts[kind];
}

static int compare_names(const void *left, const void *right)
{
	const struct mk_text *a = *(const struct mk_text *const *)left;
	const struct mk_text *b = *(const struct mk_text *const *)right;
	int order = strcmp(a->value, b->value);

	return order ? order : mk_origin_compare(&a->origin, &b->origin);
}

static void add_name(struct mk_check *check, mk_names *names, const struct mk_text *name)
{
	if (name->given)
		*mk_vec_add(check->arena, names) = name;
}

mk_names mk_names_sorted(struct mk_check *check, enum mk_name_kind kind)
{
	const struct mk_layout *layout = check->layout;
	const struct mk_layout_shared *shared;
	const struct mk_layout_node *node;
	const struct mk_layout_connection *connection;
	const struct mk_layout_outside *outside;
	const struct mk_plan_holding *holding;
	const struct mk_layout_ipi *ipi;
	mk_names names = {0};

	if (kind == MK_NAME_NODE)
		mk_each(node, &layout->nodes)
			add_name(check, &names, &node->name);
	if (kind == MK_NAME_SHARED)
		mk_each(shared, &layout->shared)
			add_name(check, &names, &shared->name);
	if (kind == MK_NAME_IPI)
		mk_each(ipi, &layout->ipis)
			add_name(check, &names, &ipi->name);
	if (kind == MK_NAME_CONNECTION)
		mk_each(connection, &layout->connections)
			add_name(check, &names, &connection->name);
	if (kind == MK_NAME_OUTSIDE)
		mk_each(outside, &layout->outside)
			add_name(check, &names, &outside->name);
	if (kind == MK_NAME_HOLDING)
		mk_each(holding, &check->plan->holdings)
			add_name(check, &names, &holding->named);
	mk_vec_sort(&names, compare_names);
	return names;
}

void mk_report_references(
	struct mk_check *check, enum mk_reference_kind kind, const char *what, const char *list)
{
	const struct mk_reference *reference;

	mk_each(reference, &check->plan->references) {
		struct mk_finding *finding;
		if (reference->kind != kind || reference->ambiguous)
			continue;
		finding = mk_check_report(check, reference->text.origin, "'%s' is not %s",
			reference->text.value, what);
		if (reference->nearest)
			mk_did_you_mean(check->findings, finding, reference->text.origin,
				reference->text.value, reference->nearest);
		else if (list)
			mk_suggest(check->findings, finding, "%s", list);
	}
}
