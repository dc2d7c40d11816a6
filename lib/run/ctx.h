/* SPDX-License-Identifier: BSD-2-Clause */
/* What a context holds, and how its public entries run. */
#ifndef MK_RUN_CTX_H
#define MK_RUN_CTX_H

#include <mkpart/mkpart.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/finding.h"
#include "begin/first_layout.h"
#include "check/standing.h"
#include "evidence/evidence.h"
#include "image/image.h"
#include "plan/plan.h"

/* What is done with a context, each once; see order.c for when. */
enum mk_step {
	MK_STEP_LAYOUT, /* given, or reported as unreadable */
	MK_STEP_BOARD,
	MK_STEP_LOCK,
	MK_STEP_OLD_PLAN,
	MK_STEP_OVERRIDES,
	MK_STEP_PROGRESS,
	MK_STEP_PLAN, /* also before a check, where images are listed */
	MK_STEP_IMAGES,
	MK_STEP_ARCHIVE,
	MK_STEP_LOADER,
	MK_STEP_ALONE, /* an image without a layout, in place of a check */
	MK_STEP_CHECK,
	MK_STEP_RESULTS, /* all that is told of a checked context */
	MK_STEP_DIFF,
};

struct mk_shared_board;

/* What evidence is made of, noted on the way. */
struct mk_kept {
	struct mk_check_log log;
	mk_evidence_files inputs;
	const struct mk_source *old; /* evidence to compare with, or NULL */
	mk_evidence_changes changes; /* of what was made last */
};

/* Lives in its own arena. */
struct mk_ctx {
	struct mk_arena arena;
	struct mk_findings findings;

	struct mk_source layout_source;
	struct mk_source board_source;
	const struct mk_doc *doc;     /* the layout's text as a tree; NULL where it has none */
	struct mk_layout *layout;     /* NULL where none was given or it has no tree */
	const struct mk_board *board; /* NULL where none was given or it cannot be read */
	struct mk_shared_board *shared_board; /* that it belongs to, or NULL */
	const struct mk_lock *lock;	      /* the plan to keep to, or NULL */
	const struct mk_lock *old_plan;	      /* the plan to compare with, or NULL */
	struct mk_plan *plan; /* NULL until asked for, and where either of them is NULL */
	const struct mk_contract *contract;   /* in place of the layout's, or NULL */
	bool keep_images;		      /* with their bytes, to pack them */
	struct mk_images images;	      /* its files are known once there is a plan */
	const char *const *image_paths;	      /* NULL before mk_list_images */
	const struct mk_judgement *judgement; /* of an image without a layout, or NULL */
	struct mk_overrides overrides;	      /* of what counts */
	const mk_artifact *const *artifacts;  /* NULL before mk_emit */
	size_t artifact_count;
	struct mk_kept *kept; /* NULL: no evidence is wanted */

	mk_include *include; /* or NULL */
	void *include_data;
	bool include_outside;	       /* also files that are not in the layout's folder */
	MK_VEC(const char *) includes; /* files that were included, as they are named */

	struct mk_sketch *sketch; /* what a first layout is made of; or NULL */
	struct mk_first_layout_outcome first_layout;

	mk_progress *progress; /* or NULL */
	void *progress_data;

	unsigned steps; /* bits of enum mk_step that were taken */
	bool exhausted; /* memory ran out: the context can only be freed */
};

/* A context whose memory comes from `allocator`; NULL means malloc and free. */
mk_ctx *mk_ctx_new_with(const struct mk_allocator *allocator);

/* Runs `work(data)`; MK_NO_MEMORY where memory runs out in it or has run out before. */
mk_status mk_ctx_run(mk_ctx *ctx, void (*work)(void *data), void *data);

/*
 * Has `write` fill a buffer that lives as long as the context, and hands out what is in it. Both
 * stay as they are where that comes to MK_NO_MEMORY.
 */
mk_status mk_ctx_write(mk_ctx *ctx, void (*write)(struct mk_buffer *out, void *data), void *data,
	const char **bytes, size_t *length);

/* Whether it is time for a step; to come too early or too late is misuse. */
bool mk_ctx_may(const mk_ctx *ctx, enum mk_step step);

bool mk_ctx_has(const mk_ctx *ctx, enum mk_step step);
void mk_ctx_take(mk_ctx *ctx, enum mk_step step);

/* Names an input by its digest, where evidence is wanted. */
void mk_ctx_note_input(
	mk_ctx *ctx, const char *role, const char *name, const void *bytes, size_t length);

/* A text that was read, copied so that findings can show its lines. */
struct mk_source mk_ctx_copy_source(
	mk_ctx *ctx, const char *name, const char *bytes, size_t length);

/* In place of mk_load_board: the context uses the board until it is freed. */
mk_status mk_ctx_use_board(mk_ctx *ctx, struct mk_shared_board *shared);

/* Makes the plan, where there are a layout and a board and it is not made yet. */
void mk_ctx_plan(mk_ctx *ctx);

/* What it all came to: MK_NO_MEMORY, else by the findings MK_UNREADABLE, MK_FOUND or MK_OK. */
mk_status mk_ctx_status(const mk_ctx *ctx);

#endif
