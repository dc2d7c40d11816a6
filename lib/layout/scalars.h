/* SPDX-License-Identifier: BSD-2-Clause */
/* Single values of a layout. Each function reports what is wrong and then returns false. */
#ifndef MK_LAYOUT_SCALARS_H
#define MK_LAYOUT_SCALARS_H

#include "layout/keys.h"
#include "layout/layout.h"

/* Texts are names and paths: longer ones are refused, so that messages stay readable. */
#define MK_LAYOUT_MAX_TEXT 4096u

/* An alias repeats a long number in few bytes, and each one is read again. */
#define MK_LAYOUT_MAX_NUMBER 128u

/* What a message is about: the value of a key, or an item of its list. */
struct mk_subject {
	const char *key; /* NULL: the layout as a whole */
	bool item;
};

/* "'memory'", "an item of 'memory'", "the layout". */
const char *mk_subject_text(struct mk_arena *arena, struct mk_subject subject);

/* Input text as messages repeat it: cut where it is long. */
const char *mk_shown_text(struct mk_arena *arena, const char *text);

/* "'board' or 'kernel'"; the list ends in NULL. */
const char *mk_choices_text(struct mk_arena *arena, const char *const *choices);

/* Reports that the subject must be `wanted` ("a list") and is not. */
struct mk_finding *mk_refuse_kind(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *wanted);

bool mk_decode_text(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_text *text);
/* Whether a text that was decoded says anything, as a reason has to. */
bool mk_check_reason(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value);
bool mk_decode_number(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_number *number);
/* The same, or the word `rest`. */
bool mk_decode_size(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_number *number);
bool mk_decode_flag(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_flag *flag);
bool mk_decode_choice(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *const *choices, struct mk_choice *choice);

#endif
