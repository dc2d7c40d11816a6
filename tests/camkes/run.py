#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Reads the CAmkES assembly of every example, and of layouts with awkward names, with a reader of
our own: each kernel node is an instance with everything that the consumer reads, and what is no
assembly is refused by that reader.

usage: run.py MKPART BOARDS
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from reader import KEYWORDS, Wrong, read

TOP = pathlib.Path(__file__).resolve().parents[2]
LAYOUTS = sorted(TOP.glob("examples/*/*.yaml"))
FEWEST_NODES = 12
BANK = {"node", "#address-cells", "#size-cells", "reg"}
SPAN = {"start", "size"}
# As awkward as node names may be: keywords, and names of this very file's parts.
NAMES = ["control", "group", "assembly", "Kernel", "to", "procedure", "Buf", "memory"]

WRONG = [
    "configuration { a.b = 1; }",
    "assembly { composition { component Kernel a; } configuration { } }",
    "component Kernel { hardware; } assembly { composition { component Kernel control; }"
    " configuration { } }",
    "component Kernel { hardware; } assembly { composition { component Kernel a; }"
    " configuration { control.node_id = 0; } }",
    "component Kernel { hardware; } assembly { composition { component Kernel a; }"
    " configuration { a.node_id = ; } }",
    "component Kernel { hardware; } assembly { composition { component Kernel a;"
    " component Kernel a; } configuration { } }",
]


def generate(mkpart, scene, layout):
    """The text of the assembly and the plan; None where the layout generates nothing."""
    ran = subprocess.run([mkpart, "gen", "-q", "-o", "out", layout], cwd=scene,
                         capture_output=True, check=False)
    if ran.returncode:
        return None, None
    return ((scene / "out/camkes/nodes.camkes").read_text(),
            json.loads((scene / "out/plan.json").read_text()))


def spans(ranges):
    return {(r["start"], r["size"]) for r in ranges}


def planned(ranges):
    return {(int(r["first"], 16), int(r["last"], 16) - int(r["first"], 16) + 1) for r in ranges}


def compare(found, plan):
    """What is wrong with an assembly, as sentences."""
    ids = {}
    for (owner, attribute), value in found.settings.items():
        if attribute == "node_id":
            ids[value] = owner
    if sorted(ids) != sorted(node["id"] for node in plan["nodes"]):
        yield f"nodes {sorted(ids)}"
        return
    for node in plan["nodes"]:
        instance = ids[node["id"]]
        if found.instances.get(instance) != "Kernel":
            yield f"{instance} is no instance of Kernel"
        memory = found.settings[instance, "memory"]
        if any(set(bank) != BANK or any(set(r) != SPAN for r in bank["reg"]) for bank in memory):
            yield f"{instance}: memory {memory}"
        if spans(r for bank in memory for r in bank["reg"]) != planned(node["memory"]):
            yield f"{instance} has other memory than {node['name']}"
        reserved = spans(found.settings[instance, "reserved"])
        foreign = [r for other in plan["nodes"] if other is not node for r in other["memory"]]
        foreign += [s for s in plan["shared"] if node["name"] not in s["members"]]
        for start, size in planned(foreign):
            if not any(a <= start and start + size <= a + n for a, n in reserved):
                yield f"{instance}: 0x{start:x} of another node is not reserved"
        own = [s for s in plan["shared"] if node["name"] in s["members"]]
        if spans(found.settings[instance, "shared_pool"]) != planned(own):
            yield f"{instance}: another shared_pool"


def try_layout(mkpart, scene, layout):
    text, plan = generate(mkpart, scene, layout)
    if text is None:
        return 0
    try:
        wrong = list(compare(read(text), plan))
    except Wrong as reason:
        wrong = [f"the assembly cannot be read: {reason}"]
    if wrong:
        sys.exit(f"{layout}: " + "\n".join(wrong))
    return len(plan["nodes"])


def awkward(boards, scene):
    """One node a core, each with an awkward name, and one shared region for two of them alone."""
    shutil.copy(boards / "case-nine.dtb", scene / "board.dtb")
    nodes = "".join(f"  - {{name: {name}, cpu: {i}, memory: [{{size: 16M}}]}}\n"
                    for i, name in enumerate(NAMES))
    (scene / "layout.yaml").write_text(
        "version: 1\nboard: {dtb: board.dtb}\n"
        f"nodes:\n{nodes}shared:\n  - {{name: ring, nodes: [control, to], memory: {{size: 4K}}}}\n")
    return "layout.yaml"


def main():
    mkpart, boards = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    for text in WRONG:
        try:
            read(text)
        except Wrong:
            continue
        sys.exit(f"the reader takes {text}")
    count = 0
    for layout in LAYOUTS:
        with tempfile.TemporaryDirectory() as scene:
            shutil.copytree(layout.parent, scene, dirs_exist_ok=True)
            count += try_layout(mkpart, pathlib.Path(scene), layout.name)
    with tempfile.TemporaryDirectory() as scene:
        named = try_layout(mkpart, pathlib.Path(scene), awkward(boards, pathlib.Path(scene)))
    print(f"{count} nodes of the examples, {named} with awkward names; {len(KEYWORDS)} keywords")
    if count < FEWEST_NODES or named != len(NAMES):
        sys.exit("too few")


if __name__ == "__main__":
    main()
