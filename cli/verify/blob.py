# SPDX-License-Identifier: BSD-2-Clause
"""Reads a flattened device tree (Devicetree Specification 0.4, chapter 5)."""
import struct

from devicetree import Tree, Unreadable

MAGIC = 0xd00dfeed
BEGIN_NODE, END_NODE, PROPERTY, NOP, END = 1, 2, 3, 4, 9


class Reader:
    def __init__(self, blob, name):
        self.blob, self.name = blob, name
        self.tree = Tree()
        self.node = None

    def fail(self, what):
        raise Unreadable(f"{self.name}: {what}")

    def numbers(self, form, at):
        if at + struct.calcsize(form) > len(self.blob):
            self.fail("the device tree blob is truncated")
        return struct.unpack_from(form, self.blob, at)

    def text(self, at):
        end = self.blob.find(b"\0", at)
        if at >= len(self.blob) or end < 0:
            self.fail("the device tree blob is truncated")
        return self.blob[at:end].decode("utf-8", "replace")

    def read(self):
        if len(self.blob) < 40 or self.numbers(">I", 0)[0] != MAGIC:
            self.fail("not a flattened device tree")
        _, total, structure, self.strings, reserved, version, _, boot = \
            self.numbers(">8I", 0)
        if total > len(self.blob):
            self.fail("the device tree blob is truncated")
        if version < 16:
            self.fail(f"version {version} of the device tree blob is not known")
        self.blob = self.blob[:total]
        self.tree.boot_cpu = boot
        self.read_reservations(reserved)
        self.read_structure(structure)
        return self.tree

    def read_reservations(self, at):
        while True:
            pair = self.numbers(">2Q", at)
            if pair == (0, 0):
                return
            self.tree.reservations.append(pair)
            at += 16

    def read_structure(self, at):
        while True:
            token, = self.numbers(">I", at)
            at += 4
            if token == BEGIN_NODE:
                at = self.begin(at)
            elif token == END_NODE:
                if self.node is None:
                    self.fail("a node ends that has not begun")
                self.node = self.node.parent
            elif token == PROPERTY:
                at = self.property(at)
            elif token == END:
                if self.node is not None:
                    self.fail("a node does not end")
                return
            elif token != NOP:
                self.fail(f"unknown token {token:#x} in the device tree blob")

    def begin(self, at):
        name = self.text(at)
        if self.node is None:
            self.node = self.tree.root
        elif name in self.node.children or not name:
            self.fail(f"{self.node.path} has '{name}' twice")
        else:
            self.node = self.node.child(name)
        return at + (len(name.encode()) + 4) // 4 * 4

    def property(self, at):
        length, name = self.numbers(">2I", at)
        at += 8
        if self.node is None or at + length > len(self.blob):
            self.fail("the device tree blob is damaged")
        self.node.properties[self.text(self.strings + name)] = self.blob[at:at + length]
        return at + (length + 3) // 4 * 4


def read_blob(blob, name):
    return Reader(blob, name).read()
