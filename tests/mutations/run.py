#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Plants every known mistake into every example; each must be found, and none hide another.

The examples are good. A row of rows.py spoils one in one respect, in its layout or in its board;
the row's code must then be among the findings, and no other error. Then pairs of independent
mistakes are planted, a sample that is the same in each run, and both codes must be found. Every
check of the catalogue has a row, or a reason why not. The mistakes that were made on real boards
are refused on three of them.
"""
import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

try:
    from mutant import TOP, Example, Mutant, Skip
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)
sys.path.insert(0, str(TOP / "tests/images"))
from make import Maker
from rows import EXCEPTIONS, MASKED, ROWS

EXAMPLES = ["qemu-arm-virt/two-nodes", "qemu-arm-virt/four-nodes", "zcu102/two-nodes",
            "imx8mm-evk/two-nodes", "talk/talk-corrected", "talk/adder-client"]
# Different SoCs, and both versions of the GIC.
THREE_BOARDS = ["qemu-arm-virt/two-nodes", "zcu102/two-nodes", "imx8mm-evk/two-nodes"]
MISTAKES = range(1, 9)
PAIR_SEED = 1
TIME_LIMIT = 60


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mkpart", required=True, help="the program under test")
    parser.add_argument("--dtc", default="dtc")
    parser.add_argument("--pairs", type=int, default=300, help="how many pairs are planted")
    parser.add_argument("--seed", type=int, default=PAIR_SEED, help="which pairs")
    parser.add_argument("--only", metavar="CODE", help="the rows of that code alone")
    return parser.parse_args()


def listed_codes(mkpart):
    text = subprocess.run([mkpart, "list", "checks"], check=True, capture_output=True,
                          text=True).stdout
    return re.findall(r"^(MK\d{4})\s", text, re.M)


def stated_prerequisites():
    """code: codes whose findings make it pointless, as the rules themselves have it."""
    texts = {file.stem: file.read_text() for file in (TOP / "lib/check/rules").glob("*.c")}
    codes = {name: re.search(r'\.code = "(MK\d{4})"', text)[1] for name, text in texts.items()}
    result = collections.defaultdict(set)
    for name, text in texts.items():
        listed = re.search(r"\.prerequisites = MK_RULES\(([^)]*)\)", text)
        if listed:
            result[codes[name]] |= {codes[rule] for rule in
                                    re.findall(r"&mk_rule_(\w+)", listed[1])}
    return result


class Masks:
    """Who may hide whom."""

    def __init__(self):
        self.hiders = stated_prerequisites()
        for code, hiders in MASKED.items():
            self.hiders[code] |= set(hiders)

    def hides(self, row, other):
        return bool(self.hiders[other.code] & ({row.code} | row.also))

    def independent(self, a, b):
        return not (a.alone or b.alone or a.code == b.code or a.touches & b.touches or
                    self.hides(a, b) or self.hides(b, a))


def plant(example, rows):
    """A mutant with those mistakes, or None where one of them cannot be made."""
    mutant = Mutant(example)
    try:
        for row in rows:
            row.plant(mutant)
    except Skip:
        return None
    return mutant


def make_files(mkpart, mutant, layout):
    """What is built beside the layout; Skip where the other mistake leaves no plan to build it."""
    maker = Maker(mkpart, layout.parent, layout.name)
    if "images: planned" in mutant.recipe:
        for node in maker.plan()["nodes"]:
            places = [node["phys_base"], node["rank"], *(m["first"] for m in node["memory"])]
            mutant.skip_unless(None not in places)
    maker.make("\n".join(mutant.recipe))


def refusals_of(mkpart, mutant, layout):
    """The same of a command that has no --format: what it says of itself, not of the layout."""
    result = subprocess.run([mkpart, *mutant.command, layout.name], cwd=layout.parent, text=True,
                            capture_output=True, timeout=TIME_LIMIT, check=False)
    return dict.fromkeys(re.findall(r"^mkpart: .*\[(MK\d{4})\]", result.stderr, re.M),
                         "error")


def findings_of(mkpart, mutant):
    """{code: severity} of what stands, or the text of what went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        layout = mutant.write(pathlib.Path(folder))
        make_files(mkpart, mutant, layout)
        if mutant.command[0] != "check":
            return refusals_of(mkpart, mutant, layout)
        result = subprocess.run([mkpart, *mutant.command, "--format", "json", layout.name],
                                cwd=folder, capture_output=True, timeout=TIME_LIMIT, check=False)
    if result.returncode not in (0, 1, 2) or result.stderr:
        return f"exit {result.returncode}: {result.stderr.decode(errors='replace')[:500]}"
    found = json.loads(result.stdout)["findings"]
    return {f["code"]: f["severity"] for f in found if f["standing"] == "stands"}


