#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""yaml-language-server with the schema does for a layout what its author sees in an editor.

The server is what package-lock.json says, by hash, and is got through npm as it is set up here;
skipped where that does not answer. It is told not to look for schemas elsewhere.
"""
import argparse
import json
import os
import pathlib
import queue
import shutil
import subprocess
import sys
import tempfile
import threading

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
SCHEMA = TOP / "schema/mkpart-layout.schema.json"
PATIENCE = 60 # seconds for an answer; it is a busy machine that needs many


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


def install(store):
    """The server's script, in a folder of the build."""
    script = store / "node_modules/yaml-language-server/bin/yaml-language-server"
    if not shutil.which("npm") or not shutil.which("node"):
        skip("npm is not there")
    lock = (HERE / "package-lock.json").read_text()
    kept = store / "installed.json"
    if script.exists() and kept.exists() and kept.read_text() == lock:
        return script
    store.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, store)
    result = subprocess.run(
        ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund",
         "--fetch-retries=0", "--fetch-timeout=30000"],
        cwd=store, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=240,
        check=False)
    if result.returncode:
        assert "EINTEGRITY" not in result.stdout + result.stderr, "another package"
        skip("npm cannot get yaml-language-server")
    kept.write_text(lock)
    return script


class Server:
    """A language server at the other end of two pipes."""

    def __init__(self, script, folder):
        self.process = subprocess.Popen(
            ["node", script, "--stdio"], cwd=folder, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.messages = queue.Queue()
        self.count = 0
        threading.Thread(target=self.read_all, daemon=True).start()
        self.ask("initialize", processId=os.getpid(), rootUri=folder.as_uri(), capabilities={
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}},
                             "hover": {"contentFormat": ["markdown", "plaintext"]}}})
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings={"yaml": {
            "validate": True, "hover": True, "completion": True,
            "schemaStore": {"enable": False}}})

    def read_all(self):
        pipe = self.process.stdout
        while True:
            length = 0
            while line := pipe.readline().strip():
                name, text = line.split(b":", 1)
                length = int(text) if name.lower() == b"content-length" else length
            if not length:
                self.messages.put(None)
                return
            self.messages.put(json.loads(pipe.read(length)))

    def send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, **params):
        self.send(method=method, params=params)

    def wait_for(self, wanted):
        while True:
            message = self.messages.get(timeout=PATIENCE)
            assert message is not None, "the server ended"
            if wanted(message):
                return message
            if "method" in message and "id" in message: # it asks; nothing is set up here
                count = len(message.get("params", {}).get("items", []))
                self.send(id=message["id"], result=[None] * count if count else None)

    def ask(self, method, **params):
        self.count += 1
        self.send(id=self.count, method=method, params=params)
        answer = self.wait_for(lambda message: message.get("id") == self.count
                               and "method" not in message)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def close(self):
        self.ask("shutdown")
        self.send(method="exit")
        self.process.wait(timeout=PATIENCE)


class Document:
    """A layout in the editor. In its text, '|' is where the cursor is."""

    def __init__(self, server, path, text):
        self.server = server
        self.lines = text.split("\n")
        self.cursor = next(((number, line.index("|")) for number, line in enumerate(self.lines)
                            if "|" in line), None)
        self.lines = [line.replace("|", "") for line in self.lines]
        self.uri = path.as_uri()
        path.write_text("\n".join(self.lines))
        server.tell("textDocument/didOpen", textDocument={
            "uri": self.uri, "languageId": "yaml", "version": 1, "text": "\n".join(self.lines)})

    def at_cursor(self, method):
        line, character = self.cursor
        return self.server.ask(f"textDocument/{method}", textDocument={"uri": self.uri},
                               position={"line": line, "character": character})

    def completions(self):
        return {item["label"]: item for item in self.at_cursor("completion")["items"]}

    def hover(self):
        contents = self.at_cursor("hover")["contents"]
        return contents["value"] if isinstance(contents, dict) else contents

    def problems(self):
        """(what is underlined, why) of each."""
        message = self.server.wait_for(
            lambda message: message.get("method") == "textDocument/publishDiagnostics"
            and message["params"]["uri"] == self.uri)
        return [(self.text_of(problem["range"]), problem["message"])
                for problem in message["params"]["diagnostics"]]

    def text_of(self, place):
        start, end = place["start"], place["end"]
        lines = self.lines[start["line"]:end["line"] + 1]
        if start["line"] == end["line"]:
            return lines[0][start["character"]:end["character"]]
        return "\n".join([lines[0][start["character"]:], *lines[1:-1],
                          lines[-1][:end["character"]]])


GOOD = """version: 1
board: {dtb: board.dtb}
nodes:
  - name: control
    cpu: 0
    memory: [{size: 256M}, {start: 0x50000000, size: 1_024K}]
    devices: [serial0, {path: /soc/dma@1000, shared: true}, rest]
    irqs: [{spi: 17}, {intid: 81}]
    kernel: {debug: true, settings: {KernelRootCNodeSizeBits: 14, KernelFastpath: true}}
  - name: io
    memory: [{node: /memory@40000000, reg: [{start: 0x60000000, size: 0x1000000}]}]
"""

