/* SPDX-License-Identifier: BSD-2-Clause */
/* What each JSON document of mkpart begins with: "format" and "version". */
#ifndef MK_DOC_FRAME_H
#define MK_DOC_FRAME_H

#include "doc/doc.h"

enum mk_frame {
	MK_FRAME_FITS,
	MK_FRAME_OTHER_FORMAT,
	MK_FRAME_OTHER_VERSION,
};

/* Whether a document is of that format and version; `origin` becomes the place that tells. */
enum mk_frame mk_frame_of(
	const struct mk_doc *doc, const char *format, uint64_t version, struct mk_origin *origin);

#endif
