/* SPDX-License-Identifier: BSD-2-Clause */
/* What a root task receives, as programs read it, whether from a plan or from an image. */
#ifndef MK_EMIT_UNTYPEDS_H
#define MK_EMIT_UNTYPEDS_H

#include "plan/boot_start.h"
#include "plan/document.h"

mk_plan_document_untypeds mk_plan_document_untypeds_of(
	struct mk_arena *arena, const struct mk_start *start);

/* Adds the list "untypeds", in the kernel's order. */
void mk_json_untypeds(
	struct mk_json *json, struct mk_json_value *object, const struct mk_start *start);

#endif
