/* SPDX-License-Identifier: BSD-2-Clause */
/* An earlier plan, as a file: what mkpart wrote as JSON. */
#ifndef MK_PLAN_PLAN_FILE_H
#define MK_PLAN_PLAN_FILE_H

#include "plan/document.h"

/* Reads one; NULL where it is none or of another version, and MK0021 is reported then. */
struct mk_plan_document *mk_plan_file_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings);

#endif
