/* SPDX-License-Identifier: BSD-2-Clause */
/* Two plans compared, each as the document that it is. */
#include "tell/plan_diff.h"

#include "emit/plan_document.h"
#include "tell/plan_diff_parts.h"

static void compare_contract(struct mk_diff *diff)
{
	static const struct mk_plan_document_contract none;
	const struct mk_plan_document_contract *then = diff->before->document->contract;
	const struct mk_plan_document_contract *now = diff->after->document->contract;

	if (!then)
		then = &none;
	mk_diff_head(diff, "contract");
	mk_diff_texts(diff, then->name, now->name, "its name");
	mk_diff_texts(diff, then->kernel, now->kernel, "its kernel");
	mk_diff_texts(diff, then->loader, now->loader, "its loader");
}

/* --- the board -------------------------------------------------------------------------------- */

static mk_row_texts banks_of(struct mk_diff *diff, const struct mk_plan_document_board *board)
{
	const struct mk_plan_document_bank *bank;
	mk_row_texts list = {0};

	mk_each(bank, &board->banks)
		mk_diff_list_range(diff, &list, bank->range, NULL, bank->node);
	return list;
}

static mk_row_texts reserved_of(struct mk_diff *diff, const struct mk_plan_document_board *board)
{
	const struct mk_plan_document_reserved *reserved;
	mk_row_texts list = {0};

	mk_each(reserved, &board->reserved)
		mk_diff_list_range(
			diff, &list, reserved->range, reserved->kind, reserved->node.text);
	return list;
}

static void compare_board(struct mk_diff *diff)
{
#define TOLD(member) offsetof(struct mk_plan_document_board, member)
	static const size_t told[] = {TOLD(model), TOLD(compatible), TOLD(platform),
		TOLD(platform_board), TOLD(tree), TOLD(banks), TOLD(reserved), TOLD(lifted), 0};
#undef TOLD
	const struct mk_plan_document_board *then = diff->before->document->board;
	const struct mk_plan_document_board *now = diff->after->document->board;

	mk_diff_head(diff, "board");
	mk_diff_texts(diff, then->model, now->model, "its model");
	mk_diff_texts(diff, then->compatible, now->compatible, "it");
	mk_diff_texts(diff, then->platform, now->platform, "its platform");
	mk_diff_texts(diff, then->platform_board, now->platform_board, "the platform's board");
	mk_diff_texts(diff, then->tree, now->tree, "the tree that the kernels are given");
	mk_diff_texts(diff, mk_diff_decimal(diff, diff->before->document->max_irq),
		mk_diff_decimal(diff, diff->after->document->max_irq), "the last INTID");
	mk_diff_lists(diff, banks_of(diff, then), banks_of(diff, now), "new RAM", "removed RAM");
	mk_diff_lists(diff, reserved_of(diff, then), reserved_of(diff, now), "now reserved",
		"no longer reserved");
	mk_diff_lists(diff, mk_diff_list_texts(diff, &then->lifted),
		mk_diff_list_texts(diff, &now->lifted), "now lifted:", "no longer lifted:");
	mk_diff_others(diff, &mk_plan_document_board_rows, then, now, told);
}

/* --- the whole -------------------------------------------------------------------------------- */

static uint64_t free_bytes(const struct mk_plan_document *document)
{
	const struct mk_plan_document_place *place;
	uint64_t sum = 0;

	mk_each(place, &document->free)
		sum += place->range.size;
	return sum;
}

static void compare_free(struct mk_diff *diff)
{
	uint64_t then = free_bytes(diff->before->document);
	uint64_t now = free_bytes(diff->after->document);

	if (then != now)
		mk_buffer_printf(diff->out, "free RAM: %s %s, now %s\n",
			mk_diff_size(diff, then < now ? now - then : then - now),
			then < now ? "more" : "less", mk_diff_size(diff, now));
}

/* What is not compared in words, because this or the earlier mkpart is newer, is at least named. */
static void compare_others(struct mk_diff *diff)
{
#define TOLD(member) offsetof(struct mk_plan_document, member)
	static const size_t told[] = {TOLD(format), TOLD(version), TOLD(generated), TOLD(contract),
		TOLD(board), TOLD(nodes), TOLD(shared), TOLD(ipis), TOLD(connections), TOLD(loader),
		TOLD(free), TOLD(max_irq), 0};
#undef TOLD

	mk_diff_head(diff, "besides");
	mk_diff_others(
		diff, &mk_plan_document_rows, diff->before->document, diff->after->document, told);
}

void mk_plan_diff(const struct mk_lock *old, const struct mk_plan *plan, struct mk_buffer *out)
{
	struct mk_diff diff = {.arena = out->arena,
		.out = out,
		.before = old,
		.after = mk_lock_of(out->arena, mk_plan_document(out->arena, plan))};

	/* Which is an error in the layout. */
	if (!diff.after) {
		mk_buffer_puts(out, "what has no name cannot be compared\n");
		return;
	}
	compare_contract(&diff);
	compare_board(&diff);
	mk_diff_pair_nodes(&diff);
	mk_diff_nodes(&diff);
	mk_diff_joints(&diff);
	compare_others(&diff);
	compare_free(&diff);
}
