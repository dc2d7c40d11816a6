#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`gen --verify` writes what the program beside mkpart does not refuse: gen.py --mkpart PROGRAM

mkpart is copied into a folder in which something else may be called mkpart-verify."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from verifier import PROGRAM, TOP

LAYOUT = TOP / "examples/qemu-arm-virt/two-nodes.yaml"
WITHOUT_RAM = """\
version: 1
board: {dtb: %s, platform: qemu-arm-virt, memory: [{start: 0x40000000, size: 2G}]}
nodes:
  - {name: one, cpu: cpu@0, memory: [{size: 256M}]}
  - {name: two, cpu: cpu@1, memory: [{size: 256M}]}
"""


class Scene:
    def __init__(self, mkpart, folder):
        self.folder = folder
        for name in ("bin", "tmp"):
            (folder / name).mkdir()
        self.program = shutil.copy(mkpart, folder / "bin/mkpart")

    def verifier(self, text=None):
        """What stands beside mkpart: the program, nothing for "", or a script."""
        path = self.folder / "bin/mkpart-verify"
        path.unlink(missing_ok=True)
        if text is None:
            path.symlink_to(PROGRAM)
        elif text:
            path.write_text(text)
            path.chmod(0o755)

    def gen(self, *arguments, stdin=None):
        """Exit status, standard error, whether anything was written; nothing is left behind."""
        output = self.folder / "out"
        shutil.rmtree(output, ignore_errors=True)
        result = subprocess.run(
            [self.program, "gen", "--verify", "--quiet", "-o", output, *arguments],
            capture_output=True, stdin=stdin, timeout=60, check=False,
            env={**os.environ, "TMPDIR": str(self.folder / "tmp"), "NO_COLOR": "1"})
        assert not list((self.folder / "tmp").iterdir()), "something is left behind"
        assert not result.stdout, result.stdout
        return result.returncode, result.stderr.decode(), output.exists()


def check_all(scene, without_ram):
    scene.verifier()
    status, said, written = scene.gen(LAYOUT)
    assert status == 0 and written, (status, said)
    layout = scene.folder / "layout.yaml"
    layout.write_text(WITHOUT_RAM % os.path.relpath(without_ram, scene.folder))
    status, said, written = scene.gen(layout)
    assert status == 0 and written, (status, said)

    scene.verifier("#!/bin/sh\necho error: no; exit 1\n")
    status, said, written = scene.gen(LAYOUT)
    assert status == 1 and not written and "error: no\n" in said, (status, said)
    assert "nothing is written: mkpart-verify refuses it" in said, said

    scene.verifier("#!/bin/sh\nkill $$\n")
    status, said, written = scene.gen(LAYOUT)
    assert status == 4 and not written and "could not judge it" in said, (status, said)

    scene.verifier("")
    status, said, written = scene.gen(LAYOUT)
    assert status == 2 and not written and "No such file" in said, (status, said)

    scene.verifier("#!/nowhere/python3\n")
    status, said, written = scene.gen(LAYOUT)
    assert status == 2 and not written and "python3 is not installed" in said, (status, said)

    scene.verifier()
    with open(TOP / "examples/qemu-arm-virt/board.dtb", "rb") as board:
        status, said, written = scene.gen("--board", "-", LAYOUT, stdin=board)
    assert status == 3 and not written and "standard input" in said, (status, said)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--without-ram", required=True, help="a board whose tree states none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        check_all(Scene(options.mkpart, pathlib.Path(folder)), options.without_ram)


if __name__ == "__main__":
    sys.exit(main())
