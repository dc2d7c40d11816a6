#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Messages at random: well-formed ones whose parameters make no sense, broken ones, and layouts
that are cut, doubled and mixed. The server answers each request, or refuses it, and never ends.

  hostile.py --mkpart MKPART --seconds 600 --seed 7
"""
import argparse
import json
import pathlib
import random
import sys
import time

from client import PATIENCE, TOP, VIRT, Client, Vanished

METHODS = sorted(path.read_text().split('.name = "')[1].split('"')[0]
                 for path in (TOP / "lib/lsp/methods").glob("*.c"))
ENDS = ["shutdown", "exit", "initialize"]
ODD = [None, True, False, 0, -1, 1, 2 ** 31, 2 ** 53, -2 ** 63, 1.5, "", "x", "\x00", "\ud7ff",
       "\xe9\U0001d11e", [], {}, [[]], {"line": 1}, "file:///", "file:///%00", "untitled:1", "%"]
FLAVOUR = ["{", "}", "[", "]", ":", ",", "- ", "\n", "\r", "\r\n", "\t", "#", "'", '"', "&a ", "*a",
           "!!x ", "|\n", ">\n", "? ", "---\n", "...\n", "%TAG ", "\ufeff", "\x00", "\u2028",
           "\U0001d11e", "0x", "18446744073709551615", "rest", "any", "  ", "start: ", "size: ",
           "nodes:\n", "memory: ", "name: ", "devices: [", "cpu: "]


class Author:
    """Writes what no client and no author would."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.layouts = [path.read_text() for path in sorted(TOP.glob("examples/*/*.yaml"))]
        self.layouts += [path.read_bytes().decode(errors="replace")
                         for path in sorted(TOP.glob("lib/check/examples/*.yaml"))]
        self.uris = [(VIRT / name).as_uri() for name in ("a.yaml", "b.json", "c.yaml")]
        self.uris.append("untitled:1")

    def chance(self, part):
        return self.random.random() < part

    def layout(self):
        text = self.random.choice(self.layouts)
        for _ in range(self.random.choice([0, 1, 1, 2, 5, 20])):
            start = self.random.randrange(len(text) + 1)
            end = min(len(text), start + self.random.choice([0, 0, 1, 3, 10, 100]))
            piece = self.random.choice(FLAVOUR) if self.chance(0.7) else \
                self.random.choice(self.layouts)[:self.random.randrange(200)]
            text = text[:start] + piece + text[end:]
        return text

    def odd(self):
        return self.random.choice(ODD)

    def place(self):
        return {"line": self.random.choice([0, 1, 5, 20, 40, 10 ** 9, self.random.randrange(60)]),
                "character": self.random.choice([0, 2, 10, 10 ** 9, self.random.randrange(80)])}

    def range(self):
        return {"start": self.place(), "end": self.place()}

    def parameters(self, method, uri):
        document = {"uri": uri, "version": self.random.randrange(100)}
        only = self.random.choice([None, [], ["source"], ["quickfix"], [1]])
        values = {"textDocument": document, "position": self.place(), "range": self.range(),
                  "newName": self.random.choice(["x", "left", "a b", "", "\xe9"]),
                  "context": {"includeDeclaration": True, "diagnostics": [], "only": only},
                  "changes": [], "id": self.random.randrange(50)}
        if method == "textDocument/didOpen":
            document.update(languageId="mkpart", text=self.layout())
        if method == "textDocument/didChange":
            values["contentChanges"] = [self.change() for _ in range(self.random.randrange(4))]
        return values

    def change(self):
        if self.chance(0.2):
            return {"text": self.layout()}
        return {"range": self.range(), "text": self.random.choice(FLAVOUR)}

    def spoil(self, value):
        """Puts something odd somewhere into it."""
        if isinstance(value, dict) and value and self.chance(0.8):
            key = self.random.choice(sorted(value))
            if self.chance(0.1):
                return {name: item for name, item in value.items() if name != key}
            return {**value, key: self.spoil(value[key])}
        if isinstance(value, list) and value and self.chance(0.8):
            place = self.random.randrange(len(value))
            return [*value[:place], self.spoil(value[place]), *value[place + 1:]]
        return self.odd()

    def message(self, identity):
        method = self.random.choice(METHODS)
        if method in ENDS:
            method = "textDocument/didChange"
        if method == "textDocument/didClose" and self.chance(0.8):
            method = "textDocument/didOpen"
        message = {"jsonrpc": "2.0", "method": method,
                   "params": self.parameters(method, self.random.choice(self.uris))}
        if not method.split("/")[-1].startswith("did"):
            message["id"] = identity
        if self.chance(0.15):
            message = self.spoil(message)
        return {} if isinstance(message, dict) and message.get("method") in ENDS else message

    def content(self, identity):
        content = json.dumps(self.message(identity)).encode()
        if self.chance(0.03):
            cut = self.random.randrange(len(content) + 1)
            content = content[:cut] + bytes([self.random.randrange(256)]) + content[cut:]
        return content


def run(options, seed, end):
    author = Author(seed)
    client = Client(options.mkpart)
    client.initialize()
    sent = []
    try:
        while time.monotonic() < end and len(sent) < 2000:
            content = author.content(len(sent) + 100)
            sent.append(content)
            client.send_bytes(content)
            if len(sent) % 20 == 0:
                client.begin("mkpart/none")
                while not (client.receive().get("error") or {}).get("message", "").startswith(
                        "there is no method 'mkpart/none'"):
                    pass
        client.send_bytes(b'{"jsonrpc": "2.0", "id": "end", "method": "shutdown"}')
        while client.receive().get("id") != "end":
            pass
        client.note("exit")
        assert client.process.wait(PATIENCE) == 0
    except (Vanished, AssertionError) as error:
        pathlib.Path(options.keep).write_bytes(b"\n".join(sent[-40:]))
        print(f"seed {seed}: after {len(sent)} messages: {error}; see {options.keep}")
        raise
    return len(sent)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="lsp-hostile.txt", help="where to put what went wrong")
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    seed, total = options.seed, 0
    while time.monotonic() < end:
        total += run(options, seed, end)
        seed += 1
    print(f"seeds {options.seed} to {seed - 1}: {total} messages")
    sys.exit(0 if total else 1)


if __name__ == "__main__":
    main()
