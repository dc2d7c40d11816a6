#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""mkpart and an independent checker judge the same random layouts alike:
second_opinion.py --verdicts PROGRAM [--count N] [--seed TEXT] [--jobs N] [--outputs]
    [--strange N] [PLACE...]

PLACE is a DTB or a folder of them; strange_boards.py makes N more. strange_layouts.py makes a
layout for a board, opinion.py says what is wrong with it, PROGRAM (verdicts.c) what mkpart finds.
They have to agree on whether it is refused, and on each mistake of the table below. A plan that
mkpart makes of a good layout is looked at by plan_check.py; where it finds no place for something,
a search shows that there is none. With --outputs each overlay is appended to the board's tree and
read as the kernel's build does (kernel_reader.py), which has to see what the plan says.

A disagreement is printed with what makes it again, and its layout written to a file. Exits with 77
where there is no board. Boards for which the rules are not known are left out: 32 bits, no GIC, one
core.
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import random
import subprocess
import sys
import time

import digits
import fdt
import kernel_agrees
import opinion
import overlay
import plan_check
import strange_boards
import strange_layouts
from ground import Ground

SKIPPED = 77
STATUS_OK, STATUS_FOUND = 0, 1
# Overlays are appended by overlay.py, which is asked against dtc this often.
DTC_EVERY = 50

# What each code of an error tells of.
MISTAKES = {
    "MK0023": "not looked at", "MK0033": digits.WITHOUT_UNIT, "MK0034": digits.WITHOUT_0X,
    "MK0101": "slices overlap", "MK0102": "own ranges overlap", "MK0103": "empty range",
    "MK0104": "wraps", "MK0105": "outside RAM", "MK0106": "across banks",
    "MK0107": "slice reserved", "MK0109": "slice over the loader", "MK0110": "loader misplaced",
    "MK0111": "off its page", "MK0112": "kernel base not aligned",
    "MK0113": "no room behind the rounding", "MK0114": "first range too small",
    "MK0115": "slice too small", "MK0116": "no such memory node",
    "MK0117": "outside its memory node", "MK0118": "no room", "MK0119": "no memory",
    "MK0120": "above the kernel window", "MK0121": "beyond the address cells",
    "MK0122": "slice over registers", "MK0124": "loader over registers",
    "MK0125": "no room for the root task", "MK0126": "too many untypeds", "MK0129": "out of reach",
    "MK0136": "no room in the loader's memory",
    "MK0431": "unused core with a node", "MK0633": "console of a common kernel",
    "MK0150": "own memory over somebody's", "MK0151": "own memory over reserved memory",
    "MK0152": "own memory over registers", "MK0154": "no such reservation",
    "MK0155": "lifted and given", "MK0156": "own name twice",
    "MK0630": "registers of another node", "MK0632": "registers in RAM",
    "MK0710": "peer called like a node",
    "MK0201": "one interrupt in two nodes", "MK0202": "number without a kind",
    "MK0203": "interrupt above the last", "MK0206": "no shared interrupt",
    "MK0207": "device interrupt leads nowhere", "MK0210": "one interrupt in two nodes",
    "MK0212": "interrupt of another node's part", "MK0215": "interrupt through another node",
    "MK0301": "one SGI twice",
    "MK0302": "no such SGI", "MK0304": "IPI to itself", "MK0305": "IPI end unknown",
    "MK0306": "too many IPIs", "MK0307": "IPI target not encodable",
    "MK0308": "multiplexed on two SGIs", "MK0310": "one CPU interface twice",
    "MK0311": "CPU interface contradicts", "MK0401": "no such core",
    "MK0403": "one core twice", "MK0404": "node without a core", "MK0405": "more nodes than cores",
    "MK0406": "id against the loader's order", "MK0407": "boot core without a node",
    "MK0408": "hypervisor differs", "MK0409": "core cannot be started",
    "MK0410": "two cores with one number", "MK0412": "hypervisor impossible",
    "MK0413": "no cores to choose", "MK0414": "core of another type", "MK0415": "clusters not kept",
    "MK0420": "number of two meanings",
    "MK0507": "console without a driver",
    "MK0501": "RAM not stated", "MK0502": "RAM stated twice",
    "MK0516": "kernel for another GIC", "MK0520": "reservation unreadable",
    "MK0529": "nothing to ignore", "MK0530": "nothing to lift",
    "MK0534": "bus unreadable",
    "MK0601": "no such device", "MK0602": "one device twice", "MK0603": "device of the kernels",
    "MK0605": "device apart from its parts", "MK0606": "two nodes on one device page",
    "MK0610": "one stream in two nodes", "MK0612": "device of the kernels",
    "MK0615": "IOMMU of another node's device",
    "MK0701": "fewer than two members", "MK0702": "unknown member", "MK0703": "member twice",
    "MK0704": "shared in a slice", "MK0705": "shared over another", "MK0706": "pool on one side",
    "MK0707": "shared off its page", "MK0709": "shared over registers", "MK1001": "name twice",
    "MK1004": "ids not 0 to N-1",
    "MK1101": "end without a port", "MK1102": "component of no node", "MK1103": "component twice",
    "MK1104": "connection to itself", "MK1105": "connection cannot cross",
    "MK1106": "connection cannot cross", "MK1107": "size without memory", "MK1108": "name twice",
    "MK1109": "port joined twice", "MK1110": "memory that signals",
}

