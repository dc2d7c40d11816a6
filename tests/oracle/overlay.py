# SPDX-License-Identifier: BSD-2-Clause
"""Appends an overlay to a device tree, as dtc does with the text of the two: what mkpart writes of
the source language, and no more. dtc is asked now and then whether it comes to the same."""
import re
import struct

import fdt

TOKEN = re.compile(r"""\s+ | /\*.*?\*/ | //[^\n]*
    | (?P<path> &\{[^}]*\} ) | (?P<text> "(?:[^"\\]|\\.)*" ) | (?P<bytes> \[[^\]]*\] )
    | (?P<word> /delete-node/ | /delete-property/ | [\w,.+?#@-]+ | [/{}<>;=,] )""",
                   re.X | re.S)


class Unknown(Exception):
    """Not what mkpart writes."""


def tokens(text):
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Unknown(text[at:at + 40])
        at = match.end()
        if match.lastgroup:
            yield match.lastgroup, match[0]


def copied(node, parent=None):
    """All below it, too; what properties hold is not copied."""
    twin = fdt.Node(node.name, parent)
    twin.properties = dict(node.properties)
    twin.children = {name: copied(child, twin) for name, child in node.children.items()}
    return twin


class Appender:
    def __init__(self, tree, text):
        self.tree, self.left = tree, list(tokens(text))[::-1]

    def take(self, *wanted):
        kind, word = self.left.pop()
        if wanted and word not in wanted and kind not in wanted:
            raise Unknown(f"{word} instead of {wanted}")
        return word

    def at(self, word):
        return bool(self.left) and self.left[-1][1] == word

    def target(self):
        word = self.take("/", "path")
        node = self.tree.root if word == "/" else self.tree.find(word[2:-1])
        if node is None:
            raise Unknown(f"no {word}")
        return node

    def all(self):
        while self.left:
            if self.at("/delete-node/"):
                self.take()
                node = self.target()
                del node.parent.children[node.name]
            else:
                self.body(self.target())
            self.take(";")

    def body(self, node):
        self.take("{")
        while not self.at("}"):
            self.statement(node)
        self.take("}")

    def statement(self, node):
        word = self.take("word")
        if word == "/delete-property/":
            node.properties.pop(self.take(), None)
        elif word == "/delete-node/":
            node.children.pop(self.take(), None)
        elif self.at("{"):
            self.body(node.children.setdefault(word, fdt.Node(word, node)))
        else:
            node.properties[word] = self.value()
        self.take(";")

    def value(self):
        if self.at(";"):
            return b""
        self.take("=")
        value = self.part()
        while self.at(","):
            self.take()
            value += self.part()
        return value

    def part(self):
        kind, word = self.left.pop()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", word[1:-1]).encode() + b"\0"
        if kind == "path":
            return self.tree.find(word[2:-1]).path.encode() + b"\0"
        if kind == "bytes":
            return bytes.fromhex(word[1:-1])
        if word != "<":
            raise Unknown(word)
        cells = b""
        while not self.at(">"):
            kind, word = self.left.pop()
            cells += self.tree.find(word[2:-1]).properties["phandle"] if kind == "path" else \
                struct.pack(">I", int(word, 0))
        self.take(">")
        return cells


def appended(tree, text):
    """A tree of its own; the given one stays as it is."""
    whole = fdt.Tree.__new__(fdt.Tree)
    whole.root, whole.reservations, whole.boot_cpu = (
        copied(tree.root), tree.reservations, tree.boot_cpu)
    Appender(whole, text).all()
    return whole
