/* SPDX-License-Identifier: BSD-2-Clause */
/* Remedies of findings, made in the source. */
#ifndef MK_REPORT_APPLY_H
#define MK_REPORT_APPLY_H

#include "base/buffer.h"
#include "base/finding.h"

/* Which remedies are made. */
struct mk_apply {
	const struct mk_source *source; /* of which the others are left alone */
	bool guesses;		  /* also those that are not safe, the first of each finding */
	const char *const *codes; /* NULL-terminated: of these findings only; NULL: of all */
};

/*
 * Adds the source's text with remedies of the findings that stand made in it, in the order of the
 * findings; one that would touch what another changed already is left out. Gives how many.
 */
size_t mk_apply_remedies(
	struct mk_buffer *out, const struct mk_findings *findings, const struct mk_apply *apply);

#endif
