#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Builds the self-test that `mkpart gen` writes, for every node of the examples, against stand-ins
for libsel4's headers: without a warning and without any library, whatever the optimisation. What
comes of it is a root task that `mkpart check --images` takes for the node's. It was booted on real
kernels outside this repository.

usage: run.py MKPART
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker

COMPILER = "aarch64-linux-gnu-gcc"
FLAGS = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-ffreestanding", "-nostdlib", "-static",
         f"-I{TOP / 'tests/selftest/libsel4'}"]
LAYOUTS = sorted(TOP.glob("examples/*/*.yaml"))
FEWEST_NODES = 12 # in the examples together
# Nodes differ in constants alone: the first one of a layout for each contract has all levels.
LEVELS = ["-O0", "-O1", "-O2", "-O3", "-Os"]
AT_ALL_LEVELS = ("doorbells.yaml", "bootinfo-devices.yaml")
SKIPPED = 77


def must(*command, **options):
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                         timeout=120, check=False, **options)
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, command))}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def build(out, node, level, root_task):
    root_task.parent.mkdir(parents=True, exist_ok=True)
    must(COMPILER, *FLAGS, level, f"-I{out / node}", "-o", root_task, out / "selftest.c")


def tests_named(root_task):
    """Texts of the tests that are in it."""
    return set(re.findall(rb"[A-Za-z][ -~]{8,}", root_task.read_bytes()))


def belongs(mkpart, scene, layout):
    """The built root tasks, beside stand-ins for the rest, are those of the layout's nodes."""
    found = subprocess.run([mkpart, "check", "--images", "images", "--format", "gcc", layout],
                           cwd=scene, capture_output=True, text=True, check=False).stdout
    wrong = [line for line in found.splitlines() if re.search(r"\[MK09\d\d\]", line)]
    if wrong:
        sys.exit(f"{layout}: a self-test is not taken for its node's:\n" + "\n".join(wrong))


def try_layout(mkpart, layout, scene):
    """Gives how many nodes there are; none where the layout is one that generates nothing."""
    shutil.copytree(layout.parent, scene, dirs_exist_ok=True)
    out = scene / "out"
    ran = subprocess.run([mkpart, "gen", "-q", "-o", out, layout.name], cwd=scene,
                         capture_output=True, check=False)
    if ran.returncode:
        return 0
    maker = Maker(mkpart, scene, layout.name)
    nodes = maker.plan()["nodes"]
    overlays = not nodes[0].get("boot")
    if overlays:
        maker.make_planned("images", [])
    for node in nodes:
        all_levels = node is nodes[0] and layout.name in AT_ALL_LEVELS
        for level in LEVELS if all_levels else ["-O2"]:
            root_task = scene / "images" / node["images"]["root"]
            build(out, node["name"], level, root_task)
        texts = b"\n".join(tests_named(root_task))
        for word in (b"all RAM is the node's own", b"can be mapped", b"it arrives"):
            if word not in texts:
                sys.exit(f"{layout}: nothing of {word} is in {node['name']}'s self-test")
    if overlays:
        belongs(mkpart, scene, layout.name)
    return len(nodes)


def main():
    mkpart = str(pathlib.Path(sys.argv[1]).resolve())
    if not shutil.which(COMPILER):
        print(f"skipped: {COMPILER} is not here")
        sys.exit(SKIPPED)
    count = 0
    assert set(AT_ALL_LEVELS) <= {layout.name for layout in LAYOUTS}
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as scene:
            count += try_layout(mkpart, layout, pathlib.Path(scene))
    print(f"{count} root tasks")
    if count < FEWEST_NODES:
        sys.exit(f"of {FEWEST_NODES} at least")


if __name__ == "__main__":
    main()
