/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "plan/plan.h"
#include "run/ctx.h"

struct telling {
	mk_ctx *ctx;
	MK_VEC(const char *) facts;
};

/* The core that boots, where something else than the tree tells it. */
static void tell_boot_core(struct telling *telling)
{
	const struct mk_board *board = telling->ctx->plan->board;
	struct mk_arena *arena = &telling->ctx->arena;

	if (board->cpus.count && board->boot_source > MK_BOOT_TREE)
		*mk_vec_add(arena, &telling->facts) =
			mk_arena_printf(arena, "--boot-core=0x%" PRIx64,
				board->cpus.items[mk_board_boot_cpu(board)].mpidr);
}

static void tell_lifted(struct telling *telling)
{
	const struct mk_dt_node *const *lifted;
	struct mk_arena *arena = &telling->ctx->arena;

	mk_each(lifted, &telling->ctx->plan->lifted)
		*mk_vec_add(arena, &telling->facts) =
			mk_arena_printf(arena, "--lift=%s", (*lifted)->path);
}

/* Entry by entry, as the layout's may stand for a device with all its parts. */
static void tell_ignored(struct telling *telling)
{
	const struct mk_set_aside *aside;
	struct mk_arena *arena = &telling->ctx->arena;

	mk_each(aside, &telling->ctx->plan->board->set_aside)
		if (aside->why == MK_ASIDE_IGNORED)
			*mk_vec_add(arena, &telling->facts) = mk_arena_printf(
				arena, "--ignore=%s:%" PRIu32, aside->node->path, aside->entry);
}

static void tell(void *data)
{
	struct telling *telling = data;
	struct mk_arena *arena = &telling->ctx->arena;
	const struct mk_bank *bank;

	tell_boot_core(telling);
	tell_lifted(telling);
	tell_ignored(telling);
	mk_each(bank, &telling->ctx->plan->ram)
		if (!bank->node)
			*mk_vec_add(arena, &telling->facts) =
				mk_arena_printf(arena, "--memory=0x%" PRIx64 ":0x%" PRIx64,
					bank->range.first, mk_range_size(bank->range));
}

mk_status mk_stated_facts(mk_ctx *ctx, const char *const **facts, size_t *count)
{
	struct telling telling = {.ctx = ctx};
	mk_status status;

	*facts = NULL;
	*count = 0;
	if (!mk_ctx_may(ctx, MK_STEP_RESULTS))
		return MK_MISUSE;
	if (!ctx->plan)
		return MK_OK;
	status = mk_ctx_run(ctx, tell, &telling);
	*facts = telling.facts.items;
	*count = telling.facts.count;
	return status;
}
