#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Mutation testing of the rules: each condition of lib/core and lib/check is made wrong in turn,
and a case or a unit test has to notice: kill.py --work FOLDER [FILE...]

One build in FOLDER holds all mutants (mutator.py). A first run of all tests notes which of them
would have made a difference in which test (mutant.h); each mutant is then tried with these only,
those of its rule's own code first. FOLDER/results.json has the test that noticed each, which is
tried first in the next run. survivors.txt has those that no test can kill, with the reason. Fails
below 95 %."""
import argparse
import collections
import fnmatch
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import types

from mutator import Mutator

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path.insert(0, str(TOP / "tests/cases"))
import run as cases # noqa: E402

FOLDERS = ("core", "check", "check/rules")
FEWEST_KILLED = 0.95
COPIED = ("CMakeLists.txt", "cli", "examples", "lib", "man", "packaging", "schema", "tests")
# Of the wall; what counts are the seconds of the processor in mutant.c.
CASE_SECONDS = 60
UNIT_SECONDS = 300
SEED = 20261129


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder of the build")
    parser.add_argument("--seconds", type=int, default=1 << 30,
                        help="stop then; with --known the next run goes on")
    parser.add_argument("--built", action="store_true", help="the build there is right as it is")
    parser.add_argument("--known", action="store_true",
                        help="do not try again what was killed in an earlier run")
    parser.add_argument("files", nargs="*", help="patterns, 'check/rules/irq*'; all without any")
    return parser.parse_args()


def sources():
    return [file for folder in FOLDERS for file in sorted((TOP / "lib" / folder).glob("*.c"))]


def write_if_changed(file, text):
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def build(work, is_built):
    """Mutants by number, and the copy that holds them all, built."""
    source = work / "source"
    source.mkdir(parents=True, exist_ok=True)
    mutants = []
    written = {}
    for file in sources():
        mutator = Mutator(str(file.relative_to(TOP / "lib")), file.read_text(), len(mutants))
        written[file.relative_to(TOP)] = mutator.file()
        mutants += mutator.mutants
    if is_built:
        return mutants
    for name in COPIED:
        subprocess.run(["rsync", "-rlp", "--delete", "--checksum", *(
            f"--exclude=/{file.relative_to(name)}" for file in written if file.parts[0] == name),
            "--exclude=/base/mutant.c", f"{TOP / name}" + ("/" if (TOP / name).is_dir() else ""),
            source / name], check=True)
    for file, text in written.items():
        write_if_changed(source / file, text)
    for name in ("mutant.c", "mutant.h"):
        write_if_changed(source / "lib/base" / name, (HERE / name).read_text())
    compile_all(source, work / "build")
    return mutants


def compile_all(source, folder):
    flags = f"-w -include {source}/lib/base/mutant.h"
    subprocess.run(["cmake", "-G", "Ninja", "-S", source, "-B", folder, "-D",
                    "CMAKE_BUILD_TYPE=Debug", "-D", f"CMAKE_C_FLAGS={flags}"],
                   stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["cmake", "--build", folder, "--target", "mkpart", "unit", "test_boards"],
                   stdout=subprocess.DEVNULL, check=True)


# --- tests ----------------------------------------------------------------------------------------

class Tests:
    """Of cases and suites of unit tests, by name: whether one notices a mutant."""

    def __init__(self, work):
        self.build = work / "build"
        self.options = types.SimpleNamespace(mkpart=str(self.build / "mkpart"), dtc="dtc",
                                             boards=self.build / "tests/boards")
        self.cases = {file.parent.name: file.parent
                      for file in sorted((TOP / "tests/cases").glob("*/expected"))}
        listed = subprocess.run([self.build / "tests/unit", "--list"], capture_output=True,
                                text=True, check=True).stdout
        self.suites = re.findall(r"^(\w+):", listed, re.M)
        assert self.cases and self.suites

    def names(self):
        return [*(f"unit/{suite}" for suite in self.suites), *self.cases]

    def passes(self, name, **settings):
        settings = {key: str(value) for key, value in settings.items()}
        if name.startswith("unit/"):
            return self.unit_passes(name[5:], settings)
        usual = cases_environment
        cases.environment = lambda logs: {**usual(logs), **settings}
        cases.TIME_LIMIT = CASE_SECONDS
        try:
            text, _ = cases.outcome(self.cases[name], self.options)
        except subprocess.TimeoutExpired:
            return False
        return text == (self.cases[name] / "expected").read_text()

    def unit_passes(self, suite, settings):
        try:
            return subprocess.run(
                [self.build / "tests/unit", "--jobs", "1", "--fail-fast", "--quiet",
                 "--filter", f"{suite}/*"],
                env={**os.environ, **settings, "MKPART_BOARDS": ""}, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, timeout=UNIT_SECONDS, check=False).returncode == 0
        except subprocess.TimeoutExpired:
            return False


cases_environment = cases.environment


def see(tests, count, seen, end):
    """Adds to what is seen, by test: numbers of the mutants that make a difference in it."""
    with tempfile.NamedTemporaryFile() as log:
        for name in tests.names():
            if name in seen:
                continue
            if time.monotonic() > end:
                return
            pathlib.Path(log.name).write_bytes(bytes(count))
            # Twice, for a busy machine may let time run out.
            if not any(tests.passes(name, MUTANT=count, MUTANT_LOG=log.name) for _ in range(2)):
                print(f"{name} is left out: it fails without any mutant", flush=True)
                seen[name] = []
                continue
            seen[name] = [number for number, byte in
                          enumerate(pathlib.Path(log.name).read_bytes()) if byte]


def tests_of(work, tests, mutants, end):
    """By number of a mutant: tests in which it makes a difference; of before, as far as it holds.
    None where time has run out."""
    file = work / "seen.json"
    basis = repr(mutants)
    known = json.loads(file.read_text()) if file.exists() else {}
    if known.get("basis") != basis:
        known = {"basis": basis, "seen": {}}
    see(tests, len(mutants), known["seen"], end)
    file.write_text(json.dumps(known))
    if any(name not in known["seen"] for name in tests.names()):
        print(f"{len(known['seen'])} tests have been looked at")
        return None
    by_mutant = collections.defaultdict(list)
    for name in tests.names():
        for number in known["seen"][name]:
            by_mutant[number].append(name)
    return by_mutant


# --- one mutant -----------------------------------------------------------------------------------

def own_codes(file):
    return set(re.findall(r"MK\d{4}", (TOP / "lib" / file).read_text()))


def in_order(mutant, names):
    """Cases of the rule's code first; for the searches of lib/core their unit tests."""
    codes = own_codes(mutant.file)
    stem = pathlib.Path(mutant.file).stem.split("_")[0]

    def rank(name):
        if name.startswith("unit/"):
            return 0 if stem in name else 2 if mutant.file.startswith("core") else 4
        return 1 if name[:6] in codes else 3

    return sorted(names, key=rank)


