#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""`plan` tells a terminal that a long search goes on, and nobody else.

The search is made long by stopping the program in it: the second that it waits passes on the clock,
whatever machine this is.
"""
import argparse
import os
import pathlib
import pty
import random
import signal
import subprocess
import sys
import tempfile
import time

WIPE = b"\r\x1b[K"
PAGES = 1 << 14


def layout(board, count):
    """Pieces for two holes of 64 MiB, a page too much in all: many ways, and none of them fits."""
    rng = random.Random(7)
    cuts = sorted(rng.sample(range(1, 2 * PAGES), count - 1))
    pages = [b - a for a, b in zip([0] + cuts, cuts + [2 * PAGES])]
    pages[0] += 1
    lines = ["version: 1", f"board: {{dtb: {board}}}",
             "loader: {memory: {start: 0xbf000000, size: 16M}}", "reserved:",
             "  - {start: 0x64000000, size: 64K}", "nodes:",
             "  - {name: a, cpu: cpu@0, memory: [{start: 0x40000000, size: 256M}]}",
             "  - {name: b, cpu: cpu@1, memory: [{start: 0x50000000, size: 256M}]}", "shared:"]
    lines += [f"  - {{name: s{i}, nodes: [a, b], memory: {{size: 0x{n * 4096:x}, within: "
              "[{start: 0x60000000, size: 64M}, {start: 0x64010000, size: 64M}]}}"
              for i, n in enumerate(pages)]
    return "\n".join(lines) + "\n"


class Run:
    """mkpart with a terminal for its errors, stopped for a while after `delay` seconds."""

    def __init__(self, mkpart, path, delay, terminal=True):
        reader, writer = pty.openpty() if terminal else os.pipe()
        process = subprocess.Popen([mkpart, "plan", "-q", path], stdout=subprocess.DEVNULL,
                                   stderr=writer)
        os.close(writer)
        if delay is not None:
            time.sleep(delay)
            process.send_signal(signal.SIGSTOP)
            time.sleep(1.1)
            process.send_signal(signal.SIGCONT)
        self.text = b"".join(iter(lambda: self.read(reader), b""))
        process.wait(60)

    @staticmethod
    def read(reader):
        try:
            return os.read(reader, 65536)
        except OSError: # what a terminal says when the other end is closed
            return b""


def shown_in_time(mkpart, path):
    """The program may be through, or not begun, when it is stopped: then again, at another time."""
    for delay in (0.3, 0.1, 0.05, 0.6, 0.02, 1.0, 0.01):
        text = Run(mkpart, path, delay).text
        if b"possibilities tried" in text:
            return text
    return b""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--board", required=True, type=os.path.abspath)
    options = parser.parse_args()
    complaints = []
    with tempfile.TemporaryDirectory() as scene:
        hard, easy = pathlib.Path(scene, "hard.yaml"), pathlib.Path(scene, "easy.yaml")
        hard.write_text(layout(options.board, 60))
        easy.write_text(layout(options.board, 3))
        text = shown_in_time(options.mkpart, hard)
        if b"looking for places: " not in text:
            complaints.append(f"nothing is shown at a terminal: {text!r}")
        line, _, rest = text.rpartition(WIPE)
        if b"possibilities tried" in rest or b"possibilities tried" not in line:
            complaints.append(f"the line is not wiped out: {text!r}")
        if b"possibilities tried" in Run(options.mkpart, hard, 0.3, terminal=False).text:
            complaints.append("it is shown where there is no terminal")
        if b"possibilities tried" in Run(options.mkpart, easy, None).text:
            complaints.append("it is shown without a second's wait")
    print("\n".join(complaints) or "a long search is told of at a terminal, and nowhere else")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
