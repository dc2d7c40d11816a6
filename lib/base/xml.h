/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text from the input inside XML. The formats have a handful of elements each, so that escaping is
 * all there is to writing them.
 */
#ifndef MK_BASE_XML_H
#define MK_BASE_XML_H

#include "base/buffer.h"

/*
 * Adds text, between tags or between double quotes, escaped as for people first: what XML 1.0
 * has no character for, such as NUL, comes out as \xNN. A newline is kept where it stands in
 * `escaped` text, which has seen mk_escape_text already.
 */
void mk_xml_text(struct mk_buffer *out, const char *text);
void mk_xml_escaped(struct mk_buffer *out, const char *escaped);

/* Adds ' NAME="TEXT"'. */
void mk_xml_attribute(struct mk_buffer *out, const char *name, const char *text);
void mk_xml_count(struct mk_buffer *out, const char *name, size_t count);

#define MK_XML_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

#endif
