#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Layouts made to hurt, drawn: within a second, and 64 MiB or a little more than to check them."""
import argparse
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import common

sys.path.insert(0, str(common.TOP / "tests/fault"))
from hostile import HEAD, KIBIBYTES, SECONDS, layouts, listed

FORMATS = ("map", "svg", "html")
BOARD = common.TOP / "examples/qemu-arm-virt/board.dtb"
MORE_KIBIBYTES = 10 * 1024
MOST_OUTPUT = 8 * 1024 * 1024


def scattered():
    """As many ranges as a layout has room for, none beside another."""
    yield "scattered.yaml", HEAD + "nodes:\n" + "".join(
        f"  - name: n{i}\n    cpu: {i}\n    memory: [" + ",".join(
            f"{{start: {0x40000000 + (i * 4000 + j) * 12288:#x}, size: 4K}}"
            for j in range(4000)) + "]\n" for i in range(5))
    yield "scattered-outside.yaml", HEAD + "nodes:\n" + "".join(
        f"  - name: n{i}\n    cpu: {i}\n    memory: [" + ",".join(
            f"{{start: {(1 << 40) + (i * 4000 + j) * 12288:#x}, size: 4K}}"
            for j in range(4000)) + "]\n" for i in range(5))
    yield "stairs.yaml", HEAD + "nodes:\n" + "".join(
        f"  - name: n{i}\n    cpu: {i}\n    memory: [" + ",".join(
            f"{{start: {0x40000000 + (i * 4000 + j) * 4096:#x}, size: 1M}}"
            for j in range(4000)) + "]\n" for i in range(5))
    yield "reserved-apart.yaml", HEAD + "reserved:\n" + "".join(
        f"  - {{start: {0x40000000 + j * 65536:#x}, size: 4K, why: {'w' * 150}}}\n"
        for j in range(4000)) + "nodes: [{name: a, cpu: 0, memory: [{size: 16M}]}]\n"
    yield "top.yaml", HEAD + ("nodes: [{name: a, cpu: 0, memory: [{start: 0xfffffffffff00000,"
                              " size: 1M}, {start: 0xffffffffffff0000, size: 64K}]}]\n")
    yield "names.yaml", listed("  - {{name: n{0}" + "x" * 100 + ", cpu: 0}}\n", HEAD + "nodes:\n")


def run(program, folder, format_, layout, output):
    """Exit status, seconds, KiB at most."""
    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    with open(output, "wb") as stream:
        command = (["check"] if format_ == "check" else ["plan", "--format", format_])
        process = subprocess.Popen([program, *command, layout], cwd=folder, preexec_fn=limit,
                                   stdout=stream, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def judge(program, folder, layout):
    """Complaints about one layout."""
    output = folder / "output"
    _, _, checked = run(program, folder, "check", layout, output)
    limit = max(KIBIBYTES, checked + MORE_KIBIBYTES)
    for format_ in FORMATS:
        status, seconds, kibibytes = run(program, folder, format_, layout, output)
        if status not in (0, 1, 2):
            yield f"{layout} as {format_}: exit status {status}"
        if seconds > SECONDS:
            yield f"{layout} as {format_}: {seconds:.1f} s"
        if kibibytes > limit:
            yield f"{layout} as {format_}: {kibibytes // 1024} MiB"
        if output.stat().st_size > MOST_OUTPUT:
            yield f"{layout} as {format_}: writes {output.stat().st_size} bytes"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    program = os.path.abspath(parser.parse_args().mkpart)
    complaints, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        (scene / "board.dtb").write_bytes(BOARD.read_bytes())
        for name, text in [*layouts(), *scattered()]:
            (scene / name).write_text(text)
            complaints += judge(program, scene, name)
            count += 1
    print("\n".join(complaints) or f"{count} layouts are drawn {len(FORMATS)} times")
    sys.exit(1 if complaints else 0)


if __name__ == "__main__":
    main()
