# SPDX-License-Identifier: BSD-2-Clause
"""Reads device tree source and applies it to a tree, as dtc does with one text behind another.
The language is what boards' sources consist of after preprocessing; anything else is refused."""
import re

from devicetree import MOST_LEVELS, Unreadable

TOKEN = re.compile(r"""
    (?P<space>   \s+ | /\*.*?\*/ | //[^\n]* )
  | (?P<string>  "(?:[^"\\]|\\.)*" )
  | (?P<path>    &\{[^}\n]*\} )
  | (?P<label>   &[A-Za-z_]\w* )
  | (?P<word>    /[a-z][a-z0-9-]*/ )
  | (?P<name>    [A-Za-z0-9._+*\#?@-][A-Za-z0-9,._+*\#?@-]*:? )
  | (?P<mark>    [{}<>\[\]();=,/] )
""", re.X | re.S)
ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|.)", re.S)
LETTERS = {"n": b"\n", "t": b"\t", "r": b"\r", "a": b"\a", "b": b"\b", "f": b"\f", "v": b"\v"}
WIDTHS = (8, 16, 32, 64)
MOST_REFERENCES = 64


def escaped(code):
    if code[0] == "x" and len(code) > 1:
        return bytes([int(code[1:], 16)])
    if code[0] in "01234567":
        return bytes([int(code, 8) & 0xff])
    return LETTERS.get(code, code.encode())


def unescape(text):
    parts = ESCAPE.split(text)
    return b"".join(escaped(part) if index % 2 else part.encode()
                    for index, part in enumerate(parts))