def killer(tests, mutant, names, before):
    """The test that notices, or None."""
    ordered = in_order(mutant, names)
    if before in ordered:
        ordered.insert(0, before)
    for name in ordered:
        if not tests.passes(name, MUTANT=mutant.number):
            return name
    return None


def key(mutant, counts):
    """What stays as other lines change: file, what it is, and the how many-eth such it is."""
    name = f"{mutant.file}: {mutant.what}"
    counts[name] += 1
    return f"{name} #{counts[name]}"


def argued():
    """Patterns of mutants that no test can kill, a line each: PATTERN<tab>REASON."""
    rows = {}
    for line in (HERE / "survivors.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            pattern, reason = line.split("\t")
            rows[pattern] = reason
    return rows


def try_all(tests, chosen, seen, results, save, end):
    for done, (name, mutant) in enumerate(chosen, 1):
        if time.monotonic() > end:
            break
        results[name] = killer(tests, mutant, seen[mutant.number], results.get(name))
        if not results[name]:
            print(f"survives: lib/{mutant.file}:{mutant.line}: {mutant.what}"
                  f" ({len(seen[mutant.number])} tests)", flush=True)
        if done % 100 == 0:
            save()
    save()


def report(mutants, results):
    reasons = argued()
    survivors = [name for name in mutants if not results[name]]
    unused = {pattern for pattern in reasons
              if not any(fnmatch.fnmatchcase(name, pattern) for name in mutants)}
    open_ones = [name for name in survivors
                 if not any(fnmatch.fnmatchcase(name, pattern) for pattern in reasons)]
    killed = len(mutants) - len(survivors)
    for folder in FOLDERS:
        own = [name for name in mutants if os.path.dirname(name.split(":")[0]) == folder]
        good = sum(bool(results[name]) for name in own)
        if own:
            print(f"lib/{folder}: {good} of {len(own)} killed, {100 * good / len(own):.1f} %")
    print(f"{killed} of {len(mutants)} mutants killed; of {len(survivors)} survivors"
          f" {len(survivors) - len(open_ones)} are argued")
    for pattern in sorted(unused):
        print(f"survivors.txt: no mutant is {pattern}")
    return killed >= FEWEST_KILLED * len(mutants)


def main():
    options = arguments()
    options.work = options.work.absolute()
    end = time.monotonic() + options.seconds
    mutants = build(options.work, options.built)
    tests = Tests(options.work)
    counts = collections.Counter()
    named = {key(mutant, counts): mutant for mutant in mutants}
    seen = tests_of(options.work, tests, mutants, end)
    if seen is None:
        sys.exit(1)
    print(f"{len(mutants)} mutants, {len(seen)} make a difference in some test", flush=True)
    chosen = [(name, mutant) for name, mutant in named.items() if not options.files or
              any(fnmatch.fnmatchcase(mutant.file, pattern) for pattern in options.files)]
    file = options.work / "results.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    random.Random(SEED).shuffle(chosen) # so that what was done when it stops is a fair sample
    due = [pair for pair in chosen if not (options.known and results.get(pair[0]))]
    due.sort(key=lambda pair: pair[0] in results) # then those that survived before
    try_all(tests, due, seen, results,
            lambda: file.write_text(json.dumps(results, indent=0)), end)
    sys.exit(0 if report([name for name, _ in chosen if name in results], results) else 1)


if __name__ == "__main__":
    main()
