#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What `init --from` writes is what was there: import_back.py --mkpart P --dtc P --boards FOLDER

Overlays that mkpart made of the examples, and the trees that dtc compiles of them, come back as
layouts that pass, with the same memory and the same interrupts for each node. The layouts of the
cases init-from-* are checked as well: each is as good as its heading says.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/cases"))
import run as cases # tests/cases/run.py


def execute(*command, folder, status=(0,)):
    result = subprocess.run([str(c) for c in command], cwd=folder, capture_output=True, text=True,
                            check=False)
    if result.returncode not in status:
        sys.exit(f"{' '.join(map(str, command))}: exit status {result.returncode}\n"
                 f"{result.stdout}{result.stderr}")
    return result.stdout


def plan(options, layout, folder):
    text = execute(options.mkpart, "plan", "--format", "json", layout, folder=folder,
                   status=(0, 1))
    return json.loads(text)


def holdings(document):
    """Each node's RAM and SPIs."""
    return {node["name"]: (sorted((m["first"], m["last"]) for m in node["memory"]),
                           sorted(node["spis"])) for node in document["nodes"]}


def compile_behind(options, board, overlay, target):
    source = execute(options.dtc, "-q", "-I", "dtb", "-O", "dts", board, folder=board.parent)
    joined = subprocess.run([options.dtc, "-q", "-I", "dts", "-O", "dtb", "-o", target],
                            input=source + overlay.read_text(), text=True, check=False)
    if joined.returncode:
        sys.exit(f"{overlay} does not compile")


def same(before, after, what):
    if before != after:
        sys.exit(f"{what}:\n  was {before}\n  is  {after}")


def round_trip(options, layout, folder):
    """The layout's own outputs, as source and compiled."""
    shutil.copytree(layout.parent, folder / "example")
    here = folder / "example"
    execute(options.mkpart, "gen", "-o", "out", layout.name, folder=here)
    board = here / re.search(r"dtb: *([^\s,}]+)", layout.read_text()).group(1)
    before = plan(options, layout.name, here)
    names = [node["name"] for node in sorted(before["nodes"], key=lambda n: n["id"])]
    for form in ("overlay.dts", "node.dtb"):
        sources = []
        for name in names:
            file = here / "out" / name / form
            if form == "node.dtb":
                file = here / f"{name}.dtb"
                compile_behind(options, board, here / "out" / name / "overlay.dts", file)
            sources += ["--from", file]
        execute(options.mkpart, "init", board, *sources, "-o", f"{form}.yaml", folder=here)
        execute(options.mkpart, "check", f"{form}.yaml", folder=here)
        after = plan(options, f"{form}.yaml", here)
        same(holdings(before), holdings(after), f"{layout.name}, from {form}")


def judge_case(options, case, folder):
    """Its layout is written, and checked: the heading says what comes of it."""
    scene = folder / case.name
    shutil.copytree(case, scene)
    cases.place_board(case, scene, options)
    command = cases.command(case)
    execute(options.mkpart, *command, "-o", "layout.yaml", folder=scene, status=(0, 1))
    text = (scene / "layout.yaml").read_text()
    passes = "It passes 'mkpart check'" in text
    execute(options.mkpart, "check", "layout.yaml", folder=scene, status=(0,) if passes else (1,))
    if passes == ("exit 1" in (case / "expected").read_text()):
        sys.exit(f"{case.name}: its heading and its exit status differ")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("mkpart", "dtc", "boards"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    written = [case for case in sorted((TOP / "tests/cases").glob("init-from-*"))
               if "--- standard output\n#" in (case / "expected").read_text()]
    layouts = [layout for layout in sorted((TOP / "examples").glob("*/*.yaml"))
               if "sel4-bootinfo" not in layout.read_text() and layout.parent.name != "talk"]
    with tempfile.TemporaryDirectory() as folder:
        for case in written:
            judge_case(options, case, pathlib.Path(folder))
    for layout in layouts:
        with tempfile.TemporaryDirectory() as folder:
            round_trip(options, layout, pathlib.Path(folder))
    print(f"{len(written)} cases, {len(layouts)} examples")
    sys.exit(0 if written and layouts else 1)


if __name__ == "__main__":
    main()
