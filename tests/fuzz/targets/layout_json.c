/* SPDX-License-Identifier: BSD-2-Clause */
/* The same of JSON: mk_load_layout, and all that follows on a board. */
#include "../fuzz.h"

static void run(const char *bytes, size_t length)
{
	fuzz_read_layout("fuzz.json", bytes, length);
}

const struct fuzz_target fuzz_target_layout_json = {.name = "layout_json", .run = run};
