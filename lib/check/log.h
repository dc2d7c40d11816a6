/* SPDX-License-Identifier: BSD-2-Clause */
/* What was looked at, rule by rule: for evidence. */
#ifndef MK_CHECK_LOG_H
#define MK_CHECK_LOG_H

#include "check/rule.h"

enum mk_check_outcome {
	MK_CHECKED,
	MK_CHECK_NOT_OF_CONTRACT, /* the contract has nothing that it could be about */
	MK_CHECK_HIDDEN,	  /* another one's finding makes it pointless */
	MK_CHECK_NOTHING_THERE,	  /* the layout has nothing that it is about */
};

struct mk_check_note {
	const struct mk_rule *rule;
	enum mk_check_outcome outcome;
	const struct mk_rule *hider; /* of MK_CHECK_HIDDEN */
	size_t looked_at;
	const char *things; /* what these are: "regions"; NULL unless outcome is MK_CHECKED */
};

/* In the order in which rules ran; those that did not come to run at all are not in it. */
struct mk_check_log {
	MK_VEC(struct mk_check_note) notes;
};

/*
 * Counts what a rule looks at. Of a rule that visits things these are counted as it meets them; of
 * one that looks at the whole, what the plan has of the subject that its code is about.
 */
void mk_rule_scope(struct mk_check *check, struct mk_check_note *note);

/* The note of a check, or NULL. */
const struct mk_check_note *mk_check_log_find(const struct mk_check_log *log, const char *code);

#endif
