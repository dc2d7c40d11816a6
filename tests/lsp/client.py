# SPDX-License-Identifier: BSD-2-Clause
"""A client that speaks to `mkpart lsp`, or says what no client should."""
import json
import os
import pathlib
import select
import subprocess
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 60 # seconds for an answer; it is a busy machine that needs many
VIRT = TOP / "examples/qemu-arm-virt"


class Vanished(Exception):
    """The server is not there any more."""


class Client:
    def __init__(self, mkpart, *arguments, folder=None):
        self.process = subprocess.Popen(
            [mkpart, "lsp", *arguments], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.count, self.seen, self.notes = 0, b"", []

    # --- bytes ------------------------------------------------------------------------------------

    def write(self, content):
        try:
            self.process.stdin.write(content)
            self.process.stdin.flush()
        except BrokenPipeError as error:
            raise Vanished(self.process.stderr.read()) from error

    def read_some(self):
        ready, _, _ = select.select([self.process.stdout], [], [], PATIENCE)
        assert ready, "no answer"
        got = os.read(self.process.stdout.fileno(), 1 << 16)
        if not got:
            raise Vanished(self.process.stderr.read())
        self.seen += got

    def receive(self):
        """The next message."""
        while b"\r\n\r\n" not in self.seen:
            self.read_some()
        header, rest = self.seen.split(b"\r\n\r\n", 1)
        name, length = header.split(b": ")
        assert name == b"Content-Length", header
        while len(rest) < int(length):
            self.read_some()
            rest = self.seen.split(b"\r\n\r\n", 1)[1]
        self.seen = rest[int(length):]
        return json.loads(rest[:int(length)])

    def send_bytes(self, content):
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))

    # --- messages ---------------------------------------------------------------------------------

    def send(self, message):
        self.send_bytes(json.dumps(message).encode())

    def note(self, method, **parameters):
        self.send({"jsonrpc": "2.0", "method": method, "params": parameters})

    def begin(self, method, **parameters):
        """Asks, and does not wait."""
        self.count += 1
        self.send({"jsonrpc": "2.0", "id": self.count, "method": method, "params": parameters})
        return self.count

    def answer(self, identity):
        """The answer to that request; notifications before it are kept."""
        while True:
            message = self.receive()
            assert message["jsonrpc"] == "2.0", message
            if "method" not in message:
                assert message["id"] == identity, (message, identity)
                return message
            self.notes.append(message)

    def ask(self, method, **parameters):
        return self.answer(self.begin(method, **parameters))

    def result(self, method, **parameters):
        answer = self.ask(method, **parameters)
        assert "error" not in answer, answer
        return answer["result"]

    def error(self, method, **parameters):
        answer = self.ask(method, **parameters)
        assert "result" not in answer, answer
        return answer["error"]["code"]

    def note_from_server(self, method):
        while True:
            message = self.notes.pop(0) if self.notes else self.receive()
            if message.get("method") == method:
                return message["params"]

    # --- the session ------------------------------------------------------------------------------

    def initialize(self, relates=True, **more):
        """`more`: what else the client can do with documents."""
        related = {"relatedInformation": relates}
        return self.result("initialize", processId=os.getpid(), rootUri=None, capabilities={
            "textDocument": {"publishDiagnostics": related, **more},
            "workspace": {"diagnostics": {"refreshSupport": True}}})

    def stop(self):
        """Ends the session as it should be; gives the exit status."""
        assert self.result("shutdown") is None
        self.note("exit")
        return self.wait()

    def wait(self):
        status = self.process.wait(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()
        return status

    def memory(self):
        """KiB that the server has."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])


class Document:
    """A text that is open; '|' in it is where the cursor is."""

    def __init__(self, client, text, name="mkpart.yaml", folder=VIRT):
        self.client, self.uri, self.version = client, (folder / name).as_uri(), 1
        self.text = text
        client.note("textDocument/didOpen", textDocument={
            "uri": self.uri, "languageId": "mkpart", "version": 1, "text": text})

    @property
    def identity(self):
        return {"uri": self.uri}

    def change(self, *events):
        self.version += 1
        self.client.note("textDocument/didChange", contentChanges=list(events),
                         textDocument={"uri": self.uri, "version": self.version})

    def replace(self, text):
        self.text = text
        self.change({"text": text})

    def edit(self, old, new):
        """Replaces the only place of a text, and says only that."""
        before, after = self.text.split(old)
        self.change({"range": {"start": position(before), "end": position(before + old)},
                     "text": new})
        self.text = before + new + after

    def diagnostics(self):
        """The next ones of this document."""
        while True:
            found = self.client.note_from_server("textDocument/publishDiagnostics")
            if found["uri"] == self.uri and found.get("version", 0) == self.version:
                return found["diagnostics"]

    def codes(self):
        return [found["code"] for found in self.diagnostics()]

    def at(self, word, offset=0, nth=0):
        """The position of a word."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(word, start + 1)
        return {"textDocument": self.identity, "position": position(self.text[:start + offset])}

    def covered(self, span):
        """The text that a range marks."""
        return self.text[offset_of(self.text, span["start"]):offset_of(self.text, span["end"])]

    def ask(self, method, **parameters):
        return self.client.result(f"textDocument/{method}", textDocument=self.identity,
                                  **parameters)

    def apply(self, edits):
        """The text after edits, which do not overlap."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: -offset_of(text, edit["range"]["start"])):
            start, end = (offset_of(self.text, edit["range"][side]) for side in ("start", "end"))
            text = text[:start] + edit["newText"] + text[end:]
        return text


def position(before):
    """Behind that text, in lines and UTF-16 units."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}


def offset_of(text, place):
    for offset in range(len(text) + 1):
        if text[offset - 1:offset + 1] != "\r\n" and position(text[:offset]) == place:
            return offset
    raise ValueError(place)


def patiently(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.01)