# What hides what, because one change mends both, or because the one cannot be known with the other.
# A rule's prerequisites count for the whole layout, so another node's mistake hides as well.
HIDDEN_BY = {
    "kernel base not aligned": {"off its page"},
    "no room behind the rounding": {"off its page"},
    "first range too small": {"slice too small", "off its page", "kernel base not aligned",
                              "no room behind the rounding"},
    "no room in the loader's memory": {"off its page"},
    "registers of another node": {"one device twice", "off its page"},
    "slice too small": {"first range too small", "empty range", "off its page"},
    "beyond the address cells": {"outside RAM"},
    "slice over registers": {"outside RAM", "RAM not stated"},
    "loader over registers": {"loader misplaced", "RAM not stated"},
    "no room for the root task": {"slice too small", "first range too small", "off its page",
                                  "no room behind the rounding", "kernel base not aligned"},
    "outside its memory node": {"outside RAM", "across banks", "RAM not stated"},
    "above the kernel window": {"outside RAM"},
    "boot core without a node": {"no such core", "node without a core"},
    "no cores to choose": {"more nodes than cores", "clusters not kept"},
    "clusters not kept": {"one core twice"},
    "id against the loader's order": {"name twice"},
    "IPI target not encodable": {"name twice"}, # which of the nodes it goes to is open
    "pool on one side": {"name twice", "member twice"},
    "core cannot be started": {"one core twice"},
    "hypervisor impossible": {"hypervisor differs", "core cannot be started"},
    "one device twice": {"device of the kernels"},
    "two nodes on one device page": {"one device twice", "device apart from its parts",
                                    "device of the kernels", "not looked at"},
    "device apart from its parts": {"one device twice", "device of the kernels"},
    "interrupt through another node": {"one device twice"},
    "IOMMU of another node's device": {"one device twice", "device apart from its parts",
                                      "device of the kernels"},
    "one stream in two nodes": {"one device twice", "device apart from its parts",
                                "device of the kernels"},
    "interrupt of another node's part": {"one interrupt in two nodes", "device of the kernels"},
    "not looked at": {"one device twice"}, # streams of devices whose owner is not clear
    "loader misplaced": {"RAM not stated"},
    "IPI to itself": {"one core twice"},
    "one interrupt in two nodes": {"one device twice"},
    "connection cannot cross": {"component twice"},
    "size without memory": {"component twice"},
    "port joined twice": {"end without a port", "component of no node", "component twice",
                          "connection to itself"},
}
# Of a range whose numbers are not what was meant nothing else is told.
for in_doubt in (
        "above the kernel window", "across banks", "beyond the address cells",
        "first range too small", "kernel base not aligned", "loader misplaced",
        "loader over registers", "no room behind the rounding", "no room for the root task",
        "no room in the loader's memory", "off its page", "outside RAM",
        "outside its memory node", "shared off its page", "shared over registers",
        "slice over registers", "slice too small", "too many untypeds"):
    HIDDEN_BY.setdefault(in_doubt, set()).update(digits.MISTAKES)

class Verdicts:
    """The program, for as long as it runs."""

    def __init__(self, program, with_outputs=False):
        self.command = [program, *(["--outputs"] if with_outputs else [])]
        self.with_outputs = with_outputs
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)

    def ask(self, name, text, board):
        """Status, codes of errors, and the plan as text."""
        layout = text.encode()
        self.process.stdin.write(f"{len(layout)} {name} {board}\n".encode() + layout)
        self.process.stdin.flush()
        words = self.process.stdout.readline().decode().split()
        if len(words) < 2:
            raise RuntimeError(f"{board}: verdicts ended")
        plan = self.process.stdout.read(int(words[1]))
        findings = [word.split("=") for word in words[2:]]
        self.outputs = dict(self.files()) if self.with_outputs else {}
        return (int(words[0]), {code for code, severity in findings if severity == "error"}, plan)

    def files(self):
        """Of the last answer: path and text."""
        while line := self.process.stdout.readline().decode().strip():
            length, path = line.split(" ", 1)
            yield path, self.process.stdout.read(int(length)).decode()


