#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Every board's first layout is a good one: init_all.py --mkpart PROGRAM --dtc PROGRAM FOLDER...

For each DTB in the folders, for two and four nodes and for two under contract sel4-bootinfo: `init`
writes a layout, the same one twice; `check` finds no error in it, also with all its suggestions
taken, and in itself no more than a handful of warnings; `gen` makes of it overlays that dtc
compiles on top of the board; `own` finds the owner of what it placed. Boards that state no RAM are
given some. Exits with 77 where no folder exists.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

SKIPPED = 77
WIDTH = 100

# Nodes, contract, and how many warnings there may be: with more, nobody reads any. The second
# contract has three that tell what its kernels do not confine.
WANTED = ((2, "sel4-overlay", 5), (4, "sel4-overlay", 5), (2, "sel4-bootinfo", 8))

# By contract: the finding that the layout's own suggestions allow.
ALLOWED = {"sel4-overlay": "MK0802", "sel4-bootinfo": "MK1204"}

# For trees that leave RAM to the boot firmware; where it is does not matter here.
SOME_RAM = ("--memory", "0x80000000:1G", "--memory", "0xc0000000:0x20000000")

# What some trees cannot have, by the reason that `init` gives.
REFUSALS = {
    "a core for each node is needed": "fewer cores",
    "the loader cannot start node": "cores that the loader cannot start",
    "are for AArch64, but the board's core": "another architecture",
    "need a GIC, but the board": "no GIC",
    "drives a GICv2, but the board has a GICv3": "a GIC that the platform's kernel does not drive",
    "drives a GICv3, but the board has a GICv2": "a GIC that the platform's kernel does not drive",
    "[MK0530]": "a system device tree",
    "[MK1201]": "cores that the loader does not number so",
    "[MK0407]": "cores that the loader does not number so",
    "cannot be read: its `reg` has": "reservations that cannot be read",
    "not looked at: all that": "a tree made to meet a bound",
    "but a row has": "ranges that do not fit their cells",
    "no place is left for node": "less RAM in one piece than a node needs",
    "the largest free range is 0x80000000..0x803fffff with 4 MiB": "less RAM than a node needs",
}


class Problem(Exception):
    pass


def run(*command, status=(0,)):
    result = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=120,
                            check=False)
    if "Sanitizer" in result.stderr or "runtime error" in result.stderr:
        raise Problem(result.stderr[:2000])
    if result.returncode not in status:
        words = " ".join(pathlib.Path(str(c)).name for c in command[:2])
        raise Problem(f"{words}: exit status {result.returncode}: "
                      f"{(result.stderr + result.stdout).strip()[:600]}")
    return result


def refusal(text):
    for words, what in REFUSALS.items():
        if words in text:
            return what
    return None


def first_layout(mkpart, board, nodes, contract):
    """The layout's text, or None and why this board has none."""
    options = ["--nodes", nodes, "--contract", contract]
    result = run(mkpart, "init", board, *options, status=(0, 1, 2))
    if result.returncode == 1 and "states no RAM" in result.stderr:
        options += SOME_RAM
        result = run(mkpart, "init", board, *options, status=(0, 1))
    if result.returncode == 2:
        return None, "no tree"
    if result.returncode == 1:
        why = refusal(result.stderr)
        if not why:
            raise Problem(result.stderr.strip())
        return None, why
    if run(mkpart, "init", board, *options).stdout != result.stdout:
        raise Problem("init writes something else the second time")
    return result.stdout, None


def check_form(text):
    for number, line in enumerate(text.splitlines(), 1):
        words = line.lstrip(" #").split(" ")
        if len(line) > WIDTH and len(words) > 1 and words[0] != "dtb:":
            raise Problem(f"line {number} has {len(line)} columns: {line}")
        if not line.isprintable():
            raise Problem(f"line {number} holds what cannot be printed")


def warnings_of(mkpart, layout, what, most=None):
    result = run(mkpart, "check", "--format", "json", layout, status=(0, 1))
    findings = json.loads(result.stdout)["findings"]
    errors = [f"{f['message']} [{f['code']}]" for f in findings if f["severity"] == "error"]
    if errors or result.returncode:
        raise Problem(f"{what}: {'; '.join(errors[:4])}")
    warnings = [f for f in findings if f["severity"] == "warning" and f["standing"] == "stands"]
    if most is not None and len(warnings) > most:
        raise Problem(f"{what}: {len(warnings)} warnings: "
                      + "; ".join(f"{f['message']} [{f['code']}]" for f in warnings))
    return sorted(f["code"] for f in warnings)


def take_suggestions(text):
    return re.sub(r"^( *)#(?=[^ \n])", r"\1", text, flags=re.M)


def generate(options, layout, nodes, folder):
    run(options.mkpart, "gen", layout, "-o", folder)
    if not (folder / "board.dts").exists():
        return
    board = (folder / "board.dts").read_text()
    for i in range(nodes):
        tree = folder / f"node{i}.dts"
        tree.write_text(board + (folder / f"node{i}" / "overlay.dts").read_text())
        run(options.dtc, "-q", "-I", "dts", "-O", "dtb", "-o", folder / f"node{i}.dtb", tree)


def check_owners(mkpart, layout):
    """What the plan says of slices and interrupts, `own` says too."""
    plan = json.loads(run(mkpart, "plan", "--format", "json", layout).stdout)
    for node in plan["nodes"]:
        first = node["memory"][0]["first"]
        if f"memory of node '{node['name']}'" not in run(mkpart, "own", layout, first).stdout:
            raise Problem(f"own does not know that node {node['name']} has {first}")
        for device in node["devices"][:8]:
            answer = run(mkpart, "own", layout, device["path"]).stdout
            if f"node '{node['name']}' has it" not in answer:
                raise Problem(f"own does not know who has {device['path']}")


def try_board(options, board, scene, nodes, contract, most_warnings):
    """Warnings, or why there is no such layout."""
    text, why = first_layout(options.mkpart, board, nodes, contract)
    if text is None:
        return why
    check_form(text)
    layout = scene / "first.yaml"
    layout.write_text(text)
    warnings = warnings_of(options.mkpart, layout, "the first layout", most_warnings)
    generate(options, layout, nodes, scene / "out")
    check_owners(options.mkpart, layout)
    layout.write_text(take_suggestions(text))
    if ALLOWED[contract] in warnings_of(options.mkpart, layout, "with its suggestions"):
        raise Problem("its suggestions are not taken")
    return " ".join(warnings) or "no warning"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--dtc", default="dtc")
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    boards = sorted(pathlib.Path(b).resolve() for folder in options.folders
                    for b in pathlib.Path(folder).glob("*.dtb"))
    if not boards:
        print("skipped: no board in " + " ".join(options.folders))
        sys.exit(SKIPPED)
    problems = made = 0
    seen = collections.Counter()
    for board in boards:
        for wanted in WANTED:
            with tempfile.TemporaryDirectory() as scene:
                try:
                    outcome = try_board(options, board, pathlib.Path(scene), *wanted)
                    made += outcome.startswith(("MK", "no warning"))
                    seen.update(w for w in outcome.split() if w.startswith("MK"))
                except Problem as problem:
                    outcome = f"PROBLEM {problem}"
                    problems += 1
            print(f"{board.stem:40} {wanted[0]} {wanted[1]}  {outcome}", flush=True)
    print(f"{made} layouts, {problems} problems; warnings: "
          + ", ".join(f"{code} {count}" for code, count in sorted(seen.items())))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
