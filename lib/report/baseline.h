/* SPDX-License-Identifier: BSD-2-Clause */
/* Findings of an earlier run, as the report format "json" wrote them: they are known. */
#ifndef MK_REPORT_BASELINE_H
#define MK_REPORT_BASELINE_H

#include "base/finding.h"
#include "doc/doc.h"

struct mk_baseline;

/*
 * NULL where it is no such document; then *complaint says why, to follow its name. Nothing of the
 * document is needed any more afterwards.
 */
struct mk_baseline *mk_baseline_of(
	struct mk_arena *arena, const struct mk_doc *doc, const char **complaint);

/*
 * Marks what is known of the findings of one check of that layout, once for each time that the
 * baseline has it. A finding is known again by code, message and device-tree path; lines may have
 * moved. What cannot be read at all is never known.
 */
void mk_baseline_apply(
	struct mk_baseline *baseline, const char *layout, const struct mk_findings *findings);

/* How many findings of the layouts that it was applied to were met no more. */
size_t mk_baseline_gone(const struct mk_baseline *baseline);

#endif
