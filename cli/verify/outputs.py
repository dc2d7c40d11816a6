# SPDX-License-Identifier: BSD-2-Clause
"""Reads a folder of outputs as those do for whom it was written: each kernel's build, the loader's,
the packer of its archive, the nodes' own code."""
import hashlib
import pathlib

import board as boards
import bootblock
from blob import read_blob
from devicetree import Tree, Unreadable
from facts import Claim, joined, pages, without
from source import apply_source
from texts import read_camkes, read_cmake, read_header, read_json

MOST_BYTES = 256 << 20
LAST_ADDRESS = (1 << 40) - 1 # of the cores that contract sel4-bootinfo has


def load(path, name):
    path = pathlib.Path(path)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"{name}: larger than {MOST_BYTES} bytes")
        return path.read_bytes()
    except OSError as problem:
        raise Unreadable(f"{name}: {problem.strerror}") from problem


def kept_frames(board, hypervisor):
    """Of the interrupt controller: what a kernel of contract sel4-bootinfo maps and keeps."""
    sizes = boards.KEPT_V3
    if board.is_gic_v2():
        sizes = boards.KEPT_V2_HYPERVISOR if hypervisor else boards.KEPT_V2
    return [pages((first, min(last, first + size - 1)))
            for (first, last), size in zip(board.gic.ranges() if board.gic else [], sizes)]


def handed_out(block, kept):
    """What such a kernel hands out beside RAM: all that is neither reserved nor kept, and the
    first range that it is told to reserve."""
    known = without([(0, LAST_ADDRESS)], block.reserved + block.ram + kept)
    first, end = block.handed_out or (0, 0)
    return joined(known + ([(first, end - 1)] if end > first else []))


def end_of_start(name):
    """How a constant ends that is a range's first address; None for others."""
    if name.endswith("_START"):
        return "_START"
    return "_BASE" if name.endswith("_BASE") and name.startswith(("NODE_", "MMIO_")) else None


class Node:
    """One kernel node, as its outputs have it."""

    def __init__(self, name, entry):
        self.name, self.entry = name, entry
        self.owner = f"node {name}"
        self.source = f"{name}/overlay.dts" # of its tree
        self.header, self.lists, self.cmake = {}, {}, {}
        self.tree = self.block = None
        self.ram = []      # what its kernel takes for RAM, before it is carved
        self.carved = []   # what its tree withholds
        self.spis = []
        self.origins = {}
        self.reach = []    # device memory that its kernel hands out, where it withholds the rest

    def read_tree(self, place):
        """What its kernel is told. `place` says where a property of a part is."""
        self.ram = [Claim(self.owner, "RAM", first, last, place(part, "reg"))
                    for part in boards.memory_nodes(self.tree) for first, last in part.ranges()]
        reserved = self.tree.find("/reserved-memory")
        self.carved = [Claim(f"the tree of {self.name}", part.name, first, last,
                             place(part, "reg"))
                       for part in (reserved.children.values() if reserved else ())
                       if "no-map" in part.properties for first, last in part.ranges()]
        chosen = self.tree.find("/chosen")
        self.spis = [Claim(self.owner, "INTID", intid, intid, place(chosen, "seL4,spi-irqs"))
                     for intid in (chosen.cells("seL4,spi-irqs") if chosen else ())]

    def constant(self, name, otherwise=None):
        return self.header[name][0] if name in self.header else otherwise

    def said(self, name):
        """Where a constant stands."""
        return f"{self.name}/mkpart.h:{self.header[name][1]}"

    def pairs(self, prefix):
        """name -> (first, last, where) of constants PREFIX_name_START and _SIZE; of what a node has
        beside its kernel's RAM the first is called _BASE."""
        found = {}
        for full in self.header:
            end = end_of_start(full)
            if not full.startswith(prefix) or not end:
                continue
            size = self.constant(full.removesuffix(end) + "_SIZE")
            start = self.constant(full)
            if not isinstance(size, int) or not isinstance(start, int) or size < 1:
                raise Unreadable(f"{self.said(full)}: MKPART_{full} has no usable _SIZE")
            name = full.removeprefix(prefix).removesuffix(end)
            found[name] = (start, start + size - 1, self.said(full))
        return found

    def groups(self, prefix, last):
        """name -> {attribute: value} of constants PREFIX_name_attribute that have `last`."""
        found = {}
        for full in self.header:
            if full.startswith(prefix) and full.endswith("_" + last):
                stem = full.removesuffix(last)
                attributes = ("SGI", "TARGET", "TO", "FROM", "INTID", "WORD", "BIT")
                found[full.removeprefix(prefix).removesuffix("_" + last)] = {
                    a: self.constant(stem + a) for a in attributes} | {"where": self.said(full)}
        return found


