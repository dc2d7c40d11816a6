# SPDX-License-Identifier: BSD-2-Clause
"""A small reader of flattened device trees (Devicetree Specification 0.4, chapter 5), written
apart from libfdt and from mkpart, to read back what they made."""
import struct

MAGIC = 0xd00dfeed
BEGIN_NODE, END_NODE, PROPERTY, NOP, END = 1, 2, 3, 4, 9


class Node:
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

    def walk(self):
        yield self
        for child in self.children.values():
            yield from child.walk()

    def strings(self, name):
        value = self.properties.get(name)
        return value.rstrip(b"\0").decode().split("\0") if value else []

    def cells(self, name):
        value = self.properties[name]
        return list(struct.unpack(f">{len(value) // 4}I", value))

    def cell(self, name, otherwise):
        return self.cells(name)[0] if name in self.properties else otherwise

    def reg(self):
        """Pairs of address and size, by the parent's cell counts."""
        if "reg" not in self.properties:
            return []
        address = self.parent.cell("#address-cells", 2)
        size = self.parent.cell("#size-cells", 1)
        cells = self.cells("reg")
        step = address + size
        assert step and len(cells) % step == 0, f"{self.path}: reg has {len(cells)} cells"
        return [(join(cells[i:i + address]), join(cells[i + address:i + step]))
                for i in range(0, len(cells), step)]


def join(cells):
    number = 0
    for cell in cells:
        number = number << 32 | cell
    return number


class Tree:
    """root: the root node; reservations: pairs of address and size; boot_cpu."""

    def __init__(self, blob):
        (magic, total, structure, strings, reserved, _, _, self.boot_cpu, _, _) = \
            struct.unpack_from(">10I", blob)
        assert magic == MAGIC, "not a device tree"
        assert total <= len(blob), "truncated"
        self.blob, self.strings = blob, strings
        self.reservations = self.read_reservations(reserved)
        self.root = self.read_structure(structure)

    def read_reservations(self, at):
        pairs = []
        while True:
            pair = struct.unpack_from(">2Q", self.blob, at)
            if pair == (0, 0):
                return pairs
            pairs.append(pair)
            at += 16

    def text(self, at):
        return self.blob[at:self.blob.index(b"\0", at)].decode()

    def read_structure(self, at):
        node = root = None
        while True:
            token, = struct.unpack_from(">I", self.blob, at)
            at += 4
            if token == BEGIN_NODE:
                name = self.text(at)
                at += (len(name) + 4) & ~3
                child = Node(name, node)
                if node is None:
                    root = child
                else:
                    assert name not in node.children, f"{child.path} twice"
                    node.children[name] = child
                node = child
            elif token == END_NODE:
                node = node.parent
            elif token == PROPERTY:
                length, name = struct.unpack_from(">2I", self.blob, at)
                node.properties[self.text(self.strings + name)] = \
                    self.blob[at + 8:at + 8 + length]
                at += 8 + ((length + 3) & ~3)
            elif token == END:
                assert node is None, "a node does not end"
                return root
            else:
                assert token == NOP, f"token {token}"

    def find(self, path):
        """By path or alias; None where there is none."""
        if not path.startswith("/"):
            aliases = self.root.children.get("aliases")
            target = aliases.strings(path) if aliases else []
            return self.find(target[0]) if target else None
        node = self.root
        for name in filter(None, path.split("/")):
            node = node.children.get(name)
            if node is None:
                return None
        return node

    def difference(self, other):
        """What differs first between two trees, or None. The order of nodes and properties is
        part of neither."""
        if sorted(self.reservations) != sorted(other.reservations):
            return f"/memreserve/ {self.reservations} and {other.reservations}"
        if self.boot_cpu != other.boot_cpu:
            return f"boot CPU {self.boot_cpu} and {other.boot_cpu}"
        return node_difference(self.root, other.root)


def node_difference(a, b):
    for what in ("properties", "children"):
        names = set(getattr(a, what)) ^ set(getattr(b, what))
        if names:
            return f"{a.path}: {sorted(names)} only in one of them"
    for name, value in a.properties.items():
        if value != b.properties[name]:
            return f"{a.path}: {name} is {value!r} and {b.properties[name]!r}"
    for name, child in a.children.items():
        found = node_difference(child, b.children[name])
        if found:
            return found
    return None
