# SPDX-License-Identifier: BSD-2-Clause
"""A device tree in memory, whichever form it was read from, and what its properties mean
(Devicetree Specification 0.4, chapter 2)."""

ENABLED = ("okay", "ok")
MOST_LEVELS = 64


class Unreadable(Exception):
    """An input that cannot be understood; nothing can be said about the partition."""


class Node:
    """properties: name -> bytes, in order; children: name -> Node, in order."""

    def __init__(self, name, parent):
        self.name = name
        self.parent = parent
        self.properties = {}
        self.children = {}

    @property
    def path(self):
        if self.parent is None:
            return "/"
        return self.parent.path.rstrip("/") + "/" + self.name

    @property
    def depth(self):
        return 0 if self.parent is None else self.parent.depth + 1

    def walk(self):
        yield self
        for child in self.children.values():
            yield from child.walk()

    def child(self, name):
        """The child of that name, made where there is none."""
        if name not in self.children:
            if self.depth >= MOST_LEVELS:
                raise Unreadable(f"{self.path}: nested more than {MOST_LEVELS} deep")
            self.children[name] = Node(name, self)
        return self.children[name]

    def copy(self, parent=None):
        twin = Node(self.name, parent)
        twin.properties = dict(self.properties)
        twin.children = {name: child.copy(twin) for name, child in self.children.items()}
        return twin

    def strings(self, name):
        value = self.properties.get(name)
        if not value:
            return []
        return value.removesuffix(b"\0").decode("utf-8", "replace").split("\0")

    def cells(self, name):
        value = self.properties.get(name, b"")
        if len(value) % 4:
            raise Unreadable(f"{self.path}: '{name}' is {len(value)} bytes long, not whole cells")
        return [int.from_bytes(value[at:at + 4], "big") for at in range(0, len(value), 4)]

    def cell(self, name, otherwise):
        cells = self.cells(name)
        return cells[0] if cells else otherwise

    def is_enabled(self):
        """By its own status and by those of the buses above it."""
        node = self
        while node:
            if "status" in node.properties and node.strings("status")[:1] not in \
                    [[word] for word in ENABLED]:
                return False
            node = node.parent
        return True

    def entries(self, name, *counts):
        """`name` cut into tuples of numbers that have these numbers of cells."""
        cells = self.cells(name)
        step = sum(counts)
        if step == 0 or len(cells) % step:
            raise Unreadable(
                f"{self.path}: '{name}' has {len(cells)} cells, not a multiple of {step}")
        return [take(cells[at:at + step], counts) for at in range(0, len(cells), step)]

    def reg(self):
        """Address and size in the parent's terms."""
        if "reg" not in self.properties or self.parent is None:
            return []
        address = self.parent.cell("#address-cells", 2)
        return self.entries("reg", address, self.parent.cell("#size-cells", 1))

    def ranges(self):
        """`reg` as the cores see it: pairs of first and last address. What no bus passes on is
        left out."""
        return [(first, last) for _, first, last in self.numbered_ranges()]

    def numbered_ranges(self):
        """The same, each behind its index in `reg`."""
        found = []
        for index, (address, size) in enumerate(self.reg()):
            start = self.parent.to_cores(address, size) if size else None
            if start is not None:
                found.append((index, start, start + size - 1))
        return found

    def is_pci(self):
        """PCI Bus Binding to Open Firmware, 2.1; bindings since leave its device_type out."""
        kind = self.strings("device_type")[:1]
        return kind in (["pci"], ["pciex"]) if kind else \
            self.name.startswith("pcie@") and self.cell("#address-cells", 2) == 3

    def windows(self):
        """What a bridge hands on to what is behind it, as the cores see it: pairs of first and
        last address."""
        if not self.properties.get("ranges") or self.parent is None:
            return []
        counts = (self.cell("#address-cells", 2), self.parent.cell("#address-cells", 2),
                  self.cell("#size-cells", 1))
        found = []
        for _, address, size in self.entries("ranges", *counts):
            start = self.parent.to_cores(address, size) if size else None
            if start is not None:
                found.append((start, start + size - 1))
        return found

    def to_cores(self, address, size):
        """Where the cores see an address of this bus; None where they do not."""
        bus = self
        while bus.parent:
            address = bus.one_level_up(address, size)
            if address is None:
                return None
            bus = bus.parent
        return address

    def one_level_up(self, address, size):
        if "ranges" not in self.properties:
            return None
        if not self.properties["ranges"]:
            return address
        counts = (self.cell("#address-cells", 2), self.parent.cell("#address-cells", 2),
                  self.cell("#size-cells", 1))
        for below, above, length in self.entries("ranges", *counts):
            if below <= address and address + size <= below + length:
                return address - below + above
        return None


def take(cells, counts):
    """Numbers of so many cells each."""
    numbers = []
    for count in counts:
        value = 0
        for cell in cells[:count]:
            value = value << 32 | cell
        cells = cells[count:]
        numbers.append(value)
    return tuple(numbers)


class Tree:
    """root; reservations: pairs of address and size; boot_cpu: as the blob's header has it."""

    def __init__(self):
        self.root = Node("", None)
        self.reservations = []
        self.boot_cpu = 0

    def copy(self):
        twin = Tree()
        twin.root = self.root.copy()
        twin.reservations = list(self.reservations)
        twin.boot_cpu = self.boot_cpu
        return twin

    def find(self, path):
        """By path; None where there is none."""
        node = self.root
        for name in path.split("/")[1:] if path != "/" else []:
            node = node.children.get(name)
            if node is None:
                return None
        return node

    def named(self, text):
        """By path or alias, as in `stdout-path` and in lists of devices."""
        text = text.split(":")[0]
        if text.startswith("/"):
            return self.find(text)
        aliases = self.root.children.get("aliases")
        target = aliases.strings(text) if aliases else []
        return self.find(target[0]) if target and target[0].startswith("/") else None

    def difference(self, other):
        """The first thing in which two trees differ, in words, or None. The order of nodes and
        properties means nothing."""
        if sorted(self.reservations) != sorted(other.reservations):
            return "the blob's /memreserve/ entries"
        return node_difference(self.root, other.root)


def node_difference(one, other):
    for name in sorted(set(one.properties) | set(other.properties)):
        if one.properties.get(name) != other.properties.get(name):
            return f"property '{name}' of {one.path}"
    for name in sorted(set(one.children) | set(other.children)):
        if name not in one.children or name not in other.children:
            return f"node {one.path.rstrip('/')}/{name}"
        found = node_difference(one.children[name], other.children[name])
        if found:
            return found
    return None
