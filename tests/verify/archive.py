#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mkpart-verify decides from an archive of device-tree kernels alone: archive.py --mkpart PROGRAM
--dtc DTC

One that mkpart has packed is right; then others are packed, with mistakes in their files."""
import argparse
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

from verifier import TOP, verify

sys.path.insert(0, str(TOP / "tests/images"))
from make import KERNEL_BYTES, KERNEL_OFFSET, KERNEL_OFFSET_EL1, archive, elf, program # noqa: E402

BOARD = TOP / "examples/qemu-arm-virt/board.dtb"
LAYOUT = """\
version: 1
board: {dtb: %s, platform: qemu-arm-virt}
kernel: {hypervisor: true}
nodes:
  - {name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}], devices: [pl061@9030000]}
  - {name: io, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}], devices: [pl031@9010000]}
allow:
  - {code: MK0802, why: "both root tasks are reviewed"}
  - {code: MK0128, why: "RAM is left for later"}
"""
KERNEL, TREE, ROOT = range(3)
SPIS = {"control": 39, "io": 34}


def cells(*numbers):
    return struct.pack(f">{len(numbers)}I", *numbers)


def memory(start, size=64 << 20):
    return cells(start >> 32, start & 0xffffffff, size >> 32, size & 0xffffffff)


def tree(old, new, times=1):
    """A change of one node's tree."""
    def change(files):
        assert old in files[TREE], f"the tree has no {old.hex()}"
        files[TREE] = files[TREE].replace(old, new, times)
    return change


def put(role, content):
    def change(files):
        files[role] = content
    return change


def kernel(start, offset=KERNEL_OFFSET):
    return put(KERNEL, program(start, KERNEL_BYTES, (start + offset) % (1 << 64)))


IO_MEMORY = memory(0x68000000)
# What is wrong; whose file, how it changes, and the rule that says so.
MISTAKES = [
    ("RAM of two nodes", "io", tree(IO_MEMORY, memory(0x63000000)), "memory-of-nodes"),
    ("RAM that the board does not have", "io", tree(IO_MEMORY, memory(0x1068000000)),
     "memory-is-ram"),
    ("half a page", "io", tree(IO_MEMORY, memory(0x68000000, 0x3fff800)), "memory-is-ram"),
    ("RAM over registers", "io", tree(IO_MEMORY, memory(0x9000000)), "registers"),
    ("an interrupt of both", "io", tree(cells(SPIS["io"]), cells(SPIS["control"]), -1),
     "interrupts"),
    ("a core's own interrupt", "io", tree(cells(SPIS["io"]), cells(27), -1),
     "interrupts-can-be-shared"),
    ("its own RAM is carved", "io", tree(memory(0x60000000), memory(0x6a000000)),
     "no-tree-takes-ram-from-its-node"),
    ("no RAM", "io", tree(IO_MEMORY, memory(0x68000000, 0)), "memory-is-ram"),
    ("a kernel linked elsewhere", "io", kernel(0x6a000000), "kernels-are-linked-where-they-begin"),
    ("a kernel that starts where its RAM ends", "io", kernel(0x6c000000),
     "images-fit-their-nodes"),
    ("a root task beyond its node's RAM", "io", put(ROOT, elf([(0x400000, 0, 64 << 20)], 0x400000)),
     "images-fit-their-nodes"),
    ("a kernel for another exception level", "io", kernel(0x68000000, KERNEL_OFFSET_EL1),
     "kernels-are-for-one-level"),
    ("one core alone", "control", tree(b"cpu\0", b"gpu\0", 3), "cores-are-enough"),
]


