#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Generates a layout's outputs and reads them back as their consumers do: the overlays are
appended to the board's source and compiled, the fragments configured, the headers compiled.
Nothing of mkpart's own code takes part in the reading."""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from fdt import Tree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "images"))
import make # tests/images/make.py

SKIPPED = 77
LOADER_GIC_DRIVERS = ("arm,cortex-a15-gic", "arm,gic-v3")
GIC_V2 = ("arm,cortex-a15-gic", "arm,gic-400", "arm,cortex-a7-gic", "arm,cortex-a9-gic")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("mkpart", "dtc", "cc", "cmake"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--board", type=pathlib.Path, help="instead of the layout's own")
    parser.add_argument("--platform-overlay", type=pathlib.Path,
                        help="what the kernel's own tree has beside the board's (`tree: kernel`)")
    parser.add_argument("layout", type=pathlib.Path)
    return parser.parse_args()


class Failure(Exception):
    """An output is not as it should be."""


def demand(condition, text):
    if not condition:
        raise Failure(text)


def equal(actual, expected, what):
    demand(actual == expected, f"{what}:\n  is        {actual}\n  should be {expected}")


def execute(*command, **options):
    result = subprocess.run([str(c) for c in command], capture_output=True, check=False, **options)
    if result.returncode:
        said = (result.stdout + result.stderr).decode(errors="replace")
        raise Failure(f"{' '.join(map(str, command))} failed:\n{said}")
    return result.stdout


# --- ranges: pairs of first address and the one behind the last ----------------------------------

def number(text):
    return int(text, 16)


def span(entry):
    """Of an entry of plan.json."""
    return number(entry["first"]), number(entry["last"]) + 1


def spans(entries):
    return sorted(span(e) for e in entries)


def union(pairs):
    """Overlapping and adjoining ranges joined."""
    joined = []
    for first, end in sorted(pairs):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((first, end))
    return joined


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def shown(pairs):
    return [f"{a:#x}..{b - 1:#x}" for a, b in pairs]


def equal_ranges(actual, expected, what):
    equal(shown(actual), shown(expected), what)


# --- what is looked at ---------------------------------------------------------------------------

class Scene:
    """A layout, its board, and what mkpart made of them."""

    def __init__(self, options, folder):
        self.options = options
        self.folder = pathlib.Path(folder)
        self.output = self.folder / "out"
        self.board = ["--board", options.board] if options.board else []
        self.generate()
        self.plan = json.loads((self.output / "plan.json").read_text())
        self.nodes = self.plan["nodes"]
        self.by_rank = sorted(self.nodes, key=lambda n: n["rank"])
        self.board_tree = Tree(self.board_blob())
        self.trees = {n["name"]: self.compile(n) for n in self.nodes}

    def mkpart(self, command, *arguments):
        return execute(self.options.mkpart, command, *self.board, *arguments, self.options.layout)

    def generate(self):
        return self.mkpart("gen", "-o", self.output)

    def status(self, command, *arguments):
        return subprocess.run([self.options.mkpart, command, *self.board, *arguments,
                               self.options.layout], capture_output=True, check=False).returncode

    def board_blob(self):
        if self.options.board:
            return self.options.board.read_bytes()
        line = next(l for l in self.options.layout.read_text().splitlines() if "dtb:" in l)
        name = line.split("dtb:")[1].split("#")[0].strip(" {},")
        return (self.options.layout.parent / name).read_bytes()

    def dtc(self, source):
        file = self.folder / "source.dts"
        file.write_bytes(source)
        return execute(self.options.dtc, "-q", "-I", "dts", "-O", "dtb", file)

    def base(self):
        """The source that the kernel's build appends to."""
        if not self.options.platform_overlay:
            return (self.output / "board.dts").read_bytes()
        blob = self.folder / "board.dtb"
        blob.write_bytes(self.board_blob())
        source = execute(self.options.dtc, "-q", "-I", "dtb", "-O", "dts", blob)
        return source + self.options.platform_overlay.read_bytes()

    def compile(self, node):
        overlay = (self.output / node["name"] / "overlay.dts").read_bytes()
        return Tree(self.dtc(self.base() + overlay))


def memory_of(tree):
    """All that the kernel's tooling takes for RAM: it does not look at `status`."""
    return [(address, address + size) for node in tree.root.walk()
            if node.strings("device_type") == ["memory"] for address, size in node.reg()]


def withheld_in(tree):
    """Ranges of no-map children of /reserved-memory."""
    reserved = tree.root.children.get("reserved-memory")
    children = reserved.children.values() if reserved else []
    return [(address, address + size) for node in children if "no-map" in node.properties
            for address, size in node.reg()]


def mpidr(cpu):
    """`reg` of a CPU: an address without a size."""
    value = 0
    for cell in cpu.cells("reg"):
        value = value << 32 | cell
    return value


# --- the device trees ----------------------------------------------------------------------------

def board_source_is_the_board(scene):
    if scene.plan["board"]["tree"] != "board":
        demand(not (scene.output / "board.dts").exists(), "board.dts with `tree: kernel`")
        return
    made = Tree(scene.dtc((scene.output / "board.dts").read_bytes()))
    difference = made.difference(scene.board_tree)
    demand(not difference, f"board.dts is not the board's tree: {difference}")


def memory_is_the_slice(scene):
    for node in scene.nodes:
        equal_ranges(sorted(memory_of(scene.trees[node["name"]])), spans(node["memory"]),
                     f"memory of {node['name']}")


def slices_are_disjoint(scene):
    taken = [(name, r) for name, tree in scene.trees.items() for r in memory_of(tree)]
    for i, (name, a) in enumerate(taken):
        for other, b in taken[i + 1:]:
            demand(not overlap(a, b), f"{name} {shown([a])} overlaps {other} {shown([b])}")


def everything_else_is_withheld(scene):
    plan = scene.plan
    common = spans(plan["shared"]) + [span(plan["loader"])]
    common += [span(r) for r in plan["board"]["reserved"] if r["kind"] == "layout"]
    present = withheld_in(scene.board_tree)
    for node in scene.nodes:
        tree = scene.trees[node["name"]]
        foreign = [span(r) for n in scene.nodes if n is not node for r in n["memory"]]
        withheld = withheld_in(tree)
        expected = foreign + common + spans(node["reserved"]) + present
        if scene.options.platform_overlay: # its carve-out stays where it is in nobody's way
            base = withheld_in(Tree(scene.dtc(scene.base())))
            expected += [r for r in base if r in withheld]
        equal_ranges(union(withheld), union(expected), f"withheld from {node['name']}")
        equal(tree.reservations, scene.board_tree.reservations, "/memreserve/")
        for own in spans(node["memory"]):
            for other in withheld:
                demand(not overlap(own, other), f"{node['name']} loses {shown([other])}")


def firmware_reservations_stay(scene):
    def children(tree):
        reserved = tree.root.children.get("reserved-memory")
        return reserved.children if reserved else {}

    for name, tree in scene.trees.items():
        for child in children(scene.board_tree).values():
            now = children(tree).get(child.name)
            demand(now, f"{name} lost {child.path}")
            equal(now.properties, child.properties, f"{child.path} of {name}")
            equal(now.reg(), child.reg(), f"{child.path} of {name}, by its parent's cells")


def interrupts_are_as_planned(scene):
    for node in scene.nodes:
        chosen = scene.trees[node["name"]].root.children["chosen"]
        if not node["spis"]:
            demand("seL4,spi-irqs" not in chosen.properties,
                   f"{node['name']} has an empty seL4,spi-irqs")
            continue
        equal(chosen.cells("seL4,spi-irqs"), node["spis"], f"seL4,spi-irqs of {node['name']}")


def assigned_devices_interrupt_their_node(scene):
    """The specifiers of the board's tree, by the GIC's own binding."""
    for node in scene.nodes:
        for device in node["devices"]:
            found = scene.board_tree.find(device["path"])
            demand(found, f"{device['path']} is not in the board's tree")
            cells = found.cells("interrupts") if "interrupts" in found.properties else []
            for i in range(0, len(cells) - 2, 3):
                if cells[i] == 0:
                    demand(cells[i + 1] + 32 in node["spis"],
                           f"{node['name']} lacks SPI {cells[i + 1]} of {device['path']}")


def devices(tree, prop):
    """The nodes that a list of paths or aliases in /chosen names."""
    names = tree.root.children["chosen"].strings(prop)
    demand(names, f"no {prop}")
    found = [tree.find(name) for name in names]
    demand(all(found), f"{prop} names what is not there: {names}")
    return found


def is_gic(node):
    return "interrupt-controller" in node.properties and \
        any("gic" in c for c in node.strings("compatible"))


def kernel_and_loader_have_their_devices(scene):
    for node in scene.nodes:
        tree = scene.trees[node["name"]]
        for prop in ("seL4,kernel-devices", "seL4,elfloader-devices"):
            found = devices(tree, prop)
            demand(any(is_gic(d) for d in found), f"{node['name']}: no GIC in {prop}")
            demand(any("timer" in d.name for d in found), f"{node['name']}: no timer in {prop}")
        if node["printing"]:
            stdout = tree.root.children["chosen"].strings("stdout-path")[0].split(":")[0]
            demand(tree.find(stdout) in devices(tree, "seL4,kernel-devices"),
                   f"{node['name']} prints without a console")
    first = scene.trees[scene.by_rank[0]["name"]]
    gic = next(d for d in devices(first, "seL4,elfloader-devices") if is_gic(d))
    demand(gic.strings("compatible")[0] in LOADER_GIC_DRIVERS,
           f"the loader has no driver for {gic.strings('compatible')}")


def loader_starts_the_planned_cores(scene):
    """From the boot core on, ascending, wrapping around: one core a node."""
    tree = scene.trees[scene.by_rank[0]["name"]]
    cores = sorted((n for n in tree.root.children["cpus"].children.values()
                    if n.strings("device_type") == ["cpu"]), key=mpidr)
    boot = next((i for i, c in enumerate(cores) if mpidr(c) == scene.board_tree.boot_cpu), 0)
    started = [cores[(boot + i) % len(cores)].path for i in range(len(scene.nodes))]
    equal(started, [n["cpu"]["path"] for n in scene.by_rank], "cores in the loader's order")


# --- the build's fragments -----------------------------------------------------------------------

def cache_of(build):
    pairs = {}
    for line in (build / "CMakeCache.txt").read_text().splitlines():
        name, typed, value = line.partition("=")
        if typed and not line.startswith(("#", "//")):
            pairs[name.split(":")[0]] = value
    return pairs


def configure(scene, fragment, project, build, *definitions):
    execute(scene.options.cmake, "-G", "Ninja", *definitions, "-C", fragment, "-S", project,
            "-B", build)
    return cache_of(build)


def switch(value):
    return "ON" if value else "OFF"


def fragments_set_the_cache(scene):
    """From a moved copy, over an older value, twice."""
    moved = scene.folder / "elsewhere" / "copy"
    shutil.copytree(scene.output, moved)
    project = scene.folder / "project"
    project.mkdir()
    (project / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.16)\nproject(reader NONE)\n")
    for node in scene.nodes:
        fragment = moved / node["name"] / "kernel.cmake"
        build = scene.folder / f"build-{node['name']}"
        first = configure(scene, fragment, project, build, "-DKernelPrinting=stale",
                          "-DKernelCustomDTSOverlay=stale")
        again = configure(scene, fragment, project, build)
        equal({k: v for k, v in again.items() if k.startswith("Kernel")},
              {k: v for k, v in first.items() if k.startswith("Kernel")}, "the cache, again")
        check_kernel_cache(scene, node, again, moved)
    loader = configure(scene, moved / "loader/loader.cmake", project, scene.folder / "build-loader")
    equal(loader["ElfLoaderNumNodes"], str(len(scene.nodes)), "ElfLoaderNumNodes")
    equal(number(loader["IMAGE_START_ADDR"]), number(scene.plan["loader"]["start"]),
          "IMAGE_START_ADDR")
    equal((loader["ElfloaderIncludeDtb"], loader["ElfloaderHashInstructions"]),
          ("ON", "hash_none"), "the archive's shape")


def check_kernel_cache(scene, node, cache, moved):
    equal(os.path.realpath(cache["KernelCustomDTSOverlay"]),
          os.path.realpath(moved / node["name"] / "overlay.dts"), "KernelCustomDTSOverlay")
    if scene.plan["board"]["tree"] == "board":
        demand(os.path.isabs(cache["KernelCustomDTS"]), "KernelCustomDTS is not absolute")
        equal(os.path.realpath(cache["KernelCustomDTS"]), os.path.realpath(moved / "board.dts"),
              "KernelCustomDTS")
    else:
        demand(not cache.get("KernelCustomDTS"), "KernelCustomDTS with `tree: kernel`")
    expected = {"KernelPlatform": scene.plan["board"]["platform"], "KernelMaxNumNodes": "1",
                "KernelVerificationBuild": "OFF", "KernelDebugBuild": switch(node["debug"]),
                "KernelPrinting": switch(node["printing"]),
                "KernelArmHypervisorSupport": switch(node["hypervisor"]), **node["settings"]}
    for name, value in expected.items():
        equal(cache.get(name), value, f"{name} of {node['name']}")


# --- headers, manifest ---------------------------------------------------------------------------

def constant(name):
    return "".join(c.upper() if c.isalnum() else "_" for c in name)


def sgi_target(scene, node):
    """GICv2: the CPU interface, which is Aff0 in one cluster. GICv3: the affinities packed."""
    value = mpidr(scene.board_tree.find(node["cpu"]["path"]))
    gic = next(n for n in scene.board_tree.root.walk() if is_gic(n))
    if set(gic.strings("compatible")) & set(GIC_V2):
        return value & 0xff
    return value & 0xffffff | (value >> 32 & 0xff) << 24


def is_doorbell(shared):
    return shared["name"].startswith("doorbell:")


def doorbell_facts(scene, node):
    """Of the pages that it shares with one other node each, and of the bits in them."""
    for shared in filter(is_doorbell, scene.plan["shared"]):
        sender, receiver = shared["name"].split(":")[1:]
        bits = [ipi for ipi in scene.plan["ipis"]
                if ipi.get("doorbell", {}).get("region") == shared["name"]]
        demand({(ipi["from"], ipi["to"]) for ipi in bits} == {(sender, receiver)},
               f"{shared['name']} has other nodes' bits")
        equal(sorted(shared["members"]), sorted((sender, receiver)), f"of {shared['name']}")
        for here, there, stem, verb in ((sender, receiver, "TO", "SEND"),
                                        (receiver, sender, "FROM", "RECEIVE")):
            if node["name"] != here:
                continue
            stem = f"MKPART_DOORBELL_{stem}_{constant(there)}"
            yield f"{stem}_START", number(shared["first"])
            yield f"{stem}_SIZE", number(shared["size"])
            yield f"{stem}_CHANNELS", len(bits)
            yield f"{stem}_WORDS", (len(bits) + 31) // 32
            for ipi in bits:
                bit, stem_ = ipi["doorbell"], f"MKPART_{verb}_{constant(ipi['name'])}"
                yield f"{stem_}_WORD", number(bit["word"])
                yield f"{stem_}_OFFSET", number(bit["offset"])
                yield f"{stem_}_BIT", bit["bit"]
                yield f"{stem_}_MASK", 1 << bit["bit"]
                yield f"{stem_}_COUNTER", number(bit["counter"])


def header_facts(scene, node):
    """Pairs of a constant and what it has to be."""
    ids = {n["name"]: n["id"] for n in scene.nodes}
    nodes = {n["name"]: n for n in scene.nodes}
    yield "MKPART_NODE_ID", node["id"]
    yield "MKPART_NODE_COUNT", len(scene.nodes)
    yield "MKPART_PHYS_BASE", number(node["phys_base"])
    yield "MKPART_MEMORY_COUNT", len(node["memory"])
    for i, (first, end) in enumerate(spans(node["memory"])):
        yield f"MKPART_MEMORY_{i}_START", first
        yield f"MKPART_MEMORY_{i}_SIZE", end - first
    for name, number_ in ids.items():
        yield f"MKPART_NODE_{constant(name)}_ID", number_
    for shared in scene.plan["shared"]:
        if node["name"] in shared["members"] and not is_doorbell(shared):
            yield f"MKPART_SHARED_{constant(shared['name'])}_START", number(shared["first"])
            yield f"MKPART_SHARED_{constant(shared['name'])}_SIZE", number(shared["size"])
    for ipi in scene.plan["ipis"]:
        if ipi["from"] == node["name"]:
            stem = f"MKPART_SEND_{constant(ipi['name'])}"
            yield f"{stem}_SGI", ipi["sgi"]
            yield f"{stem}_TARGET", sgi_target(scene, nodes[ipi["to"]])
            yield f"{stem}_TO", ids[ipi["to"]]
        if ipi["to"] == node["name"]:
            stem = f"MKPART_RECEIVE_{constant(ipi['name'])}"
            yield f"{stem}_SGI", ipi["sgi"]
            yield f"{stem}_FROM", ids[ipi["from"]]
    yield from doorbell_facts(scene, node)


def headers_compile_and_agree(scene):
    for node in scene.nodes:
        folder = scene.output / node["name"]
        program = ['#include "mkpart.h"', '#include "mkpart.h"']
        program += [f'_Static_assert({name} == {value}u, "{name}");' if value < 1 << 32 else
                    f'_Static_assert({name} == {value}ull, "{name}");'
                    for name, value in header_facts(scene, node)]
        program += [f'_Static_assert(sizeof(MKPART_NODE_NAME) == {len(node["name"]) + 1}, "");',
                    "int main(void) { return 0; }\n"]
        source = scene.folder / "reader.c"
        source.write_text("\n".join(program))
        execute(scene.options.cc, "-std=c11", "-Wall", "-Wextra", "-pedantic", "-Werror", "-I",
                folder, "-fsyntax-only", source)


def sgis_have_one_sender(scene):
    """But for those with a bit each."""
    used = {}
    bits = set()
    for ipi in scene.plan["ipis"]:
        demand(0 <= ipi["sgi"] <= 15, f"IPI {ipi['name']} has SGI {ipi['sgi']}")
        bit = ipi.get("doorbell")
        others = used.setdefault((ipi["to"], ipi["sgi"]), [])
        demand(not others or (bit and all(others)), f"SGI {ipi['sgi']} of {ipi['to']} twice")
        others.append(bit)
        if bit:
            demand((bit["word"], bit["bit"]) not in bits, f"bit of {ipi['name']} twice")
            bits.add((bit["word"], bit["bit"]))


# Of the CAmkES language: nothing can be called so (camkes.g of its public parser).
CAMKES_KEYWORDS = set("""assembly attribute binary_semaphore char component composition
configuration connection connector consumes control dataport Dataport Dataports emits Event Events
export False
false from group hardware has import in include inout int int64_t integer maybe mutex out procedure
Procedure Procedures provides refin schedule semaphore signed string struct thread threads ticks to
True true uint64_t unsigned us uses void with""".split())


def camkes_instance(name):
    name = re.sub(r"\W", "_", name)
    return f"kernel_{name}" if name in CAMKES_KEYWORDS else name


def camkes_can_be_imported(scene):
    """An assembly with a composition of its own, which the integrator's is merged with."""
    text = (scene.output / "camkes/nodes.camkes").read_text()
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    shape = " ".join(re.sub("= [^;]+;", ";", text).split())
    demand(re.fullmatch(r"component Kernel \{ hardware; \} assembly \{ composition \{ [^{}]*\} "
                        r"configuration \{ [^{}]*\} \}", shape), f"shape of {shape}")
    instances = re.findall(r"^\t\tcomponent Kernel (\w+);$", text, re.M)
    equal(instances, [camkes_instance(n["name"]) for n in scene.by_rank], "instances of Kernel")
    for name in camkes_settings(scene):
        demand(not CAMKES_KEYWORDS & set(name.split(".")), f"{name} is a keyword")
    for node in scene.nodes:
        memory = camkes_settings(scene)[f"{camkes_instance(node['name'])}.memory"]
        banks = re.findall(r'"#address-cells": [12], "#size-cells": [12], "reg": \[\{', memory)
        equal(len(banks), memory.count('"node"'), f"banks with cells in {memory}")


def camkes_settings(scene):
    """name.attribute: value"""
    text = (scene.output / "camkes/nodes.camkes").read_text()
    pairs = re.findall(r"^\t\t(\w+\.\w+) = (.+);$", text, re.M)
    equal(len(dict(pairs)), len(pairs), "settings that differ in name")
    return dict(pairs)


def connection_facts(scene, connection):
    """What CAmkES has to be told of one; nothing within a node."""
    end = {key: f"{connection[key]['component']}.{connection[key]['port']}"
           for key in ("from", "to")}
    if connection["becomes"] == "shared":
        region, = (s for s in scene.plan["shared"] if s["name"] == connection["name"])
        equal(set(region["members"]), {connection["from"]["node"], connection["to"]["node"]},
              f"members of {region['name']}")
        yield f"{connection['name']}.paddr", number(region["first"])
        yield f"{connection['name']}.size", number(region["size"])
    if connection["becomes"] == "ipi":
        ipi, = (i for i in scene.plan["ipis"] if i["name"] == connection["name"])
        equal((ipi["from"], ipi["to"]), (connection["from"]["node"], connection["to"]["node"]),
              f"ends of {ipi['name']}")
        receiver, = (n for n in scene.nodes if n["name"] == ipi["to"])
        yield f"{end['from']}_sgi_number", ipi["sgi"]
        yield f"{end['from']}_sgi_target", sgi_target(scene, receiver)
        yield f"{end['to']}_irq_number", ipi["sgi"]
        for port in end.values() if "doorbell" in ipi else ():
            yield f"{port}_doorbell_word", number(ipi["doorbell"]["word"])
            yield f"{port}_doorbell_bit", ipi["doorbell"]["bit"]


def accesses(scene):
    """Of connections that became memory: what ends that only read are told."""
    regions = {region["name"]: region for region in scene.plan["shared"]}
    for connection in scene.plan["connections"]:
        for end in (connection["from"], connection["to"]):
            if end["node"] in regions.get(connection["name"], {}).get("read_only", []):
                yield f"{end['component']}.{end['port']}_access", '"R"'


def components_are_joined(scene):
    settings = camkes_settings(scene)
    equal({name: value for name, value in settings.items() if name.endswith("_access")},
          dict(accesses(scene)), "access to dataports")
    told = {name: int(value, 0) for name, value in settings.items()
            if re.search(r"\.paddr$|\.size$|_sgi_|_irq_|_doorbell_", name)}
    equal(told, dict(fact for connection in scene.plan["connections"]
                     for fact in connection_facts(scene, connection)), "connections of CAmkES")
    for node in scene.nodes:
        for component in node["components"]:
            equal(settings[f"{component}.node"], f'"{camkes_instance(node["name"])}"',
                  f"node of {component}")
    for connection in scene.plan["connections"]:
        across = connection["from"]["node"] != connection["to"]["node"]
        equal(connection["becomes"] != "local", across, f"what {connection['name']} becomes")


def manifest_is_in_the_loaders_order(scene):
    manifest = json.loads((scene.output / "loader/manifest.json").read_text())
    order = [n["name"] for n in scene.by_rank]
    equal([n["name"] for n in manifest["nodes"]], order, "nodes of the manifest")
    entries = manifest["archive"]["entries"]
    equal([(e["node"], e["role"]) for e in entries],
          [(name, role) for name in order for role in ("kernel", "dtb", "root")], "archive")
    for entry in entries:
        fixed = {"kernel": "kernel.elf", "dtb": "kernel.dtb"}.get(entry["role"])
        demand(not fixed or entry["name"] == fixed, f"archive name {entry['name']}")
    equal(number(manifest["start"]), number(scene.plan["loader"]["start"]), "loader start")


# --- what is built from them ---------------------------------------------------------------------

def build(scene, folder, trees):
    """Images as a build leaves them, but for the code in them: the trees are those that dtc makes
    of the overlays; the archive is packed by the manifest."""
    manifest = json.loads((scene.output / "loader/manifest.json").read_text())
    bases = {n["name"]: number(n["phys_base"]) for n in manifest["nodes"]}
    packed = []
    for entry in manifest["archive"]["entries"]:
        name = entry["node"]
        node, = (n for n in scene.nodes if n["name"] == name)
        offset = make.KERNEL_OFFSET if node["hypervisor"] else make.KERNEL_OFFSET_EL1
        content = {"kernel": make.program(bases[name], make.KERNEL_BYTES,
                                          (bases[name] + offset) % (1 << 64)),
                   "dtb": trees[name].blob, "root": make.root_task(scene.plan, node)}
        path = folder / entry["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[entry["role"]])
        packed.append((entry["name"], content[entry["role"]]))
    archive = make.archive(packed)
    (folder / "archive.cpio").write_bytes(archive)
    start = number(scene.plan["loader"]["start"])
    (folder / "elfloader").write_bytes(make.loader(start, 0x40000 + len(archive), archive))


def found_in_images(scene, *given):
    text = subprocess.run([scene.options.mkpart, "check", "--format", "json", *scene.board,
                           *given, scene.options.layout], capture_output=True,
                          check=False).stdout
    return {f["code"] for f in json.loads(text)["findings"] if f["code"].startswith("MK09")}


def images_say(scene, name, trees, expected):
    """All that is built together, and each alone."""
    folder = scene.folder / name
    build(scene, folder, trees)
    options = [("--images", folder), ("--archive", folder / "archive.cpio"),
               ("--loader", folder / "elfloader")]
    for given in [sum(options, ()), *options]:
        equal(found_in_images(scene, *given), expected, f"found with {given}")


def images_are_as_planned(scene):
    images_say(scene, "built", scene.trees, set())


def images_of_the_whole_board_are_not(scene):
    """The trees as they are without an overlay."""
    images_say(scene, "misbuilt", dict.fromkeys(scene.trees, scene.board_tree), {"MK0907"})


# --- writing -------------------------------------------------------------------------------------

def state(folder):
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns)
            for p in folder.rglob("*") if p.is_file()}


