# SPDX-License-Identifier: BSD-2-Clause
"""For each claim of SECURITY.md a change that makes it false, and the test that then has to fail.
"""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Falsehood:
    claim: str # how the row of the table begins
    test: str # pattern for ctest, or "run SCRIPT ARGUMENT..." for a part of what a target runs
    file: str
    old: str
    new: str


RULE = "lib/check/rules/memory_slices_disjoint.c"
OVERLAY = "lib/emit/overlay_memory.c"
RAM = "mk_dts_reg(out, cells, regions->items[i].range);"
MORE_RAM = ("mk_dts_reg(out, cells, (struct mk_range){regions->items[i].range.first,"
            " regions->items[i].range.last + 0x10000000});")

FALSEHOODS = [Falsehood(*row) for row in (
    ("What `gen` writes keeps nodes apart", "verify/agree", OVERLAY, RAM, MORE_RAM),
    ("That program refuses outputs that do not", "verify/planted", "cli/verify/groups.py",
     "if other.owner != claim.owner:", "if other.owner < claim.owner:"),
    ("A packed loader image gives", "verify/image", "lib/image/boot_block.c",
     "add_word(lister, spans->items[i].end,", "add_word(lister, spans->items[i].end + 0x1000,"),
    ("The overlaps that it looks for are not there", "verify/planted", "cli/verify/smtlib.py",
     "(bvule number {bits(claim.last, 64)})", "(bvult number {bits(claim.first, 64)})"),
    ("Of what nodes, shared regions and the loader have", "^proof$", "lib/core/range.c",
     "sorted[second].range.first > sorted[first].range.last",
     "sorted[second].range.first >= sorted[first].range.last"),
    ("That proof is about the code", "run tests/proof/run.py --mutants mk_range_make",
     "tests/proof/mutants.py",
     '("mk_range_make", "if (size == 0)", "if (size == 1)")',
     '("mk_range_make", "if (size == 0)", "if (0 == size)")'),
    ("Kernels' builds see", "oracle/kernel-view", OVERLAY, RAM, MORE_RAM),
    ("Layouts that are wrong are refused", "oracle/second-opinion", RULE,
     "claim->placed && claim->kind == MK_CLAIM_SLICE", "!claim->placed"),
    ("Every known mistake is found", "^mutations$", RULE,
     "claim->placed && claim->kind == MK_CLAIM_SLICE", "!claim->placed"),
    ("Device trees are read as they are meant", "oracle/boards", "lib/board/interrupts.c",
     "mk_intid_from_spi((struct mk_spi){number})",
     "mk_intid_from_spi((struct mk_spi){number + 1})"),
    ("A layout is refused for want of room only", "oracle/place-memory", "lib/core/fit.c",
     "return sum <= pieces_above(instance->holes, instance->hole_count, step->frontier, 1);",
     "return sum < pieces_above(instance->holes, instance->hole_count, step->frontier, 1);"),
    ("The protocol of doorbells", "^doorbell$", "lib/emit/doorbell/mkpart_doorbell.h",
     "return (before & mask) == 0;", "return before == 0;"),
    ("Hostile inputs neither crash nor hang it", "fuzz/corpus", "lib/board/tree.c",
     "return error ? refuse_libfdt(loader, error) : true;",
     "return error ? (__builtin_trap(), false) : true;"),
    ("Running out of memory is said", "fault/check", "lib/base/arena.c",
     "\tif (!block)\n\t\tmk_arena_exhaust(arena);\n\t*block", "\t*block"),
    ("A folder has the files of before", "fault/io", "cli/output.c",
     "if (act(output, file, rename_staged) != 0)", "if (act(output, file, rename_staged) > 0)"),
    ("What an assessor is given", "^evidence$", "lib/evidence/json.c",
     "mk_check_verdict_word(judged->verdict)", '"passed"'),
    ("Outputs are a function of the inputs", "^evidence$", OVERLAY,
     'mk_buffer_puts(out, "\\n/* The RAM of this node, and no other. */\\n");',
     'mk_buffer_printf(out, "\\n/* %p */\\n", (void *)out);'),
)]
