#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Memory is placed if and only if there is a way, and what cannot be had is explained.

Random small layouts on a board of eleven cells of 16 MiB; everything begins at a cell, so that all
placements can be counted here, by bit masks, without anything of mkpart's own search. mkpart must
find a place for all just where one of them exists. Else the set that it names (requests, terms of
theirs, what is fixed) must be impossible, and possible without any one of them. Some of the plans
are read back: each place must be one that the layout allows.
"""
import argparse
import concurrent.futures
import functools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

MIB = 1 << 20
CELL = 16 * MIB
SMALL = 2 * MIB  # too little for a kernel
BANKS = [(0x40000000, 6), (0x50000000, 5)]
CELLS = [start + i * CELL for start, count in BANKS for i in range(count)]
LAST = max(CELLS) + CELL - 1
KERNEL_BELOW = "a range for the kernel below all others"


def bits(start, size):
    """The cells that a range touches."""
    return sum(1 << i for i, cell in enumerate(CELLS)
               if start < cell + CELL and cell < start + size)


def inside(cell, size, ranges):
    """Whether [cell, cell + size) is in the union of the ranges."""
    at = cell
    for first, length in sorted(ranges):
        if first <= at < first + length:
            at = first + length
    return at >= cell + size


class Request:
    """Memory of a size, in the layout's line `line`, with its terms."""

    def __init__(self, what, size, node=None):
        self.what = what
        self.size = size
        self.node = node
        self.line = 0
        self.terms = {}

    def leads(self):
        return self.node is not None and self.size >= CELL

    def text(self):
        keys = [f"size: 0x{self.size:x}"]
        if "align" in self.terms:
            keys.append(f"align: 0x{self.terms['align']:x}")
        for key in ("within", "not_within"):
            if key in self.terms:
                ranges = ", ".join(f"{{start: 0x{s:x}, size: 0x{n:x}}}"
                                   for s, n in self.terms[key])
                keys.append(f"{key}: [{ranges}]")
        return "{" + ", ".join(keys) + "}"

    def allows(self, cell, terms):
        """Whether it may begin at a cell, as far as those of its terms go."""
        bank = next(start for start, count in reversed(BANKS) if start <= cell)
        end = bank + dict(BANKS)[bank] * CELL
        if cell + self.size > end:
            return False
        for term, value in self.terms.items():
            if term not in terms:
                continue
            if term == "align" and cell % value:
                return False
            if term == "within" and not inside(cell, self.size, value):
                return False
            if term in ("not_within", "reserved") and any(
                    start < cell + self.size and cell < start + size for start, size in value):
                return False
        return True


class Fixed:
    def __init__(self, what, start, size, node=None):
        self.what = what
        self.start = start
        self.size = size
        self.node = node
        self.line = 0