def complaint_about(example, rows, found):
    """What is wrong with that answer, or None."""
    what = f"{example.name}: {' and '.join(map(str, rows)) or 'as it is'}"
    if isinstance(found, str):
        return f"{what}: {found}"
    missed = [r.code for r in rows if r.code not in found]
    if missed:
        return f"{what}: {', '.join(missed)} is not found, but {', '.join(found) or 'nothing'}"
    expected = {r.code for r in rows}.union(*(r.also for r in rows))
    allowed = ("warning", "note") if rows else ("note",)
    surplus = [c for c, severity in found.items() if severity not in allowed and c not in expected]
    if surplus and len(rows) < 2:
        return f"{what}: {', '.join(surplus)} is found as well"
    return None


class Tester:
    def __init__(self, options):
        self.mkpart = str(pathlib.Path(options.mkpart).resolve())
        self.complaints = []
        self.pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())

    def try_one(self, job):
        """None where it cannot be planted; otherwise whether all is well."""
        example, rows = job
        mutant = plant(example, rows)
        if not mutant:
            return None
        try:
            found = findings_of(self.mkpart, mutant)
        except Skip:
            return None
        complaint = complaint_about(example, rows, found)
        if complaint:
            self.complaints.append(complaint)
        return not complaint

    def try_all(self, jobs):
        """The jobs that could be planted, with their outcome."""
        outcomes = list(zip(jobs, self.pool.map(self.try_one, jobs)))
        return [(job, outcome) for job, outcome in outcomes if outcome is not None]


def check_catalogue(tester, rows):
    codes = listed_codes(tester.mkpart)
    with_row = {r.code for r in rows}
    for code in codes:
        if code not in with_row and code not in EXCEPTIONS:
            tester.complaints.append(f"{code}: no row plants it, and rows.py gives no reason")
    for code in sorted((with_row | set(EXCEPTIONS) | set(MASKED)) - set(codes)):
        tester.complaints.append(f"{code}: is in rows.py, but there is no such check")


def check_rows_apply(tester, rows, planted):
    used = {id(job[1][0]) for job, _ in planted}
    for row in rows:
        if id(row) not in used:
            tester.complaints.append(f"{row}: fits no example")


def check_mistakes(tester, planted):
    """Each of the table, on each of three boards."""
    refused = {(job[1][0].mistake, job[0].name) for job, good in planted if good}
    for mistake, board in itertools.product(MISTAKES, THREE_BOARDS):
        if (mistake, board) not in refused:
            tester.complaints.append(f"{board}: mistake {mistake} of the table is not refused")


def sample_pairs(examples, rows, count, seed):
    """Pairs that may be planted together, so many; the same for the same seed."""
    masks = Masks()
    pairs = [(a, b) for a, b in itertools.combinations(rows, 2) if masks.independent(a, b)]
    jobs = list(itertools.product(examples, pairs))
    return random.Random(seed).sample(jobs, min(count, len(jobs))), len(jobs)


def main():
    options = arguments()
    started = time.monotonic()
    tester = Tester(options)
    rows = [r for r in ROWS if options.only in (None, r.code)]
    examples = [Example(TOP / f"examples/{name}.yaml", options.dtc) for name in EXAMPLES]
    tester.try_all([(example, ()) for example in examples])
    planted = tester.try_all(list(itertools.product(examples, [(r,) for r in rows])))
    skipped = len(examples) * len(rows) - len(planted)
    check_rows_apply(tester, rows, planted)
    if not options.only:
        check_catalogue(tester, rows)
        check_mistakes(tester, planted)
    pairs, possible = sample_pairs(examples, rows, options.pairs, options.seed)
    pairs = tester.try_all(pairs)
    for complaint in sorted(set(tester.complaints)):
        print(complaint)
    print(f"{len(rows)} mistakes in {len(examples)} examples: {len(planted)} mutants, {skipped} "
          f"that do not apply; {len(pairs)} of {possible} pairs; "
          f"{len(tester.complaints)} complaints; {time.monotonic() - started:.0f} s")
    sys.exit(1 if tester.complaints else 0)


if __name__ == "__main__":
    main()
