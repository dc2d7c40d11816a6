#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What mkpart foretells of kernels with boot blocks is what a model of such a kernel does
(boot_model.py): for random layouts, for random blocks that are as often wrong as right, for what
was measured, and for each mistake that is known, which `check-image` has to refuse.

boot_blocks.py --mkpart MKPART --board DTB [--layouts N] [--images N] [--seed N]
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
from boot_model import PAGE, Block, Hangs, Kernel, Stops, untypeds
from make import Maker, boot_image

MIB = 1 << 20
RAM = (0x40000000, 0xc0000000) # of the board
LOADER = (0x70000000, 0x71000000)
FRAMES = [(0x8000000, 0x8001000), (0x8010000, 0x8011000), (0x8030000, 0x8031000)]
DEVICES = ["pl031@9010000", "pl061@9030000", "fw-cfg@9020000", "flash@0"]


def kernel_of(hypervisor, image_bytes):
    return Kernel(FRAMES if hypervisor else FRAMES[:2], image_bytes, hypervisor=hypervisor)


# --- layouts --------------------------------------------------------------------------------------

def random_layout(rng):
    """Disjoint slices in random places, of which the lowest begins at 2 MiB; of each node's devices
    and shared regions a few."""
    count = rng.randint(1, 4)
    places = list(range(RAM[0], LOADER[0], 8 * MIB)) + list(range(LOADER[1], RAM[1], 8 * MIB))
    devices = rng.sample(DEVICES, len(DEVICES))
    nodes = []
    for i in range(count):
        memory = []
        for start in sorted(rng.sample(places, rng.randint(1, 4))):
            places.remove(start)
            cut = rng.randrange(0, 4 * MIB, PAGE) if memory else 0
            memory.append({"start": start + cut,
                           "size": rng.randrange(4 * MIB, 8 * MIB - cut + 1, PAGE)})
        nodes.append({"name": f"n{i}", "cpu": f"cpu@{i}", "memory": memory,
                      "devices": [devices.pop() for _ in range(rng.randint(0, 1))]})
    shared = [{"name": f"s{i}", "nodes": rng.sample([n["name"] for n in nodes], 2),
               "memory": {"start": places.pop(rng.randrange(len(places))) +
                          PAGE * rng.randint(0, 9), "size": PAGE * rng.randint(1, 40)}}
              for i in range(rng.randint(0, 3)) if count > 1]
    return {"version": 1, "board": {"dtb": "board.dtb", "platform": "qemu-arm-virt"},
            "contract": "sel4-bootinfo",
            "kernel": {"hypervisor": rng.random() < 0.8, "debug": rng.random() < 0.5},
            "nodes": nodes, **({"shared": shared} if shared else {})}


def span(part):
    return int(part["first"], 16), int(part["last"], 16) + 1


def merged(spans):
    """Ascending; what touches is one."""
    found = []
    for start, end in sorted(spans):
        if found and found[-1][1] >= start:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def whole_pages(first, last):
    return first // PAGE * PAGE, last // PAGE * PAGE + PAGE


def block_of(node):
    boot = node["boot"]
    return Block(int(boot["kernel"]["first"], 16), merged(map(span, node["memory"])),
                 span(boot["root"]), int(boot["root"]["address"], 16),
                 int(boot["root"]["entry"], 16), [(0, 0), *map(span, boot["reserved"])])


def own_pages(plan, node):
    """What the root task may have as device memory: the node's registers, its shared regions, and
    what was given up and is said to be."""
    for device in node["devices"]:
        for mmio in device["mmio"]:
            yield whole_pages(int(mmio["first"], 16), int(mmio["last"], 16))
    for shared in plan["shared"]:
        if node["name"] in shared["members"]:
            yield whole_pages(int(shared["first"], 16), int(shared["last"], 16))
    yield from map(span, node["boot"]["given_up"])


def without(spans, holes):
    for hole in holes:
        spans = [part for start, end in spans
                 for part in ((start, min(end, hole[0])), (max(start, hole[1]), end))
                 if part[0] < part[1]]
    return spans