# What is wrong, what of it is underlined, and a part of why.
WRONG = [
    ("nodez: []\n", "nodez", "nodez is not allowed"),
    ("contract: []\n", "[]", "Incorrect type"),
    ("ipis: [{name: a, from: io, to: control, sgi: 16}]\n", "16", "maximum of 15"),
    ("ipis: [{name: a, from: io}]\n", None, 'Missing property "to"'),
    ("loader: {memory: {size: 64MB}}\n", "64MB", "powers of two"),
    ("loader: {memory: {size: 0}}\n", "0", "minimum of 1"),
]
WRONG_BOARD = ("board: {tree: bord}\n", "bord", "not accepted")
WRONG_IN_NODE = [
    ("irqs: [33]", "33", "Incorrect type"),
    ("irqs: [{spi: 1, intid: 33}]", "intid", "intid is not allowed"),
    ("memory: [{size: 1M, node: /memory@0}]", None, 'Missing property "reg"'),
    ("memory: [{start: 0}]", None, "Missing property"),
    ("devices: [{pth: serial0}]", "pth", "pth is not allowed"),
    ("memory: {size: 1M}", "{size: 1M}", 'Expected "array"'),
]

# Where the cursor is, what is offered there, and what is not.
COMPLETIONS = [
    ("version: 1\nno|\n", {"nodes", "board", "shared", "ipis", "loader"}, {"version", "sgi"}),
    ("version: |\n", {"1"}, set()),
    ("contract: |\n", {"sel4-overlay"}, {"true"}),
    ("version: 1\nboard:\n  |\n", {"dtb", "platform", "tree", "memory"}, {"nodes"}),
    ("version: 1\nboard:\n  tree: |\n", {"board", "kernel"}, {"true"}),
    ("version: 1\nnodes:\n  - name: a\n    |\n", {"cpu", "memory", "irqs"}, {"name", "board"}),
    ("version: 1\nnodes:\n  - name: a\n    irqs:\n      - |\n", {"spi", "intid"}, {"bare"}),
    ("version: 1\nnodes:\n  - name: a\n    kernel:\n      debug: |\n", {"true", "false"}, set()),
    ("version: 1\nkernel:\n  settings:\n    KernelFastpath: |\n", {"true", "false"}, set()),
    ("version: 1\nnodes:\n  - name: a\n    devices:\n      - |\n", {"path", "shared"}, set()),
]

# Where the mouse is, and a part of what is shown.
HOVERS = [
    ("version: 1\nnod|es: []\n", "one kernel on one core each"),
    ("version: 1\nnodes:\n  - name: a\n    irqs: [{int|id: 33}]\n", "32 is the first SPI"),
    ("version: 1\nnodes:\n  - name: a\n    devices: [{pa|th: serial0}]\n", "label or unit name"),
    ("version: 1\nnodes:\n  - name: a\n    memory:\n      - si|ze: 1M\n", "Size in bytes"),
]


def wrong_layouts():
    for text, *expected in WRONG:
        yield GOOD + text, *expected
    yield "version: 1\nnodes: [{name: a}]\n" + WRONG_BOARD[0], *WRONG_BOARD[1:]
    for text, *expected in WRONG_IN_NODE:
        yield f"version: 1\nnodes:\n  - name: a\n    {text}\n", *expected


class Test:
    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        self.count, self.complaints = 0, 0

    def open(self, text, schema=SCHEMA.name):
        self.count += 1
        return Document(self.server, self.folder / f"{self.count}.mkpart.yaml",
                        f"# yaml-language-server: $schema={schema}\n{text}")

    def expect(self, truth, *what):
        if not truth:
            self.complaints += 1
            print(*what, sep="\n  ")

    def run_problems(self):
        problems = self.open(GOOD).problems()
        self.expect(not problems, "a good layout is underlined", problems)
        for schema in (SCHEMA, SCHEMA.as_uri()):
            problems = self.open("version: 1\nnodez: []\n", schema).problems()
            self.expect(len(problems) == 2, f"the schema is not found as {schema}", problems)
        for text, underlined, why in wrong_layouts():
            problems = self.open(text).problems()
            self.expect(any(why in message and underlined in (None, place)
                            for place, message in problems), f"'{why}' is not said of", text,
                        problems)

    def run_completions(self):
        for text, offered, not_offered in COMPLETIONS:
            found = set(self.open(text).completions())
            self.expect(offered <= found, f"not offered: {sorted(offered - found)}", text,
                        sorted(found))
            self.expect(not not_offered & found, f"offered: {sorted(not_offered & found)}", text)

    def run_documentation(self):
        item = self.open("version: 1\nsha|\n").completions()["shared"]
        self.expect("several nodes map" in json.dumps(item), "a completion is not explained", item)
        for text, part in HOVERS:
            shown = self.open(text).hover()
            self.expect(part in shown, f"'{part}' is not shown for", text, shown)

    def run_examples(self):
        for path in sorted(TOP.glob("examples/*/*.yaml")):
            problems = self.open(path.read_text()).problems()
            self.expect(not problems, f"{path.name} is underlined", problems)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--store", required=True, type=pathlib.Path,
                        help="folder that the server is installed in")
    script = install(parser.parse_args().store.resolve() / "node")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder).resolve()
        shutil.copy(SCHEMA, folder)
        server = Server(script, folder)
        test = Test(server, folder)
        test.run_problems()
        test.run_completions()
        test.run_documentation()
        test.run_examples()
        server.close()
    print(f"{test.count} layouts in yaml-language-server")
    sys.exit(1 if test.complaints else 0)


if __name__ == "__main__":
    main()
