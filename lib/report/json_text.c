/* SPDX-License-Identifier: BSD-2-Clause */
#include "report/json_text.h"

#include <string.h>

#include "report/report.h"

void mk_json_escaped(struct mk_json *json, json_t *parent, const char *key, const char *text)
{
	struct mk_buffer escaped;

	if (!text) {
		mk_json_null(json, parent, key);
		return;
	}
	mk_buffer_init(&escaped, json->arena);
	mk_escape_text(&escaped, text, strlen(text));
	mk_json_text(json, parent, key, escaped.text ? escaped.text : "");
}

void mk_json_count(struct mk_json *json, json_t *parent, const char *key, size_t count)
{
	mk_json_number(json, parent, key, count < UINT32_MAX ? (uint32_t)count : UINT32_MAX);
}
