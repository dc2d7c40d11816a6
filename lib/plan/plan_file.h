/* SPDX-License-Identifier: BSD-2-Clause */
/* An earlier plan, as a file: what mkpart wrote as JSON ("mkpart-plan", version 1). */
#ifndef MK_PLAN_PLAN_FILE_H
#define MK_PLAN_PLAN_FILE_H

#include "doc/doc.h"

/* The document's "format" and "version". */
#define MK_PLAN_FORMAT "mkpart-plan"
#define MK_PLAN_VERSION 1u

/*
 * Reads one; NULL where it is none or of another version, and MK0021 is reported then. Only the
 * frame has been looked at: what is in it may be anything.
 */
const struct mk_doc *mk_plan_file_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings);

#endif
