#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mkpart and an independent reader see the same board: board_compare.py --mkpart PROGRAM PLACE...

PLACE is a DTB, or a folder with some anywhere below it. Of each tree `mkpart board --format json`
is compared with board_reader.py: memory, reserved memory, CPUs, and of every device its registers
and interrupts. What differs must be explained by a row of differences.txt; a row about a tree that
is here must explain something in it, and with --all-rows no row may be about trees that are not.
With --timed another build of the program is timed as well.
"""
import argparse
import fnmatch
import json
import os
import pathlib
import subprocess
import sys
import time

import board_reader
import fdt
import ram_claims
from ground import Span

SKIPPED = 77
DIFFERENCES = pathlib.Path(__file__).with_name("differences.txt")
# What the program says of a tree that it refuses.
UNREADABLE = 2


class Row:
    """An explained difference: globs of board and path, what is compared, and why."""

    def __init__(self, line):
        self.board, self.path, self.what, self.reason = line.split(None, 3)
        self.used = 0

    def is_about(self, board):
        return fnmatch.fnmatchcase(board, self.board)

    def explains(self, board, path, what):
        return (what == self.what and self.is_about(board)
                and fnmatch.fnmatchcase(path or "-", self.path))


def read_rows():
    lines = DIFFERENCES.read_text().splitlines()
    return [Row(line) for line in lines if line.strip() and not line.startswith("#")]


# --- mkpart's side, in the reader's words --------------------------------------------------------

def number(text):
    return int(text, 16)


def range_of(item):
    return number(item["first"]), number(item["last"])


def interrupt_of(item):
    via = tuple(item["via"])
    if item["kind"] in ("spi", "ppi"):
        return board_reader.Interrupt(item["kind"], item["intid"], item["trigger"], item["map"],
                                      via)
    if item["kind"] == "plic":
        return board_reader.Interrupt("plic", item["number"], item["trigger"], item["map"], via)
    return board_reader.Interrupt("behind", 0, mapped=item["map"], via=via,
                                  controller=item["controller"])


def facts_of_mkpart(document):
    facts = {("memory", None): [(m["path"], *range_of(m)) for m in document["memory"]],
             ("reserved", None): [(r["path"], *range_of(r), r["no_map"])
                                  for r in document["reserved"]],
             ("dropped", None): [document["dropped"]]}
    for cpu in document["cpus"]:
        facts["cpu", cpu["path"]] = [(number(cpu["mpidr"]), cpu["enabled"])]
    for device in document["devices"]:
        facts["mmio", device["path"]] = [
            range_of(m) for m in device["mmio"] + device["parts_mmio"]]
        facts["interrupts", device["path"]] = [
            interrupt_of(i) for i in device["interrupts"] + device["parts_interrupts"]]
    return facts


# --- the reader's side ---------------------------------------------------------------------------

def facts_of_reader(blob):
    board = board_reader.Board(fdt.Tree(blob))
    facts = {("memory", None): list(board.memory()), ("reserved", None): list(board.reserved()),
             ("dropped", None): [0]}
    for path, mpidr, enabled in board.cpus():
        facts["cpu", path] = [(mpidr, enabled)]
    devices = board.devices()
    claimed = list(ram_that_devices_use(board, devices))
    for path, (registers, interrupts) in devices.items():
        facts["mmio", path] = [part for part in registers if (path, part) not in claimed]
        facts["interrupts", path] = without_repeats(interrupts)
    return facts


def ram_that_devices_use(board, devices):
    banks = [Span(first, last) for _, first, last in board.memory()]
    nodes = {path: board.tree.find(path) for path in devices}
    registers = [Span(*part) for path, (parts, _) in devices.items() for part in parts
                 if "simple-bus" not in nodes[path].strings("compatible")]
    for path, node in nodes.items():
        if ram_claims.may_use_ram(node):
            for number, ends in board_reader.numbered(node):
                if ram_claims.is_claim(number, Span(*ends), banks, registers):
                    yield path, ends


# --- comparing -----------------------------------------------------------------------------------

def text(fact):
    if not isinstance(fact, (tuple, board_reader.Interrupt)):
        return str(fact)
    if isinstance(fact, tuple):
        return " ".join(hex(f) if type(f) is int else str(f) for f in fact)
    return " ".join(str(f) for f in (fact.kind, fact.number, fact.trigger, "mapped" * fact.mapped,
                                     *fact.via, fact.controller) if f != "")


def without_repeats(interrupts):
    """A line that a bridge's map leads to may be one that the bridge states itself."""
    stated = {(i.kind, i.number, i.controller) for i in interrupts if not i.mapped}
    return [i for i in interrupts
            if not i.mapped or (i.kind, i.number, i.controller) not in stated]