def as_text(layout, indent=None):
    """JSON, which is YAML as well; what does not fit jansson's integers is a string."""
    def fitting(value):
        if isinstance(value, dict):
            return {key: fitting(v) for key, v in value.items()}
        if isinstance(value, list):
            return [fitting(v) for v in value]
        return hex(value) if type(value) is int and value >= 1 << 63 else value
    return json.dumps(fitting(layout), indent=indent)


# --- one layout ----------------------------------------------------------------------------------

def hidden_mistakes(certain, found):
    """Of those that mkpart does not find: which, and what may hide it."""
    for mistake in sorted(certain - found - opinion.KNOWN_GAPS):
        yield mistake, HIDDEN_BY.get(mistake, set()) & found


def mistake_differences(certain, possible, found):
    """By the table: what only one of the two says."""
    for mistake, hiders in hidden_mistakes(certain, found):
        if not hiders:
            yield f"mkpart does not find: {mistake}"
    for mistake in sorted(found - certain - possible):
        yield f"only mkpart finds: {mistake}"


class Case:
    def __init__(self, ground, seed, index, dtc):
        self.ground, self.index, self.dtc = ground, index, dtc
        self.random = random.Random(f"{seed} {index}")
        self.layout, self.changes = strange_layouts.make_layout(ground, self.random)
        self.opinion = opinion.opinion_of(self.layout, ground)
        self.name = self.random.choice(("layout.json", "layout.yaml"))
        self.text = as_text(self.layout)
        self.found = set()

    @property
    def is_left_out(self):
        """Where nothing but a known gap decides."""
        return bool(self.opinion.certain) and self.opinion.certain <= opinion.KNOWN_GAPS

    def ask(self, verdicts):
        self.status, codes, self.plan = verdicts.ask(self.name, self.text, self.ground.path)
        self.found = {MISTAKES.get(code, code) for code in codes}
        self.outputs = verdicts.outputs

    def differences(self):
        if self.status not in (STATUS_OK, STATUS_FOUND):
            yield f"status {self.status}"
        elif self.opinion.refuses != (self.status == STATUS_FOUND):
            yield from self.verdict_differences()
        yield from mistake_differences(self.opinion.certain, self.opinion.possible, self.found)
        if self.status == STATUS_OK and not self.opinion.refuses:
            plan = json.loads(self.plan)
            yield from plan_check.plan_problems(plan, self.layout, self.ground)
            if self.outputs:
                yield from self.kernel_differences(plan)

    def kernel_differences(self, plan):
        """Between the plan and what each kernel's build will see in the outputs."""
        tree = self.ground.tree
        kinds = kernel_agrees.kinds_of(tree)
        for node in plan["nodes"]:
            text = self.outputs[f"{node['name']}/overlay.dts"]
            try:
                whole = overlay.appended(tree, text)
            except overlay.Unknown as what:
                yield f"overlay of {node['name']}: {what}"
                continue
            yield from kernel_agrees.differences(node, whole, kinds)
            if self.index % DTC_EVERY == 0:
                yield from self.dtc_differences(whole, text)

    def dtc_differences(self, whole, text):
        source = (self.outputs["board.dts"] + text).encode()
        made = subprocess.run([self.dtc, "-q", "-f", "-I", "dts", "-O", "dtb", "-"], input=source,
                              capture_output=True, check=False).stdout
        difference = whole.difference(fdt.Tree(made)) if made else "it does not compile"
        if difference:
            yield f"dtc makes another tree: {difference}"

    def verdict_differences(self):
        if self.opinion.refuses:
            yield "mkpart accepts"
        elif not self.found <= self.opinion.possible:
            yield "mkpart refuses"
        elif self.found == {"no room"}:
            yield from self.room_differences()

    def room_differences(self):
        if plan_check.place_exists(json.loads(self.plan), self.layout, self.ground):
            yield "there is room"

    def report(self, seed):
        lines = [f"seed {seed} index {self.index}, board {self.ground.name},"
                 f" changes: {', '.join(self.changes) or 'none'}"]
        lines += [f"  {difference}" for difference in self.differences()]
        lines += [f"  opinion: {sorted(self.opinion.certain)}",
                  f"  possible: {sorted(self.opinion.possible)}", f"  mkpart: {sorted(self.found)}"]
        return "\n".join(lines)

    def save(self, folder, seed):
        """As a layout that `mkpart check` takes as it is."""
        path = pathlib.Path(folder) / f"disagreement-{seed}-{self.index}.json"
        layout = {**self.layout, "board": {"dtb": str(self.ground.path), **self.layout["board"]}}
        path.write_text(as_text(layout, 2) + "\n")
        return path


