/* SPDX-License-Identifier: BSD-2-Clause */
#include <inttypes.h>

#include "emit/header_parts.h"
#include "plan/digest.h"

/*
 * In any unit that includes the header, the same each time: a linker puts them into one section,
 * and an ELF file may hold a note twice. It is of no use to the code itself, so `used`.
 */
static const char note[] =
	"\n/*\n"
	" * Tells which node and plan a root task was built for: `mkpart check --images` compares it.\n"
	" * An ELF note of owner \"mkpart\", type 1: version, node's id, digest, contract. To leave it out,\n"
	" * define MKPART_NO_NOTE.\n"
	" */\n"
	"#if !defined MKPART_NO_NOTE && !defined __ASSEMBLER__ && defined __GNUC__\n"
	"__attribute__((section(\".note.mkpart\"), used, aligned(4))) static const struct {\n"
	"\tunsigned name_size, size, type;\n"
	"\tchar owner[8];\n"
	"\tunsigned version, node, digest_low, digest_high;\n"
	"\tchar contract[16];\n"
	"} mkpart_note = {7, 32, 1, \"mkpart\", 1, MKPART_NODE_ID, 0x%08" PRIx32 "u, 0x%08" PRIx32
	"u,\n\tMKPART_CONTRACT};\n"
	"#endif\n";

void mk_header_note(
	struct mk_buffer *out, const struct mk_plan *plan, const struct mk_plan_node *node)
{
	uint64_t digest = mk_plan_digest(out->arena, plan, node);

	mk_buffer_printf(out, note, (uint32_t)digest, (uint32_t)(digest >> 32));
}