class Outputs:
    """The last two are what was stated on the command line, as the tree does not."""

    def __init__(self, folder, board_file, stated=boards.NOTHING, boot_core=None):
        self.folder = pathlib.Path(folder)
        if not self.folder.is_dir():
            raise Unreadable(f"{folder}: not a folder")
        self.boot_core = boot_core
        self.digests = {}
        blob = self.load(pathlib.Path(board_file), str(board_file))
        self.board = boards.Board(read_blob(blob, str(board_file)), str(board_file), stated)
        self.manifest = self.json("loader/manifest.json")
        self.loader_cmake = self.cmake("loader/loader.cmake")
        self.kernel_cmake = self.cmake("kernel.cmake")
        self.camkes = read_camkes(*self.text("camkes/nodes.camkes")) \
            if (self.folder / "camkes/nodes.camkes").exists() else {}
        self.base = self.base_tree()
        self.nodes = [self.node(entry) for entry in self.list("nodes")]
        self.loader = self.loader_claim()
        self.kept = kept_frames(self.board,
                                self.kernel_cmake.get("KernelArmHypervisorSupport") == "ON")
        self.lifted = self.reservations_named("lifted")
        self.given = self.reservations_named("given")
        self.outside = [self.peer(entry) for entry in self.optional("outside")]
        for node in self.nodes:
            node.reach = handed_out(node.block, self.kept) if node.block else []

    # --- files ---

    def load(self, path, name):
        content = load(path, name)
        self.digests[name] = hashlib.sha256(content).hexdigest()
        return content

    def text(self, name):
        try:
            return self.load(self.folder / name, name).decode("utf-8"), name
        except UnicodeDecodeError as problem:
            raise Unreadable(f"{name}: not UTF-8 text") from problem

    def cmake(self, name):
        """Empty where the contract has no such fragment."""
        return read_cmake(*self.text(name)) if (self.folder / name).exists() else {}

    def json(self, name):
        found = read_json(*self.text(name))
        if not isinstance(found, dict):
            raise Unreadable(f"{name}: not a map")
        return found

    def list(self, key):
        items = self.manifest.get(key)
        if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
            raise Unreadable(f"loader/manifest.json: '{key}' is not a list of maps")
        return items

    def optional(self, key):
        return self.list(key) if key in self.manifest else []

    def number(self, entry, key):
        value = entry.get(key)
        try:
            return int(value, 16) if isinstance(value, str) else int(value)
        except (TypeError, ValueError) as problem:
            raise Unreadable(f"loader/manifest.json: '{key}' is {value!r}, not a number") \
                from problem

    # --- trees ---

    def base_tree(self):
        """What the overlays are appended to: board.dts, or the kernels' own tree."""
        if not (self.folder / "board.dts").exists():
            return self.board.tree
        tree = Tree()
        tree.boot_cpu = self.board.tree.boot_cpu
        apply_source(tree, *self.text("board.dts"))
        return tree

    def node(self, entry):
        name = entry.get("name")
        if not isinstance(name, str) or "/" in name or name in ("", ".", ".."):
            raise Unreadable(f"loader/manifest.json: {name!r} is not a node's name")
        node = Node(name, entry)
        if (self.folder / name / "mkpart.h").exists():
            node.header, node.lists = read_header(*self.text(f"{name}/mkpart.h"))
        node.cmake = self.cmake(f"{name}/kernel.cmake")
        if (self.folder / name / "boot.bin").exists():
            self.read_block(node)
        else:
            self.read_overlay(node)
        return node

    def read_block(self, node):
        name = f"{node.name}/boot.bin"
        node.block = bootblock.read_block(self.load(self.folder / name, name), name)
        node.ram = [Claim(node.owner, "RAM", first, last, name)
                    for first, last in node.block.ram]

    def read_overlay(self, node):
        text, name = self.text(f"{node.name}/overlay.dts")
        node.tree = self.base.copy()
        node.origins = apply_source(node.tree, text, name)
        node.read_tree(lambda part, name: self.place(node, part, name))

    def place(self, node, part, name):
        """Where a property of a node's tree was set."""
        line = node.origins.get((part.path, name))
        return f"{node.name}/overlay.dts:{line}" if line else f"board.dts:{part.path}"

    # --- what the layout states, and no tree ---

    def reservations_named(self, key):
        """Claims of the board's reservations that the manifest names under `key`."""
        names = self.manifest.get(key, [])
        parent = self.board.tree.root.children.get("reserved-memory")
        known = {part.path: part for part in parent.children.values()} if parent else {}
        found = []
        for path in names if isinstance(names, list) else [names]:
            if path not in known:
                raise Unreadable(f"loader/manifest.json: '{key}' names {path!r}, which is no "
                                 "reservation of the board")
            found += [Claim("firmware", "reservation", first, last, self.board.where(known[path]))
                      for first, last in known[path].ranges()]
        return found

    def peer(self, entry):
        """(name, claims of its own memory, names of regions that it shares)."""
        name, memory, shared = (entry.get(key) for key in ("name", "memory", "shared"))
        if not isinstance(name, str) or not isinstance(memory, list) or \
                not isinstance(shared, list):
            raise Unreadable("loader/manifest.json: 'outside' has an entry that is no peer")
        claims = [Claim(f"outside {name}", "memory", self.number(part, "first"),
                        self.number(part, "last"), "loader/manifest.json") for part in memory]
        return name, claims, shared

    # --- the loader ---

    def loader_claim(self):
        entry = self.manifest.get("range")
        if not isinstance(entry, dict):
            return None
        first, last = self.number(entry, "first"), self.number(entry, "last")
        if last < first:
            raise Unreadable("loader/manifest.json: the range ends before it begins")
        return Claim("loader", "its range", first, last, "loader/manifest.json")

    @property
    def contract(self):
        contract = self.manifest.get("contract")
        return contract.get("name") if isinstance(contract, dict) else None
