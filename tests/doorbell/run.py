#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Tests mkpart_doorbell.h as `mkpart gen` writes it.

It compiles, together with the nodes' headers, with every C compiler there is; agrees with them
about where things are; holds in every order of its steps (model/model.c); and each mistake that
could be made in it or with it is found by that same search. Two threads hammer it under a thread
sanitizer.

usage: run.py MKPART
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = TOP / "tests/doorbell"
LAYOUT = TOP / "examples/qemu-arm-virt/doorbells.yaml"
WARNINGS = ["-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror"]

# In the header: what is replaced by what.
NO_BARRIER = [("\tmkpart_doorbell_barrier();\n", "")]
LOAD_AND_CLEAR = [("return atomic_exchange_explicit(word, 0, memory_order_acquire);",
                   "uint32_t bits = atomic_load_explicit(word, memory_order_acquire);"
                   "atomic_store_explicit(word, 0, memory_order_release); return bits;")]
TAKE_RELAXED = [("(word, 0, memory_order_acquire)", "(word, 0, memory_order_relaxed)")]
RING_RELAXED = [("(word, mask, memory_order_release)", "(word, mask, memory_order_relaxed)")]
COUNT_RELAXED = [("rings + 1, memory_order_release", "rings + 1, memory_order_relaxed")]
READ_RELAXED = [("return atomic_load_explicit(counter, memory_order_acquire);",
                 "return atomic_load_explicit(counter, memory_order_relaxed);")]
SKIP_IF_SET = [("\tuint32_t before = atomic_fetch_or",
                "\tif (atomic_load_explicit(word, memory_order_acquire) & mask)\n"
                "\t\treturn false;\n\tuint32_t before = atomic_fetch_or")]

LOST = "a signal was lost"
INVENTED = "(a signal was invented|a channel that nobody rings)"

# What is meant, what is set, what is changed in the header, and what the search says.
MODELS = [
    ("the protocol", "", [], "holds"),
    ("with GICv2's one pending bit a source", "PER_SOURCE", [], "holds"),
    ("threads of one node on one word", "ONE_NODE", [], "holds"),
    ("with store buffers", "WEAK", [], "holds"),
    ("threads of one node, with store buffers", "ONE_NODE WEAK", [], "holds"),
    ("signalling always", "ALWAYS_SIGNAL WEAK", [], "holds"),
    ("threads of one node that signal always", "ALWAYS_SIGNAL ONE_NODE WEAK", [], "holds"),
    ("on a controller that drops what is masked", "DROPS", [], "holds"),
    ("counters", "COUNTERS WEAK", [], "holds"),
    ("counters, on a controller that drops", "COUNTERS DROPS", [], "holds"),
    # Not what the header says to do, and yet nothing is lost: the GIC keeps what is masked, and
    # who looks at the result of an atomic operation has waited for it.
    ("acknowledged last, on a GIC", "ACK_LAST", [], "holds"),
    ("no barrier, where the result decides", "WEAK", NO_BARRIER, "holds"),
    # Mistakes.
    ("signalled before the bit is set", "SIGNAL_FIRST", [], LOST),
    ("never signalled", "NO_SIGNAL", [], LOST),
    ("acknowledged last, on a controller that drops", "ACK_LAST DROPS", [], LOST),
    ("never acknowledged", "NO_ACK", [], LOST),
    ("only the first word that has bits", "FIRST_FULL_WORD_ONLY", [], LOST),
    ("taken without end", "NO_END", [], "a circle"),
    ("not acknowledged at the start", "NO_START_ACK", [], LOST),
    ("not served at the start", "NO_START_SERVE", [], LOST),
    ("not opened at the start", "NO_OPEN", [], INVENTED),
    ("read, then cleared", "", LOAD_AND_CLEAR, LOST),
    ("taken without acquire", "WEAK", TAKE_RELAXED, LOST),
    ("rung without release", "WEAK", RING_RELAXED, LOST),
    ("no change where the bit is set already", "ONE_NODE WEAK", SKIP_IF_SET, LOST),
    ("no barrier, signalling always", "ALWAYS_SIGNAL WEAK", NO_BARRIER, LOST),
    ("counters without barrier", "COUNTERS WEAK", NO_BARRIER, LOST),
    ("counters, signalled first", "COUNTERS SIGNAL_FIRST", [], LOST),
    ("counters without release", "COUNTERS WEAK", COUNT_RELAXED, LOST),
    ("counters without acquire", "COUNTERS WEAK", READ_RELAXED, LOST),
    ("counters not served at the start", "COUNTERS NO_START_SERVE", [], LOST),
]

