/* SPDX-License-Identifier: BSD-2-Clause */
/* Source of the variables: CONTRACT, "Loader". */
#include <inttypes.h>

#include "emit/cmake.h"
#include "emit/emit.h"

static void emit(const struct mk_plan *plan, const struct mk_plan_node *node, struct mk_buffer *out)
{
	const char *image = plan->platform ? plan->platform->loader_image : NULL;
	const struct mk_plan_node *first = mk_plan_node_at_rank(plan, 0);
	struct mk_arena *arena = out->arena;

	(void)node;
	mk_cmake_begin(out, plan,
		first ? mk_arena_printf(arena,
				"the loader; use with cmake -C, after ../%s/kernel.cmake",
				first->name)
		      : "the loader; use with cmake -C, after a kernel.cmake");
	mk_cmake_set(out, "ElfLoaderNumNodes", mk_arena_printf(arena, "%zu", plan->by_rank.count));
	/* Unset it is guessed from one node's memory alone and can land in a slice. */
	if (plan->loader.placed)
		mk_cmake_set(out, "IMAGE_START_ADDR",
			mk_arena_printf(arena, "0x%" PRIx64, plan->loader_start));
	mk_cmake_set(out, "ElfloaderImage", image ? image : "elf");
	/* The archive holds three files a node, no hashes among them. */
	mk_cmake_set_flag(out, "ElfloaderIncludeDtb", true);
	mk_cmake_set(out, "ElfloaderHashInstructions", "hash_none");
}

const struct mk_format mk_format_loader_cmake = {
	.name = "loader-cmake",
	.file = "loader/loader.cmake",
	.scope = MK_FORMAT_BOARD,
	.doc = "CMake initial-cache file for the loader, to be given to cmake -C",
	.emit = emit,
};
