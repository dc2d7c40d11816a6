/* SPDX-License-Identifier: BSD-2-Clause */
/* Boards for tests, in an arena that lives as long as one test. */
#ifndef BOARD_FIXTURE_H
#define BOARD_FIXTURE_H

#include "board/board.h"

/* For .init and .fini of a suite. */
void board_fixture_init(void);
void board_fixture_finish(void);

struct mk_arena *fixture_arena(void);
struct mk_findings *fixture_findings(void);

/* The blob of tests/boards/NAME.dts, in memory that the test may change. */
uint8_t *fixture_blob(const char *name, size_t *length);

/* What mk_board_load makes of these bytes; may be NULL. */
struct mk_board *fixture_load(const void *blob, size_t length);

/* The board of tests/boards/NAME.dts. The test fails where it cannot be loaded. */
struct mk_board *fixture_board(const char *name);

/* The same for real boards that need not be there. Skips the test where NAME.dtb is missing. */
struct mk_board *shared_board(const char *name);
bool shared_board_is_there(const char *name);

/* The test fails where there is no such node. */
const struct mk_dt_node *node_at(const struct mk_board *board, const char *path);

mk_interrupts interrupts_of(const struct mk_board *board, const char *path);
mk_interrupts mapped_interrupts_of(const struct mk_board *board, const char *path);
mk_mmios mmio_of(const struct mk_board *board, const char *path);

#endif
