/* SPDX-License-Identifier: BSD-2-Clause */
/* Values of another kind than their key's: how to make of them what was meant. */
#include <inttypes.h>
#include <string.h>

#include "layout/advice.h"
#include "layout/foreign.h"
#include "layout/mend.h"
#include "layout/refuse.h"

/* The number that a scalar is, or was meant to be; NULL where it is none, or could be two. */
static const char *number_meant(struct mk_arena *arena, const struct mk_doc *value)
{
	size_t length = strnlen(value->text, MK_LAYOUT_MAX_NUMBER + 1);
	struct mk_number_advice advice;
	enum mk_number_status status;
	uint64_t number;

	if (length > MK_LAYOUT_MAX_NUMBER)
		return NULL;
	status = mk_number_parse(value->text, length, &number);
	if (status == MK_NUMBER_OK)
		return value->text;
	advice = mk_number_advise(arena, status, value->text);
	return advice.spellings[1] ? NULL : advice.spellings[0];
}

/* What a scalar is, where it can be the one thing that a map of that kind needs; else NULL. */
static const char *lone_value(
	struct mk_arena *arena, const struct mk_record_rows *rows, const struct mk_doc *value)
{
	if (!rows || !rows->lone_before || value->kind != MK_DOC_SCALAR)
		return NULL;
	return rows->lone_is_number ? number_meant(arena, value) : value->text;
}

/* The scalar that is a list's only item; anything else as it is. */
static const struct mk_doc *only_scalar(const struct mk_doc *value)
{
	bool one = value->kind == MK_DOC_LIST && value->items.count == 1 &&
		   value->items.items[0]->kind == MK_DOC_SCALAR;

	return one ? value->items.items[0] : value;
}

static const char *without_quotes(struct mk_arena *arena, const char *text)
{
	char *copy = mk_arena_alloc(arena, strlen(text) + 1);
	size_t length = 0;

	for (; *text; text++)
		if (*text != '"')
			copy[length++] = *text;
	return copy;
}

/* `value` is a scalar, or a list of one. */
static void suggest_map(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *value, bool in_list)
{
	const char *lone = lone_value(findings->arena, rows, only_scalar(value));
	const char *before =
		mk_arena_printf(findings->arena, "%s%s", in_list ? "[" : "", rows->lone_before);
	const char *after =
		mk_arena_printf(findings->arena, "%s%s", rows->lone_after, in_list ? "]" : "");

	mk_suggest(findings, finding, "%s%s%s", without_quotes(findings->arena, before),
		mk_shown_text(findings->arena, lone), without_quotes(findings->arena, after));
	if (rows->lone_is_part)
		return;
	if (value->kind == MK_DOC_SCALAR && lone == value->text)
		mk_mend_wrap(findings, finding, MK_REMEDY_SAFE, value, before, after);
	else
		mk_mend_replace(findings, finding, MK_REMEDY_SAFE, value,
			mk_arena_printf(findings->arena, "%s\"%s\"%s", before, lone, after));
}

/* A range where a map of one was expected, or a list of such maps. */
static void suggest_range(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_doc *value, struct mk_range range, bool in_list)
{
	const char *open = in_list ? "[" : "";
	const char *close = in_list ? "]" : "";
	uint64_t size = mk_range_size(range);

	mk_suggest(findings, finding, "%s{start: 0x%" PRIx64 ", size: 0x%" PRIx64 "}%s", open,
		range.first, size, close);
	mk_mend_replace(findings, finding, MK_REMEDY_GUESS, value,
		mk_arena_printf(findings->arena,
			"%s{\"start\": \"0x%" PRIx64 "\", \"size\": \"0x%" PRIx64 "\"}%s", open,
			range.first, size, close));
}

static bool stands_for_range(
	const struct mk_record_rows *rows, const struct mk_doc *value, struct mk_range *range)
{
	return rows && mk_key_any(rows, "start") && mk_key_any(rows, "size") &&
	       mk_foreign_range(value, range);
}

static bool has_known_key(const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *entry;

	mk_each(entry, &map->entries)
		if (mk_key_any(rows, entry->key))
			return true;
	return false;
}

/* Items under their names are what other languages have. */
static void suggest_items(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *map)
{
	const struct mk_doc_entry *first = map->entries.count ? map->entries.items : NULL;

	if (rows && first && !has_known_key(rows, map) && mk_key_any(rows, "name"))
		mk_suggest(findings, finding, "begin each item with '- name: %s' instead of '%s:'",
			mk_shown_text(findings->arena, first->key),
			mk_shown_text(findings->arena, first->key));
	else
		mk_suggest(findings, finding,
			"put it in brackets, [...], or begin each item with '- '");
	if (rows && has_known_key(rows, map))
		mk_mend_enlist(findings, finding, map);
}

/* Whether several words stand there, of which none is a key with its value. */
static bool is_word_list(const struct mk_record_rows *rows, const char *text)
{
	const char *value;

	return strpbrk(text, " ,") && !strpbrk(text, "\"\\\n{}[]:#") &&
	       !(rows && mk_key_run_into(rows, text, &value));
}

