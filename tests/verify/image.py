#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mkpart-verify decides from a loader's image alone: image.py --mkpart PROGRAM

One that mkpart has packed is right; mistakes are planted into its bytes."""
import argparse
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

from verifier import TOP, verify

sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker # noqa: E402

BOARD = TOP / "examples/qemu-arm-virt/board.dtb"
LAYOUT = """\
version: 1
board: {dtb: %s, platform: qemu-arm-virt}
contract: sel4-bootinfo
kernel: {hypervisor: %s}
nodes:
  - {name: control, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}], devices: [/pl011@9000000]}
  - {name: io, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}], devices: [/pl031@9010000]}
shared: [{name: ring, nodes: [control, io], memory: {start: 0xa0000000, size: 4K}}]
allow:
  - {code: MK1203, why: "both root tasks are reviewed"}
  - {code: MK0128, why: "RAM is left for later"}
"""


def words(*numbers):
    return struct.pack(f"<{len(numbers)}Q", *numbers)


def replaced(image, old, new):
    assert old in image, f"the image has no {old.hex()}"
    return image.replace(old, new, 1)


# What is wrong; old and new bytes, or a function; the rule. A reserved range ends where a window
# begins, so the words before and after it are those that are changed together.
MISTAKES = [
    ("RAM of two nodes", words(0x60000000, 0x64000000), words(0x60000000, 0x68001000),
     "memory-of-nodes"),
    ("another node's RAM is handed out", words(0x64000000, 0xa0000000),
     words(0x68001000, 0xa0000000), "untypeds"),
    ("RAM that the board does not have", words(0x68000000, 0x6c000000),
     words(0x68000000, 0x1006c000000), "memory-is-ram"),
    ("a device of both", words(0x9001000, 0x60000000), words(0x9011000, 0x60000000),
     "device-pages"),
    ("the loader is handed out", words(0x64000000, 0xa0000000), words(0x78000000, 0xa0000000),
     "loader"),
    ("shared memory as it was found", words(0xa0000000, 0, 0x1000), words(0xa0001000, 0, 0x1000),
     "what-several-receive-is-cleared"),
    ("a first entry that is handed out", words(0, 0, 0, 0x8000000), words(0, 0x1000, 0, 0x8000000),
     "blocks-say-what-the-kernel-can-take"),
    ("half a page is handed out", words(0x64000000, 0xa0000000), words(0x64000000, 0x9ffff800),
     "blocks-say-what-the-kernel-can-take"),
    ("reserved ranges over the kernel's registers", words(0, 0, 0, 0x8000000),
     words(0, 0, 0, 0x8001000), "blocks-say-what-the-kernel-can-take"),
    ("reserved ranges that overlap", words(0xa0001000, 1 << 40), words(0x9fff0000, 1 << 40),
     "blocks-say-what-the-kernel-can-take"),
    ("a kernel mapped to another node's", words(0x60000000 | 0x711, 0x60200000 | 0x711),
     words(0x68000000 | 0x711, 0x60200000 | 0x711), "kernels-are-where-their-tables-map-them"),
    ("tables that lead nowhere", lambda image: image.replace(words(1 << 30 | 0x401), words(0)),
     None, "kernels-are-where-their-tables-map-them"),
]
UNREADABLE = [
    ("cut off", lambda image: image[:-1]),
    ("nothing", lambda image: b""),
    ("a block of another version", lambda image: replaced(image, b"\x34\x4c\x65\x73\0",
                                                          b"\x34\x4c\x65\x73\1")),
    ("a region beyond its end", lambda image: replaced(image, words(0xa0000000, 0, 0x1000),
                                                       words(0xa0000000, 1 << 40, 1 << 40))),
    ("a flag that nobody knows", lambda image: replaced(image, words(0x5e14dead14de5ead),
                                                        words(0x5e14dead14de5eae))),
]


def pack(mkpart, folder, hypervisor):
    folder.mkdir()
    (folder / "layout.yaml").write_text(LAYOUT % (BOARD, hypervisor))
    Maker(mkpart, folder).make("images: planned\nloader.elf: boot-loader\n")
    result = subprocess.run([mkpart, "pack", "--quiet", "--images", "images", "--loader",
                             "loader.elf", "-o", "loader.img", "layout.yaml"], cwd=folder,
                            capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return (folder / "loader.img").read_bytes()


def judge(folder, content):
    (folder / "changed.img").write_bytes(content)
    return verify(folder / "changed.img", "--board", BOARD, "--json")


def complaints(image, folder):
    status, out, err = judge(folder, image)
    if status or [note for note in json.loads(out)["notes"] if "0xa0000000..0xa0000fff" in note] \
            == []:
        yield f"what was packed: exit {status}\n{out}{err}"
    for name, old, new, rule in MISTAKES:
        changed = old(image) if callable(old) else replaced(image, old, new)
        status, out, err = judge(folder, changed)
        rules = [p["rule"] for p in json.loads(out)["problems"]] if status == 1 else []
        if rule not in rules:
            yield f"{name}: exit {status}, {sorted(set(rules))} {err}"
    for name, change in UNREADABLE:
        status, _, _ = judge(folder, change(image))
        if status != 2:
            yield f"{name}: exit {status}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    mkpart = str(pathlib.Path(parser.parse_args().mkpart).resolve())
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for hypervisor in ("false", "true"):
            place = pathlib.Path(folder) / hypervisor
            found += [f"hypervisor {hypervisor}: {text}"
                      for text in complaints(pack(mkpart, place, hypervisor), place)]
    print("\n".join([*found, f"{2 * len(MISTAKES)} mistakes, {2 * len(UNREADABLE)} broken images"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
