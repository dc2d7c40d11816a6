/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Targets: each gives bytes of anybody's to one entry of the public header, and asks everything
 * of what comes of it. The folder targets/ is the registry. What must hold whatever the bytes are
 * is demanded with fuzz_demand.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <mkpart/mkpart.h>
#include <stddef.h>
#include <stdint.h>

struct fuzz_target {
	const char *name;
	void (*run)(const char *bytes, size_t length);

	/*
	 * Changes bytes so that they still are what they were, in a buffer of `most`; gives how
	 * many there are. NULL: any byte may change.
	 */
	size_t (*mutate)(uint8_t *bytes, size_t length, size_t most, unsigned seed);
};

extern const struct fuzz_target *const fuzz_targets[];
extern const size_t fuzz_target_count;

const struct fuzz_target *fuzz_find_target(const char *name);

/* Ends the process, with the words, where it does not hold. */
void fuzz_demand(bool holds, const char *what);

/* Of the fixed scene: layouts by contract, and the board that they are for. */
extern const char fuzz_layout[];
extern const char fuzz_boot_layout[];
void fuzz_load_board(mk_ctx *ctx);

/* A file of the scene; ends the process where it cannot be read. */
const char *fuzz_board(size_t *length);

/* A context with such a layout and the board, nothing checked. */
mk_ctx *fuzz_scene(const char *layout);

/* Whether everything is asked for, or only what a check and outputs say: that is far faster. */
extern bool fuzz_asks_all;

/* Checks it and asks for everything that the header can show of it. */
void fuzz_check_and_show(mk_ctx *ctx);

/* Everything about a board, in a context without a layout. */
void fuzz_show_board(mk_ctx *ctx);

/* A layout's text by itself, then on the board of the scene. */
void fuzz_read_layout(const char *name, const char *bytes, size_t length);

/* The mutator of the engine, which knows nothing of the bytes. */
size_t LLVMFuzzerMutate(uint8_t *bytes, size_t length, size_t most);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
