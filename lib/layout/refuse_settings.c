/* SPDX-License-Identifier: BSD-2-Clause */
/* Settings as command lines have them, NAME=VALUE. */
#include <string.h>

#include "doc/reading_problems.h"
#include "layout/mend.h"
#include "layout/refuse.h"

/* The name's length in "NAME=VALUE", "NAME:VALUE" or "-DNAME=VALUE"; 0: it is something else. */
static size_t split(const char **text, const char **value)
{
	size_t length;

	*text += strncmp(*text, "-D", 2) == 0 ? 2 : 0;
	length = strcspn(*text, "=:");
	if (!(*text)[length] || strpbrk(*text, "\"\\\n{}[],#"))
		return 0;
	*value = *text + length + 1;
	*value += strspn(*value, " ");
	while (length && (*text)[length - 1] == ' ')
		length--;
	return **value ? length : 0;
}

/* "NAME: VALUE" with quotes as JSON has them; NULL where it is no such text. */
static const char *pair_of(struct mk_arena *arena, const char *text, bool quoted)
{
	const char *value;
	size_t length = split(&text, &value);

	if (!length)
		return NULL;
	return mk_arena_printf(
		arena, quoted ? "\"%.*s\": \"%s\"" : "%.*s: %s", (int)length, text, value);
}

bool mk_refuse_setting(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc_entry *entry)
{
	const char *pair = entry->value->kind == MK_DOC_NULL && !*entry->value->text
				   ? pair_of(findings->arena, entry->key, false)
				   : NULL;
	struct mk_finding *finding;

	if (!pair)
		return false;
	finding = mk_report(findings, &mk_wrong_type, entry->origin,
		"the name of a setting in %s has its value in it: '%s'",
		mk_subject_text(findings->arena, subject),
		mk_shown_text(findings->arena, entry->key));
	mk_suggest(findings, finding, "write %s", mk_shown_text(findings->arena, pair));
	mk_add_edit(findings, mk_add_remedy(findings, finding, MK_REMEDY_SAFE), entry->origin,
		entry->key, pair);
	return true;
}

/* All of a list, or the only text, in one map; NULL where one of them is something else. */
static const char *map_of(struct mk_arena *arena, const struct mk_doc *value, bool quoted)
{
	const char *map = value->kind == MK_DOC_SCALAR ? pair_of(arena, value->text, quoted) : "";
	struct mk_doc *const *item;

	mk_each(item, &value->items) {
		const char *pair = (*item)->kind == MK_DOC_SCALAR
					   ? pair_of(arena, (*item)->text, quoted)
					   : NULL;
		if (!pair)
			return NULL;
		map = mk_arena_printf(arena, "%s%s%s", map, *map ? ", " : "", pair);
	}
	return map && *map ? mk_arena_printf(arena, "{%s}", map) : NULL;
}

void mk_refuse_settings(
	struct mk_findings *findings, struct mk_subject subject, const struct mk_doc *value)
{
	struct mk_finding *finding = mk_refuse_kind(findings, subject, value, "a map");
	const char *map = map_of(findings->arena, value, false);

	if (!map)
		return;
	mk_suggest(findings, finding, "%s", mk_shown_text(findings->arena, map));
	mk_mend_replace(
		findings, finding, MK_REMEDY_SAFE, value, map_of(findings->arena, value, true));
}
