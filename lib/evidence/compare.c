/* SPDX-License-Identifier: BSD-2-Clause */
/* Two documents as lists of what is said of what, side by side. */
#include <string.h>

#include "base/sort.h"
#include "evidence/evidence.h"
#include "syntax/syntax.h"

struct fact {
	const char *what;
	const char *value;
};

struct facts {
	struct mk_arena *arena;
	MK_VEC(struct fact) list;
};

static const char *text(const struct mk_doc *map, const char *key)
{
	const struct mk_doc *value = mk_doc_value(map, key);

	return value && value->kind == MK_DOC_SCALAR ? value->text : NULL;
}

static void add(struct facts *facts, const char *what, const char *name, const char *value)
{
	if (name && value)
		*mk_vec_add(facts->arena, &facts->list) = (struct fact){
			mk_arena_printf(facts->arena, "%s%s%s", what, *name ? " " : "", name),
			value};
}

/* One for each item of a list: what `name` calls it, and its `value`. */
static void add_items(struct facts *facts, const struct mk_doc *root, const char *list,
	const char *what, const char *name, const char *value)
{
	const struct mk_doc *items = mk_doc_value(root, list);

	for (size_t i = 0; items && i < items->items.count; i++)
		add(facts, what, text(items->items.items[i], name),
			text(items->items.items[i], value));
}

static void add_findings(struct facts *facts, const struct mk_doc *root)
{
	const struct mk_doc *checks = mk_doc_value(root, "checks");

	for (size_t i = 0; checks && i < checks->items.count; i++) {
		const struct mk_doc *check = checks->items.items[i];
		const struct mk_doc *findings = mk_doc_value(check, "findings");
		const char *code = text(check, "code");
		for (size_t j = 0; code && findings && j < findings->items.count; j++) {
			const struct mk_doc *finding = findings->items.items[j];
			const char *reason = text(finding, "reason");
			if (text(finding, "message"))
				add(facts, mk_arena_printf(facts->arena, "finding %s:", code),
					text(finding, "message"), reason ? reason : "stands");
		}
	}
}

static void add_requirements(struct facts *facts, const struct mk_doc *root)
{
	const struct mk_doc *list = mk_doc_value(root, "requirements");

	for (size_t i = 0; list && i < list->items.count; i++) {
		const struct mk_doc *entries = mk_doc_value(list->items.items[i], "entries");
		struct mk_buffer joined;
		mk_buffer_init(&joined, facts->arena);
		mk_buffer_puts(&joined, "");
		for (size_t j = 0; entries && j < entries->items.count; j++) {
			const char *entry = text(entries->items.items[j], "entry");
			mk_buffer_printf(&joined, "%s%s", j ? ", " : "", entry ? entry : "?");
		}
		add(facts, "requirement", text(list->items.items[i], "requirement"), joined.text);
	}
}

static int compare_facts(const void *left, const void *right)
{
	const struct fact *a = left;
	const struct fact *b = right;
	int order = strcmp(a->what, b->what);

	return order ? order : strcmp(a->value, b->value);
}

static bool read_facts(struct mk_arena *arena, const struct mk_source *source, struct facts *facts)
{
	struct mk_findings findings;
	const struct mk_doc *root;
	const char *format;

	*facts = (struct facts){.arena = arena};
	mk_findings_init(&findings, arena);
	root = mk_syntax_read_json(arena, source, NULL, &findings);
	format = root ? text(root, "format") : NULL;
	if (!format || strcmp(format, "mkpart-evidence") != 0)
		return false;
	add(facts, "verdict", "", text(root, "verdict"));
	add(facts, "mkpart", "version", text(mk_doc_value(root, "tool"), "version"));
	add(facts, "libraries", "", text(mk_doc_value(root, "tool"), "libraries"));
	add(facts, "contract", "", text(mk_doc_value(root, "contract"), "name"));
	add(facts, "contract's", "kernel", text(mk_doc_value(root, "contract"), "kernel"));
	add(facts, "contract's", "loader", text(mk_doc_value(root, "contract"), "loader"));
	add_items(facts, root, "inputs", "input", "role", "sha256");
	add_items(facts, root, "outputs", "output", "file", "sha256");
	add_items(facts, root, "checks", "check", "code", "verdict");
	add_findings(facts, root);
	add_requirements(facts, root);
	mk_vec_sort(&facts->list, compare_facts);
	return true;
}

bool mk_evidence_compare(struct mk_arena *arena, const struct mk_source *old,
	const struct mk_source *now, mk_evidence_changes *changes)
{
	struct facts before, after;
	size_t i = 0;
	size_t j = 0;

	if (!read_facts(arena, old, &before) || !read_facts(arena, now, &after))
		return false;
	while (i < before.list.count || j < after.list.count) {
		const struct fact *a = i < before.list.count ? &before.list.items[i] : NULL;
		const struct fact *b = j < after.list.count ? &after.list.items[j] : NULL;
		int order = !a ? 1 : !b ? -1 : strcmp(a->what, b->what);
		i += order <= 0;
		j += order >= 0;
		if (order == 0 && strcmp(a->value, b->value) == 0)
			continue;
		*mk_vec_add(arena, changes) =
			(struct mk_evidence_change){order <= 0 ? a->what : b->what,
				order <= 0 ? a->value : NULL, order >= 0 ? b->value : NULL};
	}
	return true;
}