/* "a, b" as [a, b]. */
static void suggest_words(
	struct mk_findings *findings, struct mk_finding *finding, const struct mk_doc *value)
{
	struct mk_arena *arena = findings->arena;
	const char *quoted = "";
	const char *shown = "";
	const char *text = value->text;

	for (text += strspn(text, " ,"); *text; text += strspn(text, " ,")) {
		size_t length = strcspn(text, " ,");
		const char *comma = *shown ? ", " : "";
		quoted = mk_arena_printf(arena, "%s%s\"%.*s\"", quoted, comma, (int)length, text);
		shown = mk_arena_printf(arena, "%s%s%.*s", shown, comma, (int)length, text);
		text += length;
	}
	mk_suggest(findings, finding, "[%s]", mk_shown_text(arena, shown));
	mk_mend_replace(
		findings, finding, MK_REMEDY_SAFE, value, mk_arena_printf(arena, "[%s]", quoted));
}

/* A list was expected: says how to make one of what is there. `rows` are of its items, or NULL. */
void mk_refuse_list(struct mk_findings *findings, struct mk_subject subject,
	const struct mk_doc *value, const struct mk_record_rows *rows)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "a list");
	struct mk_range range;

	if (stands_for_range(rows, value, &range)) {
		suggest_range(findings, finding, value, range, true);
	} else if (lone_value(findings->arena, rows, value)) {
		suggest_map(findings, finding, rows, value, true);
	} else if (value->kind == MK_DOC_SCALAR && (!rows || rows->bare_key) &&
		   is_word_list(rows, value->text)) {
		suggest_words(findings, finding, value);
	} else if (value->kind == MK_DOC_SCALAR) {
		mk_suggest(findings, finding, "[%s]", mk_shown_text(findings->arena, value->text));
		if (!rows || rows->bare_key)
			mk_mend_wrap(findings, finding, MK_REMEDY_SAFE, value, "[", "]");
	} else if (value->kind == MK_DOC_NULL) {
		mk_suggest(findings, finding, "write [] for an empty list");
		if (*value->text)
			mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE),
				value->origin, value->text, "[]");
	} else {
		suggest_items(findings, finding, rows, value);
	}
}

/* "<0 63 4>", "GIC_SPI 63": as device trees have it. */
static const char *spi_of_cells(struct mk_arena *arena, const char *text)
{
	static const char name[] = "GIC_SPI ";
	size_t digits;

	text += *text == '<';
	if (strncmp(text, "0 ", 2) == 0)
		text += 2;
	else if (strncmp(text, name, sizeof name - 1) == 0)
		text += sizeof name - 1;
	else
		return NULL;
	digits = strspn(text, "0123456789abcdefABCDEFx");
	if (!digits || digits > MK_LAYOUT_MAX_NUMBER || !strchr(" >", text[digits]))
		return NULL;
	return mk_arena_printf(arena, "spi %.*s", (int)digits, text);
}

/* "spi 63" for {spi: 63}. */
bool mk_refuse_pair(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *value)
{
	const char *cells = spi_of_cells(findings->arena, value->text);
	const char *text = NULL;
	const struct mk_key *key = mk_key_run_into(rows, cells ? cells : value->text, &text);
	struct mk_finding *finding;
	uint64_t number;

	if (!key || key->type != MK_KEY_NUMBER || strlen(text) > MK_LAYOUT_MAX_NUMBER ||
		mk_number_parse(text, strlen(text), &number) != MK_NUMBER_OK)
		return false;
	finding = mk_refuse_kind(findings, subject, value, "a map");
	mk_suggest(findings, finding, "{%s: %s}", key->name, text);
	mk_mend_replace(findings, finding, MK_REMEDY_SAFE, value,
		mk_arena_printf(findings->arena, "{\"%s\": %" PRIu64 "}", key->name, number));
	return true;
}

static const char *first_word(struct mk_arena *arena, const char *text)
{
	return mk_arena_copy(arena, text, strcspn(text, " "));
}

/* [0, 63, 4]: the cells of a device tree as a list. */
static const char *spi_of_list(struct mk_arena *arena, const struct mk_doc *list)
{
	const char *text = "";
	struct mk_doc *const *item;

	if (list->kind != MK_DOC_LIST || list->items.count < 2 || list->items.count > 3)
		return NULL;
	mk_each(item, &list->items) {
		if ((*item)->kind != MK_DOC_SCALAR)
			return NULL;
		text = mk_arena_printf(arena, "%s%s%.*s", text, *text ? " " : "",
			MK_LAYOUT_MAX_NUMBER, (*item)->text);
	}
	return spi_of_cells(arena, mk_arena_printf(arena, "%s ", text));
}

static bool suggest_pair(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *doc)
{
	const struct mk_key *spi = mk_key_any(rows, "spi");
	const char *text = spi ? spi_of_list(findings->arena, doc) : NULL;

	if (!text)
		return false;
	text += strlen("spi ");
	mk_suggest(findings, finding, "{spi: %s}", text);
	mk_mend_replace(findings, finding, MK_REMEDY_SAFE, doc,
		mk_arena_printf(findings->arena, "{\"spi\": \"%s\"}", text));
	return true;
}

