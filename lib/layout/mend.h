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

/* "{debug: true}" as JSON has it: quotes around the words before colons. */
const char *mk_mend_quoted_keys(struct mk_arena *arena, const char *text);

/* A list's only item instead of the list. */
void mk_mend_unlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *list);

/* A list that has the map as its only item, instead of the map. */
void mk_mend_enlist(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *map);

/* A map's first key, and its value, as JSON has them. */
void mk_mend_add_key(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *text);

/* `name` instead of "&name", which is nothing with an anchor. */
void mk_mend_anchor(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *null, const char *name);

/* The same behind the map's first key, whose value is in one line. */
void mk_mend_add_second(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *text);

/* Takes a key and its value out of a map in braces, all of it in one line. `map` may be NULL. */
void mk_mend_drop_key(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *map, const char *key);

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