def differences(ours, readers):
    """What is compared, path, and the facts that only one side has."""
    for key in sorted(set(ours) | set(readers), key=lambda key: (key[0], key[1] or "")):
        a, b = (sorted(set(side.get(key, [])), key=repr) for side in (ours, readers))
        if a != b:
            yield (*key, [f for f in a if f not in b], [f for f in b if f not in a])


class Comparison:
    def __init__(self, options):
        self.options = options
        self.rows = read_rows()
        self.names = set()
        self.boards = self.unexplained = self.explained = self.crashes = self.refused = 0
        self.slowest = (0, None)

    def run(self, board):
        """mkpart's document, or None."""
        result = subprocess.run([self.options.mkpart, "board", board, "--format", "json"],
                                capture_output=True, text=True, timeout=60, check=False)
        if result.returncode == UNREADABLE and "anitizer" not in result.stderr:
            self.refused += 1
            print(f"{board}: refused: {result.stderr.strip()[:300]}")
            return None
        if result.returncode or "anitizer" in result.stderr or "runtime error" in result.stderr:
            self.crashes += 1
            print(f"{board}: exit status {result.returncode}: {result.stderr.strip()[:2000]}")
            return None
        return json.loads(result.stdout)

    def time(self, board):
        """The processor's time, so that a busy machine does not matter; the best of three."""
        if not self.options.timed:
            return
        best = min(processor_time(self.options.timed, board) for _ in range(3))
        self.slowest = max(self.slowest, (best, board.name))

    def compare(self, board):
        if b"__overlay__" in board.read_bytes():  # the tree of no board
            return
        self.boards += 1
        self.names.add(board.stem)
        document = self.run(board)
        if document is None:
            return
        self.time(board)
        readers = facts_of_reader(board.read_bytes())
        for what, path, ours, theirs in differences(facts_of_mkpart(document), readers):
            row = next((r for r in self.rows if r.explains(board.stem, path, what)), None)
            if row:
                row.used += 1
                self.explained += 1
                continue
            self.unexplained += 1
            print(f"{board.stem} {path or '-'} {what}:"
                  f" mkpart [{'; '.join(map(text, ours))}]"
                  f" reader [{'; '.join(map(text, theirs))}]")

    def verdict(self):
        unused = [r for r in self.rows if not r.used
                  and (self.options.all_rows or any(map(r.is_about, self.names)))]
        for row in unused:
            print(f"explains nothing: {row.board} {row.path} {row.what}")
        print(f"{self.boards} trees, {self.refused} refused, {self.crashes} crashes,"
              f" {self.explained} explained and {self.unexplained} unexplained differences")
        late = False
        if self.options.timed:
            milliseconds, name = self.slowest[0] * 1000, self.slowest[1]
            late = milliseconds > self.options.limit
            print(f"slowest: {milliseconds:.1f} ms ({name}); {self.options.limit} ms are allowed")
        return 1 if self.unexplained or self.crashes or self.refused or unused or late else 0


def processor_time(program, board):
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen([program, "board", board, "--format", "json"], stdout=nowhere)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def boards_in(places):
    for place in places:
        if place.suffix == ".dtb" and place.is_file():
            yield place
        else:
            yield from sorted(place.rglob("*.dtb"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True)
    parser.add_argument("--timed", help="a build without sanitizers, to be timed")
    parser.add_argument("--limit", type=float, default=20, help="milliseconds a tree may take")
    parser.add_argument("--all-rows", action="store_true")
    parser.add_argument("places", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    boards = list(boards_in(options.places))
    missing = [str(p) for p in options.places if not p.exists()]
    print(f"{len(boards)} trees to compare" + "".join(f"; skipped: no {m}" for m in missing))
    if not boards:
        sys.exit(SKIPPED)
    comparison = Comparison(options)
    start = time.monotonic()
    for board in boards:
        comparison.compare(board)
    print(f"{time.monotonic() - start:.0f} s")
    sys.exit(comparison.verdict())


if __name__ == "__main__":
    main()
