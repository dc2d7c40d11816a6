#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What each kernel's build will see is what the plan says:
kernel_view.py --mkpart PROGRAM --dtc PROGRAM --boards FOLDER [--count N] [--seed TEXT] PLACE...

PLACE is a DTB or a folder of them. First layouts of all boards, layouts of all cases, and N random
ones: the outputs of those that mkpart accepts are compiled, each node's overlay behind board.dts,
and read by kernel_reader.py. Memory, base, interrupts and devices have to be those of plan.json."""
import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import kernel_agrees
import kernel_reader
import strange_layouts
from fdt import Tree
from second_opinion import as_text, grounds_in

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/cases"))
import run as cases # noqa: E402

SKIPPED = 77
SOME_RAM = ("--memory", "0x80000000:1G", "--memory", "0xc0000000:0x20000000")
OPTIONS_OF_CASES = ("--allow", "--board", "--lock")


def ran(*command, cwd=None):
    return subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, timeout=120,
                          check=False)


# --- layouts -------------------------------------------------------------------------------------

def first_layouts(options, scene):
    """Two and four nodes on every board."""
    for number, board in enumerate(options.trees):
        for nodes in (2, 4):
            for ram in ((), SOME_RAM):
                text = ran(options.mkpart, "init", board, "--nodes", nodes, *ram).stdout
                if text:
                    layout = scene / f"first-{number}-{nodes}.yaml"
                    layout.write_bytes(text)
                    yield f"init {board.stem} {nodes}", layout, board, ()
                    break


def layouts_of_cases(options, scene):
    for case in sorted((TOP / "tests/cases").iterdir()):
        name = next((n for n in ("layout.yaml", "layout.json") if (case / n).exists()), None)
        if not name or (case / "resize").exists():
            continue
        folder = scene / case.name
        folder.mkdir()
        for file in case.iterdir():
            if file.name not in cases.OWN_FILES:
                shutil.copy(file, folder)
        cases.place_board(case, folder, options)
        cases.replace(case, folder)
        words = cases.command(case)
        kept = [w for pair in zip(words, words[1:]) if pair[0] in OPTIONS_OF_CASES for w in pair]
        if (folder / "board.dtb").exists():
            yield case.name, folder / name, folder / "board.dtb", kept


def random_layouts(options, scene):
    """As many as are asked for, of which mkpart takes a part."""
    grounds = grounds_in(options.places)
    for index in range(options.count if grounds else 0):
        ground = random.Random(f"{options.seed} board {index}").choice(grounds)
        layout, _ = strange_layouts.make_layout(ground, random.Random(f"{options.seed} {index}"))
        path = scene / f"random-{index}.json"
        path.write_text(as_text(layout))
        yield f"random {options.seed} {index} on {ground.name}", path, ground.path, \
            ("--board", ground.path)


# --- one of them ---------------------------------------------------------------------------------

def base_source(options, output, board):
    """What the kernel's build puts before the overlay."""
    if (output / "board.dts").exists():
        return (output / "board.dts").read_bytes()
    return ran(options.dtc, "-q", "-I", "dtb", "-O", "dts", board).stdout


def compiled(options, source, output):
    file = output / "whole.dts"
    file.write_bytes(source)
    result = ran(options.dtc, "-q", "-f", "-I", "dts", "-O", "dtb", file)
    if not result.stdout:
        raise kernel_reader.Stops("dtc: " + result.stderr.decode()[:300])
    return Tree(result.stdout)


def compare(options, layout, board, arguments, output):
    """None where mkpart generates nothing, else what differs."""
    if ran(options.mkpart, "gen", "-q", "-o", output, *arguments, layout,
           cwd=layout.parent).returncode:
        return None
    plan = json.loads((output / "plan.json").read_text())
    if not any(output.glob("*/overlay.dts")):
        return None # of a contract whose kernels are told in another way
    base, found = base_source(options, output, board), []
    if not base:
        return None # kernels have a tree of their own, and this one cannot be written as source
    kinds = kernel_agrees.kinds_of(compiled(options, base, output))
    for node in plan["nodes"]:
        overlay = (output / node["name"] / "overlay.dts").read_bytes()
        try:
            found += kernel_agrees.differences(
                node, compiled(options, base + overlay, output), kinds)
        except kernel_reader.Stops as stop:
            found.append(f"node {node['name']}: the build stops: {stop}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--dtc", required=True)
    parser.add_argument("--boards", required=True, help="folder of compiled tests/boards")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", default="view")
    parser.add_argument("places", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    options.places = [place.resolve() for place in options.places]
    options.mkpart = pathlib.Path(options.mkpart).resolve()
    options.trees = sorted(board for place in options.places for board in place.rglob("*.dtb"))
    if not options.trees:
        sys.exit(SKIPPED)
    judged = differing = 0
    for source in (first_layouts, layouts_of_cases, random_layouts):
        with tempfile.TemporaryDirectory() as scene:
            for name, layout, board, arguments in source(options, pathlib.Path(scene)):
                with tempfile.TemporaryDirectory() as output:
                    found = compare(options, layout, board, arguments, pathlib.Path(output))
                judged += found is not None
                differing += bool(found)
                for difference in found or ():
                    print(f"{name}: {difference}", flush=True)
    print(f"{judged} layouts, {differing} seen otherwise by kernels' builds")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
