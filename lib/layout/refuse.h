/* SPDX-License-Identifier: BSD-2-Clause */
/* What the decoder refuses: reports it, with what to write instead as far as that is known. */
#ifndef MK_LAYOUT_REFUSE_H
#define MK_LAYOUT_REFUSE_H

#include "layout/keys.h"
#include "layout/scalars.h"

/* The key that another word was meant for. */
struct mk_key_meant {
	const struct mk_key *key; /* NULL: none is likely */
	bool has_value;		  /* the entry's value is that key's, and to be looked at */
};

/* An entry whose key `rows` have not. */
struct mk_key_meant mk_refuse_key(struct mk_findings *findings, const struct mk_record_rows *rows,
	const struct mk_doc *map, const struct mk_doc_entry *entry);

/* The name of the key that is spelled almost like `wanted`, or NULL. */
const char *mk_key_near(
	struct mk_arena *arena, const struct mk_record_rows *rows, const char *wanted);

/* What was to be a list; `rows` are of its items, or NULL. */
void mk_refuse_list(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const struct mk_record_rows *rows);

/* What was to be a map. */
void mk_refuse_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value);

/* What was to be a map of settings. */
void mk_refuse_settings(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value);

/* A setting whose value ran into its name, as NAME=14 or NAME:14; false where it has not. */
bool mk_refuse_setting(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc_entry *entry);

/* A text with key and number, as "spi 63" or "<0 63 4>"; false where it is none. */
bool mk_refuse_pair(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value);

/* A list of two numbers that is one range, where `rows` describe ranges; false where it is none. */
bool mk_refuse_list_as_range(struct mk_findings *findings, struct mk_subject item_subject,
	const struct mk_doc *list, const struct mk_record_rows *rows);

#endif
