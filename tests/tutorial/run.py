#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Does what mkpart-tutorial(7) says, command by command, and compares what is printed with it.

In a literal block, a line that begins with '$ ' is a command; what follows is what it prints, where
'...' stands for any lines. A command whose output shows an error has to fail, any other to succeed.
A block that begins with '# NAME' is a file. Kernel and loader are stand-ins that do with mkpart's
files what theirs do.
"""
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(TOP / "tests/lint"))
sys.path.insert(0, str(TOP / "tests/images"))
from common import Complaints, skip
from make import ROOT_BYTES, ROOT_START, elf

PAGE = TOP / "man/mkpart-tutorial.7"
ELISION = "..."
ESCAPES = {"\\e": "\\", "\\&": ""}


def blocks():
    """Lines of each literal block, with their number in the page."""
    block = None
    for number, line in enumerate(PAGE.read_text().splitlines(), 1):
        if line.startswith(".Bd -literal"):
            block = []
        elif line == ".Ed":
            yield block
            block = None
        elif block is not None:
            assert not line.startswith("."), f"{number}: a macro"
            text = re.sub(r"\\.", lambda match: ESCAPES[match[0]], line)
            block.append((number, text))


def commands(block):
    """Number, command and lines of output."""
    lines = iter(block)
    found = []
    for number, text in lines:
        if text.startswith("$ "):
            command = text[2:]
            while command.endswith("\\"):
                command += "\n" + next(lines)[1]
            found.append((number, command, []))
        else:
            found[-1][2].append(text)
    return found


def is_shown(shown, printed):
    """Whether the lines are those that were printed, with any in place of an elision."""
    pattern = "".join("(?:.*\n)*?" if line == ELISION else re.escape(line) + "\n"
                      for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed))


def furnish(folder, options):
    """What the tutorial says is there."""
    shutil.copy(TOP / "examples/imx8mm-evk/board.dtb", folder)
    for place, name in (("kernel", "kernel"), ("tools/elfloader-tool", "loader")):
        (folder / place).mkdir(parents=True)
        settings = f"set(DTC [[{options.dtc}]])\n" \
            f"set(MAKE_KERNEL [[{sys.executable}]] -B [[{HERE / 'make_kernel.py'}]])\n"
        (folder / place / "CMakeLists.txt").write_text(
            settings + (HERE / f"{name}.cmake").read_text())
    for i, node in enumerate(("control", "net")):
        (folder / f"{node}-rootserver").write_bytes(
            elf([(ROOT_START, ROOT_START, ROOT_BYTES)], ROOT_START + i))


def run(command, folder, path):
    result = subprocess.run(
        ["sh", "-c", command], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
        env={"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"})
    return result.returncode, result.stdout.splitlines()


def judge(entry, folder, path, complaints):
    number, command, shown = entry
    status, printed = run(command, folder, path)
    fails = any(re.search(r" error: |^\d+ errors?\b", line) for line in shown)
    if bool(status) != fails:
        complaints.add(f"{number}: '{command}' ends with {status}\n" + "\n".join(printed))
    elif not is_shown(shown, printed):
        complaints.add(f"{number}: '{command}' prints something else\n" +
                       "\n".join(difflib.unified_diff(shown, printed, "page", "printed",
                                                      lineterm="")))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--dtc", required=True)
    options = parser.parse_args()
    for program in ("cmake", "ninja", "bsdtar", "fdtget"):
        if not shutil.which(program):
            skip(f"{program} is not installed")
    complaints, count = Complaints(), 0
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as programs:
        folder, mkpart = pathlib.Path(folder), pathlib.Path(programs) / "mkpart"
        mkpart.symlink_to(os.path.abspath(options.mkpart))
        furnish(folder, options)
        for block in blocks():
            name = re.fullmatch(r"# (\S+)", block[0][1])
            if name:
                (folder / name[1]).write_text("".join(f"{text}\n" for _, text in block))
                continue
            for entry in commands(block):
                count += 1
                judge(entry, folder, f"{programs}{os.pathsep}{os.environ['PATH']}", complaints)
    print(f"{count} commands")
    complaints.finish()


if __name__ == "__main__":
    main()