def room(files):
    """What the root task of the second node may be large, in pages."""
    pages = [-(-size // 4096) for size in (KERNEL_BYTES, len(files[TREE]), 4096)]
    return (64 << 20) // 4096 - sum(pages)


def whole(nodes):
    return archive([(name, content) for files in nodes.values()
                    for name, content in zip(("kernel.elf", "kernel.dtb", "rootserver"), files)])


UNREADABLE = [
    ("cut off", lambda text: text[:len(text) // 2]),
    ("without an end", lambda text: text[:text.index(b"TRAILER!!!") - 110]),
    ("another name", lambda text: text.replace(b"kernel.dtb\0", b"kernel.dtx\0", 1)),
    ("a size that is no number", lambda text: text[:54] + b"0000g000" + text[62:]),
    ("a size beyond all", lambda text: text[:54] + b"FFFFFFFF" + text[62:]),
    ("a name without end", lambda text: text.replace(b"kernel.elf\0", b"kernel.elf!", 1)),
    ("a kernel for another machine", lambda text: text.replace(b"\x7fELF\2", b"\x7fELF\1", 1)),
    ("a tree that is none", lambda text: text.replace(b"\xd0\x0d\xfe\xed", b"\0\0\0\0", 1)),
    ("a file too few", lambda text: archive([("kernel.elf", b"")])),
    ("nothing", lambda text: archive([])),
]


class Scene:
    def __init__(self, folder, mkpart, dtc):
        self.folder, self.mkpart, self.dtc = folder, mkpart, dtc

    def run(self, *command, stdin=None):
        result = subprocess.run(command, cwd=self.folder, input=stdin, capture_output=True,
                                check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def build(self):
        """name -> kernel, tree and root task, of which mkpart packs an archive."""
        (self.folder / "layout.yaml").write_text(LAYOUT % BOARD)
        self.run(self.mkpart, "gen", "-q", "-o", "out", "layout.yaml")
        nodes = {}
        for name, start in (("control", 0x60000000), ("io", 0x68000000)):
            text = b"".join((self.folder / "out" / file).read_bytes()
                            for file in ("board.dts", f"{name}/overlay.dts"))
            nodes[name] = [program(start, KERNEL_BYTES, start + KERNEL_OFFSET),
                           self.run(self.dtc, "-q", "-", stdin=text),
                           elf([(0x400000, 0x400000, 0x11000)], 0x400000)]
            (self.folder / "images" / name).mkdir(parents=True)
            for file, content in zip(("kernel.elf", "kernel.dtb", "rootserver"), nodes[name]):
                (self.folder / "images" / name / file).write_bytes(content)
        self.run(self.mkpart, "pack", "-q", "--images", "images", "-o", "archive.cpio",
                 "layout.yaml")
        return nodes, (self.folder / "archive.cpio").read_bytes()

    def judge(self, content):
        (self.folder / "changed.cpio").write_bytes(content)
        return verify(self.folder / "changed.cpio", "--board", BOARD, "--json")


def complaints(scene):
    nodes, packed = scene.build()
    for name, content in (("what was packed", packed), ("the same packed here", whole(nodes))):
        status, out, err = scene.judge(content)
        if status:
            yield f"{name}: exit {status}\n{out}{err}"
            return
        found = {node["name"]: node["interrupts"] for node in json.loads(out)["nodes"]}
        if found != {"kernel 0": [SPIS["control"]], "kernel 1": [SPIS["io"]]}:
            yield f"{name}: {found}"
    for name, node, change, rule in MISTAKES:
        changed = {key: list(files) for key, files in nodes.items()}
        change(changed[node])
        status, out, err = scene.judge(whole(changed))
        rules = [p["rule"] for p in json.loads(out)["problems"]] if status == 1 else []
        if rule not in rules:
            yield f"{name}: exit {status}, {sorted(set(rules))} {err}"
    for pages, expected in ((room(nodes["io"]), 0), (room(nodes["io"]) + 1, 1)):
        nodes["io"][ROOT] = elf([(0x400000, 0, pages * 4096)], 0x400000)
        status, out, err = scene.judge(whole(nodes))
        if status != expected:
            yield f"a root task of {pages} pages: exit {status} {out}{err}"
    for name, change in UNREADABLE:
        status, _, err = scene.judge(change(packed))
        if status != 2:
            yield f"{name}: exit {status} {err}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--dtc", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        mkpart = str(pathlib.Path(options.mkpart).resolve())
        found = list(complaints(Scene(pathlib.Path(folder), mkpart, options.dtc)))
    print("\n".join([*found, f"{len(MISTAKES)} mistakes, {len(UNREADABLE)} broken archives"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