class Problem:
    def __init__(self, rng):
        self.rng = rng
        self.requests = []
        self.fixed = []
        self.reserved = {}  # node: [(start, size, line)]
        self.make()

    def range(self, most):
        start = self.rng.choice(CELLS)
        return start, self.rng.randint(1, most) * CELL

    def request(self, what, node=None):
        small = node is not None and self.rng.random() < 0.3
        request = Request(what, SMALL if small else self.rng.randint(1, 4) * CELL, node)
        if self.rng.random() < 0.2:
            request.terms["align"] = self.rng.choice((2, 4)) * CELL
        elif node is None:
            request.terms["align"] = CELL  # else it could be between cells
        for term in ("within", "not_within"):
            if self.rng.random() < 0.15:
                request.terms[term] = [self.range(5) for _ in range(self.rng.randint(1, 2))]
        self.requests.append(request)

    def make(self):
        rng = self.rng
        self.nodes = ["a", "b", "c"][:rng.randint(1, 3)]
        for node in self.nodes:
            for _ in range(rng.choice((1, 1, 1, 2))):
                if rng.random() < 0.2:
                    self.fixed.append(Fixed(f"{node}", rng.choice(CELLS), CELL, node))
                else:
                    self.request(node, node)
            if rng.random() < 0.15:
                self.reserved[node] = [self.range(2)]
        if len(self.nodes) > 1 and rng.random() < 0.4:
            self.request("ring")
        for _ in range(rng.choice((0, 0, 1, 2))):
            self.fixed.append(Fixed("reserved", *self.range(2)))
        if rng.random() < 0.5:
            self.fixed.append(Fixed("loader", rng.choice(CELLS), CELL))
        else:
            self.requests.append(Request("loader", CELL))
            self.requests[-1].terms["align"] = CELL
        for request in self.requests:
            if request.node in self.reserved:
                request.terms["reserved"] = self.reserved[request.node]
        self.add_kernel_terms()

    def add_kernel_terms(self):
        """A small range has to be above one that holds the kernel, where its node has such."""
        for node in self.nodes:
            leads = [r for r in self.requests if r.node == node and r.leads()]
            leads += [f for f in self.fixed if f.node == node]
            for request in self.requests:
                if request.node == node and not request.leads() and leads:
                    request.terms["kernel"] = True

    # --- the layout ---------------------------------------------------------------------------

    def layout(self, board):
        """Everything in a line of its own, which tells what a finding names."""
        lines = ["version: 1", f"board: {{dtb: {board}}}"]

        def add(thing, text):
            lines.append(text)
            thing.line = len(lines)

        for thing in self.fixed + self.requests:
            if thing.what == "loader":
                lines.append("loader:")
                add(thing, f"  memory: {self.text(thing)}")
        if any(f.what == "reserved" for f in self.fixed):
            lines.append("reserved:")
            for thing in self.fixed:
                if thing.what == "reserved":
                    add(thing, f"  - {self.text(thing)}")
        lines.append("nodes:")
        self.reserved_line = {}
        for i, node in enumerate(self.nodes):
            lines += [f"  - name: {node}", f"    cpu: cpu@{i}", "    memory:"]
            for thing in self.fixed + self.requests:
                if thing.node == node:
                    add(thing, f"      - {self.text(thing)}")
            if node in self.reserved:
                lines.append("    reserved:")
                start, size = self.reserved[node][0]
                lines.append(f"      - {{start: 0x{start:x}, size: 0x{size:x}}}")
                self.reserved_line[node] = len(lines)
        if any(r.what == "ring" for r in self.requests):
            lines.append("shared:")
            for thing in self.requests:
                if thing.what == "ring":
                    lines += ["  - name: ring", "    nodes: [a, b]"]
                    add(thing, f"    memory: {thing.text()}")
        return "\n".join(lines) + "\n"

    @staticmethod
    def text(thing):
        if isinstance(thing, Request):
            return thing.text()
        return f"{{start: 0x{thing.start:x}, size: 0x{thing.size:x}}}"

    # --- all placements -------------------------------------------------------------------------

    def possible(self, requests, terms, fixed):
        """Whether there is a way for these requests, with terms[request], beside these."""
        taken = functools.reduce(lambda mask, f: mask | bits(f.start, f.size), fixed, 0)
        order = sorted(requests, key=lambda r: not r.leads())
        choices = [[(bits(cell, r.size), cell) for cell in CELLS if r.allows(cell, terms[r])]
                   for r in order]
        lowest_fixed = {n: min((f.start for f in self.fixed if f.node == n), default=LAST + 1)
                        for n in self.nodes}
        led = [self.is_led_by_all(r, requests, terms) for r in order]

        @functools.cache
        def search(index, mask, lowest):
            if index == len(order):
                return True
            request = order[index]
            for cells, start in choices[index]:
                if cells & mask:
                    continue
                if led[index] and start < min(dict(lowest)[request.node],
                                              lowest_fixed[request.node]):
                    continue
                below = dict(lowest)
                if request.leads():
                    below[request.node] = min(below[request.node], start)
                if search(index + 1, mask | cells, tuple(sorted(below.items()))):
                    return True
            return False

        return search(0, taken, tuple((n, LAST + 1) for n in sorted(self.nodes)))

    def is_led_by_all(self, request, requests, terms):
        """What leads it counts only as a whole: to leave a part out never makes it harder."""
        return "kernel" in terms[request] and all(
            r in requests for r in self.requests if r.node == request.node and r.leads())

    def is_possible(self):
        return self.possible(self.requests, {r: set(r.terms) for r in self.requests}, self.fixed)

    # --- what mkpart says -----------------------------------------------------------------------

    def thing_at(self, line):
        return next((t for t in self.fixed + self.requests if t.line == line), None)

    def members(self, finding):
        """The requests, the terms of theirs and the fixed things that a finding names."""
        requests, terms, fixed = [], [], []
        told = [(finding["line"], "no place")]
        told += [(note["line"], note["message"]) for note in finding["notes"]]
        for line, message in told:
            if message.startswith("without "):
                terms.append(self.term(line, message))
            elif message.endswith(" is in the way"):
                fixed.append(self.thing_at(line))
            else:
                requests.append(self.thing_at(line))
        return requests, terms, fixed

    def term(self, line, message):
        if KERNEL_BELOW in message:
            return self.thing_at(line), "kernel"
        key = message.split("'")[1]
        if key == "reserved":
            node = next(n for n, at in self.reserved_line.items() if at == line)
            return node, key
        return self.thing_at(line), key

    def complaint_about_set(self, finding):
        requests, terms, fixed = self.members(finding)
        if None in requests or None in fixed:
            return "a place that is nobody's"

        def is_possible(leave_out):
            kept = [r for r in requests if r is not leave_out]
            held = {r: {t for s, t in terms if (s, t) != leave_out and s in (r, r.node)}
                    for r in kept}
            return self.possible(kept, held, [f for f in fixed if f is not leave_out])

        if is_possible(None):
            return "the set that is named can be had"
        for member in requests + terms + fixed:
            if not is_possible(member):
                return f"{member} is named for nothing"
        return None

    def complaint_about_plan(self, plan):
        taken = functools.reduce(lambda mask, f: mask | bits(f.start, f.size), self.fixed, 0)
        places = [("loader", plan["loader"])]
        places += [(n["name"], m) for n in plan["nodes"] for m in n["memory"]]
        places += [(s["name"], s) for s in plan["shared"]]
        left = list(self.requests)
        for what, place in places:
            if not place["placed"]:
                continue
            start, last = int(place["first"], 16), int(place["last"], 16)
            fitting = [r for r in left if r.what == what and r.size == last - start + 1
                       and r.allows(start, set(r.terms))]
            if not fitting:
                return f"{what} may not be at 0x{start:x}"
            request = min(fitting, key=lambda r: sum(r.allows(c, set(r.terms)) for c in CELLS))
            left.remove(request)
            if bits(start, request.size) & taken:
                return f"{what} at 0x{start:x} is on something else"
            taken |= bits(start, request.size)
        return f"{left[0].what} has no place" if left else None


