#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Thousands of edits leave no memory behind, and each is checked in time.

  edits.py --mkpart MKPART --count 10000 --boards DIR...  prints figures for each board there.
"""
import argparse
import pathlib
import statistics
import sys
import time

from client import TOP, Client, Document

WARM = 200 # edits until memory has settled
GROWTH = 1024 # KiB; less than a hundredth of what a leak of one analysis each would be
MILLISECONDS = 100


def edit(document, number):
    """One of several that a person makes: a comment, a typo and its correction, a broken line."""
    kind = number % 4
    if kind == 0:
        document.edit("cpu: cpu@1", "cpuu: cpu@1")
    elif kind == 1:
        document.edit("cpuu: cpu@1", "cpu: cpu@1")
    elif kind == 2:
        document.edit("shared:\n", "shared: [\n")
    else:
        document.edit("shared: [\n", "shared:\n")


def measure(options, arguments, path):
    client = Client(options.mkpart, *arguments)
    client.initialize()
    document = Document(client, path.read_text(), name=path.name, folder=path.parent)
    document.diagnostics()
    times, settled = [], 0
    for number in range(options.count):
        if number == WARM:
            settled = client.memory()
        begun = time.monotonic()
        edit(document, number)
        document.diagnostics()
        times.append((time.monotonic() - begun) * 1000)
    grown = client.memory() - settled
    assert client.stop() == 0
    times.sort()
    print(f"{path.name} {' '.join(map(str, arguments))}: {options.count} edits, median "
          f"{statistics.median(times):.2f} ms, 99 of 100 within "
          f"{times[len(times) * 99 // 100]:.1f} ms; {settled} KiB, and {grown} KiB more at the end")
    return grown <= GROWTH and statistics.median(times) < MILLISECONDS


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("boards", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    layout = TOP / "examples/zcu102/two-nodes.yaml"
    good = [measure(options, [], layout)]
    for board in options.boards:
        good.append(measure(options, ["--board", board], layout))
    sys.exit(0 if all(good) else 1)


if __name__ == "__main__":
    main()
