/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "lock.h"
#include "memory.h"

/* What the threads share: of the rest, each job belongs to the one that took it. */
struct work {
	const struct invocation *invocation;
	const struct source *layouts;
	const struct source *boards; /* NULL: each layout's own */
	size_t board_count;	     /* 1 where they are the layouts' own */
	const struct source *lock;
	struct job *jobs;
	size_t count;
	atomic_size_t next;
};

static void *work_off(void *data)
{
	struct work *work = data;
	size_t i;

	while ((i = atomic_fetch_add(&work->next, 1)) < work->count)
		job_check(&work->jobs[i], work->invocation,
			&(struct job_inputs){.layout = &work->layouts[i / work->board_count],
				.board = work->boards ? &work->boards[i % work->board_count] : NULL,
				.lock = work->lock});
	return NULL;
}

/* This thread works as well, so that it gets done where no other can be made. */
static void work_together(struct work *work, size_t helper_count)
{
	pthread_t *helpers = must_allocate(helper_count, sizeof *helpers);
	size_t made = 0;

	while (made < helper_count && pthread_create(&helpers[made], NULL, work_off, work) == 0)
		made++;
	work_off(work);
	for (size_t i = 0; i < made; i++)
		pthread_join(helpers[i], NULL);
	free(helpers);
}

static struct source *read_all(const char *const *paths, size_t count,
	struct source (*read)(const char *path, enum input_trust trust))
{
	struct source *sources = must_allocate(count, sizeof *sources);

	for (size_t i = 0; i < count; i++)
		sources[i] = read(paths[i], INPUT_NAMED_BY_USER);
	return sources;
}

static void free_all(struct source *sources, size_t count)
{
	for (size_t i = 0; i < count; i++)
		source_free(&sources[i]);
	free(sources);
}

static mk_status gather(struct batch *batch)
{
	mk_status status = MK_OK;

	for (size_t i = 0; i < batch->count; i++) {
		batch->contexts[i] = batch->jobs[i].ctx;
		if (batch->jobs[i].status == MK_NO_MEMORY)
			status = MK_NO_MEMORY;
	}
	return status;
}

mk_status batch_run(struct batch *batch, const struct invocation *invocation, unsigned jobs)
{
	size_t layout_count = (size_t)invocation->operand_count;
	size_t board_count = option_count(invocation, OPTION_BOARD);
	struct source *layouts =
		read_all((const char *const *)invocation->operands, layout_count, source_read);
	struct source *boards =
		read_all(invocation->repeated[OPTION_BOARD], board_count, board_read);
	struct source lock = lock_read(invocation);
	struct work work = {.invocation = invocation,
		.layouts = layouts,
		.boards = board_count ? boards : NULL,
		.board_count = board_count ? board_count : 1,
		.lock = &lock};

	work.count = layout_count * work.board_count;
	work.jobs = must_allocate(work.count, sizeof *work.jobs);
	work_together(&work, (work.count < jobs ? work.count : jobs) - 1);
	source_free(&lock);
	free_all(boards, board_count);
	free_all(layouts, layout_count);
	*batch = (struct batch){
		work.jobs, must_allocate(work.count, sizeof *batch->contexts), work.count};
	return gather(batch);
}

void batch_close(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++)
		job_close(&batch->jobs[i]);
	free(batch->jobs);
	free(batch->contexts);
}
