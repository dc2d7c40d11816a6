/* SPDX-License-Identifier: BSD-2-Clause */
#include "doc/frame.h"

#include <string.h>

#include "base/number.h"

static bool is_version(const struct mk_doc *value, uint64_t version)
{
	uint64_t number;

	return value && value->kind == MK_DOC_SCALAR &&
	       mk_number_parse(value->text, strlen(value->text), &number) == MK_NUMBER_OK &&
	       number == version;
}

enum mk_frame mk_frame_of(
	const struct mk_doc *doc, const char *format, uint64_t version, struct mk_origin *origin)
{
	const struct mk_doc *value = mk_doc_value(doc, "format");
	bool fits = value && value->kind == MK_DOC_SCALAR && strcmp(value->text, format) == 0;

	*origin = value ? value->origin : doc->origin;
	if (!fits)
		return MK_FRAME_OTHER_FORMAT;
	value = mk_doc_value(doc, "version");
	*origin = value ? value->origin : doc->origin;
	return is_version(value, version) ? MK_FRAME_FITS : MK_FRAME_OTHER_VERSION;
}
