/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * libFuzzer entry: a layout text through reader and decoder. The first byte picks the reader by
 * the name that the text is given, the second how much memory there is.
 */
#include <stdint.h>
#include <stdlib.h>

#include "layout/layout.h"
#include "syntax/syntax.h"

struct job {
	struct mk_arena arena;
	struct mk_findings findings;
	struct mk_source source;
	size_t budget; /* blocks that the arena may still take */
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void *allocate(size_t size_bytes, void *user)
{
	struct job *job = user;

	return job->budget-- ? malloc(size_bytes) : NULL;
}

static void release(void *memory, void *user)
{
	(void)user;
	free(memory);
}

static void read_layout(void *data)
{
	struct job *job = data;
	struct mk_doc *doc = mk_syntax_read(&job->arena, &job->source, &job->findings);

	if (doc)
		mk_layout_decode(&job->arena, doc, &job->findings);
	/* Whoever returns no document has said why. */
	else if (job->findings.list.count == 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"fuzz.yaml", "fuzz.json", "-"};
	struct job job = {.budget = SIZE_MAX};
	const struct mk_allocator allocator = {allocate, release, &job};

	if (size < 2)
		return 0;
	if (data[1] < 8)
		job.budget = data[1];
	job.source = (struct mk_source){names[data[0] % 3], (const char *)data + 2, size - 2};
	mk_arena_init(&job.arena, &allocator);
	mk_findings_init(&job.findings, &job.arena);
	mk_arena_guard(&job.arena, read_layout, &job);
	mk_findings_sort(&job.findings);
	mk_arena_finish(&job.arena);
	return 0;
}
