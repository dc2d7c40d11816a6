#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""A layout in YAML and the same one in JSON: the same findings, apart from positions, and the same
plan, byte for byte. The pairs are the cases that hold both files; good ones and bad ones."""
import argparse
import json
import pathlib
import re
import shutil
import tempfile

from common import TOP, Complaints, run_mkpart

FEWEST_PAIRS = 6 # of each kind


def pairs():
    return sorted(d for d in (TOP / "tests/cases").iterdir()
                  if (d / "layout.yaml").exists() and (d / "layout.json").exists())


def board_of(case, boards):
    name = (case / "board").read_text().strip()
    return TOP / name if "/" in name else pathlib.Path(boards) / f"{name}.dtb"


def without_positions(finding):
    """Notes keep their order, findings are compared as a set: both sort by position."""
    return (finding["code"], finding["severity"], finding["message"], finding["suggestion"],
            finding["allowed"], finding["path"],
            tuple((n["message"], n["path"]) for n in finding["notes"]))


def findings(mkpart, scene, layout):
    status, text, _ = run_mkpart(mkpart, "check", "--format", "json", layout, cwd=scene)
    return status, sorted(map(repr, map(without_positions, json.loads(text)["findings"])))


def plan(mkpart, scene, layout):
    """Without the member that names the layout's file; nothing else may differ, not a blank."""
    status, text, _ = run_mkpart(mkpart, "plan", "--format", "json", layout, cwd=scene)
    return status, re.sub(r'  "generated": \{\n.*?\n  \},\n', "", text, count=1, flags=re.S)


def compare(mkpart, scene, name, complaints):
    """Whether the layouts are good."""
    yaml, json_ = (findings(mkpart, scene, f"layout.{kind}") for kind in ("yaml", "json"))
    if yaml != json_:
        complaints.add(f"{name}: findings differ\n  YAML {yaml}\n  JSON {json_}")
    yaml, json_ = (plan(mkpart, scene, f"layout.{kind}") for kind in ("yaml", "json"))
    if yaml != json_:
        complaints.add(f"{name}: plans differ")
    return yaml[0] == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--boards", required=True)
    options = parser.parse_args()
    complaints = Complaints()
    count = {True: 0, False: 0}
    for case in pairs():
        with tempfile.TemporaryDirectory() as scene:
            for name in ("layout.yaml", "layout.json"):
                shutil.copy(case / name, scene)
            shutil.copy(board_of(case, options.boards), pathlib.Path(scene) / "board.dtb")
            count[compare(options.mkpart, scene, case.name, complaints)] += 1
    print(f"{count[True]} good pairs, {count[False]} bad ones")
    for good, found in count.items():
        if found < FEWEST_PAIRS:
            complaints.add(f"too few {'good' if good else 'bad'} pairs")
    complaints.finish()


if __name__ == "__main__":
    main()
