#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`gen --verify` and `pack --verify` write what the program beside mkpart does not refuse:
gen.py --mkpart PROGRAM

mkpart is copied into a folder in which something else may be called mkpart-verify."""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from verifier import PROGRAM, TOP

sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker # noqa: E402

LAYOUT = TOP / "examples/qemu-arm-virt/two-nodes.yaml"
BOOTED = TOP / "examples/qemu-arm-virt/bootinfo-two-nodes.yaml"
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
        return self.write("out", "gen", *arguments, stdin=stdin)

    def write(self, name, command, *arguments, stdin=None):
        """Exit status, standard error, whether anything was written; nothing is left behind."""
        output = self.folder / name
        shutil.rmtree(output, ignore_errors=True)
        output.unlink(missing_ok=True)
        result = subprocess.run(
            [self.program, command, "--verify", "--quiet", "-o", output, *arguments],
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
    assert status == 4 and not written and "could not check it" in said, (status, said)

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


# Gives the real program an image in which the first kernel's RAM ends in the second one's.
SPOILS = """\
#!%s
import pathlib, struct, subprocess, sys
image = pathlib.Path(sys.argv[-1])
old, new = (struct.pack("<2Q", 0x60000000, end) for end in (0x68000000, 0x68001000))
image.write_bytes(image.read_bytes().replace(old, new))
sys.exit(subprocess.call([%r, *sys.argv[1:]]))
"""


def check_pack(scene):
    layout = pathlib.Path(shutil.copy(BOOTED, scene.folder / "layout.yaml"))
    shutil.copy(BOOTED.with_name("board.dtb"), scene.folder)
    Maker(scene.program, scene.folder).make("images: planned\nloader.elf: boot-loader\n")
    arguments = ("loader.img", "pack", "--images", scene.folder / "images", "--loader",
                 scene.folder / "loader.elf", layout)

    scene.verifier()
    status, said, written = scene.write(*arguments)
    assert status == 0 and written, (status, said)

    scene.verifier(SPOILS % (sys.executable, str(PROGRAM)))
    status, said, written = scene.write(*arguments)
    assert status == 1 and not written and "[memory-of-nodes]" in said, (status, said)
    assert "nothing is written: mkpart-verify refuses it" in said, said

    scene.verifier("")
    status, said, written = scene.write(*arguments)
    assert status == 2 and not written and "No such file" in said, (status, said)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--without-ram", required=True, help="a board whose tree states none")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scene = Scene(options.mkpart, pathlib.Path(folder))
        check_all(scene, options.without_ram)
        check_pack(scene)


if __name__ == "__main__":
    sys.exit(main())
