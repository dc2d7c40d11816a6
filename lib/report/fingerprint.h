/* SPDX-License-Identifier: BSD-2-Clause */
/* What a finding is recognised by in the next run, when lines have moved. */
#ifndef MK_REPORT_FINGERPRINT_H
#define MK_REPORT_FINGERPRINT_H

#include "report/report.h"

/*
 * One for each finding of the list, in its order: "HASH:N", sixteen hexadecimal digits of what is
 * said of which layout, and which of those alike it is, from 1. No two are the same.
 */
const char *const *mk_fingerprints(
	struct mk_arena *arena, const struct mk_report *report, const mk_reported_list *list);

#endif