class Run:
    def __init__(self, options):
        self.options = options

    def mkpart(self, *arguments):
        result = subprocess.run([self.options.mkpart, *arguments], cwd=self.scene,
                                capture_output=True, text=True, timeout=120,
                                env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
        if result.returncode not in (0, 1):
            sys.exit(f"mkpart {arguments[0]}: exit {result.returncode}\n{result.stderr}")
        return result.stdout

    def batch(self, number):
        """Complaints, and how many there were that can be had and that cannot."""
        rng = random.Random(f"{self.options.seed}/{number}")
        board = os.path.abspath(self.options.board)
        complaints, counts = [], [0, 0]
        with tempfile.TemporaryDirectory() as scene:
            self.scene = scene
            problems = {f"{i}.yaml": Problem(rng) for i in range(self.options.batch)}
            for name, problem in problems.items():
                pathlib.Path(scene, name).write_text(problem.layout(board))
            report = json.loads(self.mkpart("check", "-j1", "--format", "json", *problems))
            found = {}
            for finding in report["findings"]:
                if finding["code"] == "MK0118":
                    found[finding["file"]] = finding
            for i, (name, problem) in enumerate(problems.items()):
                possible = problem.is_possible()
                counts[possible] += 1
                complaint = self.complaint(name, problem, possible, found.get(name), i)
                if complaint:
                    complaints.append(f"{complaint}\n{problem.layout(board)}")
        return complaints, counts

    def complaint(self, name, problem, possible, finding, index):
        if possible and finding:
            return "there is a way, and it was not found: " + finding["message"]
        if not possible and not finding:
            return "there is no way, and one was found"
        if finding:
            return problem.complaint_about_set(finding)
        if index % 10 == 0:
            return problem.complaint_about_plan(
                json.loads(self.mkpart("plan", "--format", "json", name)))
        return None


def work(options, number):
    return Run(options).batch(number)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, type=os.path.abspath)
    parser.add_argument("--board", required=True, help="case-grid.dtb")
    parser.add_argument("--count", type=int, default=10000)
    parser.add_argument("--batch", type=int, default=250)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    complaints, counts = [], [0, 0]
    with concurrent.futures.ProcessPoolExecutor() as pool:
        for found, counted in pool.map(functools.partial(work, options),
                                       range(-(-options.count // options.batch))):
            complaints += found
            counts = [a + b for a, b in zip(counts, counted)]
    for complaint in complaints[:5]:
        print(complaint)
    print(f"{sum(counts)} layouts: {counts[1]} have a way, {counts[0]} have none; "
          f"{len(complaints)} complaints")
    rare = min(counts) * 5 < sum(counts)
    if rare:
        print("one of the two answers is rare: nothing is tested that way")
    return bool(complaints) or rare


if __name__ == "__main__":
    sys.exit(main())
