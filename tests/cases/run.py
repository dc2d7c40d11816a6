#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Runs a case: a folder with a layout, a board, and what mkpart shall say about them.

    layout.yaml or layout.json   the input; any further files are copied along with it
    board                        a board's name in tests/boards, or a path from the project's top
    board.dts                    or a board of the case's own
    boards                       further ones, one a line: "FILE BOARD"
    resize                       "FILE BYTES": the file is cut, or filled up with '#', to that size
    replace                      "FILE<tab>OLD<tab>NEW": other bytes, for what dtc does not make
    make                         built images: a recipe for tests/images/make.py
    cmd                          mkpart's arguments; "check --allow MK0128 layout.yaml" (or .json)
                                 where absent, as few cases own all of their board's RAM
    expected                     exit status and output

The board's DTB is `board.dtb` beside the layout. With --update, `expected` is rewritten. One alone,
with the program of the preset `dev`: tests/cases/run.py tests/cases/MK0101-adjacent-ok
"""
import argparse
import difflib
import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker

OWN_FILES = {"board", "board.dts", "boards", "resize", "replace", "make", "cmd",
             "expected"}
TIME_LIMIT = 30


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", default=TOP / "build/dev/mkpart", help="the program under test")
    parser.add_argument("--boards", default=TOP / "build/dev/tests/boards",
                        help="folder of compiled tests/boards")
    parser.add_argument("--dtc", default="dtc")
    parser.add_argument("--update", action="store_true", help="rewrite `expected`")
    parser.add_argument("cases", nargs="+", type=pathlib.Path)
    return parser.parse_args()


def board_file(name, boards):
    if "/" in name:
        return TOP / name
    return pathlib.Path(boards) / f"{name}.dtb"


def place_board(case, scene, options):
    """Puts board.dtb into the scene, where the case has a board."""
    if (case / "board.dts").exists():
        # Forced: a case may be about what dtc would not let pass.
        subprocess.run([options.dtc, "-f", "-I", "dts", "-O", "dtb", "-o", scene / "board.dtb",
                        case / "board.dts"], check=True, capture_output=True)
    elif (case / "board").exists():
        name = (case / "board").read_text().strip()
        shutil.copy(board_file(name, options.boards), scene / "board.dtb")


def place_further_boards(case, scene, options):
    if (case / "boards").exists():
        for line in (case / "boards").read_text().splitlines():
            file, name = line.split()
            shutil.copy(board_file(name, options.boards), scene / file)


def replace(case, scene):
    """Of one length, so that nothing else in a blob moves."""
    if (case / "replace").exists():
        name, old, new = (case / "replace").read_text().rstrip("\n").split("\t")
        assert len(old) == len(new), "OLD and NEW differ in length"
        content = (scene / name).read_bytes()
        assert old.encode() in content, f"{old} is not in {name}"
        (scene / name).write_bytes(content.replace(old.encode(), new.encode()))


def resize(case, scene):
    """Makes what would be awkward to keep: huge layouts, truncated blobs."""
    if (case / "resize").exists():
        name, size = (case / "resize").read_text().split()
        content = (scene / name).read_bytes()[:int(size)]
        (scene / name).write_bytes(content.ljust(int(size), b"#"))


def make(case, scene, options):
    if (case / "make").exists():
        Maker(os.path.abspath(options.mkpart), scene).make((case / "make").read_text())


def default_command(case):
    name = "layout.yaml" if (case / "layout.yaml").exists() else "layout.json"
    return f"check --allow MK0128 {name}"


def command(case):
    file = case / "cmd"
    return shlex.split(file.read_text() if file.exists() else default_command(case))


def environment(logs):
    """The same for everybody; sanitizers write to files, so that they cannot be overlooked."""
    return {"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC", "NO_COLOR": "1",
            "ASAN_OPTIONS": f"log_path={logs}/asan", "UBSAN_OPTIONS": f"log_path={logs}/ubsan"}


def section(title, text):
    if text and not text.endswith("\n"):
        text += "\n(no newline at the end)\n"
    return f"--- {title}\n{text}" if text else ""


def prepare(case, scene, options):
    """Puts what the case needs into the folder that it runs in."""
    for file in case.iterdir():
        if file.name not in OWN_FILES:
            shutil.copy(file, scene)
    place_board(case, scene, options)
    place_further_boards(case, scene, options)
    resize(case, scene)
    replace(case, scene)
    make(case, scene, options)


def said(result):
    return (f"exit {result.returncode}\n"
            + section("standard output", result.stdout.decode("utf-8", "backslashreplace"))
            + section("standard error", result.stderr.decode("utf-8", "backslashreplace")))


def outcome(case, options):
    """What `expected` should hold, and what the sanitizers complain about."""
    with tempfile.TemporaryDirectory() as scene, tempfile.TemporaryDirectory() as logs:
        scene, logs = pathlib.Path(scene), pathlib.Path(logs)
        prepare(case, scene, options)
        result = subprocess.run([os.path.abspath(options.mkpart), *command(case)], cwd=scene,
                                env=environment(logs), stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=TIME_LIMIT)
        complaints = "".join(log.read_text() for log in sorted(logs.iterdir()))
    if b": runtime error: " in result.stderr: # UBSan beside ASan ignores the log
        complaints += result.stderr.decode(errors="replace")
    return said(result), complaints


def differences(case, expected, actual):
    return "".join(difflib.unified_diff(expected.splitlines(True), actual.splitlines(True),
                                        f"{case.name}/expected", "this run"))


def run(case, options):
    """Whether the case passes."""
    actual, complaints = outcome(case, options)
    file = case / "expected"
    expected = file.read_text() if file.exists() else ""
    if complaints:
        print(f"{case.name}: sanitizers complain\n{complaints}")
        return False
    if options.update:
        if actual != expected:
            file.write_text(actual)
            print(f"updated {case.name}")
        return True
    if actual == expected:
        return True
    print(f"{case.name}: not as expected (`cmake --build build/dev --target update-golden` "
          "takes it over)")
    print(differences(case, expected, actual), end="")
    return False


def main():
    options = arguments()
    failed = [case.name for case in options.cases if not run(case.resolve(), options)]
    if failed:
        sys.exit(f"{len(failed)} of {len(options.cases)} cases failed: {' '.join(failed)}")


if __name__ == "__main__":
    main()
