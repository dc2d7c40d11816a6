/* SPDX-License-Identifier: BSD-2-Clause */
/* What a context holds, and how its public entries run. */
#ifndef MK_RUN_CTX_H
#define MK_RUN_CTX_H

#include <mkpart/mkpart.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/finding.h"
#include "check/standing.h"
#include "image/image.h"
#include "plan/plan.h"

/* Lives in its own arena. */
struct mk_ctx {
	struct mk_arena arena;
	struct mk_findings findings;

	struct mk_source layout_source;
	struct mk_source board_source;
	struct mk_layout *layout;	/* NULL where none was given or it has no tree */
	struct mk_board *board;		/* NULL where none was given or it cannot be read */
	const struct mk_lock *lock;	/* the plan to keep to, or NULL */
	const struct mk_lock *old_plan; /* the plan to compare with, or NULL */
	const struct mk_plan *plan;	/* NULL until asked for, and where either of them is NULL */
	struct mk_images images;	/* its files are known once there is a plan */
	const char *const *image_paths; /* NULL before mk_list_images */
	struct mk_wishes wishes;	/* of what counts */
	const mk_artifact *artifacts;	/* NULL before mk_emit */
	size_t artifact_count;

	mk_progress *progress; /* or NULL */
	void *progress_data;

	bool layout_tried; /* given, or reported as unreadable */
	bool board_tried;
	bool lock_tried;
	bool old_plan_tried;
	bool archive_tried;
	bool loader_tried;
	bool checked;
	bool exhausted; /* memory ran out: the context can only be freed */
};

/* A context whose memory comes from `allocator`; NULL means malloc and free. */
mk_ctx *mk_ctx_new_with(const struct mk_allocator *allocator);

/* Runs `work(data)`; MK_NO_MEMORY where memory runs out in it or has run out before. */
mk_status mk_ctx_run(mk_ctx *ctx, void (*work)(void *data), void *data);

/* Makes the plan, where there are a layout and a board and it is not made yet. */
void mk_ctx_plan(mk_ctx *ctx);

/* What it all came to: MK_NO_MEMORY, else by the findings MK_UNREADABLE, MK_FOUND or MK_OK. */
mk_status mk_ctx_status(const mk_ctx *ctx);

#endif
