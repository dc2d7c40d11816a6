/* SPDX-License-Identifier: BSD-2-Clause */
#include "run/shared_board.h"

#include <string.h>

#include "board/devices.h"

struct reading {
	struct mk_arena arena;
	struct mk_shared_board *shared; /* NULL where the tree cannot be read */
	const char *key;
	const char *name;
	const void *bytes;
	size_t length;
	const struct mk_layout_board *stated;
};

static void read_board(void *data)
{
	struct reading *reading = data;
	struct mk_arena *arena = &reading->arena;
	struct mk_shared_board *shared = mk_arena_alloc(arena, sizeof *shared);
	const char *blob = mk_arena_copy(arena, reading->bytes, reading->length);
	struct mk_findings findings;

	mk_findings_init(&findings, arena);
	shared->source = (struct mk_source){
		.name = mk_arena_copy(arena, reading->name, strlen(reading->name)),
		.length = reading->length,
	};
	shared->key = mk_arena_copy(arena, reading->key, strlen(reading->key));
	shared->board = mk_board_load(
		arena, &shared->source, blob, reading->length, reading->stated, &findings);
	if (!shared->board || findings.list.count)
		return;
	mk_board_devices(shared->board, arena);
	reading->shared = shared;
}

/* What is kept of the board lives in the arena that the struct says, which has moved by now. */
static void settle(struct mk_shared_board *shared, struct mk_arena arena)
{
	shared->arena = arena;
	shared->board->kept->arena = &shared->arena;
	shared->users = 1;
}

mk_status mk_shared_board_read(struct mk_shared_board **shared, const char *key, const char *name,
	const void *bytes, size_t length, const struct mk_layout_board *stated)
{
	struct reading reading = {
		.key = key, .name = name, .bytes = bytes, .length = length, .stated = stated};
	int failed;

	*shared = NULL;
	mk_arena_init(&reading.arena, NULL);
	failed = mk_arena_guard(&reading.arena, read_board, &reading);
	if (failed || !reading.shared) {
		mk_arena_finish(&reading.arena);
		return failed ? MK_NO_MEMORY : MK_UNREADABLE;
	}
	settle(reading.shared, reading.arena);
	*shared = reading.shared;
	return MK_OK;
}

void mk_shared_board_leave(struct mk_shared_board *shared)
{
	struct mk_arena arena;

	if (!shared || --shared->users)
		return;
	arena = shared->arena;
	mk_arena_finish(&arena);
}