class Source:
    """One text, applied to a tree."""

    def __init__(self, tree, text, file):
        self.tree, self.file = tree, file
        self.text, self.at, self.line = text, 0, 1
        self.origins = {} # (path, property): line that set it
        self.labels = {}
        self.waiting = [] # (node, property, offset, reference): phandles not known yet
        self.kind = self.value = None
        self.advance()

    # --- tokens ---

    def fail(self, what):
        raise Unreadable(f"{self.file}:{self.line}: {what}")

    def advance(self):
        """To the next token; `kind` is None at the end."""
        while self.at < len(self.text):
            match = TOKEN.match(self.text, self.at)
            if not match:
                self.fail(f"{self.text[self.at]!r} is not understood here")
            self.line += match.group().count("\n")
            self.at = match.end()
            if match.lastgroup != "space":
                self.kind, self.value = match.lastgroup, match.group()
                return
        self.kind = self.value = None

    def is_mark(self, mark):
        return self.kind == "mark" and self.value == mark

    def expect(self, mark):
        if not self.is_mark(mark):
            self.fail(f"'{mark}' expected, found {self.value!r}")
        self.advance()

    def take(self, kind):
        if self.kind != kind:
            self.fail(f"{kind} expected, found {self.value!r}")
        value = self.value
        self.advance()
        return value

    # --- the whole ---

    def read(self):
        while self.kind:
            if self.kind == "word":
                self.directive()
            elif self.is_mark("/"):
                self.advance()
                self.body(self.tree.root)
            else:
                self.body(self.referred())
        for node, name, offset, reference in self.waiting:
            value = node.properties.get(name)
            if value is not None:
                cell = self.phandle(reference).to_bytes(4, "big")
                node.properties[name] = value[:offset] + cell + value[offset + 4:]
        return self.tree

    def directive(self):
        word = self.take("word")
        if word == "/memreserve/":
            self.tree.reservations.append((self.number(), self.number()))
        elif word == "/delete-node/":
            node = self.referred()
            self.remove(node)
        elif word not in ("/dts-v1/", "/plugin/"):
            self.fail(f"{word} is not understood here")
        self.expect(";")

    def remove(self, node):
        if node.parent is None:
            self.fail("the root cannot be deleted")
        del node.parent.children[node.name]

    def referred(self):
        """The node that &label or &{/path} names, which must be there."""
        reference = self.value
        if self.kind not in ("path", "label"):
            self.fail(f"a node expected, found {self.value!r}")
        self.advance()
        node = self.resolve(reference)
        if node is None:
            self.fail(f"{reference} is not in the tree")
        return node

    def resolve(self, reference):
        if reference.startswith("&{"):
            return self.tree.find(reference[2:-1])
        path = self.labels.get(reference[1:])
        return self.tree.find(path) if path else None

    # --- nodes ---

    def body(self, node):
        if node.depth > MOST_LEVELS:
            self.fail("nested too deeply")
        self.expect("{")
        while not self.is_mark("}"):
            self.entry(node)
        self.advance()
        self.expect(";")

    def entry(self, node):
        if self.kind == "word":
            self.removal(node)
            return
        label = None
        while self.kind == "name" and self.value.endswith(":"):
            label = self.take("name")[:-1]
        name = self.take("name")
        if self.is_mark("{"):
            child = node.child(name)
            if label:
                self.labels[label] = child.path
            self.body(child)
        else:
            self.property(node, name)

    def removal(self, node):
        word = self.take("word")
        name = self.take("name")
        if word == "/delete-node/":
            node.children.pop(name, None)
        elif word == "/delete-property/":
            node.properties.pop(name, None)
        else:
            self.fail(f"{word} is not understood here")
        self.expect(";")

    # --- properties ---

    def property(self, node, name):
        self.origins[node.path, name] = self.line
        self.waiting = [w for w in self.waiting if w[:2] != (node, name)] if self.waiting else []
        value = b""
        if self.is_mark("="):
            self.advance()
            value = self.piece(node, name, 0)
            while self.is_mark(","):
                self.advance()
                value += self.piece(node, name, len(value))
        self.expect(";")
        node.properties[name] = value

    def piece(self, node, name, offset):
        if self.kind == "string":
            return unescape(self.take("string")[1:-1]) + b"\0"
        if self.kind in ("path", "label"):
            return self.referred().path.encode() + b"\0"
        if self.is_mark("["):
            return self.octets()
        width = 32
        if self.kind == "word":
            if self.take("word") != "/bits/":
                self.fail("a value expected")
            width = self.number()
            if width not in WIDTHS:
                self.fail(f"/bits/ {width} is not possible")
        return self.array(node, name, offset, width)

    def octets(self):
        self.advance()
        digits = ""
        while self.kind == "name":
            digits += self.take("name")
        self.expect("]")
        try:
            return bytes.fromhex(digits)
        except ValueError:
            self.fail("bytes expected")

    def array(self, node, name, offset, width):
        self.expect("<")
        value = b""
        while not self.is_mark(">"):
            if self.kind in ("path", "label"):
                if len(self.waiting) >= MOST_REFERENCES:
                    self.fail(f"more than {MOST_REFERENCES} phandles by reference")
                self.waiting.append((node, name, offset + len(value), self.value))
                self.advance()
                value += bytes(4)
            else:
                value += (self.number() % (1 << width)).to_bytes(width // 8, "big")
        self.advance()
        return value

    def number(self):
        text = self.take("name")
        try:
            value = int(text, 8 if re.fullmatch("0[0-7]+", text) else 0)
        except ValueError:
            self.fail(f"a number expected, found {text!r}")
        return value

    def phandle(self, reference):
        node = self.resolve(reference)
        if node is None:
            self.fail(f"{reference} is not in the tree")
        if "phandle" not in node.properties:
            used = {n.cell("phandle", 0) for n in self.tree.root.walk()}
            fresh = next(i for i in range(1, len(used) + 2) if i not in used)
            node.properties["phandle"] = fresh.to_bytes(4, "big")
        return node.cell("phandle", 0)


def apply_source(tree, text, file):
    """Changes `tree`; gives the line in which each (path, property) was set."""
    source = Source(tree, text, file)
    source.read()
    return source.origins