def judge_node(plan, node):
    boot, block = node["boot"], block_of(node)
    first, last = span(boot["kernel"])
    modelled = untypeds(block, kernel_of(node["hypervisor"], last - first))
    foretold = [(int(u["start"], 16), u["bits"], u["device"]) for u in boot["untypeds"]]
    if modelled != foretold:
        yield f"node {node['name']}: the model has {modelled}, the plan {foretold}"
    given = merged((at, at + (1 << bits)) for at, bits, device in foretold if device)
    own = without(merged(own_pages(plan, node)), FRAMES if node["hypervisor"] else FRAMES[:2])
    if given != merged(own):
        yield f"node {node['name']}: receives {given} as device memory, its own is {merged(own)}"
    ram = merged((at, at + (1 << bits)) for at, bits, device in foretold if not device)
    if without(ram, block.ram):
        yield f"node {node['name']}: receives RAM that is not its own"


def plan_of(mkpart, folder, layout):
    (folder / "layout.json").write_text(json.dumps(layout))
    text = subprocess.run([mkpart, "plan", "--format", "json", "layout.json"], cwd=folder,
                          capture_output=True, check=False).stdout
    return json.loads(text)


def judge_layouts(mkpart, folder, rng, count):
    started = 0
    for _ in range(count):
        layout = random_layout(rng)
        plan = plan_of(mkpart, folder, layout)
        for node in plan["nodes"]:
            if not node["boot"]["starts"]:
                try:
                    first, last = span(node["boot"]["kernel"])
                    untypeds(block_of(node), kernel_of(node["hypervisor"], last - first))
                    yield f"{json.dumps(layout)}\n{node['name']} starts, says the model"
                except (Stops, Hangs):
                    pass
                continue
            started += 1
            for complaint in judge_node(plan, node):
                yield f"{json.dumps(layout)}\n{complaint}"
    print(f"{count} layouts, {started} nodes start")


# --- blocks ---------------------------------------------------------------------------------------

def near(rng, address):
    """A page border mostly, at times beside one."""
    return max(0, address + rng.choice((0, 0, 0, 0, 0, 0, PAGE, -PAGE, 0x800, 16, 1)))


def random_block(rng):
    """A sound block, and then up to three things in it are changed."""
    base = rng.randrange(RAM[0], RAM[1] - 64 * MIB, 2 * MIB)
    size = rng.randrange(0x230000, 0x250000, PAGE)
    end = base + rng.randrange(4 * MIB, 64 * MIB, PAGE)
    root = (base + size, base + size + rng.randrange(PAGE, MIB, PAGE))
    windows = [(base, end), *FRAMES]
    windows += [whole_pages(*sorted(rng.sample(range(RAM[1], 1 << 40), 2)))
                for _ in range(rng.randint(0, 3))]
    cuts, at = [(0, 0)], 0
    for start, stop in merged(windows):
        cuts += [(at, start)] if at < start else []
        at = stop
    reserved = cuts + ([(at, 1 << 40)] if at < 1 << 40 else [])
    ram = [(base, end)] if rng.random() < 0.7 else \
        [(base, root[1] + PAGE), (root[1] + 2 * PAGE, max(end, root[1] + 3 * PAGE))]
    block = {"kernel": (base, base + size), "root": root, "address": 0x400000, "entry": 0x400000,
             "ram": ram, "reserved": reserved}
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        spoil(rng, block)
    return block


