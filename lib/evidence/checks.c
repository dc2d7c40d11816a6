/* SPDX-License-Identifier: BSD-2-Clause */
#include <string.h>

#include "evidence/evidence.h"

const char *mk_check_verdict_word(enum mk_check_verdict verdict)
{
	static const char *const words[] = {
		[MK_VERDICT_HELD] = "held",
		[MK_VERDICT_FOUND] = "found",
		[MK_VERDICT_ALLOWED] = "allowed",
		[MK_VERDICT_LEFT_OUT] = "left out",
	};

	return words[verdict];
}

static const char *why_left_out(struct mk_arena *arena, const struct mk_check_note *note)
{
	switch (note->outcome) {
	case MK_CHECK_NOT_OF_CONTRACT:
		return "the contract does not have it";
	case MK_CHECK_HIDDEN:
		return mk_arena_printf(arena, "%s was found", note->hider->problem.code);
	case MK_CHECK_NOTHING_THERE:
		return "there is nothing to look at";
	case MK_CHECKED:
		return note->looked_at ? NULL : "there is nothing to look at";
	}
	return NULL;
}

static bool is_rule(const char *code)
{
	for (size_t i = 0; i < mk_rule_count; i++)
		if (strcmp(mk_rules[i]->problem.code, code) == 0)
			return true;
	return false;
}

static void settle(const struct mk_evidence *evidence, struct mk_judged *judged)
{
	bool stands = false;

	for (size_t i = 0; i < judged->findings.count; i++)
		stands |= judged->findings.items[i]->standing == MK_STANDS;
	if (judged->findings.count) {
		judged->verdict = stands ? MK_VERDICT_FOUND : MK_VERDICT_ALLOWED;
	} else if (judged->note) {
		judged->why = why_left_out(evidence->arena, judged->note);
		judged->verdict = judged->why ? MK_VERDICT_LEFT_OUT : MK_VERDICT_HELD;
	} else if (is_rule(judged->problem->code)) {
		judged->why = "the check did not get that far";
		judged->verdict = MK_VERDICT_LEFT_OUT;
	}
}

mk_judged_list mk_evidence_checks(const struct mk_evidence *evidence)
{
	struct mk_finding *const *finding;
	struct mk_judged *judged;
	mk_judged_list list = {0};

	for (size_t i = 0; i < evidence->catalogue_count; i++) {
		const struct mk_problem *problem = evidence->catalogue[i];
		*mk_vec_add(evidence->arena, &list) = (struct mk_judged){.problem = problem,
			.note = mk_check_log_find(evidence->log, problem->code)};
	}
	mk_each(finding, &evidence->findings->list)
		mk_each(judged, &list)
			if (strcmp(judged->problem->code, (*finding)->problem->code) == 0)
				*mk_vec_add(evidence->arena, &judged->findings) = *finding;
	mk_each(judged, &list)
		settle(evidence, judged);
	return list;
}

const char *mk_evidence_verdict(const struct mk_evidence *evidence)
{
	if (mk_findings_count(evidence->findings, MK_ERROR))
		return "does not hold";
	return evidence->plan ? "holds" : "not judged";
}