static bool is_flag(const struct mk_record_rows *rows, const struct mk_doc *word)
{
	const struct mk_key *key =
		word->kind == MK_DOC_SCALAR ? mk_key_any(rows, word->text) : NULL;

	return key && !key->hidden && key->type == MK_KEY_FLAG;
}

/* "debug", or [debug, printing]: flags by name alone. */
static bool suggest_flags(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *doc)
{
	struct mk_arena *arena = findings->arena;
	const char *shown = is_flag(rows, doc) ? mk_arena_printf(arena, "%s: true", doc->text) : "";
	struct mk_doc *const *item;

	mk_each(item, &doc->items) {
		if (!is_flag(rows, *item))
			return false;
		shown = mk_arena_printf(
			arena, "%s%s%s: true", shown, *shown ? ", " : "", (*item)->text);
	}
	if (!*shown)
		return false;
	mk_suggest(findings, finding, "{%s}", shown);
	mk_mend_replace(findings, finding, MK_REMEDY_SAFE, doc,
		mk_mend_quoted_keys(arena, mk_arena_printf(arena, "{%s}", shown)));
	return true;
}

/* "a -> b" for {name: a_to_b, from: a, to: b}. */
static bool suggest_arrow(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *doc)
{
	static const char blanks[] = " ->=";
	struct mk_arena *arena = findings->arena;
	const char *arrow = doc->kind == MK_DOC_SCALAR ? strstr(doc->text, ">") : NULL;
	const char *from;
	const char *to;

	if (!arrow || !mk_key_any(rows, "from") || !mk_key_any(rows, "to") ||
		mk_key_any(rows, "type") || strpbrk(doc->text, "\"\\\n:"))
		return false;
	from = mk_arena_copy(arena, doc->text, strcspn(doc->text, blanks));
	to = arrow + 1 + strspn(arrow + 1, blanks);
	if (!*from || !*to || strpbrk(to, blanks))
		return false;
	mk_suggest(findings, finding, "{name: %s_to_%s, from: %s, to: %s}", from, to, from, to);
	mk_mend_replace(findings, finding, MK_REMEDY_GUESS, doc,
		mk_arena_printf(arena, "{\"name\": \"%s_to_%s\", \"from\": \"%s\", \"to\": \"%s\"}",
			from, to, from, to));
	return true;
}

/* "debug:true", "debug=true". */
static bool suggest_run_in(struct mk_findings *findings, struct mk_finding *finding,
	const struct mk_record_rows *rows, const struct mk_doc *doc)
{
	const char *sign = doc->kind == MK_DOC_SCALAR ? strpbrk(doc->text, ":=") : NULL;
	const char *value = NULL;
	const struct mk_key *key = sign ? mk_key_run_into(rows, doc->text, &value) : NULL;

	if (!key || (*sign == '=' && strpbrk(value, " =\n\"\\")))
		return false;
	value = mk_shown_text(findings->arena, first_word(findings->arena, value));
	mk_suggest(findings, finding, "%s%s: %s",
		*sign == ':' ? "put a space after the colon: " : "write ", key->name, value);
	if (*sign == ':')
		mk_mend_colons(findings, finding, rows, doc->origin, doc->text);
	else
		mk_mend_replace(findings, finding, MK_REMEDY_SAFE, doc,
			mk_arena_printf(findings->arena, "%s: %s", key->name, value));
	return true;
}

/* A map was expected: says how to make one of what is there, where that is known. */
void mk_refuse_map(struct mk_findings *findings, const struct mk_record_rows *rows,
	struct mk_subject subject, const struct mk_doc *doc)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, doc, "a map");
	struct mk_range range;

	if (stands_for_range(rows, doc, &range)) {
		suggest_range(findings, finding, doc, range, false);
	} else if (lone_value(findings->arena, rows, only_scalar(doc))) {
		suggest_map(findings, finding, rows, doc, false);
	} else if (doc->kind == MK_DOC_LIST && doc->items.count == 1 &&
		   doc->items.items[0]->kind == MK_DOC_MAP) {
		mk_suggest(findings, finding, "remove the list around it");
		mk_mend_unlist(findings, finding, doc);
	} else if (!suggest_pair(findings, finding, rows, doc) &&
		   !suggest_flags(findings, finding, rows, doc) &&
		   !suggest_arrow(findings, finding, rows, doc)) {
		suggest_run_in(findings, finding, rows, doc);
	}
}

bool mk_refuse_list_as_range(struct mk_findings *findings, struct mk_subject item_subject,
	const struct mk_doc *list, const struct mk_record_rows *rows)
{
	struct mk_range range;

	if (!stands_for_range(rows, list, &range))
		return false;
	suggest_range(
		findings, mk_refuse_kind(findings, item_subject, list, "a map"), list, range, true);
	return true;
}