# --- many ----------------------------------------------------------------------------------------

class Tally:
    def __init__(self):
        self.verdicts = collections.Counter()
        self.mistakes = collections.Counter()
        self.hidden = collections.Counter()
        self.disagreements = []

    def add(self, case):
        self.mistakes.update(case.opinion.certain or case.found)
        for mistake, hiders in hidden_mistakes(case.opinion.certain, case.found):
            if len(hiders) == 1:
                self.hidden.update((mistake, hider) for hider in hiders)
        if case.is_left_out:
            self.verdicts["left out"] += 1
        elif case.status == STATUS_OK:
            self.verdicts["accepted"] += 1
        else:
            self.verdicts["refused"] += 1

    def merge(self, other):
        self.verdicts += other.verdicts
        self.mistakes += other.mistakes
        self.hidden += other.hidden
        self.disagreements += other.disagreements

    def print(self, seconds):
        total = sum(self.verdicts.values())
        shares = ", ".join(f"{n} {what} ({100 * n / total:.1f} %)"
                           for what, n in self.verdicts.most_common())
        print(f"{total} layouts in {seconds:.0f} s ({total / seconds:.0f} a second): {shares}")
        for mistake, n in self.mistakes.most_common():
            print(f"  {100 * n / total:5.2f} %  {mistake}")

    def print_hiding(self):
        """A row that is not needed in very many layouts may hide a miss."""
        for mistake in sorted(HIDDEN_BY):
            for hider in sorted(HIDDEN_BY[mistake]):
                print(f"  {self.hidden[mistake, hider]:6} {mistake} < {hider}")


def judge(options, grounds, indices):
    tally, verdicts = Tally(), Verdicts(options.verdicts, options.outputs)
    for index in indices:
        case = Case(random.Random(f"{options.seed} board {index}").choice(grounds), options.seed,
                    index, options.dtc)
        case.ask(verdicts)
        tally.add(case)
        if not case.is_left_out and any(case.differences()):
            path = case.save(options.folder, options.seed)
            tally.disagreements.append(f"{case.report(options.seed)}\n  layout: {path}")
            if len(tally.disagreements) >= options.most:
                break
    return tally


def work(arguments):
    return judge(*arguments)


def share_work(options, grounds):
    first = options.index if options.index is not None else 0
    indices = range(first, first + (options.count if options.index is None else 1))
    parts = [(options, grounds, indices[i::options.jobs]) for i in range(options.jobs)]
    if options.jobs == 1:
        return judge(*parts[0])
    total = Tally()
    with multiprocessing.Pool(options.jobs) as pool:
        for tally in pool.imap_unordered(work, parts):
            total.merge(tally)
    return total


def grounds_in(places):
    paths = [p for place in places for p in (
        [place] if place.is_file() else sorted(place.rglob("*.dtb")))]
    grounds = [Ground(path) for path in paths]
    fit = [g for g in grounds if g.is_fit()]
    missing = "".join(f"; skipped: no {place}" for place in places if not place.exists())
    print(f"{len(fit)} boards; {len(grounds) - len(fit)} are not judged{missing}")
    return fit


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verdicts", required=True)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--index", type=int, help="only this one")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--most", type=int, default=20, help="disagreements to stop after")
    parser.add_argument("--folder", default=".", help="where their layouts are written")
    parser.add_argument("--outputs", action="store_true", help="also as kernels' builds see them")
    parser.add_argument("--strange", type=int, default=0, help="so many boards are made")
    parser.add_argument("--hiding", action="store_true",
                        help="also how often one mistake alone had to hide another")
    parser.add_argument("--dtc", default="dtc")
    parser.add_argument("places", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    folder = pathlib.Path(options.folder, "boards")
    folder.mkdir(parents=True, exist_ok=True)
    made = strange_boards.compile_into(folder, options.seed, options.strange, options.dtc)
    grounds = grounds_in([*options.places, *made])
    if not grounds:
        sys.exit(SKIPPED)
    start = time.monotonic()
    tally = share_work(options, grounds)
    tally.print(time.monotonic() - start)
    if options.hiding:
        tally.print_hiding()
    for disagreement in tally.disagreements:
        print(disagreement)
    print(f"{len(tally.disagreements)} disagreements")
    sys.exit(1 if tally.disagreements else 0)


if __name__ == "__main__":
    main()
