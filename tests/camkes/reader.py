# SPDX-License-Identifier: BSD-2-Clause
"""A reader of the part of the CAmkES language that an assembly of mkpart's may use, from the
language's grammar: component definitions with `hardware;`, and assemblies with a composition of
`component TYPE NAME;` and a configuration of `NAME.ATTRIBUTE = VALUE;`. It shares no code with
mkpart. Like the public parser it takes no keyword for a name."""
import re

KEYWORDS = set("""
    assembly attribute Buf char component composition configuration connection connector consumes
    control dataport Dataport Dataports emits Event Events export False false from group hardware
    has import in include inout int integer int64_t maybe mutex out procedure Procedure Procedures
    provides refin semaphore schedule binary_semaphore signed struct string ticks thread threads
    True true to uint64_t unsigned us uses void with""".split())

# The one that may be a name as well.
NAMED = {"Buf"}

TOKEN = re.compile(r'\s+|/\*.*?\*/|//[^\n]*|(?P<number>0x[0-9a-fA-F]+|\d+)|'
                   r'(?P<string>"[^"\\]*")|(?P<word>[A-Za-z_]\w*)|(?P<mark>[{}\[\];:,.=()])',
                   re.S)


class Wrong(Exception):
    """What the text is not."""


def tokens(text):
    at, found = 0, []
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise Wrong(f"no token: {text[at:at + 20]!r}")
        if match.lastgroup:
            found.append((match.lastgroup, match[0]))
        at = match.end()
    return found + [("end", "")]


class Reader:
    def __init__(self, text):
        self.tokens, self.at = tokens(text), 0
        self.components, self.instances, self.settings = set(), {}, {}

    def next(self):
        token = self.tokens[self.at]
        self.at += 1
        return token

    def peek(self):
        return self.tokens[self.at][1]

    def expect(self, *texts):
        for text in texts:
            token = self.next()[1]
            if token != text:
                raise Wrong(f"{text!r} is expected, not {token!r}")

    def name(self):
        kind, text = self.next()
        if kind != "word" or text in KEYWORDS - NAMED:
            raise Wrong(f"{text!r} is no name")
        return text

    def sequence(self, end, part):
        """Parts with commas between them, up to the mark that ends them."""
        parts = []
        while self.peek() != end:
            if parts:
                self.expect(",")
            parts.append(part())
        self.expect(end)
        return parts

    def member(self):
        kind, key = self.next()
        if kind != "string":
            raise Wrong(f"{key!r} is no key")
        self.expect(":")
        return key[1:-1], self.value()

    def value(self):
        kind, text = self.next()
        if kind == "number":
            return int(text, 0)
        if kind == "string":
            return text[1:-1]
        if text == "[":
            return self.sequence("]", self.value)
        if text == "{":
            return dict(self.sequence("}", self.member))
        raise Wrong(f"{text!r} is no value")

    def component(self):
        self.components.add(self.name())
        self.expect("{", "hardware", ";", "}")

    def composition(self):
        self.expect("{")
        while self.peek() == "component":
            self.expect("component")
            kind, name = self.name(), self.name()
            self.expect(";")
            if kind not in self.components or name in self.instances:
                raise Wrong(f"instance {name!r} of {kind!r}")
            self.instances[name] = kind
        self.expect("}")

    def configuration(self):
        self.expect("{")
        while self.peek() != "}":
            owner = self.name()
            self.expect(".")
            attribute = self.name()
            self.expect("=")
            if (owner, attribute) in self.settings:
                raise Wrong(f"{owner}.{attribute} is set twice")
            self.settings[owner, attribute] = self.value()
            self.expect(";")
        self.expect("}")

    def read(self):
        while self.tokens[self.at][0] != "end":
            word = self.next()[1]
            if word == "component":
                self.component()
            elif word == "assembly":
                self.expect("{", "composition")
                self.composition()
                self.expect("configuration")
                self.configuration()
                self.expect("}")
            else:
                raise Wrong(f"{word!r} begins nothing")
        return self


def read(text):
    return Reader(text).read()
