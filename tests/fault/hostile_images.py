#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Images, archives and loaders made to hurt: each ends with a finding, within a second and 64 MiB.
"""
import multiprocessing
import pathlib
import random
import struct
import sys
import tempfile

from hostile import judge, run

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
import make # tests/images/make.py

LAYOUT = """version: 1
board: {dtb: board.dtb}
loader: {memory: {start: 0x50000000, size: 16M}}
nodes:
  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 256M}]}
  - {name: b, cpu: cpu@1, memory: [{start: 0x70000000, size: 256M}]}
"""
BOOT = """version: 1
board: {dtb: board.dtb, platform: qemu-arm-virt}
contract: sel4-bootinfo
kernel: {hypervisor: true}
nodes:
  - {name: a, cpu: cpu@0, memory: [{start: 0x60000000, size: 64M}]}
  - {name: b, cpu: cpu@1, memory: [{start: 0x68000000, size: 64M}]}
"""
GOOD = """images: planned
archive.cpio: packed images
elfloader: loader at 0x50010000 size 1M archive archive.cpio
"""
OPTIONS = ["--images", "images", "--archive", "archive.cpio", "--loader", "elfloader"]


def many_sections(count):
    """Named by a table without an end, so that looking for one costs its length."""
    names = b"x" * (1 << 20)
    head = make.elf([(0x400000, 0x400000, 64)], 0x400000)
    at = len(head)
    table = struct.pack("<IIQQQQIIQQ", 0, 3, 0, 0, at, len(names), 0, 0, 1, 0)
    table += struct.pack("<IIQQQQIIQQ", 1, 1, 0, 0, 0, 64, 0, 0, 1, 0) * (count - 1)
    blob = bytearray(head + names + table)
    struct.pack_into("<Q", blob, 40, at + len(names))
    struct.pack_into("<HH", blob, 60, count, 0)
    return bytes(blob)


def files():
    """Triples of a name, which file it is for, and its bytes."""
    ranges = [(0x1000 * 2 * i, 0x1000) for i in range(130000)]
    kernel, tree = "images/a/kernel.elf", "images/a/kernel.dtb"
    yield "segments", kernel, make.elf([(0x60000000, 0x60000000, 64)] * 65000, 0)
    yield "sections", "elfloader", many_sections(65000)
    yield "banks", tree, make.tree(ranges, [])
    yield "reversed-banks", tree, make.tree(ranges[::-1], [])
    yield "interrupts", tree, make.tree([(0x60000000, 0x10000000)], list(range(500000)))
    yield "same-interrupts", tree, make.tree([(0x60000000, 0x10000000)], [32] * 500000)
    yield "entries", "archive.cpio", make.archive([("kernel.elf", b"")] * 100000)
    yield "long-name", "archive.cpio", make.archive([("k" * 10000000, b"")])
    yield "trees", "archive.cpio", make.archive(
        [("kernel.dtb", make.tree([(0, 1)], [], 2 << 20))] * 6)
    yield "zeroes", kernel, bytes(30 << 20)
    yield "empty-archive", "archive.cpio", b""


def boot_images():
    """Of boot blocks: pairs of a name and an image."""
    def image(kernels, regions, rest):
        return struct.pack("<6Q", 0x5e14dead14de5ead, 48 + len(rest), 1, kernels, regions,
                           0xffff000000) + rest

    def block(*numbers, words=b""):
        return (struct.pack("<IBxxxQ5Bxxx", 0x73654c34, 0, 0x400000, *numbers) +
                words).ljust(4096, b"\0")[:4096]

    most = struct.pack("<Q", (1 << 64) - 1)
    one = block(1, 1, 1, 0, 1)
    region = struct.pack("<5Q", 0x60000000, 0, 0x1000, 0, 1)
    yield "kernels", image(1 << 60, 0, b"")
    yield "no-kernels", image(0, 0, b"")
    yield "regions-wrap", image(1, (1 << 64) // 40 + 1, one)
    yield "many-regions", image(64, 200000, block(1, 1, 1, 0, 64) * 64 + region * 200000)
    yield "far-regions", image(1, 2, one + struct.pack(
        "<10Q", (1 << 64) - 1, 0, 1, 0, 1, 0, 0, (1 << 64) - 1, 0, 1))
    yield "offset-wraps", image(1, 1, one + struct.pack("<5Q", 0, 16, 16, (1 << 64) - 8, 1))
    yield "block-too-long", image(1, 0, block(1, 255, 1, 255, 255))
    yield "block-of-ones", image(1, 0, block(1, 16, 1, 18, 4, words=most * 500))
    yield "same-blocks", image(64, 0, block(1, 16, 1, 18, 64, words=most * 90) * 64)
    yield "magic-all-over", struct.pack("<Q", 0x5e14dead14de5ead) * 1000000
    yield "zeroes", bytes(8 << 20)
    yield "empty", b""


def judge_boot_images(program, scene):
    """These, then the plan's own with bytes changed."""
    (scene / "boot.yaml").write_text(BOOT)
    make.Maker(program, scene, "boot.yaml").make("planned.img: booted")
    good = (scene / "planned.img").read_bytes()
    dice = random.Random(2)
    cases = list(boot_images())
    for i in range(24):
        blob = bytearray(good[:dice.randrange(len(good))] if i % 4 == 0 else good)
        for _ in range(1 + i % 8 if blob else 0):
            blob[-1 - dice.randrange(min(len(blob), 9000))] = dice.choice((0, 1, 255, 128))
        cases.append((f"spoilt-{i}", bytes(blob)))
    for name, content in cases:
        (scene / "loader.img").write_bytes(content)
        yield judge(f"boot-{name}", run(program, scene, "loader.img", "--board", "board.dtb",
                                        command="check-image"))
        yield judge(f"boot-{name}, compared", run(program, scene, "boot.yaml", "--archive",
                                                  "loader.img"))


