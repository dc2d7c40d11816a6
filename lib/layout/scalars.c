/* SPDX-License-Identifier: BSD-2-Clause */
#include "layout/scalars.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/number.h"
#include "doc/reading_problems.h"
#include "doc/span.h"
#include "layout/advice.h"
#include "layout/mend.h"

#define SHOWN_MAX_BYTES 60

const char *mk_subject_text(struct mk_arena *arena, struct mk_subject subject)
{
	if (!subject.key)
		return "the layout";
	return mk_arena_printf(arena, subject.item ? "an item of '%s'" : "'%s'",
		mk_shown_text(arena, subject.key));
}

const char *mk_shown_text(struct mk_arena *arena, const char *text)
{
	size_t length = strnlen(text, SHOWN_MAX_BYTES + 1);

	if (length <= SHOWN_MAX_BYTES)
		return text;
	/* Not in the middle of a code point. */
	while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
		length--;
	return mk_arena_printf(arena, "%.*s...", (int)length, text);
}

/* "&uart0", as device trees refer to labels, and nothing behind it: false where it is not so. */
static bool suggest_without_anchor(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *value)
{
	const char *at = mk_doc_span_from(&value->origin);
	size_t length = at && *at == '&' ? strcspn(at + 1, " \t\r\n,]}") : 0;
	const char *name;

	if (!length || *value->text || value->origin.length != length + 1)
		return false;
	name = mk_arena_copy(findings->arena, at + 1, length);
	mk_suggest(findings, finding, "write %s without the '&', which YAML takes for an anchor",
		mk_shown_text(findings->arena, name));
	mk_mend_anchor(findings, finding, value, name);
	return true;
}

struct mk_finding *mk_refuse_kind(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *wanted)
{
	struct mk_finding *finding =
		mk_report(findings, &mk_wrong_type, value->origin, "%s must be %s, not %s",
			mk_subject_text(findings->arena, subject), wanted, mk_doc_kind_name(value));

	if (value->kind == MK_DOC_NULL && !suggest_without_anchor(findings, finding, value))
		mk_suggest(findings, finding, "write %s there, or remove the key", wanted);
	return finding;
}

static void refuse_as_scalar(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *wanted)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, wanted);

	if (value->kind == MK_DOC_LIST && value->items.count > 1)
		mk_suggest(findings, finding,
			"write one of them here; each further one needs an item of its own");
	if (value->kind != MK_DOC_LIST || value->items.count != 1 ||
		value->items.items[0]->kind != MK_DOC_SCALAR)
		return;
	mk_suggest(findings, finding, "remove the list around it: %s",
		mk_shown_text(findings->arena, value->items.items[0]->text));
	mk_mend_unlist(findings, finding, value);
}

bool mk_decode_text(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_text *text)
{
	if (value->kind != MK_DOC_SCALAR) {
		refuse_as_scalar(findings, subject, value, "text");
		return false;
	}
	if (strnlen(value->text, MK_LAYOUT_MAX_TEXT + 1) > MK_LAYOUT_MAX_TEXT) {
		mk_report(findings, &mk_too_large, value->origin, "%s has more than %u bytes",
			mk_subject_text(findings->arena, subject), MK_LAYOUT_MAX_TEXT);
		return false;
	}
	*text = (struct mk_text){true, value->text, value->origin};
	return true;
}

/* What people write when they mean to come back to it. */
static bool is_placeholder(const char *text)
{
	static const char *const words[] = {
		"todo", "tbd", "tba", "fixme", "xxx", "reason", "why", "none", "n/a"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i], text) == 0)
			return true;
	return false;
}

/* What says nothing although it is not ASCII: spaces, characters without width, '...' and dashes.
 */
static size_t empty_character(const char *text)
{
	static const char *const characters[] = {"\xc2\xa0", "\xc2\xad", "\xe2\x80\x8b",
		"\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\xa6", "\xe2\x81\xa0", "\xe3\x80\x80",
		"\xef\xbb\xbf"};

	for (size_t i = 0; i < sizeof characters / sizeof *characters; i++)
		if (strncmp(text, characters[i], strlen(characters[i])) == 0)
			return strlen(characters[i]);
	return 0;
}

/* Letters of any script are text; punctuation of ASCII, and what looks like it, are none. */
static bool says_something(const char *text)
{
	size_t skipped;

	for (; *text; text += skipped) {
		skipped = empty_character(text);
		if (!skipped && (isalnum((unsigned char)*text) || (unsigned char)*text >= 0x80))
			return true;
		if (!skipped)
			skipped = 1;
	}
	return false;
}

bool mk_check_reason(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value)
{
	const char *what = mk_subject_text(findings->arena, subject);

	bool nothing = value->kind == MK_DOC_NULL;

	if (!nothing && says_something(value->text) && !is_placeholder(value->text))
		return true;
	if (!nothing && value->text[strspn(value->text, " \t\n")])
		mk_report(findings, &mk_empty_reason, value->origin, "%s says nothing: '%s'", what,
			mk_shown_text(findings->arena, value->text));
	else
		mk_report(findings, &mk_empty_reason, value->origin, "%s is empty", what);
	return false;
}

/* The number behind the key's own name, or its first letter: "spi 63", "v1"; NULL: there is none.
 */
static const char *number_behind_key(struct mk_subject subject, const char *text)
{
	size_t length = subject.key ? strlen(subject.key) : 0;
	uint64_t number;

	if (!length || subject.item)
		return NULL;
	if (strncasecmp(text, subject.key, length) == 0)
		text += length;
	else if (tolower((unsigned char)*text) == *subject.key)
		text++;
	else
		return NULL;
	text += strspn(text, " :=@");
	return mk_number_parse(text, strlen(text), &number) == MK_NUMBER_OK ? text : NULL;
}

