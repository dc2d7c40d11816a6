/* SPDX-License-Identifier: BSD-2-Clause */
/* Ways to mend a value that is spelled wrong, as edits of the layout. */
#ifndef MK_LAYOUT_MEND_H
#define MK_LAYOUT_MEND_H

#include "doc/doc.h"
#include "layout/keys.h"

/* `before` and `after` around the value, where it stands in one piece. */
void mk_mend_wrap(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, const struct mk_doc *value, const char *before,
	const char *after);

/* `text` instead of the value; both as JSON has them. */
void mk_mend_replace(struct mk_findings *findings, struct mk_finding *finding,
	enum mk_remedy_kind kind, const struct mk_doc *value, const char *text);

/* A list's only item instead of the list. */
void mk_mend_unlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *list);

/* A list that has the map as its only item, instead of the map. */
void mk_mend_enlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *map);

/* A map's first key, and its value, as JSON has them. */
void mk_mend_add_key(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *text);

/* Something where a key has a colon and nothing: `text` as its value. */
void mk_mend_nothing(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *null, const char *text);

/*
 * The key that a text begins with, and whose value was to follow: "debug:true", "spi 63". NULL
 * where it is none of the rows'. `*value` is what follows.
 */
const struct mk_key *mk_key_run_into(
	const struct mk_record_rows *rows, const char *text, const char **value);

/* A space behind the colon of each such key in a text at `origin`, over as many lines as it has. */
void mk_mend_colons(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, struct mk_origin origin, const char *text);

#endif
