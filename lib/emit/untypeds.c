/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/untypeds.h"

#include "emit/plan_document_parts.h"

mk_plan_document_untypeds mk_plan_document_untypeds_of(
	struct mk_arena *arena, const struct mk_start *start)
{
	mk_plan_document_untypeds list = {0};
	const struct mk_untyped *untyped;

	mk_each(untyped, &start->untypeds)
		*mk_vec_add(arena, &list) = (struct mk_plan_document_untyped){
			.start = mk_plan_document_number(untyped->start),
			.bits = mk_plan_document_number(untyped->bits),
			.device = untyped->device,
		};
	return list;
}

void mk_json_untypeds(
	struct mk_json *json, struct mk_json_value *object, const struct mk_start *start)
{
	struct mk_json_value *list = mk_json_list(json, object, "untypeds");
	mk_plan_document_untypeds untypeds = mk_plan_document_untypeds_of(json->arena, start);
	const struct mk_plan_document_untyped *untyped;

	mk_each(untyped, &untypeds)
		mk_rows_write(json, mk_json_object(json, list, NULL),
			&mk_plan_document_untyped_rows, untyped);
}
