/* SPDX-License-Identifier: BSD-2-Clause */
#include "emit/untypeds.h"

void mk_json_untypeds(
	struct mk_json *json, struct mk_json_value *object, const struct mk_start *start)
{
	struct mk_json_value *list = mk_json_list(json, object, "untypeds");
	const struct mk_untyped *untyped;

	mk_each(untyped, &start->untypeds) {
		struct mk_json_value *item = mk_json_object(json, list, NULL);
		mk_json_hex(json, item, "start", untyped->start);
		mk_json_number(json, item, "bits", untyped->bits);
		mk_json_flag(json, item, "device", untyped->device);
	}
}
