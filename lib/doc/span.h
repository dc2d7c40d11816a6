/* SPDX-License-Identifier: BSD-2-Clause */
/* What a node of the document looks like in its source. */
#ifndef MK_DOC_SPAN_H
#define MK_DOC_SPAN_H

#include "doc/doc.h"

struct mk_doc_span {
	const char *text; /* in the source, not terminated */
	size_t length;	  /* bytes */
	struct mk_origin first;
	struct mk_origin behind; /* the place after its last character */
};

/*
 * The text of a scalar in one line, or of a map or list in brackets, brackets included. False for
 * what is spelled in another way: indented, or over several lines. Costs one pass over the source.
 */
bool mk_doc_span_of(const struct mk_doc *doc, struct mk_doc_span *span);

/* The source from a place to its end; NULL where the source has no such place. */
const char *mk_doc_span_from(const struct mk_origin *origin);

#endif