def spoilt(originals):
    """The same of each file, with some bytes changed or its end missing."""
    dice = random.Random(1)
    for name, content in originals.items():
        for i in range(12):
            blob = bytearray(content[:dice.randrange(len(content))] if i % 4 == 0 else content)
            for _ in range(1 + i % 8 if blob else 0):
                blob[dice.randrange(min(len(blob), 400))] = dice.randrange(256)
            yield f"{name}-{i}", name, bytes(blob)


def make_all(folder, originals):
    """In a process of its own: what runs later is charged with the memory of who starts it."""
    def write():
        for cases in (files(), spoilt(originals)):
            for name, file, content in cases:
                path = folder / name.replace("/", "_") / file
                path.parent.mkdir(parents=True)
                path.write_bytes(content)

    maker = multiprocessing.get_context("fork").Process(target=write)
    maker.start()
    maker.join()
    assert maker.exitcode == 0, "the files cannot be made"


def main():
    program, board = sys.argv[1:3]
    results = []
    with tempfile.TemporaryDirectory() as scene, tempfile.TemporaryDirectory() as hostile:
        scene, hostile = pathlib.Path(scene), pathlib.Path(hostile)
        (scene / "board.dtb").write_bytes(pathlib.Path(board).read_bytes())
        (scene / "layout.yaml").write_text(LAYOUT)
        make.Maker(program, scene).make(GOOD)
        originals = {str(p.relative_to(scene)): p.read_bytes() for p in sorted(scene.rglob("*"))
                     if p.is_file() and p.name not in ("board.dtb", "layout.yaml")}
        make_all(hostile, originals)
        for case in sorted(hostile.iterdir()):
            file, = (str(p.relative_to(case)) for p in case.rglob("*") if p.is_file())
            (case / file).replace(scene / file)
            results.append(judge(case.name, run(program, scene, "layout.yaml", *OPTIONS)))
            (scene / file).write_bytes(originals[file])
        results += judge_boot_images(program, scene)
    print(f"{sum(results)} of {len(results)} files are survived")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
