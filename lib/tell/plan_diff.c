/* SPDX-License-Identifier: BSD-2-Clause */
/* Two plans compared. The one of now goes through its own document: both are read alike. */
#include "tell/plan_diff.h"

#include "emit/plan_document.h"
#include "tell/plan_diff_parts.h"

static void compare_contract(struct mk_diff *diff)
{
	const struct mk_doc *then = mk_doc_value(diff->before->doc, "contract");
	const struct mk_doc *now = mk_doc_value(diff->after->doc, "contract");

	mk_diff_head(diff, "contract");
	mk_diff_texts(diff, then, now, "name", "its name");
	mk_diff_texts(diff, then, now, "kernel", "its kernel");
	mk_diff_texts(diff, then, now, "loader", "its loader");
}

static void compare_board(struct mk_diff *diff)
{
	static const char *const known[] = {"model", "compatible", "platform", "platform_board",
		"tree", "banks", "reserved", "lifted", NULL};
	const struct mk_doc *then = mk_doc_value(diff->before->doc, "board");
	const struct mk_doc *now = mk_doc_value(diff->after->doc, "board");

	compare_contract(diff);
	mk_diff_head(diff, "board");
	mk_diff_texts(diff, then, now, "model", "its model");
	mk_diff_texts(diff, then, now, "compatible", "it");
	mk_diff_texts(diff, then, now, "platform", "its platform");
	mk_diff_texts(diff, then, now, "platform_board", "the platform's board");
	mk_diff_texts(diff, then, now, "tree", "the tree that the kernels are given");
	mk_diff_texts(diff, diff->before->doc, diff->after->doc, "max_irq", "the last INTID");
	mk_diff_lists(diff, then, now, "banks", "new RAM", "gone RAM");
	mk_diff_lists(diff, then, now, "reserved", "reserved now", "not reserved any more");
	mk_diff_lists(diff, then, now, "lifted", "lifted now is", "not lifted any more is");
	mk_diff_others(diff, then, now, known);
}

static uint64_t free_bytes(const struct mk_doc *doc)
{
	const struct mk_doc *list = mk_diff_list(doc, "free");
	uint64_t sum = 0;
	uint64_t size;

	for (size_t i = 0; list && i < list->items.count; i++)
		if (mk_diff_number(list->items.items[i], "size", &size))
			sum += size;
	return sum;
}

static void compare_free(struct mk_diff *diff)
{
	uint64_t then = free_bytes(diff->before->doc);
	uint64_t now = free_bytes(diff->after->doc);

	if (then != now)
		mk_buffer_printf(diff->out, "free RAM: %s %s, now %s\n",
			mk_diff_size(diff, then < now ? now - then : then - now),
			then < now ? "more" : "less", mk_diff_size(diff, now));
}

/* What this mkpart does not compare in words, because it is newer, is at least named. */
static void compare_others(struct mk_diff *diff)
{
	static const char *const known[] = {"format", "version", "generated", "contract", "board",
		"nodes", "shared", "ipis", "connections", "loader", "free", "max_irq", NULL};

	mk_diff_head(diff, "besides");
	mk_diff_others(diff, diff->before->doc, diff->after->doc, known);
}

/* NULL where something has no name, which is an error in the layout. */
static const struct mk_lock *lock_of(struct mk_arena *arena, const struct mk_plan *plan)
{
	static const struct mk_source source = {.name = ""};
	struct mk_findings complaints;
	struct mk_json json;

	mk_findings_init(&complaints, arena);
	mk_plan_document(arena, plan, &json);
	return mk_lock_of(arena, &source, mk_json_as_doc(&json), &complaints);
}

void mk_plan_diff(const struct mk_lock *old, const struct mk_plan *plan, struct mk_buffer *out)
{
	struct mk_diff diff = {
		.arena = out->arena, .out = out, .before = old, .after = lock_of(out->arena, plan)};

	if (!diff.after) {
		mk_buffer_puts(out, "what has no name cannot be compared\n");
		return;
	}
	compare_board(&diff);
	mk_diff_pair_nodes(&diff);
	mk_diff_nodes(&diff);
	mk_diff_joints(&diff);
	compare_others(&diff);
	compare_free(&diff);
}