def spoil(rng, block):
    kind = rng.randrange(13)
    which = rng.randrange(len(block["reserved"])) if block["reserved"] else 0
    spans = block[rng.choice(("reserved", "reserved", "ram"))]
    at = rng.randrange(len(spans)) if spans else 0
    if kind < 3 and spans:
        start, end = spans[at]
        spans[at] = (near(rng, start), end) if kind else (start, near(rng, end))
    elif kind == 3 and block["reserved"]:
        del block["reserved"][which]
    elif kind == 4:
        start = rng.randrange(0, 1 << 40, PAGE)
        block["reserved"].insert(which, (start, start + rng.randrange(0, 1 << 30, PAGE)))
    elif kind == 5:
        rng.shuffle(block["reserved"])
    elif kind == 6 and block["reserved"]: # cut in two that touch
        start, end = block["reserved"][which]
        middle = (start + end) // 2 // PAGE * PAGE
        block["reserved"][which:which + 1] = [(start, middle), (middle, end)]
    elif kind == 7 and block["ram"]: # many pieces
        start, end = block["ram"].pop()
        edges = sorted(rng.sample(range(start, end + 1, PAGE),
                                  min(2 * rng.randint(1, 18), (end - start) // PAGE)))
        block["ram"] += list(zip(edges[::2], edges[1::2]))
    elif kind == 8:
        rng.shuffle(block["ram"])
    elif kind == 9: # little, or nothing, behind the root task
        block["ram"] = [(block["kernel"][0], block["root"][1] + PAGE * rng.randint(0, 90))]
    elif kind == 10: # beyond what the board has
        block["reserved"] += [(at, at + PAGE) for at in
                              range(1 << 40, (1 << 40) + 2 * PAGE * rng.randint(5, 15), 2 * PAGE)]
    elif kind == 11:
        block["kernel"] = tuple(at + rng.choice((PAGE, 1 << 20)) for at in block["kernel"])
    else:
        block["address"] = block["entry"] = rng.choice(
            (0x1000, 0x400800, (1 << 40) - (4 << 20), (1 << 40) - PAGE, 1 << 47))


def modelled(block):
    """Untypeds, or why there are none."""
    start, end = block["kernel"]
    try:
        return untypeds(Block(start, block["ram"], block["root"], block["address"],
                              block["entry"], block["reserved"]),
                        kernel_of(True, -(-(end - start) // PAGE) * PAGE))
    except (Stops, Hangs) as outcome:
        return f"{type(outcome).__name__}: {outcome}"


def check_image(mkpart, folder, blocks):
    for block in blocks:
        block.update({"nodes": len(blocks), "tables": None, "without": None})
    (folder / "loader.img").write_bytes(boot_image(blocks, [], True))
    result = subprocess.run([mkpart, "check-image", "--format", "json", "loader.img", "--board",
                             "board.dtb"], cwd=folder, capture_output=True, check=False)
    return json.loads(result.stdout)


def fits(block):
    return 24 + 16 * (1 + len(block["ram"]) + len(block["reserved"])) + 32 + 8 * 64 <= PAGE and \
        len(block["ram"]) < 256 and len(block["reserved"]) < 256


def judge_images(mkpart, folder, rng, count):
    outcomes = {}
    for _ in range(count):
        blocks = [b for b in (random_block(rng) for _ in range(60)) if fits(b)]
        bases = [b["kernel"][0] for b in blocks]
        blocks = [b for b in blocks if bases.count(b["kernel"][0]) == 1] # whose kernel is how long?
        said = check_image(mkpart, folder, blocks)
        for block, node in zip(blocks, said["nodes"]):
            expected = modelled(block)
            outcome = expected if isinstance(expected, str) else "starts"
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            found = [(int(u["start"], 16), u["bits"], u["device"]) for u in node["untypeds"]]
            if node["starts"] == isinstance(expected, str):
                yield f"{block}\nthe model: {outcome}; mkpart: {node['why_not']}"
            elif node["starts"] and found != expected:
                yield f"{block}\nthe model has {expected}\nmkpart {found}"
            elif outcome.startswith("Hangs") and "never" not in node["why_not"]:
                yield f"{block}\nthe model hangs; mkpart: {node['why_not']}"
    print(", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items())))
    if len(outcomes) < 8:
        yield "the random blocks are too much alike"


# --- what was measured ----------------------------------------------------------------------------

def judge_measured():
    """Two nodes of a debug kernel under QEMU: the first one's share, and what it was made of."""
    block = Block(0x60000000, [(0x60000000, 0x68000000)], (0x6024c000, 0x6025a000), 0x400000,
                  0x400000, [(0, 0), (0, 0x8000000), (0x8001000, 0x8010000),
                             (0x8011000, 0x8030000), (0x8031000, 0x9000000),
                             (0x9001000, 0x60000000), (0x68000000, 0xa0000000),
                             (0xa0001000, 1 << 40)])
    given = untypeds(block, kernel_of(True, 0x24c000))
    for device, expected in ((False, [(0x60000000, 0x60010000), (0x6025a000, 0x67fc0000),
                                      (0x67fe7880, 0x68000000)]),
                             (True, [(0x9000000, 0x9001000), (0xa0000000, 0xa0001000)])):
        found = merged((at, at + (1 << bits)) for at, bits, kind in given if kind == device)
        if found != expected:
            yield f"measured: {expected}, modelled: {found}"
    if sum(not kind for *_, kind in given) != 24:
        yield "24 pieces of RAM were measured"


# --- mistakes that are known ----------------------------------------------------------------------

def covers(given, address):
    return any(at <= address < at + (1 << bits) for at, bits, _ in given if isinstance(given, list))


# Words for a recipe, the finding, and what the model says of the second node then.
MISTAKES = {
    "io.gives=0x67fff800-0x68000000": ("MK1214", lambda given: covers(given, 0x67fff800)),
    "io.reserved.0=none": ("MK1212", lambda given: covers(given, 0x1000)),
    "io.reserved.+=0x1000-0x2000": ("MK1213", lambda given: str(given).startswith("Hangs")),
    "io.reserved.0=0x5000-0x5000": ("MK1213", lambda given: str(given).startswith("Hangs")),
    "io.reserved.1=0x0-0x8001000": ("MK1215", lambda given: covers(given, 0x7fff000)),
    "io.holes=13": ("MK1216", lambda given: given == "Stops: reserved ranges"),
    "io.pieces=15": ("MK1216", lambda given: given == "Stops: pieces of RAM"),
    "io.pieces=16": ("MK1216", lambda given: given == "Stops: ranges of RAM"),
    "io.gives=0x60000000-0x64000000": ("MK1210", lambda given: covers(given, 0x60000000)),
}
LAYOUT = {"version": 1, "board": {"dtb": "board.dtb", "platform": "qemu-arm-virt"},
          "contract": "sel4-bootinfo", "kernel": {"hypervisor": True},
          "nodes": [{"name": name, "cpu": i, "memory": [{"start": start, "size": "64M"}]}
                    for i, (name, start) in enumerate((("control", 0x60000000),
                                                       ("io", 0x68000000)))]}


def judge_mistakes(mkpart, folder):
    (folder / "layout.yaml").write_text(json.dumps(LAYOUT))
    maker = Maker(mkpart, folder)
    for words, (code, happens) in {"": (None, lambda given: not covers(given, 0x60000000)),
                                   **MISTAKES}.items():
        blocks = maker.boot_blocks()
        for word in words.split():
            place, _, text = word.partition("=")
            _, part, *index = place.split(".")
            maker.change_block(blocks["io"], part, index[0] if index else None, text)
        given = modelled(blocks["io"])
        if not happens(given):
            yield f"{words}: the model does not show it: {given}"
        maker.make_booted("loader.img", words.split())
        result = subprocess.run([mkpart, "check-image", "--quiet", "loader.img", "--board",
                                 "board.dtb"], cwd=folder, capture_output=True, text=True,
                                check=False)
        if result.returncode != bool(code) or (code and f"[{code}]" not in result.stderr):
            yield f"{words}: mkpart says {result.stderr}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, type=pathlib.Path)
    parser.add_argument("--board", required=True, type=pathlib.Path)
    parser.add_argument("--layouts", type=int, default=250)
    parser.add_argument("--images", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    mkpart = str(options.mkpart.resolve())
    rng = random.Random(options.seed)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "board.dtb").write_bytes(options.board.read_bytes())
        for complaints in (judge_measured(), judge_mistakes(mkpart, folder),
                           judge_layouts(mkpart, folder, rng, options.layouts),
                           judge_images(mkpart, folder, rng, options.images)):
            for complaint in complaints:
                failed = True
                print(complaint)
    print(f"seed {options.seed}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