# Each node's header with the protocol, in two units of one program.
UNIT = """
#include "{node}/mkpart.h"
#include "mkpart_doorbell.h"
{asserts}
int {name}(void *page);
int {name}(void *page)
{{
    mkpart_doorbell_word *word = mkpart_doorbell_at(page, 4);
    uint32_t seen = mkpart_doorbell_counter(word);
    mkpart_doorbell_open(mkpart_doorbell_nth(page, 17));
    mkpart_doorbell_count(word);
    return mkpart_doorbell_ring(word, 1) + (int)mkpart_doorbell_take(word) +
        (int)mkpart_doorbell_counted(word, &seen);
}}
"""


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          timeout=280, **options)


def must(*command):
    ran = run(*command)
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def assertions(header):
    """What the constants of one header say about each other."""
    text = header.read_text()
    for name in re.findall(r"#define (MKPART_\w+)_MASK ", text):
        yield f"_Static_assert({name}_MASK == 1u << {name}_BIT, \"mask\");"
        yield f"_Static_assert({name}_WORD % 4096 == {name}_OFFSET, \"word\");"
        yield f"_Static_assert({name}_OFFSET % 4 == 0 && {name}_OFFSET < 64, \"words first\");"
        yield (f"_Static_assert({name}_COUNTER == 2048 + 4 * (8 * {name}_OFFSET + {name}_BIT), "
               "\"counter\");")


def compile_all(out, scratch):
    nodes = sorted(path.parent.name for path in out.glob("*/mkpart.h"))
    compilers = ["gcc", "clang", "aarch64-linux-gnu-gcc", "arm-linux-gnueabihf-gcc"]
    units = []
    bits = 0
    for number, node in enumerate(nodes):
        asserts = list(assertions(out / node / "mkpart.h"))
        bits += len(asserts) // 4
        unit = scratch / f"unit{number}.c"
        unit.write_text(UNIT.format(node=node, name=f"use{number}", asserts="\n".join(asserts)))
        units.append(unit)
    main = scratch / "main.c"
    main.write_text("int main(void) { return 0; }\n")
    for compiler in compilers:
        if not shutil.which(compiler):
            print(f"skipped: {compiler} is not here")
            continue
        for level in ("-O0", "-O2"):
            must(compiler, *WARNINGS, level, f"-I{out}", *units, main, "-o", scratch / "both")
        must(compiler, *WARNINGS, "-ffreestanding", "-c", f"-I{out}", units[0],
             "-o", scratch / "alone.o")
        print(f"{compiler}: {len(nodes)} nodes, {bits} ends of channels")
    if not bits:
        sys.exit("no channel in the headers")
    return bits


def links_alone(out, scratch):
    """Into a root task without any library, at each level of optimisation."""
    compiler = "aarch64-linux-gnu-gcc"
    if not shutil.which(compiler):
        print(f"skipped: {compiler} is not here")
        return
    source = scratch / "alone.c"
    source.write_text('#include "mkpart_doorbell.h"\nmkpart_doorbell_word word;\n'
                      "void _start(void);\nvoid _start(void)\n{ mkpart_doorbell_open(&word);\n"
                      "  while (mkpart_doorbell_ring(&word, 1)) mkpart_doorbell_take(&word); }\n")
    for level in ("-O0", "-O1", "-O2", "-O3", "-Os"):
        must(compiler, *WARNINGS, level, "-ffreestanding", "-nostdlib", "-static", f"-I{out}",
             source, "-o", scratch / "alone")
    print(f"{compiler}: links with no library")


