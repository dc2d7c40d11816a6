/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * XML as other programs' configurations have it: elements, attributes, comments. What could make
 * reading expensive or read further files is refused: document types, and with them entities of
 * one's own. Text between elements is passed over.
 *
 * This is a reader of our own, and not a library, as one would have to be loaded at every start:
 * the grammar that is left is a page, and its limits are those of other texts.
 */
#ifndef MK_SYNTAX_XML_H
#define MK_SYNTAX_XML_H

#include "doc/doc.h"

struct mk_xml_attribute {
	const char *name;
	const char *value; /* without references */
	struct mk_origin origin;
};

struct mk_xml_element {
	const char *name;
	struct mk_origin origin; /* of the name in its start tag */
	MK_VEC(struct mk_xml_attribute) attributes;
	MK_VEC(struct mk_xml_element *) children;
};

/*
 * The root element; or NULL, after an error has been reported. The limits are those of doc/doc.h;
 * an attribute counts as a value.
 */
const struct mk_xml_element *mk_xml_read(
	struct mk_arena *arena, const struct mk_source *source, struct mk_findings *findings);

/* An attribute's value, or NULL. */
const char *mk_xml_value(const struct mk_xml_element *element, const char *name);

#endif
