/* SPDX-License-Identifier: BSD-2-Clause */
#include "board_fixture.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SHARED_BOARDS
#define SHARED_BOARDS ""
#endif

#define ROOM_BYTES 4096

static struct mk_arena arena;
static struct mk_findings findings;
static struct mk_source source = {.name = "board.dtb"};

void board_fixture_init(void)
{
	mk_arena_init(&arena, NULL);
	mk_findings_init(&findings, &arena);
}

void board_fixture_finish(void)
{
	mk_arena_finish(&arena);
}

struct mk_arena *fixture_arena(void)
{
	return &arena;
}

struct mk_findings *fixture_findings(void)
{
	return &findings;
}

/* With room behind the blob. NULL where the file cannot be opened. */
static uint8_t *read_blob(const char *folder, const char *name, size_t *length)
{
	FILE *file = fopen(mk_arena_printf(&arena, "%s/%s.dtb", folder, name), "rb");
	uint8_t *blob;
	long size;

	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	cr_assert(ge(long, size, 0));
	rewind(file);
	blob = mk_arena_alloc(&arena, (size_t)size + ROOM_BYTES);
	*length = fread(blob, 1, (size_t)size, file);
	fclose(file);
	return blob;
}

uint8_t *fixture_blob(const char *name, size_t *length)
{
	uint8_t *blob = read_blob(TEST_BOARDS, name, length);

	cr_assert(ne(ptr, blob, NULL), "%s has not been compiled", name);
	return blob;
}

struct mk_board *fixture_load(const void *blob, size_t length)
{
	source.length = length;
	return mk_board_load(&arena, &source, blob, length, NULL, &findings);
}

struct mk_board *fixture_board(const char *name)
{
	size_t length;
	const uint8_t *blob = fixture_blob(name, &length);
	struct mk_board *board = fixture_load(blob, length);

	cr_assert(ne(ptr, board, NULL), "%s cannot be loaded", name);
	return board;
}

static const char *shared_folder(void)
{
	const char *folder = getenv("MKPART_BOARDS");

	return folder && *folder ? folder : SHARED_BOARDS;
}

bool shared_board_is_there(const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s.dtb", shared_folder(), name);
	file = fopen(path, "rb");
	if (file)
		fclose(file);
	return file != NULL;
}

struct mk_board *shared_board(const char *name)
{
	size_t length;
	uint8_t *blob = read_blob(shared_folder(), name, &length);
	struct mk_board *board;

	if (!blob)
		cr_skip("%s.dtb is not there: set MKPART_BOARDS", name);
	board = fixture_load(blob, length);
	cr_assert(ne(ptr, board, NULL), "%s cannot be loaded", name);
	return board;
}

const struct mk_dt_node *node_at(const struct mk_board *board, const char *path)
{
	const struct mk_dt_node *node = mk_dt_by_path(board->tree, path);

	cr_assert(ne(ptr, (void *)node, NULL), "there is no %s", path);
	return node;
}

mk_interrupts interrupts_of(const struct mk_board *board, const char *path)
{
	mk_interrupts list = {NULL, 0, 0};

	mk_board_interrupts(board, &arena, node_at(board, path), &list);
	return list;
}

mk_interrupts mapped_interrupts_of(const struct mk_board *board, const char *path)
{
	mk_interrupts list = {NULL, 0, 0};

	mk_board_mapped_interrupts(board, &arena, node_at(board, path), &list);
	return list;
}

mk_mmios mmio_of(const struct mk_board *board, const char *path)
{
	mk_mmios list = {NULL, 0, 0};

	mk_board_mmio(board, &arena, node_at(board, path), &list);
	return list;
}