static void refuse_number(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, enum mk_number_status status)
{
	bool range = status == MK_NUMBER_NEGATIVE || status == MK_NUMBER_OVERFLOW;
	struct mk_number_advice advice = mk_number_advise(findings->arena, status, value->text);
	const char *behind = number_behind_key(subject, value->text);
	struct mk_finding *finding =
		mk_report(findings, range ? &mk_number_range : &mk_bad_number, value->origin,
			"%s is %s", mk_subject_text(findings->arena, subject), advice.complaint);
	enum mk_remedy_kind kind = advice.spellings[1] ? MK_REMEDY_GUESS : MK_REMEDY_SAFE;

	if (behind) {
		mk_suggest(findings, finding, "%s", behind);
		mk_fix(findings, finding, MK_REMEDY_SAFE, value->origin, value->text, behind);
		return;
	}
	if (!advice.shown)
		return;
	mk_suggest(findings, finding, "%s", advice.shown);
	for (size_t i = 0; i < 2 && advice.spellings[i]; i++)
		mk_fix(findings, finding, kind, value->origin, value->text, advice.spellings[i]);
}

bool mk_decode_number(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_number *number)
{
	enum mk_number_status status;
	uint64_t result;
	size_t length;

	if (value->kind != MK_DOC_SCALAR) {
		refuse_as_scalar(findings, subject, value, "a number");
		return false;
	}
	length = strnlen(value->text, MK_LAYOUT_MAX_NUMBER + 1);
	if (length > MK_LAYOUT_MAX_NUMBER) {
		mk_report(findings, &mk_bad_number, value->origin, "%s is longer than any number",
			mk_subject_text(findings->arena, subject));
		return false;
	}
	status = mk_number_parse(value->text, length, &result);
	if (status != MK_NUMBER_OK) {
		refuse_number(findings, subject, value, status);
		return false;
	}
	*number = (struct mk_number){.given = true,
		.value = result,
		.origin = value->origin,
		.bare = !value->text[strspn(value->text, "0123456789")]};
	return true;
}

bool mk_decode_size(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_number *number)
{
	if (value->kind != MK_DOC_SCALAR || strcmp(value->text, "rest") != 0)
		return mk_decode_number(findings, subject, value, number);
	*number = (struct mk_number){.given = true, .origin = value->origin, .rest = true};
	return true;
}

/* What a text means as a truth value; NULL where it means none. */
static const char *truth_meant(const char *text)
{
	static const struct {
		const char *text;
		const char *meant;
	} words[] = {{"true", "true"}, {"yes", "true"}, {"on", "true"}, {"y", "true"},
		{"1", "true"}, {"false", "false"}, {"no", "false"}, {"off", "false"},
		{"n", "false"}, {"0", "false"}};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i].text, text) == 0)
			return words[i].meant;
	return NULL;
}

static void refuse_flag(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "true or false");
	const char *meant = value->kind == MK_DOC_SCALAR ? truth_meant(value->text) : NULL;

	if (value->kind == MK_DOC_NULL) {
		mk_mend_nothing(findings, finding, value, "true");
		mk_mend_nothing(findings, finding, value, "false");
	} else if (meant) {
		mk_suggest(findings, finding, "write %s%s", meant,
			value->quoted ? " without quotes" : "");
		mk_mend_replace(findings, finding, MK_REMEDY_SAFE, value, meant);
	} else if (value->kind == MK_DOC_SCALAR) {
		mk_suggest(findings, finding, "write true or false%s",
			value->quoted ? " without quotes" : "");
	}
}

bool mk_decode_flag(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, struct mk_flag *flag)
{
	bool scalar = value->kind == MK_DOC_SCALAR && !value->quoted;
	bool yes = scalar && strcmp(value->text, "true") == 0;

	if (!yes && !(scalar && strcmp(value->text, "false") == 0)) {
		refuse_flag(findings, subject, value);
		return false;
	}
	*flag = (struct mk_flag){true, yes, value->origin};
	return true;
}

const char *mk_choices_text(struct mk_arena *arena, const char *const *choices)
{
	struct mk_buffer text;

	mk_buffer_init(&text, arena);
	for (size_t i = 0; choices[i]; i++) {
		const char *comma = choices[i + 1] ? ", " : " or ";
		mk_buffer_printf(&text, "%s'%s'", i ? comma : "", choices[i]);
	}
	return text.text;
}

static void refuse_choice(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *const *choices, size_t choice_count)
{
	const char *nearest = mk_nearest_name(value->text, choices, choice_count);
	struct mk_finding *finding = mk_report(findings, &mk_unknown_choice, value->origin,
		"%s must be %s, not '%s'", mk_subject_text(findings->arena, subject),
		mk_choices_text(findings->arena, choices),
		mk_shown_text(findings->arena, value->text));

	if (nearest)
		mk_did_you_mean(findings, finding, value->origin, value->text, nearest);
}

bool mk_decode_choice(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const char *const *choices, struct mk_choice *choice)
{
	unsigned i;

	if (value->kind != MK_DOC_SCALAR) {
		mk_refuse_kind(findings, subject, value, "text");
		return false;
	}
	for (i = 0; choices[i]; i++) {
		if (strcmp(choices[i], value->text) == 0) {
			*choice = (struct mk_choice){true, i, value->origin};
			return true;
		}
	}
	refuse_choice(findings, subject, value, choices, i);
	return false;
}