def plan_is_what_plan_prints(scene):
    equal(scene.mkpart("plan", "--format", "json"), (scene.output / "plan.json").read_bytes(),
          "plan.json")


def again_changes_nothing(scene):
    before = state(scene.output)
    scene.generate()
    after = state(scene.output)
    equal(sorted(after), sorted(before), "files")
    for name, (content, time) in before.items():
        equal(after[name][0], content, name)
        equal(after[name][1], time, f"time of {name}")


def check_tells_whether_files_are_current(scene):
    victim = scene.output / scene.nodes[0]["name"] / "overlay.dts"
    content = victim.read_bytes()
    equal(scene.status("gen", "--check", "-o", scene.output), 0, "gen --check after gen")
    victim.write_bytes(content + b"\n")
    equal(scene.status("gen", "--check", "-o", scene.output), 1, "gen --check after an edit")
    equal(victim.read_bytes(), content + b"\n", "the edited file under --check")
    victim.write_bytes(content)


CHECKS = [board_source_is_the_board, memory_is_the_slice, slices_are_disjoint,
          everything_else_is_withheld, firmware_reservations_stay, interrupts_are_as_planned,
          assigned_devices_interrupt_their_node, kernel_and_loader_have_their_devices,
          loader_starts_the_planned_cores, fragments_set_the_cache, headers_compile_and_agree,
          sgis_have_one_sender, camkes_can_be_imported, components_are_joined,
          manifest_is_in_the_loaders_order, images_are_as_planned,
          images_of_the_whole_board_are_not, plan_is_what_plan_prints,
          again_changes_nothing, check_tells_whether_files_are_current]


def passes(check, scene):
    what = check.__name__.replace("_", " ")
    try:
        check(scene)
    except Failure as failure:
        print(f"FAILED  {what}: {failure}")
        return False
    print(f"ok      {what}")
    return True


def main():
    options = arguments()
    if options.board and not options.board.exists():
        print(f"skipped: {options.board.name} is not here")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as folder:
        try:
            scene = Scene(options, folder)
        except Failure as failure:
            sys.exit(f"FAILED  {failure}")
        results = [passes(check, scene) for check in CHECKS]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