def refuses_cplusplus(out, scratch):
    if not shutil.which("g++"):
        print("skipped: g++ is not here")
        return
    source = scratch / "unit.cc"
    source.write_text('#include "mkpart_doorbell.h"\n')
    if "is C11" not in run("g++", "-c", f"-I{out}", source, "-o", scratch / "cc.o").stderr:
        sys.exit("C++ is not told that the header is C11")


def has_barriers(out, scratch):
    """On Arm the stores are complete before the caller goes on to the SGI."""
    for compiler in ("aarch64-linux-gnu-gcc", "arm-linux-gnueabihf-gcc", "clang"):
        if not shutil.which(compiler):
            continue
        target = ["--target=aarch64-none-elf", "-ffreestanding"] if compiler == "clang" else []
        source = scratch / "barrier.c"
        source.write_text('#include "mkpart_doorbell.h"\nbool ring(mkpart_doorbell_word *word);\n'
                          "bool ring(mkpart_doorbell_word *word)\n"
                          "{ return mkpart_doorbell_ring(word, 4); }\n")
        text = must(compiler, *target, *WARNINGS, "-O2", "-S", f"-I{out}", source, "-o", "-")
        if not re.search(r"\bdsb\s+st\b", text):
            sys.exit(f"{compiler}: no dsb in\n{text}")
        print(f"{compiler}: dsb st behind the atomic operation")


def model(out, scratch, number):
    """Whether the search says what it should, and in how many words."""
    name, settings, changes, expected = MODELS[number]
    folder = scratch / f"model{number}"
    folder.mkdir()
    text = (out / "mkpart_doorbell.h").read_text()
    for old, new in changes:
        if old not in text:
            return False, f"{name}: the header has no {old!r}"
        text = text.replace(old, new)
    (folder / "mkpart_doorbell.h").write_text(text)
    # What decides where the barrier is asm: the model knows the fence that others have.
    built = run("cc", "-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror", "-U__aarch64__",
                "-U__ARM_ARCH", *(f"-D{setting}=1" for setting in settings.split()),
                f"-I{HERE / 'model'}", f"-I{folder}", HERE / "model/model.c", "-o",
                folder / "model")
    if built.returncode:
        return False, f"{name}: {built.stderr}"
    ran = run(folder / "model")
    good = re.match(expected, ran.stdout) and ran.returncode == (expected != "holds")
    shown = re.sub(r" after .*(?=\()", " ", ran.stdout.strip())
    return good, f"{name}: {shown if good else ran.stdout + ran.stderr}"


def stress(out, scratch):
    flags = ["-std=gnu11", "-O2", "-g", f"-I{out}", "-pthread", "-fsanitize=thread"]
    # The sanitizer does not know fences; the order that counts here is that of the operations.
    if run("cc", *flags, "-Wno-tsan", HERE / "stress.c", "-o", scratch / "stress").returncode:
        print("skipped: no thread sanitizer here")
        return
    ran = run(scratch / "stress")
    if ran.returncode and "unexpected memory mapping" in ran.stderr:
        print("skipped: the thread sanitizer does not run on this kernel")
    elif ran.returncode or "WARNING" in ran.stderr:
        sys.exit(f"threads: {ran.stdout}{ran.stderr}")
    else:
        print("threads:", ran.stdout.strip())


def main():
    mkpart = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        out = scratch / "out"
        must(mkpart, "gen", "-o", out, LAYOUT)
        compile_all(out, scratch)
        links_alone(out, scratch)
        refuses_cplusplus(out, scratch)
        has_barriers(out, scratch)
        stress(out, scratch)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            verdicts = list(pool.map(lambda number: model(out, scratch, number),
                                     range(len(MODELS))))
    for good, text in verdicts:
        print("" if good else "WRONG: ", text, sep="")
    return 0 if all(good for good, _ in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
