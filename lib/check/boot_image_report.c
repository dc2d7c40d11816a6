/* SPDX-License-Identifier: BSD-2-Clause */
/* What was found of an image, reported by the rules whose faults these are. */
#include "check/boot_image.h"

static bool has_fault(const struct mk_judgement *judgement, enum mk_image_fault fault)
{
	const struct mk_verdict *verdict;

	mk_each(verdict, &judgement->verdicts)
		if (verdict->fault == fault)
			return true;
	return false;
}

/* As mk_check_run does: what another rule's findings explain is not said again. */
static bool is_pointless(const struct mk_judgement *judgement, const struct mk_rule *rule)
{
	for (const struct mk_rule *const *before = rule->prerequisites; before && *before; before++)
		if (has_fault(judgement, (*before)->image_fault))
			return true;
	return false;
}

static const struct mk_rule *rule_of(enum mk_image_fault fault)
{
	for (size_t i = 0; i < mk_rule_count; i++)
		if (mk_rules[i]->image_fault == fault)
			return mk_rules[i];
	return NULL;
}

void mk_report_loader_image(struct mk_findings *findings, const struct mk_loader_image *image,
	const struct mk_judgement *judgement)
{
	const struct mk_verdict *verdict;

	mk_each(verdict, &judgement->verdicts) {
		const struct mk_rule *rule = rule_of(verdict->fault);
		if (rule && !is_pointless(judgement, rule))
			mk_report(findings, &rule->problem,
				(struct mk_origin){.source = &image->source}, "%s", verdict->text);
	}
}
