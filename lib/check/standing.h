/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Which findings count: what the user of a run wants of them, and what the layout allows. Errors
 * stand: an output made in spite of one would be wrong.
 */
#ifndef MK_CHECK_STANDING_H
#define MK_CHECK_STANDING_H

#include "base/finding.h"
#include "base/trace.h"

struct mk_check;
struct mk_check_log;

/* Findings that somebody lives with. */
struct mk_allowance {
	const char *code;  /* NULL: of none */
	const char *about; /* one of their subjects; NULL: whatever they are about */
	const char *path;  /* of the device that `about` is another name for, or NULL */
};

struct mk_severity_override {
	const char *code;
	enum mk_severity severity;
};

/* Of the user of this run. Codes are those of warnings and notes. */
struct mk_overrides {
	MK_VEC(struct mk_severity_override) severities; /* a later one replaces an earlier one */
	MK_VEC(struct mk_allowance) allowances;
	struct mk_tracer tracer;  /* hears of each rule */
	struct mk_check_log *log; /* notes each rule; or NULL */
};

/*
 * What the layout allows, an entry for each of its own, with those that are broken covering
 * nothing. For a rule that runs last: what an entry stands for depends on what was found.
 */
const struct mk_allowance *mk_check_allowances(struct mk_check *check);

/* Whether a finding is of the kind that is lived with; not whether that is possible. */
bool mk_allowance_covers(const struct mk_allowance *allowance, const struct mk_finding *finding);

/* Once all rules have run: gives findings the severity that is wanted, and their standing. */
void mk_check_judge(struct mk_check *check, struct mk_overrides *overrides);

#endif
