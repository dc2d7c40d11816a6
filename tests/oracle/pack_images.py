#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What `mkpart pack` writes is what the plan says, as another reader (boot_image.py) has it.
Bytes of it are then changed, a few of each part: `check` with all that it was packed from finds
each of them; with the layout alone, all but those of which only the files know, or which nobody
reads.

pack_images.py --mkpart MKPART [--flips N] [--seed N] LAYOUT...
"""
import argparse
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/images"))
from boot_image import Malformed, decode, tables
from make import LINK_ADDRESS, PAGE, Maker

ALLOWED = ["--allow", "MK0128", "--quiet"]
# What only the files know: `check` with the layout alone believes the image there.
BELIEVED = r"the loader|the header|region \d+|what region \d+ is|" \
    r"where root task \d+ (is|is entered|is mapped)"


def run(scene, mkpart, *arguments):
    return subprocess.run([mkpart, *arguments], cwd=scene, capture_output=True, text=True,
                          check=False)


def span(part):
    return int(part["first"], 16), int(part["last"], 16) + 1


def merged(spans):
    found = []
    for start, end in sorted(spans):
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def expected_block(node, count):
    boot = node["boot"]
    return {"entry": int(boot["root"]["entry"], 16), "kernel": int(boot["kernel"]["first"], 16),
            "ram": merged(map(span, node["memory"])), "root": span(boot["root"]),
            "address": int(boot["root"]["address"], 16), "cores": count,
            "reserved": [(0, 0), *map(span, boot["reserved"])]}


def compare(plan, image, count):
    nodes = sorted(plan["nodes"], key=lambda n: n["rank"])
    for i, (node, block) in enumerate(zip(nodes, image.blocks)):
        expected = expected_block(node, count)
        for key, value in expected.items():
            if block[key] != value:
                yield f"node {i}: {key} is {block[key]}, and planned {value}"
    written = [(r.address, r.address + r.size) for r in image.regions]
    for node in nodes:
        for part in (node["boot"]["kernel"], node["boot"]["root"]):
            start, end = span(part)
            if not any(a == start and end - PAGE < b <= end for a, b in written):
                yield f"nothing is written to {part}"
    for shared in plan["shared"]:
        if not any((r.address, r.address + r.size) == span(shared) and not r.content
                   for r in image.regions):
            yield f"shared region {shared['name']} is not zeroed"
    if image.hypervisor != nodes[0]["hypervisor"] or len(nodes) != len(image.blocks):
        yield "it is for another kernel, or for other nodes"
    names = [f"boot_lvl{l}_{h}" for h, ls in (("lower", (0, 1)), ("upper", (0, 1, 2))) for l in ls]
    symbols = {name: LINK_ADDRESS + PAGE * (1 + i * count) for i, name in enumerate(names)}
    bases = list(tables(image, LINK_ADDRESS, symbols))
    if bases != [b["kernel"] for b in image.blocks]:
        yield f"page tables lead to {bases}"


def sample(rng, image, count):
    """Places in the file, some of each part, the first and the last of it among them."""
    places = set()
    for first, end, *_ in image.parts:
        if first < end:
            places |= {first, end - 1}
    whole = [p for p in image.parts if p[0] < p[1]]
    while len(places) < count:
        first, end, *_ = rng.choice(whole)
        places.add(rng.randrange(first, end))
    return sorted(rng.sample(sorted(places), min(count, len(places))))


def part_of(image, at):
    return next(p for p in image.parts if p[0] <= at < p[1])


def judge_flips(scene, mkpart, rng, image, count):
    """Names of the parts in which a change is not found without the files."""
    content = bytearray((scene / "loader.img").read_bytes())
    believed = {}
    for at in sample(rng, image, count):
        _, _, what, read = part_of(image, at)
        old, content[at] = content[at], content[at] ^ 1 << rng.randrange(8)
        (scene / "changed.img").write_bytes(content)
        content[at] = old
        full = run(scene, mkpart, "check", "layout.yaml", "--archive", "changed.img", "--images",
                   "images", "--loader", "loader.elf", *ALLOWED)
        if full.returncode != 1:
            yield f"byte {at} of {what}: not found with all files"
        alone = run(scene, mkpart, "check", "layout.yaml", "--archive", "changed.img", *ALLOWED)
        if alone.returncode not in (0, 1):
            yield f"byte {at} of {what}: check ends with {alone.returncode}"
        if alone.returncode == 0:
            believed[what] = believed.get(what, 0) + 1
            if read and not re.fullmatch(BELIEVED, what):
                yield f"byte {at} of {what}: not found with the layout"
    print("  not found by the layout alone: " + ", ".join(
        f"{number} in {what}" for what, number in sorted(believed.items())))


def judge(mkpart, layout, rng, flips):
    with tempfile.TemporaryDirectory() as folder:
        scene = pathlib.Path(folder)
        text = layout.read_text()
        board = re.search(r"dtb: (\S+)", text)[1]
        shutil.copy(layout.parent / board, scene / "board.dtb")
        (scene / "layout.yaml").write_text(text.replace(board, "board.dtb"))
        maker = Maker(mkpart, scene)
        maker.make("images: planned\nloader.elf: boot-loader")
        arguments = ("pack", "layout.yaml", "--images", "images", "--loader", "loader.elf", "-q")
        for name in ("loader.img", "again.img"):
            packed = run(scene, mkpart, *arguments, "-o", name)
            if packed.returncode:
                yield f"pack ends with {packed.returncode}: {packed.stderr}"
                return
        content = (scene / "loader.img").read_bytes()
        if content != (scene / "again.img").read_bytes():
            yield "the same input gives other bytes"
        plan = json.loads(run(scene, mkpart, "plan", "layout.yaml", "--images", "images",
                              "--format", "json").stdout)
        try:
            image = decode(content)
            yield from compare(plan, image, len(plan["nodes"]))
            yield from judge_flips(scene, mkpart, rng, image, flips)
        except Malformed as problem:
            yield f"the image is malformed: {problem}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, type=pathlib.Path)
    parser.add_argument("--flips", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("layouts", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    failed = False
    for layout in options.layouts:
        print(layout)
        for complaint in judge(str(options.mkpart.resolve()), layout, rng, options.flips):
            failed = True
            print(f"  {complaint}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
